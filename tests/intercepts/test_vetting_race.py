"""Several vetters at the same moment: each voice counts once, and the class is set once."""

from functools import partial

import pytest

from intercepts.actions.vetting import judge
from intercepts.models import InterceptedPerson, VettingVerdict
from tests.factories.accounts import UserFactory
from tests.factories.work import InterceptedPersonFactory
from tests.racing import at_once
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


def refusals_of(acts):
    """Let all judge at one moment; return how many were refused."""
    answers = at_once([partial(judged, *act) for act in acts])
    return sum(answer != "" for answer in answers)


def judged(vetter, verdict, met):
    lowering = "job_confirmed" if verdict == "not_intercept" else ""
    judge(intercepted=met, verdict=verdict, lowering=lowering, reason="At once", by=vetter)


def test_five_vetters_at_once_come_to_one_class():
    met = InterceptedPersonFactory(final_class="", proposed_band="high_risk")
    vetters = [UserFactory(role=Role.CASE_MANAGER) for _ in range(5)]

    refused = refusals_of([(vetter, "high_risk", met) for vetter in vetters])

    turns = sorted(VettingVerdict.objects.values_list("turn", flat=True))
    assert (refused, turns) == (3, ["first", "second"])
    assert InterceptedPerson.objects.get().final_class == "high_risk"
    assert AuditEvent.objects.filter(kind="classified").count() == 1


def test_one_vetter_in_four_tabs_is_one_voice():
    met = InterceptedPersonFactory(final_class="", proposed_band="high_risk")
    vetter = UserFactory(role=Role.CASE_MANAGER)

    refused = refusals_of([(vetter, "high_risk", met)] * 4)

    assert (refused, VettingVerdict.objects.count()) == (3, 1)
    assert InterceptedPerson.objects.get().final_class == ""
