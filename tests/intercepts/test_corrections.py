"""Correcting an intercept and the people in it: who may, what is refused, what the trail keeps."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from intercepts.models import Intercept, InterceptedPerson
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.work import InterceptedPersonFactory, InterceptFactory, StationFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


def address(name, row):
    return reverse(f"intercepts:{name}", args=[row.pk])


def event_data(intercept, **changes):
    usual = {
        "version": intercept.version, "station": intercept.station_id, "happened_on": "2025-06-01",
        "happened_at": "", "notified_by": "staff", "transport_mode": "bus", "operator": "",
        "vehicle_plate": "", "destination_county": "", "destination_country": "", "narrative": "",
    }  # fmt: skip
    return usual | changes


def person_data(row, **changes):
    usual = {
        "version": row.version, "intercept_type": row.intercept_type, "outcome": row.outcome,
        "certainty": "",
    }  # fmt: skip
    return usual | changes


@pytest.fixture
def manager(signed_in):
    return signed_in(Role.CASE_MANAGER)


def test_a_case_manager_corrects_the_event_and_the_code_stays(manager):
    client, user = manager
    intercept = InterceptFactory(narrative="Before", transport_mode="bus")
    station, code = StationFactory(), intercept.code
    data = event_data(
        intercept, station=station.pk, transport_mode="taxi", narrative="After", police_called="on"
    )

    answer = client.post(address("intercept_edit", intercept), data)

    saved = Intercept.objects.get()
    assert answer.url == intercept.get_absolute_url()
    assert (saved.code, saved.station, saved.narrative, saved.version) == (
        code,
        station,
        "After",
        2,
    )
    kept = AuditEvent.objects.get(kind="changed", by=user.staff_code)
    assert kept.target_code == code
    assert kept.fields == {
        "narrative": None,
        "police_called": [False, True],
        "station": None,
        "transport_mode": ["bus", "taxi"],
    }


def test_the_page_tells_who_changed_what(manager):
    client, user = manager
    row = InterceptedPersonFactory()
    client.post(address("intercept_edit", row.intercept), event_data(row.intercept))
    client.post(address("person_edit", row), person_data(row, outcome="referred_partner"))

    page = client.get(row.intercept.get_absolute_url())

    assert [change.by for change in page.context["changes"]] == [user.staff_code]
    history = page.context["people"][0].changes
    assert [list(change.details) for change in history] == [
        [
            "What happened next: Stopped travel on advice (adult) → Referred to partner / other shelter"
        ]
    ]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (
            {"happened_on": "2199-01-01"}, "happened_on",
            "1 January 2199 is in the future. Enter the day on which it happened.",
        ),
        (
            {"happened_on": "2025-06-11"}, "happened_on",
            "The case that followed was opened on 10 June 2025, before this day (11 June 2025).",
        ),
        ({"vehicle_plate": "x" * 21}, "vehicle_plate", None),
        ({"narrative": "x" * 4001}, "narrative", None),
        ({"station": "not-one"}, "station", None),
        ({"destination_country": "ZZ"}, "destination_country", None),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_kept(manager, changes, field, message):
    client, _user = manager
    row = InterceptedPersonFactory(case=CaseFactory(opened_on=dt.date(2025, 6, 10)), final_class="")
    data = event_data(row.intercept, transport_mode="taxi", **changes)

    answer = client.post(address("intercept_edit", row.intercept), data)

    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert message in (None, *form.errors[field])
    assert form["transport_mode"].value() == "taxi"
    assert Intercept.objects.get().version == 1


def test_a_day_after_the_class_is_refused_with_both_days(manager):
    client, _user = manager
    row = InterceptedPersonFactory(classified_on=dt.date(2025, 6, 2), final_class="high_risk")

    answer = client.post(
        address("intercept_edit", row.intercept),
        event_data(row.intercept, happened_on="2025-06-03"),
    )

    assert answer.context["form"].errors["happened_on"] == [
        "Somebody in it was classed on 2 June 2025, before this day (3 June 2025)."
    ]


def test_a_time_that_has_not_come_is_refused(signed_in, time_machine):
    noon = timezone.localtime().replace(hour=12)
    time_machine.move_to(noon)
    client, _user = signed_in(Role.CASE_MANAGER)
    intercept = InterceptFactory()
    late = {"happened_on": noon.date().isoformat(), "happened_at": "23:59"}

    answer = client.post(address("intercept_edit", intercept), event_data(intercept, **late))

    assert list(answer.context["form"].errors) == ["happened_at"]


def test_an_age_stated_on_a_wrong_day_moves_so_that_a_child_stays_one(manager):
    client, user = manager
    row = InterceptedPersonFactory(
        final_class="", intercept__happened_on=dt.date(2024, 6, 1), person__birth_date=None,
        person__stated_age=17, person__stated_age_on=dt.date(2024, 6, 1),
        intercept_type="child_trafficking", outcome="returned_family",
    )  # fmt: skip

    client.post(address("intercept_edit", row.intercept), event_data(row.intercept))

    row = InterceptedPerson.objects.get()
    assert row.person.stated_age_on == dt.date(2025, 6, 1)
    assert row.is_child
    assert AuditEvent.objects.filter(target_code=row.person.code, by=user.staff_code).count() == 1


def test_of_two_editors_the_second_sees_both_and_decides(manager):
    client, _user = manager
    intercept = InterceptFactory(narrative="Theirs")
    intercept.version = 2
    intercept.save()
    url = address("intercept_edit", intercept)

    refused = client.post(url, event_data(intercept, version=1, narrative="Mine"))
    again = client.post(url, event_data(intercept, version=2, narrative="Mine"))

    assert refused.context["form"]["narrative"].value() == "Mine"
    assert ("What happened", "Theirs") in {
        (str(row["label"]), row["value"]) for row in refused.context["saved_meanwhile"]
    }
    assert again.url == intercept.get_absolute_url()
    assert Intercept.objects.get().narrative == "Mine"


def test_a_person_is_corrected_and_the_signs_stay(manager):
    client, _user = manager
    row = InterceptedPersonFactory(score_control=7, reported_class="at_risk")
    row.signs.create(code="c_debt", section="control", weight=7)
    data = person_data(row, intercept_type="smuggling", certainty="4", was_exploited="on")

    answer = client.post(address("person_edit", row), data)

    saved = InterceptedPerson.objects.get()
    assert answer.url == row.intercept.get_absolute_url()
    assert (saved.intercept_type, saved.certainty, saved.was_exploited) == ("smuggling", 4, True)
    assert (saved.score_control, saved.reported_class, saved.signs.count()) == (7, "at_risk", 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"intercept_type": "child_marriage"}, "intercept_type"),
        ({"outcome": "unheard"}, "outcome"),
        ({"certainty": "9"}, "certainty"),
        ({"version": "x"}, "version"),
    ],
)
def test_what_does_not_fit_a_person_is_refused(manager, changes, field):
    client, _user = manager
    row = InterceptedPersonFactory()

    answer = client.post(address("person_edit", row), person_data(row, **changes))

    assert list(answer.context["form"].errors) == [field]
    assert InterceptedPerson.objects.get().version == 1


FORMS = ["intercept_edit", "person_edit"]


def target_of(name, row):
    return row if name == "person_edit" else row.intercept


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("role", [Role.PROGRAMME_MANAGER, Role.ME_OFFICER, Role.CASE_WORKER])
def test_who_only_reads_corrects_nothing(signed_in, name, role):
    client, user = signed_in(role)
    row = InterceptedPersonFactory(case=CaseFactory(granted_to=[user]))

    assert client.post(address(name, target_of(name, row))).status_code == 403


@pytest.mark.parametrize("name", FORMS)
def test_monitors_do_not_get_back_to_their_own(signed_in, name):
    client, user = signed_in(Role.FIELD_MONITOR)
    own = InterceptedPersonFactory(intercept__recorded_by=user)
    other = InterceptedPersonFactory(intercept__recorded_by=UserFactory())

    codes = [client.get(address(name, target_of(name, row))).status_code for row in (own, other)]

    assert codes == [403, 404]


def test_a_receipt_shows_no_history(signed_in):
    client, user = signed_in(Role.FIELD_MONITOR)
    row = InterceptedPersonFactory(intercept__recorded_by=user)

    page = client.get(row.intercept.get_absolute_url())

    assert b"Who changed what" not in page.content
    assert [str(fact["label"]) for fact in page.context["facts"]] == ["Station", "Day and time"]
