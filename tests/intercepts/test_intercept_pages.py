"""Pages of intercepts: who may open them, what they show, and what they refuse."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from cases.models import Case, Person
from intercepts.intercept_list import main_type, status_of
from intercepts.models import Intercept, InterceptedPerson, JourneyTally
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.work import InterceptedPersonFactory, InterceptFactory, StationFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
LIST, RECORD, TALLY = (
    reverse(f"intercepts:{name}") for name in ("intercept_list", "intercept_record", "tally_add")
)


def page(name, row):
    return reverse(f"intercepts:{name}", args=[row.pk])


def texts(answer):
    """Return the page's words with blanks made one."""
    return " ".join(answer.content.decode().split())


def rows_of(answer):
    """Return the records that a list shows."""
    return answer.context["listing"].slice.rows


def event_data(where, **data):
    usual = {
        "submission": str(uuid.uuid4()),
        "station": str(where.pk),
        "happened_on": "2025-06-01",
        "transport_mode": "bus",
        "notified_by": "driver",
    }
    return usual | data


def person_data(**data):
    usual = {
        "submission": str(uuid.uuid4()),
        "sex": "female",
        "stated_age": "24",
        "intercept_type": "adult_trafficking",
        "outcome": "travel_stopped_voluntary",
        "safe_to_call": "unknown",
    }
    return {f"person-{name}": value for name, value in (usual | data).items()}


@pytest.fixture
def intercepted():
    """A person of an intercept that waits for its class."""
    return InterceptedPersonFactory(final_class="", proposed_band="high_risk")


def test_a_monitor_records_event_and_person_in_one_page(signed_in, station, signs):
    client, user = signed_in(Role.FIELD_MONITOR)
    data = event_data(station, narrative="Seen at the gate") | person_data(
        signs_control=["c_debt"], all_vulnerability="on", names="Mfano", certainty="4"
    )

    answer = client.post(RECORD, data)

    intercept = Intercept.objects.get()
    person = intercept.people.get()
    assert answer.url == intercept.get_absolute_url()
    assert (intercept.recorded_by, intercept.narrative) == (user, "Seen at the gate")
    assert (person.proposed_band, person.certainty, person.person.names) == (
        "evidence_of_trafficking",
        4,
        "Mfano",
    )


def test_the_same_page_sent_twice_is_one_intercept(signed_in, station, signs):
    client, _ = signed_in(Role.FIELD_MONITOR)
    data = event_data(station) | person_data()

    answers = [client.post(RECORD, data).url for _ in range(2)]

    assert answers == [Intercept.objects.get().get_absolute_url()] * 2
    assert Person.objects.count() == 1


def test_the_next_person_follows_in_the_same_vehicle(signed_in, station, signs):
    client, _ = signed_in(Role.FIELD_MONITOR)
    first = client.post(RECORD, event_data(station) | person_data() | {"next": "person"})
    intercept = Intercept.objects.get()

    shown = client.get(first.url)
    second = client.post(first.url, person_data(stated_age="30"))

    assert first.url == page("person_add", intercept)
    assert intercept.code in texts(shown)
    assert second.url == intercept.get_absolute_url()
    assert intercept.people.count() == 2


def test_the_station_of_the_last_intercept_is_chosen_already(signed_in):
    client, user = signed_in(Role.FIELD_MONITOR)
    first = client.get(RECORD).context["event"]["station"].value()
    station = InterceptFactory(recorded_by=user).station

    assert first is None
    assert client.get(RECORD).context["event"]["station"].value() == station.pk


def test_signs_stand_in_the_language_of_the_reader(signed_in, signs):
    client, _ = signed_in(Role.FIELD_MONITOR)
    with translation.override("sw"):
        shown = texts(client.get(RECORD, headers={"Accept-Language": "sw"}))

    assert "Hana simu" in shown


NOON = dt.datetime(2026, 11, 12, 12, tzinfo=timezone.get_default_timezone())
TOMORROW = "2026-11-13"
LATE = {"happened_on": "2026-11-12", "happened_at": "23:59"}


