"""A notice is there with the act itself, goes with it, and is mailed without content."""

import datetime as dt
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.notices import all_told, told
from tracekenya.notices import actions
from tracekenya.notices.enums import NoticeKind
from tracekenya.notices.models import Notice
from tracekenya.notices.words import WORDS


def test_a_notice_names_the_record_in_words_and_leads_to_it(case_manager, data_protection_officer):
    case = CaseFactory()

    told(data_protection_officer, NoticeKind.BREAK_GLASS_OPENED, target=case, by=case_manager)

    notice = Notice.objects.get()
    assert (notice.target_type, notice.target_id, notice.case_id) == (
        "cases.case",
        str(case.pk),
        case.pk,
    )
    assert notice.leads_to == case.get_absolute_url()
    assert notice.sentence == (
        f"{case_manager.staff_code} opened the restricted file {case.code} in an emergency."
    )


def test_an_account_is_named_by_its_staff_code(data_protection_officer, case_worker):
    told(data_protection_officer, NoticeKind.ACCOUNT_RESTRICTED, target=case_worker)

    code = case_worker.staff_code
    assert Notice.objects.get().sentence == f"The account {code} was restricted."


def test_a_kind_about_no_record_leads_to_its_page(executive_director):
    notice = told(executive_director, NoticeKind.ROLE_WAITS)

    assert notice.leads_to == "/administration/roles-to-approve/"


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_each_kind_has_its_sentence(kind):
    assert str(WORDS[kind].sentence) % {"code": "C", "by": "B"} != ""
    assert len(Notice(kind=kind, target_code="C", by="B").act) > 0


def test_what_is_undone_is_not_told(case_worker):
    with transaction.atomic():
        told(case_worker)
        transaction.set_rollback(True)

    assert Notice.objects.count() == 0


def test_who_may_not_sign_in_is_not_told(db):
    gone = UserFactory(is_active=False)
    ended = UserFactory(ends_on=timezone.localdate() - dt.timedelta(days=1))

    assert all_told([gone, ended]) == []


def test_a_person_named_twice_is_told_once(case_worker):
    all_told([case_worker, case_worker])

    assert Notice.objects.count() == 1


def test_the_same_mark_tells_a_person_once(case_worker, case_manager):
    told(case_worker, once="week 5")
    all_told([case_worker, case_manager], once="week 5")
    told(case_worker, once="week 6")

    assert Notice.objects.filter(to=case_worker).count() == 2
    assert Notice.objects.filter(to=case_manager).count() == 1


@pytest.mark.parametrize("link", ["https://example.org/", "//example.org/", "cases/"])
def test_the_database_refuses_a_link_elsewhere(case_worker, link):
    with pytest.raises(IntegrityError, match="notice_link_is_ours"), transaction.atomic():
        Notice.objects.create(to=case_worker, kind=NoticeKind.KEY_EVENT, link=link)


def test_the_database_refuses_a_reading_before_the_telling(case_worker):
    notice = told(case_worker)

    with pytest.raises(IntegrityError, match="notice_read_after_told"), transaction.atomic():
        Notice.objects.update(read_at=notice.at - dt.timedelta(seconds=1))


def test_one_mail_a_person_without_content(case_worker, case_manager):
    case = CaseFactory()
    told(case_worker, NoticeKind.BREAK_GLASS_OPENED, target=case, by=case_manager)
    told(case_worker)

    assert (actions.mail_waiting(), actions.mail_waiting()) == (1, 0)

    (message,) = mail.outbox
    assert message.to == [case_worker.email]
    assert message.subject == "Something waits for you"
    for secret in (case.code, str(case.pk), case_manager.staff_code, "emergency", "/cases/"):
        assert secret not in message.body + message.subject
    assert Notice.objects.to_mail().count() == 0


def test_the_mail_is_in_the_language_of_the_person(db):
    told(UserFactory(language="sw"))

    actions.mail_waiting()

    assert mail.outbox[0].subject == "Kuna jambo linalokusubiri"


class Down(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


class Picky(BaseEmailBackend):
    """Refuses one address and keeps the others."""

    refused = ""

    def send_messages(self, messages):
        for message in messages:
            if message.to == [self.refused]:
                raise SMTPRecipientsRefused({})
            mail.outbox.append(message)


def test_a_mail_server_that_is_down_loses_no_notice(case_worker, settings):
    told(case_worker)
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Down"

    assert actions.mail_waiting() == 0
    assert Notice.objects.to_mail().count() == 1

    settings.EMAIL_BACKEND = backend
    assert actions.mail_waiting() == 1


def test_a_refused_address_does_not_keep_the_others_waiting(
    case_worker, case_manager, settings, monkeypatch
):
    all_told([case_worker, case_manager])
    settings.EMAIL_BACKEND = f"{__name__}.Picky"
    monkeypatch.setattr(Picky, "refused", case_worker.email)

    actions.mail_waiting()

    assert [message.to for message in mail.outbox] == [[case_manager.email]]


def test_an_old_notice_is_not_mailed_any_more(case_worker):
    told(case_worker)
    Notice.objects.update(at=timezone.now() - dt.timedelta(days=4))

    assert actions.mail_waiting() == 0


def test_who_left_meanwhile_gets_no_mail(case_worker):
    told(case_worker)
    type(case_worker).objects.update(is_active=False)

    assert (actions.mail_waiting(), mail.outbox) == (0, [])
    assert Notice.objects.to_mail().count() == 0
