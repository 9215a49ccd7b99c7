"""The list of referrals and changing a draft: filters, order, who may, what is refused."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from referrals.models import Referral
from tests.factories.cases import CaseFactory
from tests.factories.work import OrganisationFactory, ReferralFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
LIST = reverse("referrals:referral_list")


def edit_url(referral):
    return reverse("referrals:referral_edit", args=[referral.pk])


def codes_of(page):
    return [row.code for row in page.context["listing"].slice.rows]


def hours_ago(hours):
    return timezone.now() - dt.timedelta(hours=hours)


@pytest.fixture
def manager(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    return client


def sent(code, urgency, hours, status="sent"):
    return ReferralFactory(
        code=code, status=status, urgency=urgency, sent_at=hours_ago(hours),
        legal_basis="vital_interest",
    )  # fmt: skip


def test_an_answer_is_overdue_by_the_urgency(manager):
    sent("three-late", "emergency", 4)
    sent("three-fresh", "emergency", 2)
    sent("urgent-late", "urgent", 25)
    sent("routine-fresh", "routine", 71)
    sent("routine-late", "routine", 73)
    sent("silent", "routine", 1, status="no_response")
    sent("answered", "emergency", 99, status="accepted")
    ReferralFactory(code="draft")

    overdue = codes_of(manager.get(LIST, {"answer": "overdue", "sort": "code"}))
    waiting = codes_of(manager.get(LIST, {"answer": "waiting", "sort": "code"}))

    assert overdue == ["routine-late", "silent", "three-late", "urgent-late"]
    assert waiting == sorted([*overdue, "three-fresh", "routine-fresh"])


def test_referrals_are_filtered_by_what_they_are(manager):
    wanted = ReferralFactory(
        status="withdrawn", reason="safety", urgency="urgent", drafted_on=dt.date(2025, 3, 1)
    )
    ReferralFactory(drafted_on=dt.date(2025, 5, 1))
    queries = [
        {"status": "withdrawn"}, {"organisation": wanted.organisation_id}, {"reason": "safety"},
        {"urgency": "urgent"}, {"to_day": "2025-04-01"},
    ]  # fmt: skip

    assert [codes_of(manager.get(LIST, query)) for query in queries] == [[wanted.code]] * 5
    assert codes_of(manager.get(LIST, {"from_day": "2025-03-02"})) != [wanted.code]


def test_referrals_are_sorted_by_receiver_and_day(manager):
    first = ReferralFactory(organisation__name="A", drafted_on=dt.date(2025, 5, 1)).code
    second = ReferralFactory(organisation__name="B", drafted_on=dt.date(2025, 3, 1)).code

    assert codes_of(manager.get(LIST, {"sort": "organisation"})) == [first, second]
    assert codes_of(manager.get(LIST, {"sort": "drafted"})) == [second, first]


def test_the_list_says_what_to_do_when_nothing_fits(manager):
    page = manager.get(LIST, {"status": "declined"}).content.decode()

    assert "Nothing fits these filters" in page


def data_of(referral, **changes):
    usual = {
        "version": referral.version, "organisation": referral.organisation_id, "kind": "referral",
        "reason": "safety", "urgency": "urgent", "message": "What they need",
    }  # fmt: skip
    return usual | changes


def test_a_draft_is_changed_and_the_trail_keeps_no_text(manager):
    referral = ReferralFactory(message="Before")
    other = OrganisationFactory()

    answer = manager.post(edit_url(referral), data_of(referral, organisation=other.pk))

    saved = Referral.objects.get()
    assert answer.url == saved.get_absolute_url()
    assert (saved.organisation, saved.message, saved.version) == (other, "What they need", 2)
    assert AuditEvent.objects.get(kind="changed").fields == {
        "message": None,
        "organisation": None,
        "reason": ["additional_services", "safety"],
        "urgency": ["routine", "urgent"],
    }


def test_what_was_sent_stays_as_it_went_out(manager):
    referral = sent("RF-2025-00001", "routine", 1)

    shown = manager.get(edit_url(referral))
    answer = manager.post(edit_url(referral), data_of(referral))

    assert shown.url == referral.get_absolute_url()
    assert answer.context["form"].non_field_errors() == [
        "It is “Sent” by now. Only a draft can be changed."
    ]
    assert Referral.objects.get().reason == "additional_services"


def test_a_draft_of_a_closed_case_is_not_changed(manager):
    referral = ReferralFactory(case__status="closed")

    answer = manager.post(edit_url(referral), data_of(referral))

    assert answer.context["form"].errors != {}
    assert Referral.objects.get().version == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"organisation": "x"}, "organisation"),
        ({"reason": "moon"}, "reason"),
        ({"message": "x" * 4001}, "message"),
        ({"message": "a\0b"}, "message"),
    ],
)
def test_a_draft_that_cannot_be_is_answered_at_its_field(manager, changes, field):
    referral = ReferralFactory()

    answer = manager.post(edit_url(referral), data_of(referral, **changes))

    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["urgency"].value() == "urgent"
    assert Referral.objects.get().version == 1


def test_a_stale_change_keeps_both_texts(manager):
    referral = ReferralFactory(message="Theirs", version=2)

    answer = manager.post(edit_url(referral), data_of(referral, version=1, message="Mine"))

    assert answer.context["form"]["message"].value() == "Mine"
    assert "Theirs" in [row["value"] for row in answer.context["saved_meanwhile"]]


@pytest.mark.parametrize(
    ("role", "how", "expected"),
    [
        (Role.CASE_WORKER, None, 404),
        (Role.CASE_WORKER, {"can_write": False}, 403),
        (Role.PROGRAMME_MANAGER, {}, 403),
        (Role.BOARD_MEMBER, {}, 404),
    ],
)
def test_who_may_not_change_a_draft_is_refused(signed_in, role, how, expected):
    client, user = signed_in(role)
    referral = ReferralFactory(case=CaseFactory())
    if how is not None:
        referral.case.grants.create(user=user, reason="assigned", **how)

    assert client.post(edit_url(referral), data_of(referral)).status_code == expected


def test_the_page_of_a_draft_offers_change_and_withdrawal(manager):
    draft, gone = ReferralFactory(), sent("RF-2025-00002", "routine", 1)

    offered = [
        [str(act.label) for act in manager.get(row.get_absolute_url()).context["acts"]]
        for row in (draft, gone)
    ]

    assert offered == [
        ["Send", "Change", "Withdraw the draft", "Ask for a bed"],
        ["Record what came back", "Ask for a bed"],
    ]
