"""Grants of the trust fund by case code: whose they are, in what order, and visits to the business."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from programmes.models import BusinessVisit, TrustFundGrant
from tests.factories.accounts import OfficeFactory
from tests.factories.cases import CaseFactory
from tests.factories.programmes import BusinessVisitFactory, TrustFundGrantFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db

OPENED = dt.date(2025, 1, 10)


@pytest.fixture
def finance(signed_in):
    client, _ = signed_in(Role.FINANCE_OFFICER)
    return client


def url(route, *key):
    return reverse(f"programmes:{route}", args=key)


def begin(client, case, **fields):
    sent = {"case": case, "status": "identified", "submission": str(uuid.uuid4())} | fields
    return client.post(url("trust_fund_grant_add"), sent)


def change(client, grant, **fields):
    return client.post(url("trust_fund_grant_edit", grant.pk), {"version": grant.version} | fields)


def visit(client, grant, **fields):
    sent = {"visited_on": "2025-09-01", "is_alive": "yes", "submission": str(uuid.uuid4())} | fields
    return client.post(url("business_visit_add", grant.pk), sent)


def errors(answer):
    return {name: list(texts) for name, texts in answer.context["form"].errors.items()}


SCOPES = [
    (Role.CASE_WORKER, False, 404),
    (Role.CASE_WORKER, True, 200),
    (Role.CASE_MANAGER, False, 200),
    (Role.PROGRAMME_MANAGER, False, 200),
    (Role.ME_OFFICER, False, 200),
    (Role.FINANCE_OFFICER, False, 200),
    (Role.EXECUTIVE_DIRECTOR, False, 200),
    (Role.PROGRAMME_OFFICER, True, 403),
    (Role.SHELTER_MANAGER, True, 403),
    (Role.BOARD_MEMBER, True, 404),
]


@pytest.mark.parametrize(("role", "is_granted", "status"), SCOPES)
def test_a_grant_is_seen_by_scope_and_by_case(signed_in, role, is_granted, status):
    client, user = signed_in(role)
    grant = TrustFundGrantFactory(case=CaseFactory(granted_to=[user] if is_granted else []))

    page = client.get(url("trust_fund_grant_detail", grant.pk))
    listed = client.get(url("trust_fund_grant_list"))

    assert page.status_code == status
    if role not in (Role.PROGRAMME_OFFICER, Role.SHELTER_MANAGER, Role.BOARD_MEMBER):
        assert len(listed.context["listing"].slice.rows) == (status == 200)


def test_a_grant_on_a_case_of_the_office_is_seen_until_the_case_grant_ends(signed_in):
    office = OfficeFactory()
    client, _ = signed_in(Role.CASE_WORKER, office=office)
    case = CaseFactory(granted_to=[office])
    grant = TrustFundGrantFactory(case=case)
    assert client.get(url("trust_fund_grant_detail", grant.pk)).status_code == 200

    ended = case.grants.get()
    ended.until_at = ended.from_at
    ended.save()

    assert client.get(url("trust_fund_grant_detail", grant.pk)).status_code == 404


def test_who_may_only_read_the_case_may_not_write_on_its_grant(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    case = CaseFactory(opened_on=OPENED, granted_to=[user], granted_to__can_write=False)
    grant = TrustFundGrantFactory(case=case, paid=True)

    assert client.get(url("trust_fund_grant_detail", grant.pk)).status_code == 200
    assert client.get(url("trust_fund_grant_edit", grant.pk)).status_code == 403
    assert visit(client, grant).status_code == 403
    refused = begin(client, case.code)
    assert errors(refused) == {"case": [f"You may read case {case.code} but not write in it."]}


def test_a_worker_begins_a_grant_on_own_cases_only(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    own, other = CaseFactory(granted_to=[user]), CaseFactory()

    assert begin(client, own.code).status_code == 302
    assert errors(begin(client, other.code)) == {
        "case": [f"There is no case {other.code} among yours. Check the code."]
    }
    assert [grant.case for grant in TrustFundGrant.objects.all()] == [own]


def test_finance_sees_the_code_and_no_way_into_the_case(finance):
    grant = TrustFundGrantFactory()
    page = finance.get(url("trust_fund_grant_detail", grant.pk)).content.decode()

    assert grant.case.code in page
    assert grant.case.get_absolute_url() not in page


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("TK-1999-00001", "There is no case TK-1999-00001 among yours. Check the code."),
        ("P-000001", "Enter a code such as TK-2026-00012."),
    ],
)
def test_an_unknown_case_is_refused(finance, code, message):
    assert errors(begin(finance, code)) == {"case": [message]}


def test_a_second_grant_waits_until_the_first_is_finished(finance):
    case = CaseFactory(opened_on=OPENED)
    begin(finance, case.code)

    again = begin(finance, case.code)
    assert errors(again) == {
        "case": [
            f"Case {case.code} has a grant under way (Beneficiary identified). Change that one."
        ]
    }

    TrustFundGrant.objects.update(status="rejected")
    assert begin(finance, case.code).status_code == 302


def test_the_whole_way_is_walked_and_kept_in_the_trail(finance):
    case = CaseFactory(opened_on=OPENED)
    begin(finance, case.code)
    grant = TrustFundGrant.objects.get()
    for fields in (
        {"status": "submitted"},
        {"status": "approved"},
        {"status": "trained", "trained_on": "2025-06-01"},
        {
            "status": "disbursed",
            "trained_on": "2025-06-01",
            "disbursed_on": "2025-07-01",
            "amount_kes": "30000",
        },
    ):
        assert change(finance, grant, **fields).status_code == 302
        grant.refresh_from_db()

    visit(finance, grant, monthly_income_kes="4000")

    grant.refresh_from_db()
    assert (grant.status, grant.amount_kes) == ("monitored", 30_000)
    fields = [each.fields for each in AuditEvent.objects.filter(kind="changed").order_by("id")]
    assert fields[0] == {"status": ["identified", "submitted"]}
    assert fields[-1] == {"visits": [0, 1], "status": ["disbursed", "monitored"]}


PAID = {
    "status": "disbursed", "trained_on": "2025-06-01", "disbursed_on": "2025-07-01",
    "amount_kes": "30000",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"amount_kes": ""}, "amount_kes", "Enter how much was paid on 1 July 2025."),
        ({"amount_kes": "0"}, "amount_kes", "Enter how much was paid on 1 July 2025."),
        (
            {"amount_kes": "999999999"}, "amount_kes",
            "So much is not paid to one person. Check the amount.",
        ),
        (
            {"trained_on": "2025-07-02"}, "disbursed_on",
            "Money cannot be paid on 1 July 2025, before the training (2 July 2025).",
        ),
        (
            {"trained_on": "2025-01-09"}, "trained_on",
            "9 January 2025 is before the case was opened (10 January 2025).",
        ),
        (
            {"disbursed_on": "", "amount_kes": ""}, "disbursed_on",
            "Enter the day on which the money was paid.",
        ),
        ({"trained_on": ""}, "trained_on", "Enter the day of the training."),
        (
            {"status": "approved", "disbursed_on": ""}, "status",
            "Trained on 1 June 2025: choose the state Trained or a later one.",
        ),
        (
            {"status": "trained"}, "status",
            "Paid on 1 July 2025: choose the state Disbursed or a later one.",
        ),
        (
            {"status": "monitored"}, "status",
            "Choose Disbursed; the first visit to the business makes it monitored.",
        ),
        ({"status": "rejected", "trained_on": "", "disbursed_on": ""}, "status",
         "It cannot go from Beneficiary identified to Rejected. Submit the application first."),
        ({"disbursed_on": "2999-01-01"}, "disbursed_on", None),
    ],
)  # fmt: skip
def test_state_days_and_money_must_tell_the_same_story(finance, changes, field, message):
    grant = TrustFundGrantFactory(case=CaseFactory(opened_on=OPENED))

    answer = change(finance, grant, **(PAID | changes))

    grant.refresh_from_db()
    assert list(errors(answer)) == [field]
    assert message is None or errors(answer)[field] == [message]
    assert grant.status == "identified"


def test_nothing_follows_on_a_rejection_but_a_new_application(finance):
    grant = TrustFundGrantFactory(status="rejected", case=CaseFactory(opened_on=OPENED))

    refused = change(finance, grant, status="approved")
    assert list(errors(refused)) == ["status"]

    assert change(finance, grant, status="submitted").status_code == 302


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        (
            {"visited_on": "2025-06-30"}, "visited_on",
            "A visit on 30 June 2025 cannot be before the money was paid (1 July 2025).",
        ),
        (
            {"visited_on": "2025-08-01"}, "visited_on",
            "A visit on 1 August 2025 is written down already. Change that one.",
        ),
        ({"visited_on": "2999-01-01"}, "visited_on", None),
        ({"is_alive": ""}, "is_alive", "This field is required."),
        ({"monthly_income_kes": "-1"}, "monthly_income_kes", None),
    ],
)  # fmt: skip
def test_a_wrong_visit_is_refused_at_the_field(finance, fields, field, message):
    grant = BusinessVisitFactory(visited_on=dt.date(2025, 8, 1)).grant

    answer = visit(finance, grant, **fields)

    assert list(errors(answer)) == [field]
    assert message is None or errors(answer)[field] == [message]
    assert BusinessVisit.objects.count() == 1


def test_no_visit_before_the_money(finance):
    answer = visit(finance, TrustFundGrantFactory())

    assert errors(answer) == {
        "__all__": ["No money is paid yet, so there is no business to visit."]
    }


def test_the_same_visit_sent_twice_is_one(finance):
    grant, token = TrustFundGrantFactory(paid=True), str(uuid.uuid4())

    answers = [visit(finance, grant, submission=token).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert grant.visits.count() == 1


def test_a_visit_is_corrected_once_and_not_over_another(finance):
    row = BusinessVisitFactory()
    sent = {"version": 1, "visited_on": "2025-09-02", "is_alive": "no"}
    assert (
        finance.get(url("business_visit_edit", row.pk)).context["form"]["is_alive"].value() == "yes"
    )

    first = finance.post(url("business_visit_edit", row.pk), sent)
    stale = finance.post(url("business_visit_edit", row.pk), sent | {"is_alive": "yes"})

    row.refresh_from_db()
    assert (first.status_code, stale.status_code) == (302, 200)
    assert (row.visited_on, row.is_alive) == (dt.date(2025, 9, 2), False)


def test_the_page_of_a_case_shows_its_grant(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    case = CaseFactory(granted_to=[user])
    grant = TrustFundGrantFactory(case=case, paid=True, business="Poultry")

    page = client.get(reverse("cases:case_detail", args=[case.pk])).content.decode()

    assert f'<a href="{grant.get_absolute_url()}">Disbursed</a>' in page
    assert "Grant of the trust fund paid" in page