@pytest.mark.parametrize(
    ("event", "person", "field"),
    [
        ({"happened_on": TOMORROW}, {}, "happened_on"),
        ({"happened_on": ""}, {}, "happened_on"),
        (LATE, {}, "happened_at"),
        ({"vehicle_plate": "K" * 21}, {}, "vehicle_plate"),
        ({"narrative": "x" * 4001}, {}, "narrative"),
        ({"station": ""}, {}, "station"),
        ({}, {"stated_age": ""}, "stated_age"),
        ({}, {"stated_age": "-1"}, "stated_age"),
        ({}, {"stated_age": "200"}, "stated_age"),
        ({}, {"sex": "other"}, "sex"),
        ({}, {"outcome": ""}, "outcome"),
        ({}, {"stated_age": "9", "intercept_type": "child_trafficking"}, "outcome"),
        ({}, {"names": "x" * 201}, "names"),
        ({}, {"nationality": "KEN"}, "nationality"),
        ({}, {"signs_control": ["c_unheard_of"]}, "signs_control"),
        ({}, {"signs_vulnerability": ["v_minor_alone"]}, "signs_vulnerability"),
    ],
)
def test_bad_input_is_answered_at_its_field_and_kept(
    signed_in, station, signs, event, person, field, time_machine
):
    time_machine.move_to(NOON)
    client, _ = signed_in(Role.FIELD_MONITOR)
    data = event_data(station, **{"destination_country": "SA"} | event) | person_data(**person)

    answer = client.post(RECORD, data)

    errors = [*answer.context["event"].errors, *answer.context["person"].errors]
    assert errors == [field]
    assert answer.context["event"]["destination_country"].value() == "SA"
    assert (Intercept.objects.count(), Person.objects.count()) == (0, 0)


def test_the_next_person_is_checked_too(signed_in, signs):
    client, user = signed_in(Role.FIELD_MONITOR)
    intercept = InterceptFactory(recorded_by=user)

    answer = client.post(page("person_add", intercept), person_data(stated_age=""))

    assert list(answer.context["person"].errors) == ["stated_age"]
    assert intercept.people.count() == 0


def tally_data(station, **data):
    usual = {
        "submission": str(uuid.uuid4()), "station": str(station.pk), "happened_on": "2025-06-01",
        "transport_mode": "bus", "women": "3", "men": "0", "girls": "0", "boys": "0",
        "not_known": "0",
    }  # fmt: skip
    return usual | data


def test_people_without_signs_are_counted_once(signed_in, station):
    client, _ = signed_in(Role.FIELD_MONITOR)
    data = tally_data(station)

    answers = [client.post(TALLY, data).url for _ in range(2)]

    assert answers == [LIST, LIST]
    assert JourneyTally.objects.get().women == 3
    assert "women 3, men 0" in texts(client.get(LIST))


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"women": "0"}, "women"),
        ({"men": "-1"}, "men"),
        ({"men": "201"}, "men"),
        ({"happened_on": TOMORROW}, "happened_on"),
    ],
)
def test_a_tally_that_cannot_be_is_answered_at_its_field(
    signed_in, station, data, field, time_machine
):
    time_machine.move_to(NOON)
    client, _ = signed_in(Role.FIELD_MONITOR)

    answer = client.post(TALLY, tally_data(station, **data))

    assert list(answer.context["form"].errors) == [field]
    assert JourneyTally.objects.count() == 0


