"""Allegations against staff: a receipt for who reports, two who handle it, nothing for who is meant."""

import re
from uuid import uuid4

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.actions import emergencies
from shelter.actions import allegations as acts
from shelter.models import Allegation, SealedNote
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.house import AllegationFactory, SealedNoteFactory
from tests.factories.work import AdmissionFactory
from tests.fresh import prove
from tests.project.test_routes import ROUTES
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.notices.models import Notice
from tracekenya.roles.permissions import Permission
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
HANDLE = (
    "detail", "read", "take_up", "suspend", "restore", "accused", "close", "note",
)  # fmt: skip


def page(name, row=None):
    return reverse(f"shelter:{name}", args=[row.pk] if row else [])


@pytest.fixture
def director(practice):
    return UserFactory(role=Role.EXECUTIVE_DIRECTOR)


@pytest.fixture
def lead(practice):
    return UserFactory(role=Role.SAFEGUARDING_LEAD)


@pytest.fixture
def chair(practice):
    return UserFactory(role=Role.BOARD_MEMBER, is_board_chair=True)


@pytest.fixture
def worker(practice):
    return UserFactory(role=Role.CASE_WORKER)


def browser(user):
    client = Client()
    client.force_login(user)
    prove(client)
    return client


def sent(**more):
    usual = {"whom": "staff", "accused_words": "Practice driver", "what": "Practice words"}
    return {"submission": str(uuid4())} | usual | more


def test_who_reports_gets_a_receipt_and_sees_nothing_else(director, lead, worker):
    client = browser(worker)

    answer = client.post(page("allegation_report"), sent(), follow=True)

    row = Allegation.objects.get()
    shown = answer.content.decode()
    assert (row.receipt in shown, "Practice words" in shown) == (True, False)
    assert row.receipt not in "".join(url for url, _status in answer.redirect_chain)
    assert client.get(page("allegation_detail", row)).status_code == 403
    assert {notice.to for notice in Notice.objects.all()} == {director, lead}
    assert {str(notice.target_code) for notice in Notice.objects.all()} == {""}


def test_the_same_form_twice_is_one_report(director, worker):
    client, answers = browser(worker), sent()

    client.post(page("allegation_report"), answers)
    client.post(page("allegation_report"), answers)

    assert (Allegation.objects.count(), Notice.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.BOARD_MEMBER, Role.DONOR_VIEWER)]
)
def test_everybody_on_the_staff_may_report(practice, role):
    assert browser(UserFactory(role=role)).get(page("allegation_report")).status_code == 200


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"whom": ""}, "whom"),
        ({"what": ""}, "what"),
        ({"what": "x" * 3501}, "what"),
        ({"accused_words": ""}, "accused_words"),
        ({"accused": "NOBODY9"}, "accused"),
        ({"happened_on": "2199-01-01"}, "happened_on"),
        ({"shelter": str(uuid4())}, "shelter"),
        ({"what": "a\x00b"}, "what"),
    ],
)
def test_bad_answers_are_said_at_the_field(worker, answers, field):
    answer = browser(worker).post(page("allegation_report"), sent() | answers)

    assert list(answer.context["form"].errors) == [field]
    assert Allegation.objects.count() == 0


def test_a_case_that_the_reporter_does_not_see_is_not_told(worker):
    case = CaseFactory()

    answer = browser(worker).post(page("allegation_report"), sent(case_code=case.code))

    assert list(answer.context["form"].errors) == ["case_code"]


def test_the_director_named_by_post_is_found_and_never_reads_it(director, lead, worker, chair):
    browser(worker).post(page("allegation_report"), sent(whom="director", accused_words=""))

    row = Allegation.objects.get()
    assert row.accused == director
    assert {notice.to for notice in Notice.objects.filter(kind="allegation")} == {lead}
    assert list(Allegation.objects.visible_to(director)) == []
    client = browser(director)
    answers = {client.post(page(f"allegation_{name}", row)).status_code for name in HANDLE[1:]}
    assert answers | {client.get(page("allegation_detail", row)).status_code} == {404}
    assert row.receipt not in client.get(page("allegation_list")).content.decode()


def test_the_chair_gets_a_sealed_note_when_one_of_the_two_is_accused(director, lead, worker, chair):
    row = acts.report(what="Practice words", accused=lead, by=worker)
    note = SealedNote.objects.get()
    client = browser(chair)

    listed = client.get(page("sealed_note_list")).content.decode()
    asked = client.get(page("sealed_note_read", note)).content.decode()
    opened = client.post(page("sealed_note_read", note)).content.decode()

    note.refresh_from_db()
    assert Notice.objects.get(kind="sealed_note").to == chair
    assert ("Not opened yet" in listed, "Practice words" in asked) == (True, False)
    assert ("Practice words" in opened, row.receipt in opened) == (True, True)
    assert note.opened_at is not None


