"""Inviting a person: one link, sent once, used once; a role on cases waits for a second person."""

import datetime as dt
import threading
import uuid

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.administration.people import PASSWORD, page, used
from tests.factories.accounts import UserFactory
from tracekenya.accounts.actions import approvals, invitations
from tracekenya.accounts.actions.users import OwnAccount, edit
from tracekenya.accounts.models import User
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import needs_approval
from tracekenya.roles.roles import Role

CHOSEN = "my own long pass phrase"
INVITE = "/administration/accounts/invite/"


def stated(**changes):
    return {
        "email": "New@Test.example", "staff_code": "fo07", "full_name": "Invited Person",
        "role": "finance_officer", "office": "", "ends_on": "", "language": "sw",
        "submission": str(uuid.uuid4()),
    } | changes  # fmt: skip


def invited(by, **changes) -> invitations.Invitation:
    facts = {
        "email": "new@test.example", "staff_code": "FO07", "full_name": "Invited Person",
        "role": "finance_officer", "office": None, "ends_on": None, "language": "en",
        "is_board_secretary": False, "submission": uuid.uuid4(), "by": by,
    }  # fmt: skip
    return invitations.invite(**facts | changes)


def path_of(url: str) -> str:
    return "/invitation/" + url.partition("/invitation/")[2]


def test_an_invitation_makes_an_account_without_password_and_shows_the_link_once(
    administrator,
    django_capture_on_commit_callbacks,
):
    client, _user = administrator
    form = stated()

    with django_capture_on_commit_callbacks(execute=True):
        first = client.post(INVITE, form)
    again = client.post(INVITE, form)

    user = User.objects.get(email="new@test.example")
    assert (user.staff_code, user.role, user.has_usable_password()) == (
        "FO07", "finance_officer", False,
    )  # fmt: skip
    assert first.text.count("/invitation/") == 1
    assert (again.status_code, again.url) == (302, user.get_absolute_url())
    assert User.objects.count() == 2
    assert [event.kind for event in AuditEvent.objects.filter(target_id=str(user.pk)).order_by("id")] == [
        "created", "sent",
    ]  # fmt: skip
    assert "/invitation/" not in client.get(user.get_absolute_url()).text


def test_the_e_mail_is_neutral_and_in_the_person_s_language(
    administrator,
    django_capture_on_commit_callbacks,
):
    client, _user = administrator

    with django_capture_on_commit_callbacks(execute=True):
        client.post(INVITE, stated())

    (sent,) = mail.outbox
    assert sent.to == ["new@test.example"]
    assert "Chagua" in sent.body
    said = f"{sent.subject} {sent.body}".lower()
    assert [
        w for w in ("finance", "fedha", "trace kenya", "fo07", "invited person") if w in said
    ] == []


def test_a_mail_server_that_is_down_stops_nothing(
    administrator,
    settings,
    django_capture_on_commit_callbacks,
):
    client, _user = administrator
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(INVITE, stated())

    assert (answer.status_code, User.objects.count()) == (200, 2)


def test_the_link_lets_the_person_choose_a_password_and_then_dies(db, practice):
    made = invited(UserFactory())
    device = Client()

    shown = device.get(path_of(made.url))
    chosen = device.post(path_of(made.url), {"password": CHOSEN, "again": CHOSEN})
    again = device.get(path_of(made.url))

    user = User.objects.get(pk=made.user.pk)
    assert (shown.status_code, chosen.url, again.status_code) == (
        200,
        reverse("account_login"),
        410,
    )
    assert user.check_password(CHOSEN)
    signed = device.post(chosen.url, {"login": user.email, "password": CHOSEN})
    assert signed.url == "/"


@pytest.mark.parametrize(
    ("password", "again", "field"),
    [("short", "short", "password"), (CHOSEN, CHOSEN + "x", "again"), ("1" * 20, "1" * 20, "password"),
     ("x" * 100_000, "x" * 100_000, "password"), ("a\0" * 20, "a\0" * 20, "password")],
)  # fmt: skip
def test_a_poor_password_is_refused_at_the_field_and_the_link_lives_on(
    db, practice, password, again, field
):
    made = invited(UserFactory())

    answer = Client().post(path_of(made.url), {"password": password, "again": again})

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert Client().get(path_of(made.url)).status_code == 200