def test_a_monitor_sees_own_receipts_by_code_and_never_a_name(signed_in, signs):
    client, user = signed_in(Role.FIELD_MONITOR)
    own = InterceptedPersonFactory(
        intercept__recorded_by=user, intercept__narrative="Told by Marufuku", final_class="",
        person__names="Mfano Marufuku",
    )  # fmt: skip
    other = InterceptedPersonFactory()

    listed, opened = client.get(LIST), client.get(own.intercept.get_absolute_url())

    assert rows_of(listed) == [own.intercept]
    assert list(listed.context["listing"].filter.form.fields) == ["from_day", "to_day"]
    assert [column.name for column in listed.context["listing"].page.columns] == [
        "code",
        "station",
        "received",
        "state",
    ]
    assert client.get(other.intercept.get_absolute_url()).status_code == 404
    assert ["Marufuku" in texts(answer) for answer in (listed, opened)] == [False, False]
    assert "Received, not classed yet" in texts(listed)
    assert "The signs say" not in texts(opened)


def test_the_manager_reads_reasons_but_no_name_and_the_story_by_a_click(signed_in, signs):
    client, _ = signed_in(Role.PROGRAMME_MANAGER)
    row = InterceptedPersonFactory(
        form=signs, proposed_band="high_risk", final_class="", intercept__narrative="At the gate",
        intercept__destination_country="SA", person__names="Mfano Marufuku",
    )  # fmt: skip
    row.signs.create(code="c_passport_held", section="control", weight=7)
    row.signs.create(code="v_no_id", section="vulnerability", weight=1)

    shown = texts(client.get(row.intercept.get_absolute_url()))
    opened = client.post(reverse("intercepts:intercept_read", args=[row.intercept.pk]))

    assert "At the gate" in texts(opened)
    assert (
        "High risk because: The suspect holds the passport (7), No identity document (1)" in shown
    )
    assert ["At the gate" in shown, "Saudi Arabia" in shown, "Marufuku" in shown] == [
        False,
        True,
        False,
    ]


def test_who_only_reads_codes_gets_no_narrative(signed_in):
    client, _ = signed_in(Role.ME_OFFICER)
    row = InterceptedPersonFactory(intercept__narrative="At the gate")

    shown = texts(client.get(row.intercept.get_absolute_url()))

    assert (row.person.code in shown, "At the gate" in shown) == (True, False)


def test_a_case_worker_sees_the_intercept_behind_an_own_case(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    mine = InterceptedPersonFactory(case=CaseFactory(granted_to=[user]))
    other = InterceptedPersonFactory(case=CaseFactory())

    answers = [client.get(row.intercept.get_absolute_url()).status_code for row in (mine, other)]

    assert answers == [200, 404]


def test_opening_an_intercept_leaves_a_row(signed_in, intercepted):
    client, user = signed_in(Role.CASE_MANAGER)

    client.get(intercepted.intercept.get_absolute_url())

    assert AuditEvent.objects.get(kind="viewed").target_code == intercepted.intercept.code


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["early", "late"]),
        ({"from_day": "2025-03-01"}, ["late"]),
        ({"to_day": "2025-03-01"}, ["early"]),
        ({"station": "early"}, ["early"]),
        ({"final_class": "waiting"}, ["late"]),
        ({"final_class": "high_risk"}, ["early"]),
        ({"final_class": "at_risk"}, []),
    ],
)
def test_the_list_is_filtered_by_day_station_and_class(signed_in, query, found):
    client, _ = signed_in(Role.ME_OFFICER)
    early = InterceptedPersonFactory(
        final_class="high_risk", intercept__happened_on=dt.date(2025, 1, 5), intercept__code="early"
    )
    InterceptedPersonFactory(
        final_class="", intercept__happened_on=dt.date(2025, 5, 5), intercept__code="late"
    )
    if "station" in query:
        query = {"station": str(early.intercept.station_id)}

    rows = rows_of(client.get(LIST, query))

    assert sorted(row.code for row in rows) == found


def test_a_long_list_comes_in_pages_that_keep_the_filter(signed_in):
    client, _ = signed_in(Role.ME_OFFICER)
    station = StationFactory()
    InterceptFactory.create_batch(26, station=station)

    first = client.get(LIST, {"station": str(station.pk)})
    onward = first.context["listing"].next_url
    last = client.get(f"{LIST}{onward}")

    assert (len(rows_of(first)), len(rows_of(last))) == (25, 1)
    assert (first.context["listing"].previous_url, last.context["listing"].next_url) == ("", "")
    assert onward.startswith(f"?station={station.pk}&after=")
    assert "26 entries" in texts(last)


