"""A case opened in an emergency: by whom, for how long, what it shows, who is told, and its review."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from cases.actions import emergencies
from cases.models import Case, ConflictOfInterest, EmergencyOpening
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, ShelterOfficeFactory
from tests.factories.work import AdmissionFactory, ShelterFactory
from tests.fresh import prove
from tracekenya.accounts.fresh import Act
from tracekenya.accounts.models import User
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.notices.models import Notice
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
NAMES, STORY, NEEDS, PLACE = "Zuhura-Mfano", "Storia-88", "Insulini-99", "Mtaa-66"
WORDS = "Police say that she is in danger tonight"
OPENERS = (
    Role.SHELTER_MANAGER, Role.CASE_MANAGER, Role.LEGAL_OFFICER, Role.EXECUTIVE_DIRECTOR,
)  # fmt: skip


def restricted(user=None, **facts) -> Case:
    """Return a restricted case that was granted to the office of `user`."""
    case = CaseFactory(is_restricted=True, summary=STORY, person__names=NAMES, **facts)
    if user is not None and user.office is not None:
        case.grants.create(office=user.office, reason="assigned")
    return case


def ask(client, code, **more):
    prove(client, Act.BREAK_GLASS)
    url = reverse("cases:emergency_open")
    return client.post(url, {"code": code, "kind": "life", "reason": WORDS} | more)


def opened(user, case, **facts) -> EmergencyOpening:
    now = timezone.now()
    given = {"opened_at": now, "until_at": now + dt.timedelta(minutes=60)} | facts
    return EmergencyOpening.objects.create(
        case=case, opened_by=user, kind="life", reason=WORDS, **given
    )


@pytest.mark.parametrize("role", list(Role))
def test_four_roles_open_a_restricted_case_and_the_others_have_no_way(signed_in, role):
    client, user = signed_in(role, office=ShelterOfficeFactory())
    case = restricted(user)

    answer = ask(client, case.code)

    assert (answer.status_code == 302) is (role in OPENERS)
    assert EmergencyOpening.objects.filter(opened_by=user).exists() is (role in OPENERS)
    assert client.get(case.get_absolute_url()).status_code in (403, 404)


def test_the_hour_ends_to_the_minute(signed_in):
    client, user = signed_in(Role.CASE_MANAGER)
    case, now = restricted(), timezone.now()
    live = opened(
        user, case, opened_at=now - dt.timedelta(minutes=59, seconds=30),
        until_at=now + dt.timedelta(seconds=30),
    )  # fmt: skip
    over = opened(user, case, opened_at=now - dt.timedelta(minutes=60), until_at=now)

    answers = [
        [client.get(reverse("cases:emergency_case", args=[each.pk])).status_code,
         client.post(reverse("cases:emergency_reveal", args=[each.pk])).status_code]
        for each in (live, over)
    ]  # fmt: skip

    assert answers == [[200, 200], [404, 404]]


def test_another_persons_emergency_opens_nothing(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    opening = opened(UserFactory(role=Role.CASE_MANAGER), restricted())

    assert client.get(reverse("cases:emergency_case", args=[opening.pk])).status_code == 404


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (Role.SHELTER_MANAGER, {NAMES, NEEDS}),
        (Role.CASE_MANAGER, {NAMES, STORY, NEEDS}),
        (Role.LEGAL_OFFICER, {NAMES, STORY, NEEDS}),
        (Role.EXECUTIVE_DIRECTOR, {NAMES, STORY, NEEDS, PLACE}),
    ],
)
def test_what_an_emergency_shows_to_whom_only_after_the_click(signed_in, role, shown):
    house = ShelterFactory(office=ShelterOfficeFactory(), address=PLACE)
    client, user = signed_in(role, office=house.office)
    case = restricted(user)
    AdmissionFactory(case=case, shelter=house, urgent_needs=NEEDS)
    opening = opened(user, case)

    page = client.get(reverse("cases:emergency_case", args=[opening.pk]))
    answer = client.post(reverse("cases:emergency_reveal", args=[opening.pk]))

    everything = {NAMES, STORY, NEEDS, PLACE}
    assert {mark for mark in everything if mark in page.content.decode()} == set()
    assert {mark for mark in everything if mark in answer.content.decode()} == shown
    kinds = AuditEvent.objects.filter(case_id=case.pk, by=user.staff_code).order_by("id")
    assert [event.kind for event in kinds] == ["viewed", "revealed", "revealed"]
    assert {event.fields.get("reason") for event in kinds if event.kind == "revealed"} == {"life"}


def test_the_page_is_to_read_only_and_names_the_time_left(signed_in):
    client, user = signed_in(Role.CASE_MANAGER)
    opening = opened(user, restricted())

    answer = client.get(reverse("cases:emergency_case", args=[opening.pk]))

    page = answer.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count("<form") == 1  # the one that opens the identity
    assert ("export=" in main, "<a href" in main) == (False, False)
    assert "60 minutes left" in page
    assert answer.headers["Refresh"].startswith(("3600", "3601"))


def test_no_row_no_emergency(case_manager, broken_trail):
    case = restricted()

    with pytest.raises(IntegrityError):
        emergencies.open_case(code=case.code, kind="life", reason=WORDS, by=case_manager)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"reason": "She is in danger"}, ["reason"]),
        ({"reason": " " * 40}, ["reason"]),
        ({"kind": "curious"}, ["kind"]),
        ({"kind": "", "reason": ""}, ["kind", "reason"]),
        ({"reason": "z" * 1001}, ["reason"]),
    ],
)
def test_bad_input_opens_nothing_and_keeps_what_was_typed(signed_in, given, wrong):
    client, _user = signed_in(Role.CASE_MANAGER)
    case = restricted()

    answer = ask(client, case.code, **given)

    assert sorted(answer.context["form"].errors) == wrong
    assert answer.context["form"]["code"].value() == case.code
    assert EmergencyOpening.objects.exists() is False


def test_a_code_that_is_not_there_and_one_out_of_reach_answer_alike(signed_in):
    client, user = signed_in(Role.SHELTER_MANAGER, office=ShelterOfficeFactory())
    near = restricted(user)
    ConflictOfInterest.objects.create(user=user, person=near.person)

    texts = [
        ask(client, code).context["form"].errors["code"]
        for code in ("TK-2099-99999", restricted().code, near.code)
    ]

    assert texts == [["There is no case with this code that you may open."]] * 3
    assert EmergencyOpening.objects.exists() is False


def test_without_a_proof_nothing_opens(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    case = restricted()
    data = {"code": case.code, "kind": "life", "reason": WORDS}
    session = client.session
    session.pop("fresh", None)
    session.save()

    answer = client.post(reverse("cases:emergency_open"), data)

    assert (answer.status_code, EmergencyOpening.objects.exists()) == (200, False)


def test_who_may_open_the_case_anyway_needs_no_emergency(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)

    answer = ask(client, CaseFactory().code)

    assert list(answer.context["form"].errors) == ["code"]


def test_case_managers_director_and_data_protection_officer_are_told_at_once(case_manager):
    people = {
        role: UserFactory(role=role)
        for role in (
            Role.CASE_MANAGER, Role.EXECUTIVE_DIRECTOR, Role.DATA_PROTECTION_OFFICER,
            Role.PROGRAMME_MANAGER, Role.BOARD_MEMBER,
        )
    }  # fmt: skip

    emergencies.open_case(code=restricted().code, kind="life", reason=WORDS, by=case_manager)

    told = dict(Notice.objects.values_list("to__role", "kind"))
    assert told == {
        "case_manager": "break_glass_opened", "executive_director": "break_glass_opened",
        "data_protection_officer": "break_glass_to_review",
    }  # fmt: skip
    assert Notice.objects.filter(to=case_manager).exists() is False
    assert Notice.objects.filter(to=people[Role.CASE_MANAGER]).count() == 1


# --- the review


@pytest.fixture
def opening(case_manager):
    return emergencies.open_case(code=restricted().code, kind="life", reason=WORDS, by=case_manager)


def test_the_officer_reads_the_reason_and_decides(signed_in, opening):
    client, officer = signed_in(Role.DATA_PROTECTION_OFFICER)

    listed = client.get(reverse("cases:emergency_list")).content.decode()
    page = client.get(opening.get_absolute_url()).content.decode()
    data = {"verdict": "justified", "words": "The police confirmed it"}
    client.post(reverse("cases:emergency_decide", args=[opening.pk]), data)

    opening.refresh_from_db()
    assert (opening.case.code in listed, WORDS in listed, WORDS in page) == (True, False, True)
    assert (opening.verdict, opening.reviewed_by) == ("justified", officer)
    assert opening.review_words == "The police confirmed it"
    assert AuditEvent.objects.filter(kind="emergency_reviewed", by=officer.staff_code).count() == 1


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.DATA_PROTECTION_OFFICER])
def test_nobody_else_sees_or_decides_a_review(signed_in, opening, role):
    client, _user = signed_in(role)

    statuses = {
        client.get(reverse("cases:emergency_list")).status_code,
        client.get(opening.get_absolute_url()).status_code,
        client.post(reverse("cases:emergency_decide", args=[opening.pk])).status_code,
    }

    assert statuses <= {403, 404}


def test_nobody_reviews_the_own_opening_not_even_in_sql(opening, case_manager):
    with pytest.raises(DomainError):
        emergencies.review(opening=opening, verdict="justified", words=WORDS, by=case_manager)
    with pytest.raises(IntegrityError):
        EmergencyOpening.objects.update(
            reviewed_by=case_manager, reviewed_at=timezone.now(), verdict="justified"
        )


def test_an_opening_is_reviewed_once(opening, data_protection_officer):
    emergencies.review(
        opening=opening, verdict="not_justified", words=WORDS, by=data_protection_officer
    )

    with pytest.raises(DomainError):
        emergencies.review(
            opening=opening, verdict="justified", words=WORDS, by=data_protection_officer
        )


def _opened_hours_ago(opening, hours, seconds=0):
    then = timezone.now() - dt.timedelta(hours=hours, seconds=seconds)
    EmergencyOpening.objects.filter(pk=opening.pk).update(
        opened_at=then, until_at=then + dt.timedelta(minutes=60)
    )
    due = then + dt.timedelta(hours=72)
    User.objects.filter(pk=opening.opened_by_id).update(restricted_from=due)


def test_unreviewed_after_72_hours_the_account_opens_its_home_page_alone(
    client, practice, opening, case_manager, data_protection_officer
):
    client.force_login(case_manager)
    pages = [reverse("home"), reverse("cases:case_list"), reverse("cases:emergency_open")]
    _opened_hours_ago(opening, 72, -5)
    before = [client.get(page).status_code for page in pages]

    _opened_hours_ago(opening, 72, 1)
    after = [client.get(page).status_code for page in pages]
    emergencies.review(
        opening=opening, verdict="justified", words=WORDS, by=data_protection_officer
    )
    again = [client.get(page).status_code for page in pages]

    assert (before, after, again) == ([200, 200, 200], [200, 403, 403], [200, 200, 200])


def test_a_second_opening_keeps_the_account_restricted(
    opening, case_manager, data_protection_officer
):
    second = emergencies.open_case(
        code=restricted().code, kind="life", reason=WORDS, by=case_manager
    )
    _opened_hours_ago(second, 80)

    emergencies.review(
        opening=opening, verdict="justified", words=WORDS, by=data_protection_officer
    )

    case_manager.refresh_from_db()
    assert case_manager.is_restricted is True
    assert case_manager.can(Permission.CASE_VIEW) is False


def test_the_table_names_the_same_four_roles():
    assert {r for r in Role if scope_of(r, Permission.BREAK_GLASS_OPEN) is not Scope.NONE} == set(
        OPENERS
    )
