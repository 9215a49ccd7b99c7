"""The tasks of a house: whose each is, ticked once, and shared out in turn."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import ConflictOfInterest
from shelter.models import Chore
from tests.factories.accounts import UserFactory
from tests.factories.house import AbsenceFactory, ChoreFactory
from tests.factories.work import AdmissionFactory
from tests.shelter.asking import page
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - dt.timedelta(days=1)


@pytest.fixture
def staff(client, practice, shelter):
    client.force_login(UserFactory(role=Role.SHELTER_STAFF, office=shelter.office))
    return client


@pytest.fixture
def three(shelter):
    """Three residents, by case code."""
    stays = [AdmissionFactory(shelter=shelter) for _ in range(3)]
    return sorted(stays, key=lambda stay: stay.case.code)


def share(client, shelter):
    client.post(page("chores_share", shelter))
    rows = Chore.objects.filter(shelter=shelter, day=timezone.localdate()).order_by("chore")
    return {row.chore: row.admission for row in rows}


def test_a_chore_is_added_and_ticked_once(staff, shelter, three):
    sent = {"chore": "Kitchen", "admission": three[0].pk, "submission": str(uuid.uuid4())}
    for _ in range(2):
        assert staff.post(page("chore_add", shelter), sent).status_code == 302
    chore = Chore.objects.get()
    for _ in range(2):
        staff.post(page("chore_done", chore))

    chore.refresh_from_db()
    listed = staff.get(reverse("shelter:chore_list")).content.decode()
    assert (chore.version, chore.done_at is None, chore.admission) == (2, False, three[0])
    assert [words in listed for words in ("Kitchen", three[0].case.code, "Done")] == [True] * 3


def test_yesterdays_tasks_go_to_who_comes_next(staff, shelter, three):
    first, second, last = three
    for chore, stay in (("Kitchen", first), ("Water", last), ("Yard", None)):
        ChoreFactory(shelter=shelter, day=YESTERDAY, chore=chore, admission=stay)
    ChoreFactory(shelter=shelter, day=YESTERDAY - dt.timedelta(days=1), chore="Long ago")

    assert share(staff, shelter) == {"Kitchen": second, "Water": first, "Yard": None}
    assert len(share(staff, shelter)) == 3  # pressing twice makes nothing twice
    assert AuditEvent.objects.filter(kind="created", target_type="shelter.chore").count() == 3


def test_who_is_out_has_no_turn_and_what_stands_already_stays(staff, shelter, three):
    first, second, last = three
    AbsenceFactory(admission=second, out_at=timezone.now(), back_at=None,
                   due_back_at=timezone.now() + dt.timedelta(hours=2))  # fmt: skip
    ChoreFactory(shelter=shelter, day=YESTERDAY, chore="Kitchen", admission=first)
    ChoreFactory(shelter=shelter, day=YESTERDAY, chore="Water", admission=first)
    ChoreFactory(shelter=shelter, day=timezone.localdate(), chore="Water", admission=first)

    assert share(staff, shelter) == {"Kitchen": last, "Water": first}


def test_with_nothing_to_share_it_says_so_and_offers_no_button(staff, shelter):
    answer = staff.post(page("chores_share", shelter), follow=True)

    assert "on today's list already" in answer.content.decode().replace("&#x27;", "'")
    assert page("chores_share", shelter) not in answer.content.decode()
    assert page("chore_add", shelter) in answer.content.decode()


def test_a_task_is_given_to_another_and_the_second_editor_sees_it(staff, shelter, three):
    chore = ChoreFactory(shelter=shelter, admission=three[0])
    sent = {"version": 1, "chore": "Kitchen", "admission": three[1].pk}

    staff.post(page("chore_edit", chore), sent)
    late = staff.post(page("chore_edit", chore), sent | {"chore": "Kitchen at noon"})

    chore.refresh_from_db()
    assert (chore.admission, chore.chore) == (three[1], "Kitchen")
    assert "Somebody else saved this record" in late.content.decode()
    assert "Kitchen at noon" in late.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"chore": ""}, {"chore": "x" * 31}, {"chore": "a\x00b"}, {"admission": "none such"}]
)
def test_what_cannot_be_is_refused_at_its_field(staff, shelter, wrong):
    sent = {"chore": "Kitchen", "submission": str(uuid.uuid4())} | wrong

    answer = staff.post(page("chore_add", shelter), sent)

    assert list(answer.context["form"].errors) == list(wrong)
    assert Chore.objects.count() == 0


@pytest.mark.parametrize("name", ["chore_detail", "chore_edit", "chore_done"])
def test_another_house_finds_nothing(client, practice, shelter, other_manager, name):
    chore = ChoreFactory(shelter=shelter)
    client.force_login(other_manager)

    answer = (
        client.post(page(name, chore)) if name == "chore_done" else client.get(page(name, chore))
    )

    assert answer.status_code == 404


def test_a_case_manager_reads_and_changes_nothing(client, practice, shelter):
    chore = ChoreFactory(shelter=shelter)
    client.force_login(UserFactory(role=Role.CASE_MANAGER))

    shown = client.get(page("chore_detail", chore)).content.decode()

    assert (page("chore_done", chore) in shown, page("chore_edit", chore) in shown) == (
        False,
        False,
    )
    assert client.get(page("chore_edit", chore)).status_code == 403
    assert client.post(page("chores_share", shelter)).status_code == 403


def test_of_a_closed_case_no_code_is_shown(client, practice, shelter, three):
    manager = UserFactory(role=Role.CASE_MANAGER)
    ConflictOfInterest.objects.create(user=manager, person=three[0].case.person)
    chore = ChoreFactory(shelter=shelter, admission=three[0])
    client.force_login(manager)

    pages = [client.get(page("chore_detail", chore)), client.get(reverse("shelter:chore_list"))]

    assert [three[0].case.code in each.content.decode() for each in pages] == [False, False]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    staff, shelter, django_assert_max_num_queries, count
):
    for _ in range(count):
        ChoreFactory(
            shelter=shelter, day=timezone.localdate(), admission=AdmissionFactory(shelter=shelter)
        )
    ChoreFactory(shelter=shelter, day=YESTERDAY)
    url = f"{reverse('shelter:chore_list')}?shelter={shelter.pk}&day=today&state=open"

    with django_assert_max_num_queries(8):
        answer = staff.get(url)

    assert len(answer.context["listing"].slice.rows) == count