def test_a_report_against_others_sends_no_note(director, worker, chair):
    acts.report(what="Practice words", accused=UserFactory(role=Role.SHELTER_MANAGER), by=worker)

    assert SealedNote.objects.count() == 0


def test_only_the_chair_opens_notes(chair, director):
    note = SealedNoteFactory(to_chair=chair)
    member, other = UserFactory(role=Role.BOARD_MEMBER), SealedNoteFactory(to_chair=director)

    assert browser(member).get(page("sealed_note_list")).status_code == 404
    assert browser(director).post(page("sealed_note_read", note)).status_code == 403
    assert browser(chair).post(page("sealed_note_read", other)).status_code == 404


def test_the_words_open_after_a_proof_alone(lead, worker):
    row = acts.report(what="Practice words", by=worker)
    client = Client()
    client.force_login(lead)

    without = client.get(page("allegation_detail", row)).content.decode()
    prove(client)
    page_ = client.get(page("allegation_detail", row)).content.decode()
    opened = client.post(page("allegation_read", row)).content.decode()

    assert (row.receipt in without, row.receipt in page_) == (False, True)
    assert ("Practice words" in page_, "Practice words" in opened) == (False, True)
    event = AuditEvent.objects.get(kind="revealed")
    assert (event.fields, event.case_id, event.target_id) == ({"receipt": row.receipt}, None, "")


def test_suspended_access_opens_nothing_but_home_until_it_is_given_back(
    lead, shelter, manager, practice
):
    stay, row = AdmissionFactory(shelter=shelter), AllegationFactory(accused=manager)
    at_home, handler = browser(manager), browser(lead)
    before = at_home.get(stay.get_absolute_url()).status_code

    handler.post(page("allegation_suspend", row))
    during = at_home.get(stay.get_absolute_url()).status_code
    home = at_home.get(reverse("home"))
    handler.post(page("allegation_restore", row))

    assert (before, during, home.status_code) == (200, 403, 200)
    assert "opens nothing but this page" in home.content.decode()
    assert at_home.get(stay.get_absolute_url()).status_code == 200
    assert AuditEvent.objects.filter(kind="suspended").count() == 2
    assert AuditEvent.objects.filter(kind="suspended").exclude(target_id="").count() == 0


def test_who_is_suspended_is_told_nothing(manager, lead):
    row = AllegationFactory(accused=manager)
    acts.suspend(row=row, by=lead)
    manager.refresh_from_db()

    from tracekenya.notices.actions.telling import tell  # noqa: PLC0415
    from tracekenya.notices.enums import NoticeKind  # noqa: PLC0415

    assert tell(to=[manager], kind=NoticeKind.WEEKLY_LOOKS) == []


def test_a_review_of_an_emergency_does_not_lift_the_suspension(manager, lead):
    acts.suspend(row=AllegationFactory(accused=manager), by=lead)

    emergencies._set_limit(manager)

    manager.refresh_from_db()
    assert (manager.is_suspended, manager.can(Permission.STAY_VIEW)) == (True, False)


@pytest.mark.parametrize(
    ("state", "others", "suspended"),
    [("upheld", 0, True), ("not_upheld", 0, False), ("cannot_tell", 0, False), ("not_upheld", 1, True)],
)  # fmt: skip
def test_what_was_not_upheld_gives_the_access_back(lead, manager, state, others, suspended):
    row = AllegationFactory(accused=manager)
    AllegationFactory.create_batch(others, accused=manager)
    acts.suspend(row=row, by=lead)

    browser(lead).post(
        page("allegation_close", row), {"version": 1, "state": state, "closing": "Practice end"}
    )

    row.refresh_from_db()
    manager.refresh_from_db()
    assert (row.state, row.closed_by, str(row.closing)) == (state, lead, "Practice end")
    assert manager.is_suspended is suspended


def test_a_closed_one_takes_no_more_acts(lead, manager):
    row = AllegationFactory(accused=manager)
    acts.close(row=row, version=1, state="upheld", closing="x", by=lead)

    for act in (acts.take_up, acts.suspend):
        with pytest.raises(DomainError, match="closed already"):
            act(row=row, by=lead)


@pytest.mark.parametrize("state", ["reported", "investigated", "flown", ""])
def test_it_closes_in_a_final_state_only(lead, state):
    row = AllegationFactory()

    answer = browser(lead).post(
        page("allegation_close", row), {"version": 1, "state": state, "closing": "x"}
    )

    assert list(answer.context["form"].errors) == ["state"]


def test_once_the_account_is_named_it_loses_its_notice_and_the_page(lead, director, worker, chair):
    row = acts.report(what="Practice words", accused_words="The boss", by=worker)

    browser(lead).post(
        page("allegation_accused", row), {"version": 1, "accused": director.staff_code}
    )

    row.refresh_from_db()
    assert row.accused == director
    assert Notice.objects.filter(kind="allegation", to=director).count() == 0
    assert SealedNote.objects.count() == 1
    assert browser(director).get(page("allegation_detail", row)).status_code == 404


