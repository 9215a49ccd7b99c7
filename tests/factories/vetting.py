"""Verdicts, alerts and calls for tests."""

import factory

from intercepts.models import (
    CallBack,
    DraftQuestion,
    InterceptAlert,
    ScreeningDraft,
    VettingVerdict,
)
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


def sign_of_draft() -> DraftQuestion:
    """Return a sign of the one draft that is being written."""
    draft = (
        ScreeningDraft.objects.filter(published_as=None).first() or ScreeningDraft.objects.create()
    )
    draft.sections.get_or_create(
        code="control",
        defaults={"text_en": "Control", "text_sw": "Udhibiti", "counts_as": "control"},
    )
    return draft.questions.get_or_create(
        code="c_trial", defaults={"section": "control", "text_en": "A trial", "text_sw": "Jaribio"}
    )[0]
