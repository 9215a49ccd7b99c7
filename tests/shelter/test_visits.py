"""Visitors: asked for by the resident, held against the register without a name, in and out."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import ConflictOfInterest
from shelter.models import Visit
from tests.factories.accounts import UserFactory
from tests.factories.cases import SuspectFactory
from tests.factories.house import VisitFactory
from tests.factories.work import AdmissionFactory
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
MATCHES = "Matches our register."


def typed(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def at_door(signed_in, shelter):
    """Return a function that sends the form of a visitor as staff of the house."""
    client, _user = signed_in(Role.SHELTER_STAFF, office=shelter.office)
    page = reverse("shelter:visit_add", args=[shelter.pk])

    def send(**facts):
        usual = {
            "names": "Amina Practice Visitor", "purpose": "family", "resident_agrees": "yes",
            "came_at": typed(timezone.now()), "outcome": "admitted", "submission": str(uuid.uuid4()),
        }  # fmt: skip
        return client.post(page, usual | facts)

    return client, send


def test_a_visitor_whom_the_resident_wants_comes_in_and_leaves(at_door, shelter):
    client, send = at_door
    stay = AdmissionFactory(shelter=shelter)
    assert send(admission=stay.pk).status_code == 302
    row = Visit.objects.get()
    assert (row.admission, row.matched, len(row.name_tokens) > 0) == (stay, False, True)
    shown = client.get(row.get_absolute_url()).content.decode()
    assert "Amina Practice Visitor" in shown
    assert "Amina" not in client.get(reverse("shelter:visit_list")).content.decode()
    for _ in range(2):
        assert client.post(reverse("shelter:visit_leave", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.left_at is not None
    assert row.version == 2


@pytest.mark.parametrize("answer", ["no", "not_asked"])
def test_nobody_sees_a_resident_who_does_not_want_it(at_door, shelter, answer):
    _client, send = at_door
    page = send(admission=AdmissionFactory(shelter=shelter).pk, resident_agrees=answer)
    assert "Ask the resident first." in page.content.decode()
    assert not Visit.objects.exists()


def test_a_visitor_on_the_register_is_not_let_in_and_not_named(at_door, shelter, on_register):
    client, send = at_door
    asked = send(phone="+254 712 000 111").content.decode()
    assert MATCHES in asked
    assert "Juma" not in asked
    assert not Visit.objects.exists()
    kept = send(phone="0712 000 111", outcome="refused", refusal_reason="on_our_register")
    assert kept.status_code == 302
    row = Visit.objects.get()
    assert row.matched
    shown = client.get(row.get_absolute_url()).content.decode()
    assert "Matches our register" in shown
    assert "Juma" not in shown
    assert on_register.code not in shown


@pytest.fixture
def on_register(db):
    """Somebody suspected, known by telephone."""
    suspect = SuspectFactory(phone="0712000111", names="Juma Practice Suspect")
    suspect.index_identity()
    suspect.save()
    return suspect


@pytest.mark.parametrize("goes_to", ["the house", "a resident"])
def test_of_a_visitor_on_the_register_those_hear_who_may_see_visitors(
    at_door, shelter, manager, other_manager, on_register, goes_to
):
    client, send = at_door
    near, barred = UserFactory.create_batch(2, role=Role.CASE_MANAGER)
    stay = AdmissionFactory(shelter=shelter)
    ConflictOfInterest.objects.create(user=barred, person=stay.case.person)
    to = {"admission": stay.pk} if goes_to == "a resident" else {}

    send(phone="0712 000 111", outcome="refused", refusal_reason="on_our_register", **to)
    row = Visit.objects.get()
    page = reverse("shelter:visit_edit", args=[row.pk])
    client.post(page, {"version": 1, "names": "Asha", "phone": "0712000111", "purpose": "repair",
        "resident_agrees": "no", "came_at": typed(row.came_at), "outcome": "refused",
        "refusal_reason": "on_our_register"} | to)  # fmt: skip

    told = {manager, near} | ({barred} if goes_to == "the house" else set())
    assert sorted(notice.to.pk for notice in Notice.objects.all()) == sorted(u.pk for u in told)
    (sentence,) = {notice.sentence for notice in Notice.objects.all()}
    assert sentence == f"A visitor at the door of {shelter} matches our register: call the house."
    assert {notice.leads_to for notice in Notice.objects.all()} == {row.get_absolute_url()}


def test_of_a_visitor_who_fits_nobody_nobody_hears(at_door, manager):
    _client, send = at_door

    send()

    assert (Visit.objects.count(), Notice.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"outcome": "refused"}, "Choose why the visitor was not let in."),
        ({"refusal_reason": "behaviour"}, "has no such reason"),
        ({"came_at": "2099-01-01T10:00"}, "is in the future"),
        ({"names": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_is_refused(at_door, facts, words):
    _client, send = at_door
    assert words in send(**facts).content.decode()
    assert not Visit.objects.exists()


def test_residents_of_other_houses_are_not_offered(at_door):
    _client, send = at_door
    assert send(admission=AdmissionFactory().pk).status_code == 200
    assert not Visit.objects.exists()


def test_two_editors_and_strangers(at_door, shelter):
    client, _send = at_door
    row = VisitFactory(shelter=shelter, came_at=timezone.now() - dt.timedelta(hours=1))
    page = reverse("shelter:visit_edit", args=[row.pk])
    sent = {
        "version": 1, "names": "New words", "purpose": "repair", "resident_agrees": "not_asked",
        "came_at": typed(row.came_at), "outcome": "admitted",
    }  # fmt: skip
    assert client.post(page, sent).status_code == 302
    again = client.post(page, sent | {"names": "Other words"}).content.decode()
    assert "Somebody else saved this record" in again
    assert "Other words" in again
    for route in ("visit_detail", "visit_edit"):
        assert client.get(reverse(f"shelter:{route}", args=[VisitFactory().pk])).status_code == 404


def test_the_stay_says_that_there_were_visits_and_to_whom_it_may_who(client, practice, shelter):
    stay = AdmissionFactory(shelter=shelter)
    row = VisitFactory(
        shelter=shelter, admission=stay, names="Amina Practice Visitor", purpose="family",
        relation="parent", matched=True, outcome="refused", refusal_reason="on_our_register",
    )  # fmt: skip
    worker = UserFactory(role=Role.CASE_WORKER)
    stay.case.grants.create(user=worker, reason="assigned")
    shown = {}
    for user in (UserFactory(role=Role.SHELTER_STAFF, office=shelter.office), worker):
        client.force_login(user)
        shown[user.role] = client.get(stay.get_absolute_url()).content.decode()

    words = ("Visitors", "Amina", row.get_absolute_url(), "Matches our register")
    assert [each in shown[Role.SHELTER_STAFF] for each in words] == [True, False, True, True]
    assert [each in shown[Role.CASE_WORKER] for each in words] == [True, False, False, False]


def test_case_workers_see_no_visitors(signed_in):
    client, _user = signed_in(Role.CASE_WORKER)
    assert client.get(reverse("shelter:visit_list")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    signed_in, shelter, django_assert_num_queries, count
):
    client, _user = signed_in(Role.CASE_MANAGER)
    for _ in range(count):
        VisitFactory(shelter=shelter, admission=AdmissionFactory(shelter=shelter))
    page = reverse("shelter:visit_list")
    client.get(page)
    with django_assert_num_queries(4):
        answer = client.get(page)
    assert len(answer.context["listing"].slice.rows) == count