def test_nobody_names_themselves_and_two_handlers_do_not_overwrite(lead, director):
    row = AllegationFactory()
    acts.name_accused(row=row, version=1, accused=director, by=lead)

    with pytest.raises(DomainError, match="against you"):
        acts.name_accused(row=row, version=2, accused=lead, by=lead)
    late = browser(lead).post(
        page("allegation_close", row), {"version": 1, "state": "upheld", "closing": "Practice end"}
    )

    shown = late.content.decode()
    assert ("saved this record" in shown, "Practice end" in shown) == (True, True)


def test_without_a_chair_the_handler_is_told(lead, worker):
    row = AllegationFactory(accused=worker)

    answer = browser(lead).post(
        page("allegation_note", row), {"submission": str(uuid4()), "text": "Practice note"}
    )

    assert "Nobody is named as the chair" in answer.content.decode()
    assert SealedNote.objects.count() == 0


def test_the_mail_says_nothing(director, lead, worker, chair):
    acts.report(what="Practice words", accused=lead, by=worker)

    assert [message for message in mail.outbox if "llegation" in str(message.message())] == []


# What is new each time: secrets and challenges by chance, a workbook with its time of making.
EACH_TIME_NEW = {
    "mfa_activate_totp", "mfa_add_webauthn_options", "account_confirm_options",
    "shelter:move_in_template",
}  # fmt: skip
LISTS = sorted(
    name for name, found in ROUTES.items()
    if not found.pattern.converters and hasattr(found.callback, "permission")
    and name not in ("shelter:allegation_list", "shelter:allegation_report") and name not in EACH_TIME_NEW
)  # fmt: skip
OFTEN = ["home", "notices:notice_list", "administration:trail_list", "shelter:incident_list",
         "shelter:shelter_list", "administration:user_list", "cases:case_list"]  # fmt: skip
CHANGING = re.compile(  # also: what waits for the seal, which is put every five seconds
    r'value="[\w-]{30,}"|[0-9a-f]{8}-[0-9a-f-]{27}|\d{1,2}:\d\d(?::\d\d)?|datetime="[^"]*"|nonce="[^"]*"'
    r"|since=\d+|\d+ rows?|(?:after|before)=[\w%-]+"
)


def everything(people, addresses):
    """Return what each person finds at each address; what the looks themselves write is undone."""
    found = {}
    with transaction.atomic():
        for user in people:
            client = browser(user)
            for address in addresses:
                answer = client.get(address)
                text = CHANGING.sub("", answer.getvalue().decode(errors="replace"))
                found[user.role, address] = (answer.status_code, text)
        transaction.set_rollback(True)
    return found


def other_lines(before, after):
    """Return the lines that stand in one text alone."""
    return sorted(set(before.splitlines()) ^ set(after.splitlines()))[:4]


def assert_invisible(names, roles):
    stay = AdmissionFactory()
    people = [
        UserFactory(
            role=role, office=stay.shelter.office, is_board_secretary=role is Role.BOARD_MEMBER
        )
        for role in roles
    ]
    accused = UserFactory(role=Role.CASE_WORKER, office=stay.shelter.office)
    by = UserFactory(role=Role.SHELTER_STAFF)
    more = [
        stay.get_absolute_url(), stay.case.get_absolute_url(), stay.shelter.get_absolute_url(),
        accused.get_absolute_url(),
    ]  # fmt: skip
    addresses = [*map(reverse, names), *more]
    before = everything([*people, accused], addresses)

    row = acts.report(
        what="Practice words", accused=accused, about_case=stay.case_id, shelter=stay.shelter, by=by,
    )  # fmt: skip

    after = everything([*people, accused], addresses)
    seen = {key for key, (_status, text) in after.items() if row.receipt in text}
    changed = {key: other_lines(before[key][1], after[key][1]) for key in before}
    assert {key: lines for key, lines in changed.items() if lines} == {}
    assert seen == set()


def test_nobody_else_finds_a_trace(practice):
    assert_invisible(OFTEN, [Role.DATA_PROTECTION_OFFICER, Role.CASE_MANAGER, Role.SHELTER_MANAGER])


@pytest.mark.deep
def test_nobody_finds_a_trace_on_any_page(practice):
    handling = (Role.EXECUTIVE_DIRECTOR, Role.SAFEGUARDING_LEAD)
    roles = [role for role in Role if role not in handling]
    assert_invisible(LISTS, roles)
    print(f"{len(LISTS) + 4} pages x {len(roles) + 1} people: no trace of an allegation")  # noqa: T201  figures of a deep test


def test_the_handlers_find_its_history(lead, worker):
    row = acts.report(what="Practice words", by=worker)
    acts.take_up(row=row, by=lead)

    shown = browser(lead).get(page("allegation_detail", row)).content.decode()

    assert ("Status changed" in shown, worker.staff_code in shown) == (True, True)
    assert timezone.localdate().strftime("%Y") in shown
