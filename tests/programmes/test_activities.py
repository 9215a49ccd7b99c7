"""Activities and who came to them: who may, what is kept, what is refused."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from programmes.models import Activity, ActivityAttendance
from tests.factories.accounts import CountyFactory, OfficeFactory
from tests.factories.cases import PersonFactory
from tests.factories.programmes import (
    ActivityFactory,
    AttendanceFactory,
    HeadcountFactory,
    ProjectFactory,
)
from tests.factories.work import OrganisationFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(signed_in):
    client, _ = signed_in(Role.PROGRAMME_OFFICER)
    return client


def url(route, *key):
    return reverse(f"programmes:{route}", args=key)


def facts(**fields):
    CountyFactory()
    return {
        "title": "Session", "kind": "mentorship", "themes": ["gender_justice"],
        "held_on": "2025-06-10", "county": "003", "country": "KE",
        "submission": str(uuid.uuid4()),
    } | fields  # fmt: skip


def errors(answer):
    return {name: list(texts) for name, texts in answer.context["form"].errors.items()}


def test_an_activity_gets_the_next_code_of_its_year_and_a_row_in_the_trail(officer):
    officer.post(url("activity_add"), facts())
    officer.post(url("activity_add"), facts(held_on="2024-02-01"))
    officer.post(url("activity_add"), facts())

    codes = set(Activity.objects.values_list("code", flat=True))
    assert codes == {"ACT-2025-0001", "ACT-2025-0002", "ACT-2024-0001"}
    assert AuditEvent.objects.filter(kind="created", target_type="programmes.activity").count() == 3


def test_the_same_form_sent_twice_makes_one_activity_and_takes_one_code(officer):
    sent = facts()
    officer.post(url("activity_add"), sent)
    officer.post(url("activity_add"), sent)
    officer.post(url("activity_add"), facts())

    assert sorted(Activity.objects.values_list("code", flat=True)) == [
        "ACT-2025-0001",
        "ACT-2025-0002",
    ]


def test_a_refused_activity_takes_no_code(officer):
    officer.post(url("activity_add"), facts(county=""))
    officer.post(url("activity_add"), facts())

    assert Activity.objects.get().code == "ACT-2025-0001"


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"county": ""}, "county", "Choose the county in which it was held."),
        (
            {"country": "UG"},
            "county",
            "Counties are in Kenya. Leave the county empty, or enter KE as the country.",
        ),
        ({"themes": []}, "themes", "This field is required."),
        ({"held_on": "2025-02-30"}, "held_on", "Enter a valid date."),
    ],
)
def test_what_cannot_be_is_refused_at_the_field_and_the_text_is_kept(
    officer, fields, field, message
):
    answer = officer.post(url("activity_add"), facts(title="Kept title", **fields))

    assert errors(answer) == {field: [message]}
    assert answer.context["form"]["title"].value() == "Kept title"
    assert Activity.objects.count() == 0


def test_only_a_crew_training_names_an_operator(officer):
    sacco = OrganisationFactory(kind="transport_sacco")
    refused = officer.post(url("activity_add"), facts(operator=sacco.pk))
    officer.post(url("activity_add"), facts(kind="transport_training", operator=sacco.pk))

    assert errors(refused) == {
        "operator": ["Only a training of the transport sector names a sacco or company."]
    }
    assert Activity.objects.get().operator == sacco


def test_an_activity_outside_its_project_is_refused_with_all_days(officer):
    project = ProjectFactory(starts_on=dt.date(2025, 1, 1), ends_on=dt.date(2025, 5, 31))
    answer = officer.post(url("activity_add"), facts(project=project.pk))

    assert errors(answer)["project"] == [
        "On 10 June 2025 the project did not run: it runs from 1 January 2025 until 31 May 2025."
    ]


SCOPES = [
    (Role.FIELD_MONITOR, True, 1),
    (Role.SHELTER_MANAGER, True, 1),
    (Role.CASE_WORKER, True, 1),
    (Role.CASE_WORKER, False, 0),
    (Role.CASE_MANAGER, False, 3),
    (Role.LEGAL_OFFICER, False, 3),
    (Role.FINANCE_OFFICER, False, 3),
]


@pytest.mark.parametrize(("role", "has_office", "seen"), SCOPES)
def test_people_see_activities_of_the_counties_of_their_office(signed_in, role, has_office, seen):
    kilifi, kwale = CountyFactory(code="003"), CountyFactory(code="002")
    office = OfficeFactory()
    office.counties.add(kilifi)
    near, far = ActivityFactory(county=kilifi), ActivityFactory(county=kwale)
    ActivityFactory(county=None, country="UG")
    client, _ = signed_in(role, office=office if has_office else None)

    listed = client.get(url("activity_list")).context["listing"]

    assert len(listed.slice.rows) == seen
    assert client.get(url("activity_detail", near.pk)).status_code == (200 if seen else 404)
    assert client.get(url("activity_detail", far.pk)).status_code == (200 if seen == 3 else 404)


@pytest.mark.parametrize("route", ["activity_edit", "activity_people_add", "activity_headcount"])
def test_who_may_only_look_may_not_write(signed_in, route):
    client, _ = signed_in(Role.CASE_MANAGER)

    assert client.get(url(route, ActivityFactory().pk)).status_code == 403


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.DONOR_VIEWER])
def test_outsiders_meet_no_activity(signed_in, role):
    client, _ = signed_in(role)

    assert client.get(url("activity_list")).status_code == 404


def test_codes_are_shown_only_to_those_who_record_activities(signed_in):
    activity = AttendanceFactory(person__code="P-777777").activity
    writer, _ = signed_in(Role.PROGRAMME_OFFICER)
    assert "P-777777" in writer.get(url("activity_detail", activity.pk)).content.decode()

    reader, _ = signed_in(Role.CASE_MANAGER)
    page = reader.get(url("activity_detail", activity.pk)).content.decode()
    assert "P-777777" not in page
    assert "1 person is known by code." in page


def add(client, activity, codes, **more):
    sent = {"codes": codes, "submission": str(uuid.uuid4())} | more
    return client.post(url("activity_people_add", activity.pk), sent)


def on_list(activity):
    rows = ActivityAttendance.objects.filter(activity=activity)
    return sorted(rows.values_list("person__code", flat=True))


def test_several_codes_at_once_however_they_are_parted(officer):
    for number in (1, 2, 3, 4):
        PersonFactory(code=f"P-00000{number}")
    activity = ActivityFactory()

    answer = add(officer, activity, "P-000001, p-2;\n P3  p000004 P-000001")

    assert answer.status_code == 302
    assert on_list(activity) == ["P-000001", "P-000002", "P-000003", "P-000004"]
    event = AuditEvent.objects.get(kind="changed")
    assert event.fields == {"attendances": [0, 4]}


def test_unknown_codes_are_named_and_nobody_is_added(officer):
    PersonFactory(code="P-000001")
    activity = ActivityFactory()

    answer = add(officer, activity, "P-000001\nP-999999\nJANE")

    assert errors(answer) == {
        "codes": ["Nobody has these codes: P-999999, JANE. Nobody was added."]
    }
    assert answer.context["form"]["codes"].value() == "P-000001\nP-999999\nJANE"
    assert on_list(activity) == []


def test_nobody_is_twice_on_the_list(officer):
    first = AttendanceFactory(person__code="P-000001")
    PersonFactory(code="P-000002")

    answer = add(officer, first.activity, "P-000002 P-000001")

    assert errors(answer) == {
        "codes": ["On the list already, each person counts once: P-000001. Nobody was added."]
    }
    assert on_list(first.activity) == ["P-000001"]


def test_a_merged_code_stands_for_the_person_it_was_merged_into(officer):
    kept = PersonFactory(code="P-000001")
    PersonFactory(code="P-000002", merged_into=kept)
    activity = ActivityFactory()

    add(officer, activity, "P-000002")
    again = add(officer, activity, "P-000001")

    assert on_list(activity) == ["P-000001"]
    assert list(errors(again)) == ["codes"]


def test_the_same_form_of_codes_sent_twice_is_no_error(officer):
    PersonFactory(code="P-000001")
    activity, token = ActivityFactory(), str(uuid.uuid4())

    answers = [add(officer, activity, "P-000001", submission=token) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert on_list(activity) == ["P-000001"]


@pytest.mark.parametrize(
    "typed", ["", " , ;\n", "x\0y", "9" * 7000, " ".join(f"P-{n}" for n in range(201))]
)
def test_senseless_codes_are_refused_with_a_word(officer, typed):
    answer = add(officer, ActivityFactory(), typed)

    assert answer.status_code == 200
    assert list(errors(answer)) == ["codes"]


def test_one_person_is_taken_off_the_list(officer):
    row = AttendanceFactory(person__code="P-000001")
    AttendanceFactory(activity=row.activity, person__code="P-000002")

    officer.post(url("activity_person_remove", row.activity_id), {"code": "P-000001"})
    again = officer.post(
        url("activity_person_remove", row.activity_id), {"code": "P-000001"}, follow=True
    )

    assert on_list(row.activity) == ["P-000002"]
    assert [str(each) for each in again.context["messages"]] == [
        "P-000001 is off the list.",
        "P-000001 is not on the list; somebody else may have taken it off.",
    ]


def test_a_planned_activity_takes_nobody_yet(officer):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    activity = ActivityFactory(held_on=tomorrow)
    PersonFactory(code="P-000001")

    answer = add(officer, activity, "P-000001")
    counted = officer.post(
        url("activity_headcount", activity.pk), {"version": 1, "female-10_14": "3"}
    )

    words = (
        f"It is planned for {date_format(tomorrow)}; today is {date_format(timezone.localdate())}."
        " Enter who came once it was held."
    )
    assert errors(answer) == {"__all__": [words]}
    assert errors(counted) == {"__all__": [words]}
    assert activity.headcounts.count() == 0


def test_a_day_to_come_is_refused_once_people_came(officer):
    row = HeadcountFactory()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    sent = facts(version=1, held_on=tomorrow.isoformat())

    answer = officer.post(url("activity_edit", row.activity_id), sent)

    assert errors(answer) == {
        "held_on": [
            f"People are written down as having come: {date_format(tomorrow)} cannot be after"
            f" today ({date_format(timezone.localdate())})."
        ]
    }


def test_the_head_count_is_saved_whole_and_shown_with_its_sums(officer):
    activity = ActivityFactory()
    HeadcountFactory(activity=activity, sex="male", age_band="5_9", people=9)

    answer = officer.post(
        url("activity_headcount", activity.pk),
        {"version": 1, "female-10_14": "3", "female-unknown": "2", "unknown-unknown": "1"},
    )

    assert answer.status_code == 302
    rows = activity.headcounts.values_list("sex", "age_band", "people")
    assert set(rows) == {
        ("female", "10_14", 3), ("female", "unknown", 2), ("unknown", "unknown", 1),
    }  # fmt: skip
    grid = officer.get(url("activity_headcount", activity.pk)).context["form"].grid()
    assert {each["code"]: each["total"] for each in grid.sexes()} == {
        "female": 5, "male": 0, "intersex": 0, "unknown": 1,
    }  # fmt: skip
    assert grid.total == 6
    assert AuditEvent.objects.get(kind="changed").fields == {"headcounts": [9, 6]}


@pytest.mark.parametrize("typed", ["-1", "x", "1.5", "100000", "9" * 30, "a\0"])
def test_a_wrong_cell_is_refused_and_the_grid_keeps_what_was_typed(officer, typed):
    activity = ActivityFactory()

    answer = officer.post(
        url("activity_headcount", activity.pk),
        {"version": 1, "female-10_14": typed, "male-10_14": "4"},
    )

    assert list(errors(answer)) == ["female-10_14"]
    assert answer.context["form"]["male-10_14"].value() == "4"
    assert activity.headcounts.count() == 0
    assert b"error-summary" in answer.content


def test_of_two_people_who_count_at_once_the_second_sees_both_numbers(officer):
    activity = ActivityFactory()
    address = url("activity_headcount", activity.pk)
    officer.post(address, {"version": 1, "female-10_14": "3"})

    stale = officer.post(address, {"version": 1, "female-10_14": "8"})
    assert stale.status_code == 200
    assert stale.context["saved_meanwhile"] == [{"label": "Female, 10-14", "value": "3"}]
    assert activity.headcounts.get().people == 3

    version = stale.context["form"]["version"].value()
    officer.post(address, {"version": version, "female-10_14": "8"})
    assert activity.headcounts.get().people == 8


def test_of_two_people_who_edit_at_once_the_second_is_told(officer):
    activity = ActivityFactory()
    officer.post(url("activity_edit", activity.pk), facts(version=1, title="First"))

    answer = officer.post(url("activity_edit", activity.pk), facts(version=1, title="Second"))

    activity.refresh_from_db()
    assert answer.status_code == 200
    assert activity.title == "First"
    assert answer.context["form"]["title"].value() == "Second"


def test_nobody_attends_a_media_campaign(officer):
    PersonFactory(code="P-000001")
    campaign = ActivityFactory(kind="media_campaign")

    answer = add(officer, campaign, "P-000001")

    assert errors(answer) == {
        "__all__": ["Nobody attends a media campaign. Change the kind if people came together."]
    }