def test_the_page_speaks_the_person_s_language_until_the_device_has_chosen(db, practice):
    made = invited(UserFactory(), language="sw")
    device = Client()

    assert '<html lang="sw">' in device.get(path_of(made.url)).text
    device.cookies["django_language"] = "en"
    assert '<html lang="en">' in device.get(path_of(made.url)).text


def test_a_link_dies_when_it_is_too_old_re_sent_forged_or_its_account_ended(
    db, practice, settings, monkeypatch
):
    by = UserFactory()
    made = invited(by)
    device, path = Client(), path_of(made.url)

    assert device.get(path[:-2] + "x/").status_code == 410
    settings.INVITATION_DAYS = 0
    assert device.get(path).status_code == 410
    settings.INVITATION_DAYS = 7
    assert device.get(path).status_code == 200
    newer = invitations.send_again(user=made.user, by=by)
    assert [device.get(path_of(each.url)).status_code for each in (made, newer)] == [410, 200]
    User.objects.filter(pk=made.user.pk).update(is_active=False)
    assert device.get(path_of(newer.url)).status_code == 410


@pytest.mark.parametrize("token", ["x", "a:b:c", "9" * 3000, "..:1:x"])
def test_any_text_for_a_token_gets_the_same_answer(client, practice, token):
    assert client.get(f"/invitation/{token}/").status_code == 410


