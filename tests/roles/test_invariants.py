"""The fourteen invariants of the matrix of rights, each through real requests."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from cases.models import Case, ConflictOfInterest, EmergencyOpening, Note
from shelter.models import Admission
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    CaseSuspectFactory,
    NoteFactory,
    ShelterOfficeFactory,
    SuspectFactory,
)
from tests.factories.programmes import TrustFundGrantFactory
from tests.factories.work import AdmissionFactory, InterceptedPersonFactory, ShelterFactory
from tests.fresh import prove
from tests.project.test_routes import GUARDED, ROUTES, address
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, policy, scope_of
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
NAME, STORY, NOTE, PLACE, NEEDS = "Jina-Mfano-11", "Hadithi-22", "Dokezo-33", "Mahali-44", "Dawa-55"
MARKS = (NAME, STORY, NOTE, PLACE, NEEDS)
WHY = {"kind": "journey", "text": "She is brought there tonight"}
CASEWORK = ("cases:", "shelter:", "intercepts:", "referrals:")


@pytest.fixture
def story():
    """A case full of marks, in a house with a sealed address."""
    house = ShelterFactory(office=ShelterOfficeFactory(), address=PLACE)
    case = CaseFactory(summary=STORY, person__names=NAME, granted_to=[house.office])
    AdmissionFactory(case=case, shelter=house, urgent_needs=NEEDS)
    NoteFactory(case=case, text=NOTE, kind="counselling")
    CaseSuspectFactory(case=case, suspect=SuspectFactory(names=NAME))
    InterceptedPersonFactory(case=case, person=case.person)
    return case


def addresses_of(case) -> list[str]:
    """Return the addresses of casework with the keys of what hangs on the case."""
    stay, note = Admission.objects.get(case=case), Note.objects.get(case=case)
    found = [case.person.get_absolute_url(), note.get_absolute_url()]
    for name in GUARDED:
        converters, folder = ROUTES[name].pattern.converters, str(ROUTES[name].pattern)
        if not name.startswith(CASEWORK) or name == "intercepts:intercept_record":
            continue
        if not converters:
            found.append(reverse(name))
        elif list(converters) == ["pk"] and folder.startswith(("<uuid:pk>", "cases/", "stays/")):
            house = name.startswith("shelter:") and folder.startswith("<uuid:pk>")
            key = stay.pk if folder.startswith("stays/") else stay.shelter_id if house else case.pk
            found.append(reverse(name, args=[key]))
    return found


def bodies(client, urls) -> str:
    answers = [client.get(url) for url in urls]
    bodies = (b"".join(a) if a.streaming else a.content for a in answers)
    return "".join(body.decode(errors="replace") for body in bodies)  # a form may be a workbook


def test_i1_the_system_administrator_meets_no_byte_of_a_person(signed_in, story):
    client, _user = signed_in(Role.SYSTEM_ADMINISTRATOR)
    manager = UserFactory(role=Role.CASE_MANAGER)

    text = bodies(client, addresses_of(story))
    client.force_login(manager)
    control = client.post(reverse("cases:identity_reveal", args=[story.pk])).content.decode()

    assert [mark for mark in MARKS if mark in text] == []
    assert story.code not in text
    assert NAME in control


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.DONOR_VIEWER])
def test_i2_board_and_donor_have_no_address_of_a_case_or_person(signed_in, story, role):
    client, _user = signed_in(role)
    stay = Admission.objects.get(case=story)
    keys = (story.pk, story.person_id, stay.pk, stay.shelter_id)
    urls = [url for url in addresses_of(story) if any(str(key) in url for key in keys)]

    statuses = {client.get(url).status_code for url in urls} | {
        client.post(url).status_code for url in urls
    }

    assert statuses == {404}


def test_i3_a_monitor_sees_the_receipt_of_own_intercepts_and_no_person(signed_in):
    client, user = signed_in(Role.FIELD_MONITOR)
    row = InterceptedPersonFactory(person__names=NAME)
    intercept = row.intercept
    intercept.monitor = intercept.recorded_by = user
    intercept.narrative = STORY
    intercept.save()
    other = InterceptedPersonFactory().intercept

    page = client.get(intercept.get_absolute_url())
    lists = [
        client.get(reverse(f"cases:{name}")).status_code for name in ("case_list", "person_list")
    ]

    assert (page.status_code, intercept.code in page.content.decode()) == (200, True)
    assert [mark for mark in (NAME, STORY) if mark in page.content.decode()] == []
    assert (client.get(other.get_absolute_url()).status_code, lists) == (404, [403, 403])


def test_i4_the_shelter_manager_reads_no_counselling_note(signed_in, story):
    house = Admission.objects.get(case=story).shelter
    client, _user = signed_in(Role.SHELTER_MANAGER, office=house.office)
    prove(client)
    note = Note.objects.get(case=story)
    Note.objects.filter(pk=note.pk).update(is_shared=True)

    text = bodies(client, [*addresses_of(story), note.get_absolute_url()])
    opened = client.post(reverse("cases:counselling_read", args=[note.pk]), WHY)

    assert (NOTE in text, opened.status_code) == (False, 403)


def test_i5_finance_sees_codes_and_nothing_else_of_a_person(signed_in, story):
    client, _user = signed_in(Role.FINANCE_OFFICER)
    grant = TrustFundGrantFactory(case=story)

    page = client.get(reverse("programmes:trust_fund_grant_detail", args=[grant.pk]))
    text = bodies(client, addresses_of(story))

    assert (page.status_code, story.code in page.content.decode()) == (200, True)
    assert [mark for mark in MARKS if mark in text + page.content.decode()] == []


def test_i6_the_data_protection_officer_changes_nothing_but_reviews(signed_in, story):
    client, _user = signed_in(Role.DATA_PROTECTION_OFFICER)
    prove(client)
    own = {"home.view", "break-glass.review", "audit.view", "trail.own", "trail.case"}
    own.add("allegation.report")  # everybody on the staff may say what a colleague did
    refused = {
        name: client.post(address(name)).status_code
        for name in GUARDED
        if str(ROUTES[name].callback.permission) not in own
    }

    changing = {name for name, status in refused.items() if status not in (403, 404, 405)}

    assert changing == set()
    assert Case.objects.filter(pk=story.pk, version=story.version).exists()


def test_i7_nobody_approves_what_they_asked_for(signed_in):
    client, user = signed_in(Role.EXECUTIVE_DIRECTOR)
    asked = UserFactory(role=Role.CASE_WORKER, pending_role=Role.CASE_MANAGER, role_asked_by=user)
    url = reverse("administration:approval_decide", args=[asked.pk])
    data, roles = {"role": Role.CASE_MANAGER, "decision": "approve"}, []

    for person in (user, UserFactory(role=Role.EXECUTIVE_DIRECTOR)):
        client.force_login(person)
        prove(client)
        client.post(url, data)
        asked.refresh_from_db()
        roles.append(asked.role)

    assert roles == [Role.CASE_WORKER, Role.CASE_MANAGER]


@pytest.mark.parametrize(
    "role", [r for r in Role if scope_of(r, Permission.LIST_EXPORT) is not Scope.NONE]
)
def test_i8_no_file_that_anybody_takes_out_identifies_a_person(signed_in, story, role):
    house = Admission.objects.get(case=story).shelter
    client, user = signed_in(role, office=house.office)
    story.grants.create(user=user, reason="assigned")
    prove(client)
    lists = [
        name
        for name in GUARDED
        if name.endswith("_list") and not ROUTES[name].pattern.converters
        and user.can(ROUTES[name].callback.permission)
    ]  # fmt: skip

    text = bodies(client, [reverse(name) + "?export=csv" for name in lists])

    assert [mark for mark in MARKS if mark in text] == []


NEAR_A_HOUSE = [
    Role.SHELTER_MANAGER, Role.SHELTER_STAFF, Role.CASE_WORKER, Role.CASE_MANAGER,
    Role.PROGRAMME_MANAGER, Role.EXECUTIVE_DIRECTOR,
]  # fmt: skip


@pytest.mark.parametrize("role", NEAR_A_HOUSE)
def test_i9_an_address_has_one_way_at_most_and_each_opening_a_row(signed_in, story, role):
    house = Admission.objects.get(case=story).shelter
    client, user = signed_in(role, office=house.office)
    story.grants.create(user=user, reason="assigned")
    prove(client)
    urls = addresses_of(story)

    text = bodies(client, urls)
    ways = [
        url for url in urls
        if str(house.pk) in url and PLACE in client.post(url, WHY).content.decode()
    ]  # fmt: skip

    may = scope_of(role, Permission.SHELTER_ADDRESS) is not Scope.NONE
    assert PLACE not in text
    assert ways == ([reverse("shelter:shelter_address", args=[house.pk])] if may else [])
    rows = AuditEvent.objects.filter(kind="revealed", target_id=str(house.pk))
    assert rows.count() == len(ways)


@pytest.mark.parametrize("role", [r for r in Role if r not in NEAR_A_HOUSE])
def test_i9_nobody_else_has_any_way(signed_in, story, role):
    house = Admission.objects.get(case=story).shelter
    client, user = signed_in(role, office=house.office)
    story.grants.create(user=user, reason="assigned")
    prove(client)

    answer = client.post(reverse("shelter:shelter_address", args=[house.pk]), WHY)

    assert (answer.status_code in (403, 404), PLACE in answer.content.decode()) == (True, False)


@pytest.mark.parametrize("role", list(Role))
def test_i10_nobody_gives_anything_to_themselves(signed_in, role):
    client, user = signed_in(role)
    prove(client)
    case = CaseFactory(is_restricted=True)
    tries = [
        (reverse("administration:user_edit", args=[user.pk]),
         {"role": Role.CASE_MANAGER, "version": user.version, "language": "en"}),
        (reverse("administration:approval_decide", args=[user.pk]), {"decision": "approve"}),
        (reverse("cases:case_assign", args=[case.pk]), {"worker": user.pk}),
        (reverse("cases:case_let_in", args=[case.pk]), {"user": user.pk}),
    ]  # fmt: skip

    for url, data in tries:
        client.post(url, data)

    user.refresh_from_db()
    assert (user.role, user.pending_role) == (role, "")
    assert case.grants.exists() is False


def test_i11_a_grant_ends_fourteen_days_after_the_case_closed(signed_in, time_machine):
    closed_at = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
    time_machine.move_to(closed_at, tick=False)
    client, user = signed_in(Role.CASE_WORKER)
    case = CaseFactory(granted_to=[user], status="closed", closed_by=user, closed_at=closed_at)
    statuses = []

    for minutes in (-1, 0, 1):
        time_machine.move_to(closed_at + dt.timedelta(days=14, minutes=minutes), tick=False)
        client.force_login(user)
        statuses.append(client.get(case.get_absolute_url()).status_code)

    assert statuses == [200, 404, 404]


def test_i12_an_account_and_a_grant_end_to_the_minute(signed_in, time_machine):
    last = dt.datetime(2026, 3, 2, 20, 59, tzinfo=dt.UTC)  # one minute to midnight in Nairobi
    time_machine.move_to(last, tick=False)
    client, user = signed_in(Role.CASE_WORKER, ends_on=dt.date(2026, 3, 2))
    case = CaseFactory(granted_to=[user], granted_to__until_at=last + dt.timedelta(minutes=1))
    lasting = CaseFactory(granted_to=[user])
    before = [client.get(each.get_absolute_url()).status_code for each in (case, lasting)]

    time_machine.move_to(last + dt.timedelta(minutes=1), tick=False)
    user.refresh_from_db()

    assert (before, user.can(Permission.CASE_VIEW)) == ([200, 200], False)
    assert client.get(lasting.get_absolute_url()).status_code in (302, 403)
    user.ends_on = None
    user.save()
    client.force_login(user)
    after = [client.get(each.get_absolute_url()).status_code for each in (case, lasting)]
    assert after == [404, 200]


@pytest.mark.parametrize(
    "role", [r for r in Role if scope_of(r, Permission.CASE_VIEW) is not Scope.NONE]
)
def test_i13_a_conflict_of_interest_takes_every_scope_for_that_person(signed_in, story, role):
    house = Admission.objects.get(case=story).shelter
    client, user = signed_in(role, office=house.office)
    story.grants.create(user=user, reason="assigned")
    prove(client)
    before = client.get(story.get_absolute_url()).status_code

    ConflictOfInterest.objects.create(user=user, person=story.person)
    statuses = {
        client.get(story.get_absolute_url()).status_code,
        client.get(story.person.get_absolute_url()).status_code,
        client.post(reverse("cases:identity_reveal", args=[story.pk])).status_code,
    }
    client.post(
        reverse("cases:emergency_open"),
        {"code": story.code, "kind": "life", "reason": "I would like to know where she is now"},
    )
    text = bodies(client, [reverse("cases:case_list"), reverse("cases:person_list")])

    assert (before, statuses - {403}) == (200, {404})
    assert (story.code in text, story.person.code in text) == (False, False)
    assert EmergencyOpening.objects.exists() is False


@pytest.mark.parametrize("act", [Permission.CASE_VIEW, Permission.STAY_VIEW, Permission.HOME_VIEW])
def test_i14_what_the_table_does_not_state_is_refused(signed_in, story, monkeypatch, act):
    page = {
        Permission.CASE_VIEW: story.get_absolute_url(),
        Permission.STAY_VIEW: Admission.objects.get(case=story).get_absolute_url(),
        Permission.HOME_VIEW: reverse("home"),
    }[act]
    client, _user = signed_in(Role.CASE_MANAGER)
    before = client.get(page).status_code

    monkeypatch.delitem(policy(), (Role.CASE_MANAGER, act))

    assert (before, client.get(page).status_code) == (200, 403)
    assert scope_of(Role.CASE_MANAGER, act) is Scope.NONE
    assert scope_of("nobody", uuid.uuid4()) is Scope.NONE
