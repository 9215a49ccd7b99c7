"""Verdicts, alerts and calls for tests."""

import factory

from intercepts.models import CallBack, InterceptAlert, VettingVerdict
from tests.factories.work import DAY, InterceptedPersonFactory


class VettingVerdictFactory(factory.django.DjangoModelFactory):
    """The first verdict on somebody whose class is set, unless told otherwise."""

    class Meta:
        model = VettingVerdict

    intercepted_person = factory.SubFactory(InterceptedPersonFactory)
    turn = "first"
    verdict = "evidence_of_trafficking"
    reason = "As the signs say"


class InterceptAlertFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InterceptAlert

    intercepted_person = factory.SubFactory(InterceptedPersonFactory, final_class="")
    cause = "evidence"


class CallBackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CallBack

    intercepted_person = factory.SubFactory(InterceptedPersonFactory, final_class="")
    due_on = DAY
