"""Why people opened something: a list by codes for the data protection officer, words by a click."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from cases.actions import emergencies
from cases.actions.reveals import Reason, open_fields
from cases.models import AccessReason
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, SuspectFactory
from tests.fresh import prove
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.permissions import Permission
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
WORDS = "Her mother asked where she sleeps tonight"
URGENT = "Police say that she is in danger tonight"


def given(kind="care", case=None, by=None, row=None) -> AccessReason:
    """Return the reason with which somebody opened a field."""
    case = case if case or row else CaseFactory()
    by = by or UserFactory(role=Role.PROGRAMME_MANAGER)
    open_fields(
        row=row or case, fields=["county"] if row is None else ["code"],
        act=Permission.SHELTER_ADDRESS, by=by, case=case, reason=Reason(kind, WORDS),
    )  # fmt: skip
    return AccessReason.objects.get(by=by, kind=kind)


def urgent(case=None) -> AccessReason:
    """Return the reason of an opening in an emergency."""
    case = case or CaseFactory(is_restricted=True)
    by = UserFactory(role=Role.CASE_MANAGER)
    emergencies.open_case(code=case.code, kind="life", reason=URGENT, by=by)
    return AccessReason.objects.get(by=by)


@pytest.fixture
def officer(signed_in):
    client, _user = signed_in(Role.DATA_PROTECTION_OFFICER)
    return client


def shown(client, **asked) -> str:
    return client.get(reverse("cases:reason_list"), asked).content.decode()


def test_both_kinds_of_reasons_stand_in_the_list_by_code_and_the_words_do_not(officer):
    ordinary, emergency = given(), urgent()

    page = shown(officer)

    for reason in (ordinary, emergency):
        assert reason.by.staff_code in page
        assert reason.case.code in page
        assert reason.get_absolute_url() in page
    assert [w for w in ("To care for the person today", "Danger to life") if w not in page] == []
    assert [w for w in (WORDS, URGENT) if w in page] == []


@pytest.mark.parametrize("make", [given, urgent])
def test_the_words_open_by_a_click_that_is_kept(officer, make):
    reason = make()
    words = reason.text
    page = officer.get(reason.get_absolute_url()).content.decode()
    before = AuditEvent.objects.filter(kind="revealed", target_id=str(reason.pk)).count()

    answer = officer.post(reverse("cases:reason_read", args=[reason.pk])).content.decode()

    event = AuditEvent.objects.get(kind="revealed", target_id=str(reason.pk))
    assert (words in page, before, words in answer) == (False, 0, True)
    assert (event.case_id, event.fields) == (reason.case_id, {"text": None})
    assert reverse("cases:reason_read", args=[reason.pk]) in page


def test_no_row_no_words(officer, broken_trail):
    reason = AccessReason(by=UserFactory(), case=CaseFactory(), event=1, kind="care", text=WORDS)
    reason.save()

    with pytest.raises(IntegrityError):
        officer.post(reverse("cases:reason_read", args=[reason.pk]))


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.DATA_PROTECTION_OFFICER])
def test_nobody_else_reads_them(signed_in, role):
    reason = given()
    client, _user = signed_in(role)

    statuses = {
        client.get(reverse("cases:reason_list")).status_code,
        client.get(reason.get_absolute_url()).status_code,
        client.post(reverse("cases:reason_read", args=[reason.pk])).status_code,
    }

    assert statuses <= {403, 404}


def test_ones_own_reasons_are_read_by_somebody_else(signed_in):
    client, user = signed_in(Role.DATA_PROTECTION_OFFICER)
    reason = given(by=user)

    assert reason.get_absolute_url() not in shown(client)
    assert client.get(reason.get_absolute_url()).status_code == 404
    assert client.post(reverse("cases:reason_read", args=[reason.pk])).status_code == 404


def test_the_filters_find_by_code_day_kind_and_case(officer):
    reasons = {"care": given("care"), "court": given("court"), "life": urgent()}
    old = reasons["court"]
    AccessReason.objects.filter(pk=old.pk).update(at=timezone.now() - dt.timedelta(days=40))
    today = timezone.localdate()

    def found(**asked):
        page = shown(officer, **asked)
        return {name for name, each in reasons.items() if each.get_absolute_url() in page}

    assert found() == {"care", "court", "life"}
    assert found(by=reasons["care"].by.staff_code.lower()) == {"care"}
    assert found(kind="life") == {"life"}
    assert found(case=old.case.code) == {"court"}
    assert found(from_day=str(today)) == {"care", "life"}
    assert found(to_day=str(today - dt.timedelta(days=30))) == {"court"}
    assert found(by="NOBODY") == set()
    assert found(kind="nonsense") == set()


def test_a_reason_on_no_case_is_listed_and_read(officer):
    reason = given(row=SuspectFactory())

    page = officer.get(reason.get_absolute_url()).content.decode()
    answer = officer.post(reverse("cases:reason_read", args=[reason.pk])).content.decode()

    assert (reason.get_absolute_url() in shown(officer), "Person suspected" in page) == (True, True)
    assert WORDS in answer


def test_the_file_holds_codes_and_no_words(officer):
    given()
    urgent()

    prove(officer)

    answer = officer.get(reverse("cases:reason_list"), {"export": "csv"})

    text = b"".join(answer.streaming_content).decode()
    assert text.count("\n") == 3
    assert [w for w in (WORDS, URGENT) if w in text] == []


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_asks_the_same_whatever_its_length(officer, django_assert_num_queries, how_many):
    for _each in range(how_many):
        given()
    shown(officer)

    with django_assert_num_queries(4):
        shown(officer)


def test_an_empty_list_says_what_to_do(officer):
    assert "Nobody gave a reason yet" in shown(officer)
