"""The directory in the browser: organisations, their contacts, hotlines."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import CountyFactory
from tests.factories.cases import CaseFactory
from tests.factories.work import (
    ContactFactory,
    HotlineFactory,
    OperatorFactory,
    OrganisationFactory,
    ReferralFactory,
)
from tracekenya.audit.models import AuditEvent
from tracekenya.directory.models import Contact, Hotline, Organisation
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
LIST_QUERIES = 4  # session, person, practice banner, rows


def url(name, row=None):
    return reverse(f"referrals:{name}", args=[row.pk] if row else [])


def rows_of(page):
    return page.context["listing"].slice.rows


@pytest.fixture
def officer(signed_in):
    client, _user = signed_in(Role.PROGRAMME_OFFICER)
    return client


def organisation_data(**changes):
    usual = {
        "submission": uuid.uuid4(), "name": "Practice Agency", "kind": "ngo", "is_active": "on",
        "counties": [], "services": [],
    }  # fmt: skip
    return usual | changes


def test_an_organisation_is_added_once_with_counties_and_services(officer):
    county = CountyFactory()
    data = organisation_data(counties=[county.pk], services=["shelter", "legal_advice"])

    answers = [officer.post(url("organisation_add"), data).url for _again in range(2)]

    made = Organisation.objects.get()
    assert answers == [url("organisation_detail", made)] * 2
    assert (list(made.counties.all()), made.services) == ([county], ["shelter", "legal_advice"])


@pytest.mark.parametrize("name", ["practice agency", "  Practice   AGENCY "])
def test_the_same_name_is_refused_naming_the_one_that_is_there(officer, name):
    OrganisationFactory(name="Practice Agency", kind="police")

    answer = officer.post(url("organisation_add"), organisation_data(name=name))

    assert answer.context["form"].errors["name"] == [
        "“Practice Agency” is in the directory already (Police unit (NPS, DCI, AHTCPU, TOCU))."
        " Open it there."
    ]
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 161}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"kind": "moon"}, "kind"),
        ({"counties": ["999"]}, "counties"),
        ({"services": ["flying"]}, "services"),
    ],
)
def test_an_organisation_that_cannot_be_is_answered_at_its_field(officer, changes, field):
    answer = officer.post(url("organisation_add"), organisation_data(**changes))

    assert list(answer.context["form"].errors) == [field]
    assert Organisation.objects.count() == 0


def test_an_organisation_keeps_its_own_name_when_edited(officer):
    organisation = OrganisationFactory(name="Practice Agency")
    data = organisation_data(version=1, kind="cbo", is_active="")

    answer = officer.post(url("organisation_edit", organisation), data)

    organisation.refresh_from_db()
    assert answer.url == url("organisation_detail", organisation)
    assert (organisation.kind, organisation.is_active, organisation.version) == ("cbo", False, 2)
    assert AuditEvent.objects.get(kind="changed").fields == {
        "is_active": [True, False],
        "kind": ["ngo", "cbo"],
    }


def test_of_two_editors_the_second_is_told(officer):
    organisation = OrganisationFactory(name="Practice Agency")
    first = organisation_data(version=1, kind="cbo")
    officer.post(url("organisation_edit", organisation), first)

    late = officer.post(
        url("organisation_edit", organisation), organisation_data(version=1, kind="police")
    )

    assert late.context["form"]["kind"].value() == "police"
    assert [row["value"] for row in late.context["saved_meanwhile"]] == [
        "CBO / self-help / survivor group"
    ]
    assert Organisation.objects.get().kind == "cbo"


def test_an_organisation_page_counts_the_referrals_that_the_reader_may_see(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    organisation = OperatorFactory().organisation
    ReferralFactory(organisation=organisation, case=CaseFactory(granted_to=[user]))
    ReferralFactory(organisation=organisation)

    page = client.get(url("organisation_detail", organisation)).content.decode()

    listed = f"/referrals/?organisation={organisation.pk}&amp;status=draft"
    assert f'<a href="{listed}">1<span' in page
    assert organisation.transport_operator.get_absolute_url() in page


def test_organisations_are_filtered_and_sorted(officer):
    county = CountyFactory()
    wanted = OrganisationFactory(name="B", kind="police", services=["shelter"], is_active=False)
    wanted.counties.add(county)
    other = OrganisationFactory(name="A")
    queries = [
        {"kind": "police"}, {"county": county.pk}, {"service": "shelter"}, {"active": "no"},
    ]  # fmt: skip

    found = [rows_of(officer.get(url("organisation_list"), query)) for query in queries]
    turned = rows_of(officer.get(url("organisation_list"), {"sort": "-name"}))

    assert found == [[wanted]] * 4
    assert turned == [wanted, other]


def test_a_contact_is_added_and_the_list_shows_the_position_only(officer):
    organisation = OrganisationFactory()
    data = {
        "submission": uuid.uuid4(), "position": "Desk", "names": "Mfano Marufuku", "phone": "0700",
    }  # fmt: skip

    answers = [officer.post(url("contact_add", organisation), data).url for _again in range(2)]
    page = officer.get(answers[0]).content.decode()

    contact = Contact.objects.get()
    assert (contact.names, contact.organisation) == ("Mfano Marufuku", organisation)
    assert ["Desk" in page, "Marufuku" in page] == [True, False]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"names": ""}, "names"),
        ({"names": "x" * 501}, "names"),
        ({"position": "x" * 121}, "position"),
    ],
)
def test_a_contact_that_cannot_be_is_answered_at_its_field(officer, changes, field):
    data = {"submission": uuid.uuid4(), "position": "Desk", "names": "Mfano", "phone": ""}

    answer = officer.post(url("contact_add", OrganisationFactory()), data | changes)

    assert list(answer.context["form"].errors) == [field]
    assert Contact.objects.count() == 0


def test_opening_a_contact_leaves_a_row(signed_in):
    client, user = signed_in(Role.FIELD_MONITOR)
    contact = ContactFactory(names="Mfano Mtu")

    page = client.get(url("contact_detail", contact)).content.decode()

    kept = AuditEvent.objects.get(kind="revealed")
    assert (kept.by, kept.target_id) == (user.staff_code, str(contact.pk))
    assert ["Mfano Mtu" in page, "Mfano" in page.partition("</title>")[0]] == [True, False]


def test_a_contact_who_left_is_marked_and_kept(officer):
    contact = ContactFactory(names="Old", phone="1")
    data = {"version": 1, "position": "Desk", "names": "New", "phone": ""}

    officer.post(url("contact_edit", contact), data)

    contact.refresh_from_db()
    assert (contact.is_active, contact.names, contact.phone) == (False, "New", "")
    assert AuditEvent.objects.get(kind="changed").fields == {
        "is_active": [True, False],
        "names": None,
        "phone": None,
        "position": None,
    }


def test_a_number_is_marked_as_checked_today_once(officer):
    hotline = HotlineFactory(verified_on=dt.date(2025, 1, 1))

    for _again in range(2):
        answer = officer.post(url("hotline_check", hotline))

    hotline.refresh_from_db()
    today = timezone.localdate()
    assert answer.url == url("hotline_detail", hotline)
    assert (hotline.verified_on, hotline.version) == (today, 2)
    assert AuditEvent.objects.get(kind="changed").fields == {
        "verified_on": ["2025-01-01", today.isoformat()]
    }
    assert b"checked today</button>" not in officer.get(url("hotline_detail", hotline)).content


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "116"}, "number"),
        ({"number": "1" * 31}, "number"),
        ({"verified_on": "2199-01-01"}, "verified_on"),
        ({"source": ""}, "source"),
    ],
)
def test_a_hotline_that_cannot_be_is_answered_at_its_field(officer, changes, field):
    HotlineFactory(number="116")
    data = {
        "submission": uuid.uuid4(), "number": "117", "purpose": "Help", "source": "Card",
        "verified_on": "",
    }  # fmt: skip

    answer = officer.post(url("hotline_add"), data | changes)

    assert list(answer.context["form"].errors) == [field]
    assert Hotline.objects.count() == 1


def test_hotlines_are_found_by_their_check(officer):
    fresh = HotlineFactory(verified_on=timezone.localdate())
    stale = HotlineFactory(verified_on=timezone.localdate() - dt.timedelta(days=181))
    never = HotlineFactory()

    found = {
        checked: set(rows_of(officer.get(url("hotline_list"), {"checked": checked})))
        for checked in ("stale", "fresh")
    }

    assert found == {"stale": {stale, never}, "fresh": {fresh}}


FACTORIES = {
    "organisation": OrganisationFactory,
    "hotline": HotlineFactory,
    "contact": ContactFactory,
}


@pytest.mark.parametrize("name", FACTORIES)
def test_staff_read_the_directory_and_programmes_keep_it(signed_in, name):
    client, _user = signed_in(Role.CASE_WORKER)
    row = FACTORIES[name]()

    codes = [
        client.get(url(f"{name}_detail", row)).status_code,
        client.get(url(f"{name}_edit", row)).status_code,
        client.post(url("hotline_check", row)).status_code,
        client.post(url("contact_add", row)).status_code,
    ]

    assert codes == [200, 403, 403, 403]


@pytest.mark.parametrize(
    "name", ["organisation_detail", "contact_add", "contact_detail", "contact_edit", "hotline_edit"]
)
def test_what_does_not_exist_is_not_found(officer, name):
    nothing = type("Nothing", (), {"pk": uuid.UUID(int=9)})

    assert officer.get(url(name, nothing)).status_code == 404


def test_the_board_does_not_know_the_directory(signed_in):
    client, _user = signed_in(Role.BOARD_MEMBER)
    pages = [url("organisation_list"), url("hotline_list"), url("contact_detail", ContactFactory())]

    assert [client.get(page).status_code for page in pages] == [404] * 3


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", ["organisation", "hotline"])
def test_lists_ask_the_same_number_of_questions(signed_in, django_assert_num_queries, name, number):
    client, _user = signed_in(Role.PROGRAMME_OFFICER)
    FACTORIES[name].create_batch(number)

    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(url(f"{name}_list"))

    assert len(rows_of(page)) == number
