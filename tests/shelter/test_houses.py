"""A house that opens under its code name, and one that takes nobody new for a time."""

import uuid

import pytest
from django.urls import reverse

from reporting.facts.houses import SHELTERS
from shelter import occupancy
from shelter.actions import arrivals, beds, requests
from shelter.models import Shelter
from tests.factories.accounts import OfficeFactory, UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.work import AdmissionFactory, BedAssignmentFactory, BedFactory
from tests.shelter.test_stays import arrival
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
ADD = reverse("shelter:shelter_add")


@pytest.fixture
def keeper(client, practice):
    """The programme manager, who keeps all houses, signed in."""
    client.force_login(UserFactory(role=Role.PROGRAMME_MANAGER))
    return client


def answers(office, **changed):
    facts = {"office": office.pk, "opened_on": "2024-05-01", "is_accepting": "on"}
    return facts | {"submission": uuid.uuid4()} | changed


def test_a_house_opens_under_its_code_name_and_counts(keeper):
    office = OfficeFactory(kind="shelter", name="Makao Test 7")
    facts = answers(office)

    sent = [keeper.post(ADD, facts) for _ in range(2)]

    house = Shelter.objects.get()
    assert [each.url for each in sent] == [house.get_absolute_url()] * 2
    assert (str(house), house.is_accepting, house.is_place_of_safety) == (
        "Makao Test 7",
        True,
        False,
    )
    assert [row.pk for row in SHELTERS.rows()] == [house.pk]
    event = AuditEvent.objects.filter(kind="created").get()
    assert event.target_id == str(house.pk)
    assert keeper.get(house.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("kind", ["office", "closed", "has one"])
def test_only_a_shelter_without_a_house_is_offered(keeper, shelter, kind):
    office = shelter.office
    if kind != "has one":
        status = "closed" if kind == "closed" else "functional"
        office = OfficeFactory(kind="office" if kind == "office" else "shelter", status=status)

    answer = keeper.post(ADD, answers(office))

    assert list(answer.context["form"].errors) == ["office"]
    assert Shelter.objects.count() == 1


def test_a_house_does_not_open_in_the_future(keeper):
    office = OfficeFactory(kind="shelter")

    answer = keeper.post(ADD, answers(office, opened_on="2190-01-01"))

    assert list(answer.context["form"].errors) == ["opened_on"]


def test_a_manager_of_one_house_opens_no_other(client, practice, manager):
    client.force_login(manager)

    assert client.get(ADD).status_code == 403
    page = client.get(reverse("shelter:shelter_list")).content.decode()
    assert page.count(ADD) == 0


@pytest.fixture
def stopped(shelter):
    """The house takes nobody new."""
    shelter.is_accepting = False
    shelter.save()
    return shelter


def reasons_for(case, house):
    return [offer.reasons for offer in occupancy.offers(case, [Shelter.objects.get(pk=house.pk)])]


def test_a_house_that_takes_nobody_offers_and_holds_no_bed(stopped, bed, manager):
    case = CaseFactory()

    assert reasons_for(case, stopped) == [["Takes nobody new at the moment"]]
    with pytest.raises(DomainError, match="Takes nobody new"):
        requests.ask(case=case, shelter=stopped, by=manager)
    with pytest.raises(beds.BedUnsuitable, match="Takes nobody new"):
        arrivals.admit(case=case, bed=bed, arrival=arrival(), by=manager)


def test_who_was_held_a_bed_before_may_still_come(shelter, bed, manager):
    case = CaseFactory()
    beds.hold(case=case, bed=bed, by=manager)
    Shelter.objects.update(is_accepting=False)

    assert reasons_for(case, shelter) == [[]]
    stay = arrivals.admit(case=case, bed=bed, arrival=arrival(), by=manager)

    assert stay.status == "admitted"


def test_who_lives_there_still_changes_beds(stopped, women, bed, manager):
    stay = AdmissionFactory(shelter=stopped)
    other = BedFactory(room=women, label="A2")
    BedAssignmentFactory(bed=bed, admission=stay)

    assert reasons_for(stay.case, stopped) == [[], []]
    beds.move(admission=stay, bed=other, by=manager)


def test_the_board_and_the_list_say_that_it_takes_nobody(client, practice, shelter, bed, manager):
    client.force_login(manager)
    board = client.get(shelter.get_absolute_url()).content.decode()
    look = board.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    facts = {"opened_on": "2020-01-01", "version": shelter.version}

    client.post(reverse("shelter:shelter_edit", args=[shelter.pk]), facts)

    said = "This house takes nobody new at the moment."
    assert (board.count(said), client.get(look).content.decode().count(said)) == (0, 1)
    page = client.get(reverse("shelter:shelter_list")).content.decode()
    assert page.count("Takes nobody new") == 1
