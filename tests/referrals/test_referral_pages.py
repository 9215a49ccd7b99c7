"""The pages of referrals: who reaches them, what they change, what they refuse."""

import uuid

import pytest
from django.urls import reverse

from referrals.models import Referral
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, ConsentFactory
from tests.factories.work import AdmissionFactory, OrganisationFactory, ReferralFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

LIST_QUERIES = 4  # session, person, practice banner, rows


def of(user, **facts):
    """Return a referral on a case that `user` may write in."""
    return ReferralFactory(case=CaseFactory(granted_to=[user]), **facts)


def address(name, record):
    return reverse(f"referrals:{name}", args=[record.pk])


def test_a_referral_is_drafted_once(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    case = CaseFactory(granted_to=[user])
    data = {
        "organisation": OrganisationFactory().pk, "kind": "referral", "reason": "safety",
        "urgency": "urgent", "message": "MARKER", "submission": uuid.uuid4(),
    }  # fmt: skip

    shown = client.get(address("referral_add", case))
    answers = [client.post(address("referral_add", case), data) for _again in range(2)]

    made = Referral.objects.get()
    assert shown.status_code == 200
    assert [answer["Location"] for answer in answers] == [made.get_absolute_url()] * 2
    assert (made.status, made.message) == ("draft", "MARKER")


def test_an_organisation_we_left_is_not_offered(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    case, left = CaseFactory(granted_to=[user]), OrganisationFactory(is_active=False)
    data = {"organisation": left.pk, "kind": "referral", "reason": "safety", "urgency": "routine"}

    answer = client.post(address("referral_add", case), data | {"submission": uuid.uuid4()})

    assert list(answer.context["form"].errors) == ["organisation"]
    assert Referral.objects.count() == 0


def test_a_draft_is_sent_by_consent_without_a_question(signed_in):
    client, user = signed_in(Role.LEGAL_OFFICER)
    referral = of(user)
    consent = ConsentFactory(case=referral.case)

    shown = client.get(address("referral_send", referral))
    answer = client.post(address("referral_send", referral), {"yes": "1"})

    assert (list(shown.context["form"].fields), shown.context["consent"]) == ([], consent)
    assert answer["Location"] == referral.get_absolute_url()
    referral.refresh_from_db()
    assert referral.consent == consent


def test_without_consent_only_fitting_bases_are_offered(signed_in):
    client, user = signed_in(Role.CASE_MANAGER)
    referral = of(user, organisation__kind="police")
    url = address("referral_send", referral)

    shown = client.get(url)
    refused = client.post(url, {"legal_basis": "child_protection"})
    answer = client.post(url, {"legal_basis": "vital_interest"})
    again = client.post(url, {"legal_basis": "vital_interest"})

    offered = [code for code, _label in shown.context["form"].fields["legal_basis"].choices]
    assert offered == ["", "vital_interest"]
    assert list(refused.context["form"].errors) == ["legal_basis"]
    assert answer.status_code == 302
    assert again.context["form"].non_field_errors() == ["From “Sent” this step is not possible."]


def test_an_answer_is_written_down(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    referral = of(user, status="received")
    url = address("referral_answer", referral)

    shown = client.get(url)
    refused = client.post(url, {"to_status": "declined", "on": "2025-06-10"})
    answer = client.post(url, {"to_status": "accepted", "on": "2025-06-10"})
    later = client.get(url)

    offered = [code for code, _label in shown.context["form"].fields["to_status"].choices]
    assert offered == ["accepted", "declined", "no_response", "withdrawn"]
    assert list(refused.context["form"].errors) == ["decline_reason"]
    assert answer["Location"] == referral.get_absolute_url()
    assert "decline_reason" not in later.context["form"].fields


FORMS = ["referral_send", "referral_answer"]


@pytest.mark.parametrize(
    ("role", "how", "expected"),
    [
        (Role.LEGAL_OFFICER, None, 404),
        (Role.LEGAL_OFFICER, {"can_write": False}, 403),
        (Role.ME_OFFICER, {}, 403),
        (Role.FINANCE_OFFICER, {}, 403),
        (Role.BOARD_MEMBER, {}, 404),
    ],
)
@pytest.mark.parametrize("name", FORMS)
def test_who_may_not_is_refused(signed_in, name, role, how, expected):
    client, user = signed_in(role)
    referral = ReferralFactory()
    if how is not None:
        referral.case.grants.create(user=user, reason="assigned", **how)

    assert client.get(address(name, referral)).status_code == expected
    assert client.post(address(name, referral), {"to_status": "withdrawn"}).status_code == expected


def test_a_draft_on_a_case_of_others_is_not_found(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    case = CaseFactory(granted_to=[UserFactory(role=Role.CASE_WORKER)])

    before = client.post(address("referral_add", case)).status_code
    case.grants.create(user=user, reason="assigned", can_write=False)
    after = client.post(address("referral_add", case)).status_code

    assert (before, after) == (404, 403)


def test_anonymous_people_sign_in_first(client, practice):
    url = address("referral_detail", ReferralFactory())

    assert client.get(url)["Location"] == f"/sign-in/?next={url}"


def test_the_page_offers_what_the_reader_may_do(signed_in):
    seen = {}
    for role in (Role.LEGAL_OFFICER, Role.CASE_WORKER, Role.PROGRAMME_MANAGER):
        client, user = signed_in(role)
        referral = of(user, message="MARKER")
        page = client.get(referral.get_absolute_url())
        offered = (
            page.context["may_send"],
            page.context["may_answer"],
            page.context["waits_for_sender"],
        )
        seen[role] = (*offered, b"MARKER" in page.content)

    assert seen == {
        Role.LEGAL_OFFICER: (True, True, False, False),
        Role.CASE_WORKER: (False, True, True, False),
        Role.PROGRAMME_MANAGER: (False, False, True, False),
    }


def test_the_message_opens_by_a_click_with_a_row(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    referral = of(user, message="MARKER")

    opened = client.post(reverse("referrals:referral_read", args=[referral.pk]))

    assert b"MARKER" in opened.content
    event = AuditEvent.objects.get(kind="revealed")
    assert (event.fields, event.case_id) == ({"message": None}, referral.case_id)


def test_the_page_names_the_strength_and_the_days(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    referral = of(user, status="accepted", accepted_on="2025-06-04")
    referral.consent = ConsentFactory(case=referral.case)
    referral.save()

    facts = {
        row["label"]: row["value"]
        for row in client.get(referral.get_absolute_url()).context["facts"]
    }

    assert (facts["On what strength"], facts["Accepted"]) == (
        "Consent of 1 June 2025",
        "4 June 2025",
    )
    assert client.get(address("referral_detail", referral.case)).status_code == 404


def test_a_closed_case_offers_no_step(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    page = client.get(ReferralFactory(case__status="closed").get_absolute_url())

    assert (page.context["may_send"], page.context["may_answer"]) == (False, False)


def test_the_case_shows_its_referrals_and_their_days(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    case = CaseFactory()
    ReferralFactory(
        case=case, organisation__name="Test Partner", status="completed", legal_basis="vital_interest",
        sent_at="2025-06-02T12:00Z", accepted_on="2025-06-03", completed_on="2025-06-04",
    )  # fmt: skip

    page = client.get(case.get_absolute_url())

    assert [entry["title"] for entry in page.context["timeline"]] == [
        "Completed by Test Partner", "Accepted by Test Partner", "Referred to Test Partner",
    ]  # fmt: skip
    assert [p["name"] for p in page.context["panels"]].count("referrals") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(signed_in, django_assert_num_queries, count):
    client, user = signed_in(Role.CASE_WORKER)
    for _each in range(count):
        of(user)
    ReferralFactory()

    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(reverse("referrals:referral_list"))

    assert len(page.context["listing"].slice.rows) == count


def test_an_empty_list_says_where_to_begin(signed_in):
    client, _user = signed_in(Role.CASE_WORKER)

    assert b"No referral yet" in client.get(reverse("referrals:referral_list")).content


def beds_on(answer) -> list[str]:
    return [act.url for act in answer.context["acts"] if "hold-bed" in act.url]


def test_a_bed_is_asked_for_from_a_referral_of_the_case(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    referral = of(user)
    before = client.get(referral.get_absolute_url())

    AdmissionFactory(case=referral.case)
    after = client.get(referral.get_absolute_url())

    assert beds_on(before) == [reverse("shelter:hold_bed", args=[referral.case_id])]
    assert beds_on(after) == []


@pytest.mark.parametrize(
    ("role", "writes"), [(Role.LEGAL_OFFICER, True), (Role.CASE_WORKER, False)]
)
def test_who_may_not_ask_for_beds_is_not_offered_one(signed_in, role, writes):
    client, user = signed_in(role)
    case = CaseFactory(granted_to=[user], granted_to__can_write=writes)

    assert beds_on(client.get(ReferralFactory(case=case).get_absolute_url())) == []
