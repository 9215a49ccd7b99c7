"""The way of a referral: what it needs to go out, and what may come back."""

import datetime as dt
import itertools
import uuid

import pytest
from django.utils import timezone

from cases.actions.rules import CaseClosed
from cases.models import Case
from referrals.actions import referrals
from referrals.actions.referrals import NoBasis
from referrals.enums import NEXT_STEPS, OPEN_STATUSES, ReferralStatus
from referrals.models import Referral, ReferralStep
from tests.factories.cases import DAY, CaseFactory, ConsentFactory
from tests.factories.work import NOON, OrganisationFactory, ReferralFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError

CHILD, ADULT, UNKNOWN = {"person__child": True}, {}, {"person__no_age": True}


def sent(**facts):
    """A referral sent at noon on 1 June 2025 for vital interest."""
    return ReferralFactory(status="sent", sent_at=NOON, legal_basis="vital_interest", **facts)


def test_a_draft_is_kept_once_with_its_row(case_worker):
    case, organisation, token = CaseFactory(), OrganisationFactory(), uuid.uuid4()
    for _again in range(2):
        made = referrals.draft(
            case=case, organisation=organisation, reason="safety", by=case_worker, submission=token
        )

    assert (made.status, made.sent_at) == ("draft", None)
    assert Referral.objects.count() == ReferralStep.objects.count() == 1
    row = AuditEvent.objects.get(by=case_worker.staff_code)
    assert (row.kind, row.case_id) == ("created", case.pk)


@pytest.mark.parametrize(
    ("who", "organisation", "basis", "goes"),
    [
        (CHILD, "children_services", "child_protection", True),
        (CHILD, "police", "child_protection", True),
        (CHILD, "police", "legal_obligation", True),
        (CHILD, "ngo", "child_protection", False),
        (CHILD, "ngo", "vital_interest", True),
        (UNKNOWN, "police", "child_protection", True),
        (ADULT, "police", "child_protection", False),
        (ADULT, "police", "legal_obligation", False),
        (ADULT, "police", "vital_interest", True),
        (ADULT, "ngo", "vital_interest", True),
        (ADULT, "ngo", "consent", False),
        (ADULT, "ngo", "", False),
    ],
)
def test_without_consent_a_legal_basis_must_fit(case_manager, who, organisation, basis, goes):
    referral = ReferralFactory(case=CaseFactory(**who), organisation__kind=organisation)
    if goes:
        referrals.send(referral=referral, by=case_manager, legal_basis=basis)
    else:
        with pytest.raises(NoBasis):
            referrals.send(referral=referral, by=case_manager, legal_basis=basis)

    referral.refresh_from_db()
    assert (referral.status == "sent", referral.sent_at is not None) == (goes, goes)
    assert AuditEvent.objects.filter(kind="sent", fields={"basis": basis}).count() == goes


@pytest.mark.parametrize(
    ("facts", "goes"),
    [
        ({}, True),
        ({"organisation": "same"}, True),
        ({"organisation": "other"}, False),
        ({"status": "refused"}, False),
        ({"withdrawn_on": DAY}, False),
        ({"expires_on": DAY}, False),
        ({"scope": "share_family"}, False),
        ({"scope": "share_police"}, False),
        ({"giver": "child_assent"}, False),
    ],
)
def test_a_consent_must_hold_for_that_organisation(case_manager, facts, goes):
    referral = ReferralFactory(legal_basis="vital_interest")
    whose = {"same": referral.organisation, "other": OrganisationFactory()}
    facts = facts | {"organisation": whose.get(facts.get("organisation"))}
    consent = ConsentFactory(case=referral.case, **facts)

    referrals.send(referral=referral, by=case_manager)

    referral.refresh_from_db()
    assert (referral.consent, referral.legal_basis) == (
        (consent, "") if goes else (None, "vital_interest")
    )


def test_consent_to_tell_the_police_opens_the_way_to_them(case_manager):
    referral = ReferralFactory(organisation__kind="police")
    consent = ConsentFactory(case=referral.case, scope="share_police")

    assert referrals.send(referral=referral, by=case_manager).consent == consent


@pytest.mark.parametrize(("status", "to_status"), list(itertools.product(ReferralStatus, repeat=2)))
def test_only_the_known_steps_are_taken(case_worker, status, to_status):
    known = to_status in NEXT_STEPS[status] and to_status is not ReferralStatus.SENT
    reason = "no_capacity" if to_status is ReferralStatus.DECLINED else ""
    was_declined = {"decline_reason": "no_capacity"} if status is ReferralStatus.DECLINED else {}
    referral = ReferralFactory(status=status, **was_declined)
    if known:
        referrals.answer(
            referral=referral, to_status=to_status, by=case_worker, decline_reason=reason
        )
    else:
        with pytest.raises(DomainError) as caught:
            referrals.answer(
                referral=referral, to_status=to_status, by=case_worker, decline_reason=reason
            )
        assert caught.value.field == "to_status"

    referral.refresh_from_db()
    assert referral.status == (to_status if known else status)
    assert referral.steps.count() == known


def test_an_answer_keeps_its_days(case_worker):
    referral = sent()

    referrals.answer(
        referral=referral, to_status="accepted", by=case_worker, on=dt.date(2025, 6, 3)
    )
    referrals.answer(referral=referral, to_status="completed", by=case_worker)

    referral.refresh_from_db()
    assert (referral.accepted_on, referral.completed_on) == (
        dt.date(2025, 6, 3),
        timezone.localdate(),
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"to_status": "accepted", "on": dt.date(2025, 5, 31)}, "on"),
        ({"to_status": "accepted", "on": dt.date(2100, 1, 1)}, "on"),
        ({"to_status": "declined"}, "decline_reason"),
        ({"to_status": "accepted", "decline_reason": "no_capacity"}, "decline_reason"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(case_worker, given, field):
    referral = sent()

    with pytest.raises(DomainError) as caught:
        referrals.answer(referral=referral, by=case_worker, **given)

    assert caught.value.field == field
    assert referral.steps.count() == 0


def test_completion_before_acceptance_names_both_days(case_worker):
    referral = ReferralFactory(status="accepted", accepted_on=dt.date(2025, 6, 5))

    with pytest.raises(
        DomainError, match="4 June 2025 is before the referral was accepted .5 June 2025"
    ):
        referrals.answer(
            referral=referral, to_status="completed", by=case_worker, on=dt.date(2025, 6, 4)
        )


ACTS = {
    "draft": lambda r, by: referrals.draft(
        case=r.case, organisation=r.organisation, reason="safety", by=by
    ),
    "send": lambda r, by: referrals.send(referral=r, by=by, legal_basis="vital_interest"),
    "answer": lambda r, by: referrals.answer(referral=r, to_status="withdrawn", by=by),
}


@pytest.mark.parametrize("name", sorted(ACTS))
def test_without_its_row_in_the_trail_nothing_is_kept(case_worker, settings, name):
    referral = ReferralFactory()
    settings.AUDIT_KEY = None

    with pytest.raises(TypeError):
        ACTS[name](referral, case_worker)

    kept = Referral.objects.get()
    assert (kept.status, kept.version, ReferralStep.objects.count()) == ("draft", 1, 0)


@pytest.mark.parametrize("name", sorted(ACTS))
def test_a_closed_case_takes_no_referral(case_worker, name):
    referral = ReferralFactory()
    Case.objects.update(status="closed")

    with pytest.raises(CaseClosed):
        ACTS[name](referral, case_worker)


def test_open_ones_are_those_with_a_step_left():
    assert set(ReferralStatus) - set(OPEN_STATUSES) == {"declined", "completed", "withdrawn"}
