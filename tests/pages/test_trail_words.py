"""What the trail kept, in words of both languages: on the trail's pages and in a record's history."""

import pytest
from django.utils import translation

from cases.actions import cases as case_actions
from cases.actions import emergencies, protection
from cases.actions.reveals import Reason, open_fields
from cases.enums import REASONS_AND_EMERGENCIES
from cases.words import GRANT_REASONS, reasons
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.work import ShelterFactory
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.audit.trail import record
from tracekenya.lib import vocabularies
from tracekenya.pages.facts import changes_of
from tracekenya.pages.trail_words import detail_words
from tracekenya.roles.permissions import Permission
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
WHY = Reason("care", "Needed for the work of today")


def both(event: AuditEvent) -> list[str]:
    found = []
    for language in ("en", "sw"):
        with translation.override(language):
            found.append(detail_words(event))
    return found


def test_the_reason_of_an_opening_has_its_words():
    house = ShelterFactory()
    open_fields(
        row=house, fields=["address"], act=Permission.SHELTER_ADDRESS, reason=WHY,
        by=UserFactory(role=Role.PROGRAMME_MANAGER),
    )  # fmt: skip

    event = AuditEvent.objects.get(kind="revealed")
    assert both(event) == [
        "Address; Reason: To care for the person today",
        "Anwani; Sababu: Kumhudumia mtu huyu leo",
    ]


def test_so_have_restrictions_emergencies_grants_and_reviews(
    case_manager, executive_director, data_protection_officer
):
    case = CaseFactory()
    protection.restrict(
        case=case, reason=Reason("safety", "A neighbour works here"), by=case_manager
    )
    opening = emergencies.open_case(
        code=case.code,
        kind="missing",
        reason="She did not come back to the house",
        by=executive_director,
    )
    emergencies.review(
        opening=opening, verdict="not_justified", words="Nobody was missing",
        by=data_protection_officer,
    )  # fmt: skip

    said = {event.kind: detail_words(event) for event in AuditEvent.objects.all()}
    assert said == {
        "granted": f"Reason: restricted the case; Colleague: {case_manager.staff_code}",
        "case_restricted": "Restricted: No → Yes; Reason: Somebody may be in danger",
        "emergency_opened": "Reason: The person is missing",
        "emergency_reviewed": "Review: Not justified",
    }


def test_the_history_on_the_page_of_a_case_says_the_same(case_manager):
    case = CaseFactory()
    protection.restrict(
        case=case, reason=Reason("safety", "A neighbour works here"), by=case_manager
    )

    details = [line for change in changes_of(case) for line in change.details]

    assert "Reason: Somebody may be in danger" in details
    assert "Restricted: No → Yes" in details
    assert "Reason: restricted the case" in details


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        (AuditKind.STATUS_CHANGED, {"from": "active", "to": "closed"}, "Old state: Active, plan being implemented; New state: Closed"),
        (AuditKind.CASE_CLOSED, {"reason": "goals_met"}, "Reason: Plan goals met, person safe"),
        (AuditKind.CHANGED, {"risk_level": ["", "high"]}, "Risk: nothing → High (act within 72 hours)"),
        (AuditKind.CHANGED, {"trafficking_status": "at_risk"}, "Status as a victim of trafficking: At risk (no trafficking act yet)"),
        (AuditKind.CHANGED, {"reason": "of another release"}, "Reason: of another release"),
        (AuditKind.REVEALED, {"summary": None}, "What happened, in short"),
        (AuditKind.SEARCHED, {"by": ["name", "phone"], "found": 2}, "By: name, phone; Found: 2"),
        (AuditKind.CHANGED, {"county": "0d7d2c66-2f1f-4cbb-a8b4-1a2b3c4d5e6f"}, "County"),
    ],
)  # fmt: skip
def test_codes_of_records_have_their_words(case_manager, kind, fields, words):
    event = record(kind, by=case_manager, target=CaseFactory(), fields=fields)

    assert detail_words(event) == words


def test_acts_on_no_record_have_theirs(case_manager):
    event = record(
        AuditKind.EXPORTED, by=case_manager,
        fields={"list": "cases", "kind": "csv", "rows": 3, "filters": ["status", "county"]},
    )  # fmt: skip

    assert both(event)[0] == "Filters: status, county; Kind: csv; List: cases; Rows: 3"


def test_a_step_of_the_second_factor_has_its_word(case_manager):
    event = record(
        AuditKind.SECOND_FACTOR_CHANGED, by=case_manager, target=case_manager,
        fields={"reset": "asked"},
    )  # fmt: skip

    assert detail_words(event) == "Reset: asked for"


def test_no_code_stands_for_two_reasons():
    lists = [dict(REASONS_AND_EMERGENCIES), dict(vocabularies.known("case_closure_reason"))]
    codes = [code for each in [*lists, GRANT_REASONS] for code in each]

    assert len(codes) == len(set(codes))
    assert set(reasons()) == {code for each in lists for code in each}


def test_every_reason_of_a_grant_that_actions_give_has_its_word(case_manager):
    worker = UserFactory(role=Role.CASE_WORKER)
    case_actions.assign(case=CaseFactory(), worker=worker, by=case_manager)

    assert "Reason: assigned" in detail_words(AuditEvent.objects.get(kind="granted"))
