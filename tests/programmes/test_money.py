"""Investments, funding and expenditure: bounded amounts, days in order, who may see the money."""

import datetime as dt

import pytest
from django.urls import reverse

from programmes.models import Expenditure, FundingRecord, Investment
from tests.factories.programmes import FundingFactory, InvestmentFactory
from tests.factories.reporting import load_printed_plan
from tests.factories.work import OrganisationFactory
from tests.programmes.entry import add, change, errors, url
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
PLOT = {"kind": "land", "name": "Plot", "acquired_on": "2024-03-01"}
RECEIPT = {"received_on": "2025-03-10", "kind": "donation", "amount_kes": "5000"}
SPENT = {"spent_on": "2025-03-31", "line": "KFA1|Prevention", "amount_kes": "1500000"}


@pytest.fixture
def finance(signed_in):
    return signed_in(Role.FINANCE_OFFICER)[0]


@pytest.mark.parametrize(
    ("answers", "field", "message"),
    [
        ({"disposed_on": "2024-02-29"}, "disposed_on",
         "It cannot be given up on 29 February 2024, before it was acquired (1 March 2024)."),
        ({"acquired_on": "2199-01-01"}, "acquired_on",
         "1 January 2199 is in the future. Enter the day on which it happened."),
        ({"value_kes": "0"}, "value_kes", "Ensure this value is greater than or equal to 1."),
        ({"value_kes": "10000000001"}, "value_kes",
         "Ensure this value is less than or equal to 10000000000."),
        ({"yearly_income_kes": "-1"}, "yearly_income_kes",
         "Ensure this value is greater than or equal to 0."),
        ({"name": "HELD"}, "name",
         "We hold one of this type and name already. Give this one another name."),
    ],
)  # fmt: skip
def test_an_investment_that_cannot_be_is_refused(finance, answers, field, message):
    InvestmentFactory(name="Held")

    answer = add(finance, "investment", **(PLOT | answers))

    assert errors(answer) == {field: [message]}
    assert Investment.objects.count() == 1


def test_the_list_parts_what_is_owned_from_what_was_given_up(finance):
    owned = InvestmentFactory()
    gone = InvestmentFactory(disposed_on=dt.date(2025, 1, 1))

    def rows(**params):
        return finance.get(url("investment", "list"), params).context["listing"].slice.rows

    assert rows(held="held") == [owned]
    assert rows(held="given_up") == [gone]
    assert rows(kind="vehicle") == []


@pytest.mark.parametrize(
    ("answers", "field", "message"),
    [
        ({"received_on": "2199-01-01"}, "received_on",
         "1 January 2199 is in the future. Enter the day on which it happened."),
        ({"amount_kes": "0"}, "amount_kes", "Ensure this value is greater than or equal to 1."),
        ({"amount_kes": "10000000001"}, "amount_kes",
         "Ensure this value is less than or equal to 10000000000."),
        ({"amount_kes": "1e3"}, "amount_kes", "Enter a whole number."),
        ({"kind": "grant"}, "donor", "Choose who gave the grant."),
    ],
)  # fmt: skip
def test_a_receipt_that_cannot_be_is_refused(finance, answers, field, message):
    answer = add(finance, "funding", **(RECEIPT | answers))

    assert errors(answer) == {field: [message]}
    assert FundingRecord.objects.count() == 0


def test_own_income_has_no_donor_and_a_receipt_is_entered_once(finance):
    donor = OrganisationFactory()
    given = RECEIPT | {"donor": donor.pk}

    own = add(finance, "funding", **(given | {"kind": "own_income"}))
    first, second = add(finance, "funding", **given), add(finance, "funding", **given)

    assert errors(own) == {
        "donor": ["Own income has no donor: leave it empty, or choose another kind."]
    }
    assert first.status_code == 302
    assert errors(second) == {
        "amount_kes": ["The same amount of this donor on this day is in the register already."]
    }