def test_the_link_of_an_account_in_use_is_never_shown(administrator):
    client, _user = administrator
    other = used(role=Role.FINANCE_OFFICER)

    answer = client.post(page("user_send_link", other), follow=True)

    assert "/invitation/" not in answer.text
    assert "The link was sent to the person&#x27;s e-mail." in answer.text
    assert User.objects.get(pk=other.pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"email": "TAKEN@test.example"}, "email", "There is an account with this e-mail already."),
        ({"staff_code": "taken1"}, "staff_code", "This staff code is taken already."),
        ({"staff_code": "a b"}, "staff_code", "Use letters and numbers only."),
        ({"role": "king"}, "role", None),
        ({"email": "a\0b@test.example"}, "email", None),
        ({"full_name": "x" * 5000}, "full_name", None),
        ({"ends_on": "2020-01-31"}, "ends_on", None),
        (
            {"is_temporary": "on"},
            "ends_on",
            "The account of a volunteer or an intern needs a last day.",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(administrator, changes, field, words):
    client, _user = administrator
    UserFactory(email="taken@test.example", staff_code="TAKEN1")

    answer = client.post(INVITE, stated(**changes))

    errors = answer.context["form"].errors
    assert list(errors) == [field]
    assert words is None or errors[field] == [words]
    assert "error-summary" in answer.text
    assert User.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_invitations_with_one_e_mail_at_once_one_wins():
    by, results, start = UserFactory(), [], threading.Barrier(2)

    def invite(code):
        start.wait()
        try:
            results.append(invited(by, staff_code=code).user.staff_code)
        except DomainError as refusal:
            results.append(refusal.field)
        finally:
            connection.close()

    threads = [threading.Thread(target=invite, args=[code]) for code in ("RA01", "RA02")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert sorted(result == "email" for result in results) == [False, True]
    assert User.objects.filter(email="new@test.example").count() == 1


def test_roles_that_reach_people_need_a_second_person():
    assert {role for role in Role if not needs_approval(role)} == {
        Role.FIELD_MONITOR, Role.PROGRAMME_OFFICER, Role.FINANCE_OFFICER, Role.SAFEGUARDING_LEAD,
        Role.BOARD_MEMBER, Role.DONOR_VIEWER, Role.SYSTEM_ADMINISTRATOR,
    }  # fmt: skip


def test_a_new_case_worker_can_do_nothing_until_the_director_approves(signed_in):
    by = UserFactory(role=Role.SYSTEM_ADMINISTRATOR)
    new = invited(by, role="case_worker").user
    assert {act for act in Permission if new.can(act)} == {Permission.HOME_VIEW}
    client, director = signed_in(Role.EXECUTIVE_DIRECTOR)
    path = reverse("administration:approval_decide", args=[new.pk])

    shown = client.get(path).text
    client.post(path, {"role": "case_worker", "decision": "approve"})

    new.refresh_from_db()
    assert ("Case worker" in shown, new.email in shown) == (True, False)
    assert (new.can(Permission.CASE_VIEW), new.pending_role) == (True, "")
    event = AuditEvent.objects.get(kind="granted", target_id=str(new.pk))
    assert (event.by, event.fields["role"]) == (director.staff_code, ["", "case_worker"])
    assert client.get(path).status_code == 404


def test_a_decline_switches_a_new_account_off_and_leaves_an_old_one_its_role(db):
    by, director = used(role=Role.SYSTEM_ADMINISTRATOR), used(role=Role.EXECUTIVE_DIRECTOR)
    new, old = invited(by, role="case_worker").user, used(role=Role.FINANCE_OFFICER)
    old = edit(
        old, role="case_manager", office=None, ends_on=None, language="en",
        is_board_secretary=False, version=1, by=by,
    )  # fmt: skip
    assert (old.role, old.pending_role) == ("finance_officer", "case_manager")

    for user in (new, old):
        approvals.decline(user=user, role=user.pending_role, by=director)

    new.refresh_from_db()
    old.refresh_from_db()
    assert (new.is_active, new.can(Permission.HOME_VIEW)) == (False, False)
    assert (old.is_active, old.role, old.pending_role) == (True, "finance_officer", "")


def test_nobody_approves_what_they_asked_for_or_what_has_changed(db):
    director = used(role=Role.EXECUTIVE_DIRECTOR)
    new = invited(director, role="case_worker").user

    with pytest.raises(OwnAccount):
        approvals.approve(user=new, role="case_worker", by=director)
    with pytest.raises(DomainError, match="does not wait"):
        approvals.approve(user=new, role="case_manager", by=used(role=Role.EXECUTIVE_DIRECTOR))


def test_going_back_to_the_role_held_needs_nobody(db):
    by, user = used(role=Role.SYSTEM_ADMINISTRATOR), used(role=Role.CASE_WORKER)
    rest = {"office": None, "ends_on": None, "language": "en", "is_board_secretary": False}

    asked = edit(user, role="case_manager", version=1, by=by, **rest)
    back = edit(asked, role="case_worker", version=2, by=by, **rest)

    assert (asked.role, asked.pending_role) == ("case_worker", "case_manager")
    assert (back.role, back.pending_role, back.can(Permission.CASE_VIEW)) == (
        "case_worker",
        "",
        True,
    )


def test_sign_in_opens_the_own_language_unless_the_device_has_chosen(client, practice):
    user = used(email="worker@test.example", language="sw")
    sign_in = {"login": user.email, "password": PASSWORD}

    home = client.post(reverse("account_login"), sign_in, follow=True, HTTP_ACCEPT_LANGUAGE="en")
    chosen = Client()
    chosen.cookies["django_language"] = "en"
    other = chosen.post(reverse("account_login"), sign_in, follow=True)

    assert ('<html lang="sw">' in home.text, '<html lang="en">' in other.text) == (True, True)


def test_an_old_link_is_said_to_be_too_old(administrator):
    client, user = administrator
    made = invited(user).user
    User.objects.filter(pk=made.pk).update(invited_at=timezone.now() - dt.timedelta(days=8))

    assert "Too old; send a new one" in client.get(made.get_absolute_url()).text


def test_the_sign_in_after_choosing_a_password_speaks_the_person_s_language(db, practice):
    made = invited(UserFactory(), language="sw")
    device = Client()

    page = device.post(path_of(made.url), {"password": CHOSEN, "again": CHOSEN}, follow=True)

    assert '<html lang="sw">' in page.text


def test_the_home_page_says_that_the_role_waits(client, practice):
    client.force_login(invited(UserFactory(), role="case_worker").user)

    page = client.get("/")

    assert (page.status_code, page.context["acts"], len(page.context["menu"])) == (200, [], 1)
    assert "Your role waits for the executive director&#x27;s approval." in page.text


def test_the_account_s_page_says_times_of_nairobi(administrator):
    client, user = administrator
    moment = dt.datetime(2026, 3, 1, 22, 30, tzinfo=dt.UTC)
    User.objects.filter(pk=user.pk).update(joined_at=moment)

    assert "2 March 2026, 01:30" in client.get(user.get_absolute_url()).text
