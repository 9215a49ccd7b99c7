"""The log of those for whom there was no place, and the request that gets none."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from shelter.actions import turn_away
from shelter.models import Admission, TurnAway
from tests.factories.accounts import UserFactory
from tests.factories.cases import PersonFactory
from tests.factories.house import TurnAwayFactory
from tests.factories.work import AdmissionFactory
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
LIST = "shelter:turn_away_list"


def facts(**more):
    return {
        "happened_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"), "age_band": "25_34",
        "sex": "male", "reason": "no_bed", "sent_to_kind": "other_shelter",
        "submission": "5f0c1fd4-5e0b-4ec0-9d2b-3c4d8d6f2a31",
    } | more  # fmt: skip


def test_the_house_writes_down_whom_it_turned_away(at_home, shelter, manager):
    for _time in range(2):
        at_home.post(reverse("shelter:turn_away_add"), facts())

    row = TurnAway.objects.get()
    assert (row.shelter, row.age_band, row.reason, row.sent_to_kind, row.recorded_by) == (
        shelter, "25_34", "no_bed", "other_shelter", manager,
    )  # fmt: skip
    assert at_home.get(row.get_absolute_url()).status_code == 200


def test_somebody_of_no_single_house_writes_for_none(client, practice):
    client.force_login(UserFactory(role=Role.CASE_MANAGER))

    client.post(reverse("shelter:turn_away_add"), facts())

    assert TurnAway.objects.get().shelter is None


@pytest.mark.parametrize("band", ["0_4", "15_17", "unknown_child", "unknown"])
def test_a_place_of_safety_that_turns_a_child_away_is_warned(at_home, shelter, band):
    shelter.is_place_of_safety = True
    shelter.save()
    add = reverse("shelter:turn_away_add")

    warned = at_home.post(add, facts(age_band=band))
    assert (list(warned.context["form"].errors), TurnAway.objects.count()) == (["is_sure"], 0)
    at_home.post(add, facts(age_band=band, is_sure="on"))

    assert TurnAway.objects.count() == 1


@pytest.mark.parametrize(("is_safe", "band"), [(True, "18_19"), (False, "0_4")])
def test_others_are_not_asked_twice(at_home, shelter, is_safe, band):
    shelter.is_place_of_safety = is_safe
    shelter.save()

    at_home.post(reverse("shelter:turn_away_add"), facts(age_band=band))

    assert TurnAway.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"happened_at": "2999-01-01T10:00"}, "happened_at"), ({"reason": "x" * 300}, "reason"),
     ({"sex": ""}, "sex"), ({"organisation": "nobody"}, "organisation")],
)  # fmt: skip
def test_what_cannot_be_is_refused(at_home, wrong, field):
    answer = at_home.post(reverse("shelter:turn_away_add"), facts(**wrong))

    assert (list(answer.context["form"].errors), TurnAway.objects.count()) == ([field], 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    at_home, shelter, rows, django_assert_max_num_queries
):
    TurnAwayFactory.create_batch(rows, shelter=shelter)
    TurnAwayFactory()
    at_home.get(reverse(LIST))

    with django_assert_max_num_queries(8):
        page = at_home.get(reverse(LIST))

    assert len(page.context["listing"].slice.rows) == rows


def test_the_list_filters_by_age_and_counts_by_month(at_home, shelter):
    may = dt.datetime(2025, 5, 31, 23, 59, tzinfo=timezone.get_default_timezone())
    child = TurnAwayFactory(shelter=shelter, age_band="10_14", happened_at=may)
    TurnAwayFactory(shelter=shelter, happened_at=may + dt.timedelta(minutes=1))

    page = at_home.get(reverse(LIST), {"age": "child"})

    assert [row.pk for row in page.context["listing"].slice.rows] == [child.pk]
    assert page.context["months"] == [
        {"day": dt.date(2025, 6, 1), "people": 1, "children": 0},
        {"day": dt.date(2025, 5, 1), "people": 1, "children": 1},
    ]


def test_who_reads_the_log_and_who_writes(client, practice, shelter, other_manager):
    row = TurnAwayFactory(shelter=shelter)
    people = {
        "staff": UserFactory(role=Role.SHELTER_STAFF, office=shelter.office), "other": other_manager,
        "me": UserFactory(role=Role.ME_OFFICER), "finance": UserFactory(role=Role.FINANCE_OFFICER),
    }  # fmt: skip

    found = {}
    for name, user in people.items():
        client.force_login(user)
        pages = (row.get_absolute_url(), reverse("shelter:turn_away_edit", args=[row.pk]))
        found[name] = [client.get(page).status_code for page in pages]

    assert found == {
        "staff": [200, 200],
        "other": [404, 404],
        "me": [200, 403],
        "finance": [403, 403],
    }


@pytest.fixture
def asked(shelter):
    return AdmissionFactory(
        shelter=shelter, status="requested", admitted_at=None, case__person__child=True
    )


def decline(row):
    return reverse("shelter:decline_request", args=[row.pk])


def test_a_request_is_declined_with_a_reason_and_leaves_a_row(at_home, asked, shelter):
    sent = {"reason": "no_suitable_room", "sent_to_kind": "children_services"}

    answer = at_home.post(decline(asked), sent)

    row = TurnAway.objects.get()
    assert (answer.status_code, Admission.objects.get().status) == (302, "declined")
    assert (row.admission, row.shelter, row.reason, row.sex) == (
        asked,
        shelter,
        "no_suitable_room",
        asked.case.person.sex,
    )
    assert row.age_band in turn_away.CHILD_BANDS


def test_the_button_of_the_board_asks_first(at_home, asked):
    answer = at_home.post(decline(asked))

    assert (answer.status_code, Admission.objects.get().status) == (200, "requested")
    assert answer.context["form"].errors == {}


def test_a_place_of_safety_declines_a_child_only_when_it_is_sure(at_home, asked, shelter):
    shelter.is_place_of_safety = True
    shelter.save()
    sent = {"reason": "no_bed", "sent_to_kind": "police"}

    warned = at_home.post(decline(asked), sent)
    assert (list(warned.context["form"].errors), TurnAway.objects.count()) == (["is_sure"], 0)
    assert Admission.objects.get().status == "requested"
    at_home.post(decline(asked), sent | {"is_sure": "on"})

    assert Admission.objects.get().status == "declined"


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "0_4"),
        (4, "0_4"),
        (5, "5_9"),
        (17, "15_17"),
        (18, "18_19"),
        (59, "35_59"),
        (60, "60_plus"),
    ],
)
def test_age_bands_at_their_ends(age, band):
    today = timezone.localdate()
    person = PersonFactory.build(birth_date=None, stated_age=age, stated_age_on=today)

    assert turn_away.band_of(person, today) == band