def test_the_list_adds_up_each_year_and_filters(finance):
    donor = OrganisationFactory(name="Practice fund")
    grant = FundingFactory(amount_kes=1_000_000, donor=donor, received_on=dt.date(2024, 3, 1))
    gift = FundingFactory(amount_kes=500, kind="donation", received_on=dt.date(2025, 1, 1))
    own = FundingFactory(amount_kes=70, kind="own_income", received_on=dt.date(2025, 12, 31))

    page = finance.get(url("funding", "list"))

    def rows(**params):
        return finance.get(url("funding", "list"), params).context["listing"].slice.rows

    assert [
        [getattr(cell, "text", cell) for cell in row] for row in page.context["totals"].rows
    ] == [
        ["2025", "570", "0", "500", "70"],
        ["2024", "1,000,000", "1,000,000", "0", "0"],
    ]
    assert rows() == [own, gift, grant]
    assert rows(year=2024) == rows(donor=donor.pk) == rows(kind="grant") == [grant]
    assert rows(sort="amount") == [own, gift, grant]
    assert rows(year="x") == []
    filtered = finance.get(url("funding", "list"), {"year": 2024}).text
    assert filtered.count('name="year" class="form-control"') == 1  # drawn like every other control


def test_expenditure_is_entered_on_a_line_of_the_plan(finance):
    load_printed_plan()

    wrong = add(finance, "expenditure", **(SPENT | {"line": "KFA4|Prevention"}))
    right = add(finance, "expenditure", **SPENT)

    assert list(errors(wrong)) == ["line"]
    row = Expenditure.objects.get()
    assert right["Location"] == row.get_absolute_url()
    assert (row.kfa, row.line, row.amount_kes) == ("KFA1", "Prevention", 1_500_000)
    assert finance.get(url("expenditure", "edit", row)).context["form"]["line"].value() == (
        "KFA1|Prevention"
    )
    change(finance, "expenditure", row, **(SPENT | {"amount_kes": "1600000"}))
    changes = finance.get(row.get_absolute_url()).context["changes"]
    assert changes[0].details == ["Amount, KES: 1,500,000 → 1,600,000"]


def test_expenditure_stands_beside_the_budget_of_its_year(finance):
    load_printed_plan()
    add(finance, "expenditure", **SPENT)

    page = finance.get(reverse("reporting:budget") + "?year=2025")

    assert "1,500,000" in page.text


def test_without_a_plan_there_is_no_line_to_choose(finance):
    assert list(errors(add(finance, "expenditure", **SPENT))) == ["line"]


@pytest.mark.parametrize(
    ("answers", "field"),
    [({"spent_on": "2199-01-01"}, "spent_on"), ({"amount_kes": "0"}, "amount_kes"),
     ({"line": "KFA1"}, "line"), ({"line": "a\0|b"}, "line"), ({"line": ""}, "line")],
)  # fmt: skip
def test_expenditure_that_cannot_be_is_refused(finance, answers, field):
    load_printed_plan()

    assert list(errors(add(finance, "expenditure", **(SPENT | answers)))) == [field]
    assert Expenditure.objects.count() == 0


def test_who_sees_and_who_writes_expenditure(signed_in):
    row = Expenditure.objects.create(
        spent_on=dt.date(2025, 3, 31), kfa="KFA1", line="Prevention", amount_kes=5
    )
    readers = {
        Role.PROGRAMME_MANAGER, Role.FINANCE_OFFICER, Role.EXECUTIVE_DIRECTOR,
        Role.DATA_PROTECTION_OFFICER,
    }  # fmt: skip

    for role in Role:
        client, _ = signed_in(role)
        outside = 404 if role in (Role.BOARD_MEMBER, Role.DONOR_VIEWER) else 403
        read = {client.get(page).status_code for page in (
            url("expenditure", "list"), row.get_absolute_url(),
        )}  # fmt: skip
        write = client.get(url("expenditure", "edit", row)).status_code
        assert (role, read) == (role, {200 if role in readers else outside})
        assert (role, write) == (role, 200 if role is Role.FINANCE_OFFICER else outside)