@pytest.mark.parametrize("number", [1, 3])
def test_list_and_page_ask_the_same_number_of_questions(
    signed_in, signs, number, django_assert_num_queries
):
    client, _ = signed_in(Role.PROGRAMME_MANAGER)
    intercept = InterceptFactory()
    InterceptedPersonFactory.create_batch(number, intercept=intercept, form=signs)
    InterceptedPersonFactory.create_batch(number)

    with django_assert_num_queries(5):
        client.get(LIST)
    with django_assert_num_queries(7):
        client.get(LIST, {"panel": "open"})
    # one each for the cases with which the look is kept, photographs, people suspected, sections
    with django_assert_num_queries(19):
        client.get(intercept.get_absolute_url())


def test_the_list_names_main_type_and_state(signed_in):
    client, _ = signed_in(Role.ME_OFFICER)
    intercept = InterceptFactory()
    InterceptedPersonFactory(intercept=intercept, intercept_type="other", final_class="")
    InterceptedPersonFactory.create_batch(2, intercept=intercept, intercept_type="smuggling")
    InterceptFactory()
    InterceptedPersonFactory(intercept_type="gbv_in_transit")

    shown = {(main_type(row), status_of(row.people.all())) for row in rows_of(client.get(LIST))}

    assert shown == {
        ("Migrant smuggling", "2 of them classed"),
        ("", "Received, not classed yet"),
        ("GBV in transit", "Classed"),
    }


def test_the_class_is_set_and_counts(signed_in, intercepted):
    client, _ = signed_in(Role.PROGRAMME_MANAGER)

    shown = client.get(page("person_classify", intercepted))
    answer = client.post(
        page("person_classify", intercepted), {"final_class": "high_risk", "why": "Seen again"}
    )

    assert shown.status_code == 200
    assert answer.url == intercepted.intercept.get_absolute_url()
    assert InterceptedPerson.objects.get().final_class == "high_risk"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"final_class": "at_risk"}, "class_reason"), ({"final_class": "perhaps"}, "final_class"),
        ({"final_class": "high_risk", "why": ""}, "why"),
    ],
)  # fmt: skip
def test_a_class_below_the_signs_needs_a_reason(signed_in, intercepted, data, field):
    client, _ = signed_in(Role.PROGRAMME_MANAGER)

    answer = client.post(page("person_classify", intercepted), {"why": "Seen again"} | data)

    assert list(answer.context["form"].errors) == [field]
    assert InterceptedPerson.objects.get().final_class == ""


def case_data(**data):
    usual = {
        "case_types": ["trafficking"], "trafficking_status": "potential_victim",
        "risk_level": "medium", "opened_on": "2025-06-02",
    }  # fmt: skip
    return usual | data


def test_the_form_of_the_case_is_filled_in_from_the_intercept(signed_in, intercepted):
    client, _ = signed_in(Role.CASE_MANAGER)

    form = client.get(page("person_open_case", intercepted)).context["form"]

    assert form.initial == {
        "case_types": ["trafficking"],
        "trafficking_status": "potential_victim",
        "risk_level": "medium",
        "opened_on": dt.date(2025, 6, 1),
    }


@pytest.mark.parametrize(
    ("facts", "status", "risk"),
    [
        ({"proposed_band": "evidence_of_trafficking"}, "presumed_victim", "high"),
        ({"proposed_band": "high_risk", "person__child": True}, "potential_victim", "high"),
        ({"proposed_band": "no_concern"}, "at_risk", "low"),
        ({"proposed_band": "high_risk", "final_class": "not_intercept"}, "at_risk", "low"),
    ],
)
def test_status_and_risk_follow_class_or_band(signed_in, facts, status, risk):
    client, _ = signed_in(Role.CASE_MANAGER)
    row = InterceptedPersonFactory(**{"final_class": ""} | facts)

    initial = client.get(page("person_open_case", row)).context["form"].initial

    assert (initial["trafficking_status"], initial["risk_level"]) == (status, risk)


