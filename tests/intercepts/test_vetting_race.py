"""Several vetters at the same moment: each voice counts once, and the class is set once."""

import threading

import pytest
from django.db import connection

from intercepts.actions.vetting import judge
from intercepts.models import InterceptedPerson, VettingVerdict
from tests.factories.accounts import UserFactory
from tests.factories.work import InterceptedPersonFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts):
    """Do all `acts` at once; return how many were refused. Anything else than a refusal is raised."""
    refused, failed, start = [], [], threading.Barrier(len(acts))

    def run(vetter, verdict, met):
        start.wait(timeout=60)
        lowering = "job_confirmed" if verdict == "not_intercept" else ""
        try:
            judge(intercepted=met, verdict=verdict, lowering=lowering, reason="At once", by=vetter)
        except DomainError as refusal:
            refused.append(str(refusal.message))
        except Exception as error:  # noqa: BLE001  told below
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    return len(refused)


def test_five_vetters_at_once_come_to_one_class():
    met = InterceptedPersonFactory(final_class="", proposed_band="high_risk")
    vetters = [UserFactory(role=Role.CASE_MANAGER) for _ in range(5)]

    refused = at_once([(vetter, "high_risk", met) for vetter in vetters])

    turns = sorted(VettingVerdict.objects.values_list("turn", flat=True))
    assert (refused, turns) == (3, ["first", "second"])
    assert InterceptedPerson.objects.get().final_class == "high_risk"
    assert AuditEvent.objects.filter(kind="classified").count() == 1


def test_one_vetter_in_four_tabs_is_one_voice():
    met = InterceptedPersonFactory(final_class="", proposed_band="high_risk")
    vetter = UserFactory(role=Role.CASE_MANAGER)

    refused = at_once([(vetter, "high_risk", met)] * 4)

    assert (refused, VettingVerdict.objects.count()) == (3, 1)
    assert InterceptedPerson.objects.get().final_class == ""
