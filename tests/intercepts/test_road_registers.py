"""Stations, operators and crews: kept in the browser by programme staff, read by all."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from intercepts.models import Station, TransportOperator
from tests.factories.accounts import CountyFactory, OfficeFactory, UserFactory
from tests.factories.work import (
    CrewMemberFactory,
    InterceptedPersonFactory,
    InterceptFactory,
    OperatorFactory,
    OrganisationFactory,
    StationFactory,
)
from tracekenya.audit.models import AuditEvent
from tracekenya.directory.models import CrewMember, Organisation
from tracekenya.roles.roles import Role
from tracekenya.vault import blind

pytestmark = pytest.mark.django_db
LIST_QUERIES = 4  # session, person, practice banner, rows


def url(name, row=None):
    return reverse(f"intercepts:{name}", args=[row.pk] if row else [])


def rows_of(page):
    return page.context["listing"].slice.rows


@pytest.fixture
def officer(signed_in):
    client, _user = signed_in(Role.PROGRAMME_OFFICER)
    return client


def station_data(**changes):
    usual = {
        "submission": uuid.uuid4(), "code": "Mwisho", "name": "Last stage", "kind": "matatu_stage",
        "county": CountyFactory().pk, "office": "", "is_active": "on",
    }  # fmt: skip
    return usual | changes


def test_a_station_is_added_once_with_a_code_in_small_letters(officer):
    data = station_data()

    answers = [officer.post(url("station_add"), data).url for _again in range(2)]

    station = Station.objects.get()
    assert answers == [url("station_detail", station)] * 2
    assert (station.code, station.name, station.is_active) == ("mwisho", "Last stage", True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "MTW"}, "code"),
        ({"code": "has blank"}, "code"),
        ({"code": "a" * 13}, "code"),
        ({"name": ""}, "name"),
        ({"kind": "moon"}, "kind"),
        ({"county": "999"}, "county"),
        ({"office": "not-one"}, "office"),
    ],
)
def test_a_station_that_cannot_be_is_answered_at_its_field(officer, changes, field):
    StationFactory(code="mtw", name="First stage")

    answer = officer.post(url("station_add"), station_data(**changes))

    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["kind"].value() == changes.get("kind", "matatu_stage")
    assert Station.objects.count() == 1


def test_a_taken_code_names_the_station_that_has_it(officer):
    StationFactory(code="mtw", name="First stage")

    answer = officer.post(url("station_add"), station_data(code="MTW"))

    assert answer.context["form"].errors["code"] == [
        "First stage has the code mtw already. Choose another one."
    ]


def test_the_code_of_a_station_never_changes(officer):
    station = StationFactory(code="mtw")
    data = station_data(code="other", name="New name", version=1)

    officer.post(url("station_edit", station), data)

    station.refresh_from_db()
    assert (station.code, station.name) == ("mtw", "New name")


def test_a_station_page_counts_what_the_reader_may_see_by_year(signed_in):
    station = StationFactory()
    for year in (2024, 2025, 2025):
        InterceptFactory(station=station, happened_on=dt.date(year, 5, 1))
    InterceptFactory()
    client, user = signed_in(Role.FIELD_MONITOR)
    InterceptFactory(station=station, recorded_by=user, happened_on=dt.date(2023, 5, 1))

    own = client.get(url("station_detail", station)).content.decode()
    client, _user = signed_in(Role.ME_OFFICER)
    every = client.get(url("station_detail", station)).content.decode()

    listed = f"/intercepts/?station={station.pk}&amp;from_day=2025-01-01&amp;to_day=2025-12-31"
    assert ["2023" in own, "2025" in own] == [True, False]
    assert f'<dt>2025</dt><dd><a href="{listed}">2 intercepts</a>' in every
    assert "<dt>2024</dt>" in every


def test_the_list_of_intercepts_follows_the_link(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    here = InterceptFactory(happened_on=dt.date(2025, 5, 1))
    InterceptFactory(station=here.station, happened_on=dt.date(2024, 5, 1))
    query = {"station": here.station_id, "from_day": "2025-01-01", "to_day": "2025-12-31"}

    assert rows_of(client.get(url("intercept_list"), query)) == [here]


def intercept_with(**facts):
    return InterceptedPersonFactory(**facts).intercept


def test_intercepts_are_found_by_county_operator_vehicle_type_and_office(signed_in):
    office = OfficeFactory()
    client, _user = signed_in(Role.ME_OFFICER, office=office)
    wanted = intercept_with(
        intercept_type="smuggling", intercept__station__office=office,
        intercept__station__county=CountyFactory(code="047", name="Nairobi"),
        intercept__operator=OperatorFactory(), intercept__transport_mode="bus",
    )  # fmt: skip
    intercept_with(intercept__operator=OperatorFactory(), intercept__transport_mode="taxi")
    queries = [
        {"county": wanted.station.county_id},
        {"operator": wanted.operator_id},
        {"transport_mode": "bus"},
        {"intercept_type": "smuggling"},
        {"office": "mine"},
    ]

    found = [rows_of(client.get(url("intercept_list"), query)) for query in queries]

    assert found == [[wanted]] * 5


def test_without_an_office_there_is_no_filter_by_it(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)

    page = client.get(url("intercept_list"), {"panel": "open"})

    assert "office" not in page.context["listing"].filter.form.fields


def test_intercepts_are_sorted_by_day_code_and_station(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    first = InterceptFactory(code="INT-B", happened_on=dt.date(2025, 1, 1), station__name="Zulu")
    second = InterceptFactory(code="INT-A", happened_on=dt.date(2025, 2, 1), station__name="Alpha")

    shown = {
        sort: rows_of(client.get(url("intercept_list"), {"sort": sort}))
        for sort in ("day", "-day", "code", "station")
    }

    assert shown == {
        "day": [first, second],
        "-day": [second, first],
        "code": [second, first],
        "station": [second, first],
    }


def operator_data(**changes):
    return {
        "submission": uuid.uuid4(), "organisation": "", "new_name": "", "mode": "matatu",
    } | changes  # fmt: skip


def test_an_organisation_of_the_directory_becomes_an_operator(officer):
    organisation = OrganisationFactory(kind="transport_sacco", name="Practice Sacco")

    assert "Practice Sacco</option>" in officer.get(url("operator_add")).content.decode()
    answer = officer.post(url("operator_add"), operator_data(organisation=organisation.pk))

    operator = TransportOperator.objects.get()
    assert answer.url == url("operator_detail", operator)
    assert (operator.organisation, operator.is_trained) == (organisation, False)


def test_a_new_operator_enters_the_directory_once(officer):
    data = operator_data(new_name="  New   Line ", mode="bus")

    answers = [officer.post(url("operator_add"), data).url for _again in range(2)]

    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.kind) == ("New Line", "transport_company")
    assert answers == [url("operator_detail", organisation.transport_operator)] * 2


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({}, "new_name", "Choose an organisation, or enter the name of a new one."),
        (
            {"new_name": "known  LINE"}, "new_name",
            "“Known Line” is in the directory already (NGO / PBO). Open it there.",
        ),
        ({"new_name": "x" * 161}, "new_name", None),
        ({"new_name": "Fine", "mode": "rocket"}, "mode", None),
        ({"organisation": "not-one"}, "organisation", None),
    ],
)  # fmt: skip
def test_an_operator_that_cannot_be_is_answered_at_its_field(officer, changes, field, message):
    OrganisationFactory(name="Known Line")

    answer = officer.post(url("operator_add"), operator_data(**changes))

    assert list(answer.context["form"].errors) == [field]
    assert message in (None, *answer.context["form"].errors[field])
    assert (TransportOperator.objects.count(), Organisation.objects.count()) == (0, 1)


def test_an_operator_page_shows_crew_by_job_and_never_by_name(officer):
    operator = OperatorFactory()
    CrewMemberFactory(organisation=operator.organisation, names="Mfano Marufuku")
    InterceptFactory(operator=operator)

    page = officer.get(url("operator_detail", operator)).content.decode()

    assert ["Driver" in page, "Marufuku" in page, "No training" in page] == [True, False, True]


def test_an_operator_is_edited_without_touching_its_organisation(officer):
    operator = OperatorFactory()
    data = {"version": 1, "mode": "bus", "is_trained": "on", "organisation": "x", "new_name": "x"}

    shown = officer.get(url("operator_edit", operator)).content.decode()
    officer.post(url("operator_edit", operator), data)

    assert ['name="mode"' in shown, 'name="new_name"' in shown] == [True, False]
    saved = TransportOperator.objects.get()
    assert (saved.mode, saved.is_trained, saved.organisation) == (
        "bus",
        True,
        operator.organisation,
    )


def test_one_of_the_crew_is_entered_sealed_and_indexed(officer):
    operator = OperatorFactory()
    data = {"submission": uuid.uuid4(), "job": "driver", "names": "Mfano Mtu", "phone": ""}

    answers = [officer.post(url("crew_member_add", operator), data).url for _again in range(2)]

    member = CrewMember.objects.get()
    assert answers == [url("operator_detail", operator)] * 2
    assert (member.names, member.organisation) == ("Mfano Mtu", operator.organisation)
    assert member.name_tokens == blind.name_tokens("Mfano Mtu")
    assert "Mfano" not in str(AuditEvent.objects.get(kind="created").fields)


def test_crew_without_name_and_phone_is_refused(officer):
    data = {"submission": uuid.uuid4(), "job": "driver", "names": " ", "phone": ""}

    answer = officer.post(url("crew_member_add", OperatorFactory()), data)

    assert list(answer.context["form"].errors) == ["names"]
    assert CrewMember.objects.count() == 0


def test_opening_one_of_the_crew_leaves_a_row(signed_in):
    client, user = signed_in(Role.FIELD_MONITOR)
    member = CrewMemberFactory(names="Mfano Mtu")

    page = client.get(url("crew_member_detail", member))

    kept = AuditEvent.objects.get(kind="revealed")
    assert "Mfano Mtu" in page.content.decode()
    assert (kept.by, kept.target_id, kept.fields) == (
        user.staff_code,
        str(member.pk),
        {"names": None, "phone": None},
    )
    assert "Mfano" not in page.content.decode().partition("</title>")[0]


def test_who_left_is_marked_and_kept(officer):
    member = CrewMemberFactory(names="Old Name")
    data = {"version": 1, "job": "conductor", "names": "New Name", "phone": ""}

    officer.post(url("crew_member_edit", member), data)

    member.refresh_from_db()
    assert (member.is_active, member.names, member.job) == (False, "New Name", "conductor")
    assert member.name_tokens == blind.name_tokens("New Name")
    assert AuditEvent.objects.get(kind="changed").fields == {
        "is_active": [True, False],
        "job": ["driver", "conductor"],
        "names": None,
    }


@pytest.mark.parametrize("role", [Role.FINANCE_OFFICER, Role.SHELTER_MANAGER, Role.LEGAL_OFFICER])
def test_who_tips_us_is_told_to_few(signed_in, role):
    client, _user = signed_in(role)
    member = CrewMemberFactory()
    operator = member.organisation.transport_operator

    page = client.get(url("operator_detail", operator))

    assert client.get(url("crew_member_detail", member)).status_code == 403
    assert url("crew_member_detail", member) not in page.content.decode()


@pytest.mark.parametrize("name", ["station", "operator"])
def test_registers_are_read_by_all_staff_and_kept_by_programmes(signed_in, name):
    row = {"station": StationFactory, "operator": OperatorFactory}[name]()
    client, _user = signed_in(Role.SHELTER_STAFF)

    codes = [
        client.get(url(f"{name}_list")).status_code,
        client.get(url(f"{name}_detail", row)).status_code,
        client.get(url(f"{name}_add")).status_code,
        client.get(url(f"{name}_edit", row)).status_code,
    ]

    assert codes == [200, 200, 403, 403]
    assert b"Add " not in client.get(url(f"{name}_list")).content


@pytest.mark.parametrize(
    "name", ["station_detail", "operator_detail", "crew_member_add", "crew_member_detail"]
)
def test_what_does_not_exist_is_not_found(officer, name):
    nothing = type("Nothing", (), {"pk": uuid.UUID(int=9)})

    assert officer.get(url(name, nothing)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", ["station", "operator"])
def test_lists_ask_the_same_number_of_questions(signed_in, django_assert_num_queries, name, number):
    client, _user = signed_in(Role.PROGRAMME_OFFICER)
    {"station": StationFactory, "operator": OperatorFactory}[name].create_batch(number)

    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(url(f"{name}_list"))

    assert len(rows_of(page)) == number


def test_stations_and_operators_are_filtered(officer):
    used = StationFactory(kind="bus_terminus", office=OfficeFactory())
    left = StationFactory(is_active=False, county=CountyFactory(code="047", name="Nairobi"))
    trained, other = OperatorFactory(is_trained=True, mode="bus"), OperatorFactory()
    tries = [
        ("station", {"active": "no"}, [left]),
        ("station", {"active": "yes"}, [used]),
        ("station", {"kind": "bus_terminus"}, [used]),
        ("station", {"county": left.county_id}, [left]),
        ("station", {"office": used.office_id}, [used]),
        ("operator", {"trained": "yes"}, [trained]),
        ("operator", {"trained": "no"}, [other]),
        ("operator", {"mode": "bus"}, [trained]),
    ]

    found = [rows_of(officer.get(url(f"{name}_list"), query)) for name, query, _rows in tries]

    assert found == [rows for _name, _query, rows in tries]


def test_a_monitor_finds_receipts_with_little_in_them(signed_in):
    client, user = signed_in(Role.FIELD_MONITOR)
    own = InterceptFactory(recorded_by=user, happened_on=dt.date(2025, 5, 1))
    InterceptFactory(recorded_by=user, happened_on=dt.date(2025, 3, 1))
    InterceptFactory(recorded_by=UserFactory(), happened_on=dt.date(2025, 5, 1))

    page = client.get(url("intercept_list"), {"from_day": "2025-04-01", "final_class": "waiting"})

    assert rows_of(page) == [own]
    assert page.context["may_export"] is False