def test_a_case_is_opened_once(signed_in, intercepted):
    client, _ = signed_in(Role.CASE_MANAGER)

    answers = [
        client.post(page("person_open_case", intercepted), case_data()).url for _ in range(2)
    ]

    assert answers == [Case.objects.get().get_absolute_url()] * 2
    assert InterceptedPerson.objects.get().case == Case.objects.get()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"opened_on": "2025-05-01"}, "opened_on"),
        ({"opened_on": TOMORROW}, "opened_on"),
        ({"case_types": []}, "case_types"),
        ({"trafficking_status": "identified_victim"}, "trafficking_status"),
    ],
)
def test_a_case_that_cannot_be_is_answered_at_its_field(
    signed_in, intercepted, data, field, time_machine
):
    time_machine.move_to(NOON)
    client, _ = signed_in(Role.CASE_MANAGER)

    answer = client.post(page("person_open_case", intercepted), case_data(**data))

    assert list(answer.context["form"].errors) == [field]
    assert Case.objects.count() == 0


def test_a_case_older_than_the_intercept_is_refused_with_both_days(signed_in, intercepted):
    client, _ = signed_in(Role.CASE_MANAGER)

    answer = client.post(page("person_open_case", intercepted), case_data(opened_on="2025-05-01"))

    assert answer.context["form"].errors["opened_on"] == [
        "The case (1 May 2025) cannot be older than the intercept (1 June 2025)."
    ]


ABOUT_A_PERSON = ["person_classify", "person_open_case"]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("person_classify", Role.CASE_MANAGER),
        ("person_open_case", Role.ME_OFFICER),
    ],
)
def test_a_role_that_only_looks_at_people_is_refused(signed_in, intercepted, name, role):
    client, _ = signed_in(role)

    assert client.post(page(name, intercepted)).status_code == 403


@pytest.mark.parametrize("url", [RECORD, TALLY])
def test_who_stands_at_no_stage_records_nothing(signed_in, url):
    client, _ = signed_in(Role.ME_OFFICER)

    assert client.get(url).status_code == 403


def test_who_sees_an_intercept_but_records_none_adds_nobody(signed_in, intercepted):
    client, _ = signed_in(Role.ME_OFFICER)

    assert client.post(page("person_add", intercepted.intercept)).status_code == 403


def test_nobody_adds_to_the_intercept_of_another_monitor(signed_in, intercepted):
    client, _ = signed_in(Role.FIELD_MONITOR)

    assert client.get(page("person_add", intercepted.intercept)).status_code == 404


def test_a_case_worker_opens_no_case_from_an_intercept_out_of_reach(signed_in, intercepted):
    client, _ = signed_in(Role.CASE_WORKER)

    assert client.post(page("person_open_case", intercepted)).status_code == 404


def test_a_case_worker_who_sees_the_intercept_may_not_class(client, practice):
    user = UserFactory(role=Role.CASE_WORKER)
    row = InterceptedPersonFactory(case=CaseFactory(granted_to=[user]))
    client.force_login(user)

    assert client.post(page("person_classify", row)).status_code == 403


@pytest.mark.parametrize("name", ABOUT_A_PERSON)
def test_an_unknown_person_is_not_found(signed_in, name):
    client, _ = signed_in(Role.PROGRAMME_MANAGER)

    assert client.post(reverse(f"intercepts:{name}", args=[uuid.UUID(int=9)])).status_code == 404


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.DONOR_VIEWER])
def test_outsiders_find_nothing(signed_in, intercepted, role):
    client, _ = signed_in(role)
    urls = [LIST, RECORD, TALLY, intercepted.intercept.get_absolute_url()]

    codes = [client.get(url).status_code for url in urls]

    assert codes == [404] * 4
