"""The audit trail for the data protection officer, and each person's own acts."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, NoteFactory
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.audit.sealer import seal
from tracekenya.audit.trail import record
from tracekenya.audit.verify import verify
from tracekenya.roles.roles import Role

TRAIL, OWN = "/administration/trail/", "/administration/trail/own/"


@pytest.fixture
def heads_file(settings, tmp_path):
    settings.AUDIT_HEADS_FILE = tmp_path / "heads.log"
    return settings.AUDIT_HEADS_FILE


@pytest.fixture
def officer(signed_in, heads_file):
    return signed_in(Role.DATA_PROTECTION_OFFICER)


def shown(page) -> list[AuditEvent]:
    """Return the rows of the page but those that reading it left."""
    rows = page.context["listing"].slice.rows
    return [row for row in rows if row.fields != {"list": "audit-trail"}]


def cells(page) -> str:
    return page.context["listing"].body()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DATA_PROTECTION_OFFICER])
def test_nobody_else_reads_the_trail(signed_in, heads_file, role):
    client, _user = signed_in(role)

    assert client.get(TRAIL).status_code in {403, 404}


def test_reading_the_trail_leaves_a_row(officer):
    client, user = officer

    client.get(TRAIL)

    event = AuditEvent.objects.get(kind=AuditKind.VIEWED)
    assert (event.by, event.fields) == (user.staff_code, {"list": "audit-trail"})


def test_the_trail_says_who_did_what_on_what(officer):
    client, _user = officer
    worker, case = UserFactory(), CaseFactory()
    record(AuditKind.CHANGED, by=worker, target=case, fields={"risk_level": ["low", "high"]})

    words = cells(client.get(TRAIL))

    for text in (worker.staff_code, "Changed", "Case", case.code, "Risk: "):
        assert text in words
    assert str(case.pk) not in words


@pytest.mark.parametrize(("query", "which"), [
    ("kind=revealed", ["revealed"]), ("by=w1", ["revealed", "changed"]), ("by=W2", ["viewed"]),
    ("by=W", []), ("target_type=cases.note", ["viewed"]), ("target_code=tk-c-00001", ["revealed"]),
    ("case=TK-C-00001", ["viewed", "revealed"]), ("case=TK-C-99999", []),
    ("from_day=2099-01-01", []), ("to_day=2020-01-01", []), ("kind=nonsense", []),
    ("from_day=0001-01-01&by=W2", ["viewed"]), ("to_day=9999-12-31&by=W2", ["viewed"]),
    ("sort=at&by=w1", ["changed", "revealed"]),
])  # fmt: skip
def test_the_trail_is_filtered_by_codes_and_days(officer, query, which):
    client, _user = officer
    first, second = UserFactory(staff_code="W1"), UserFactory(staff_code="W2")
    case = CaseFactory(code="TK-C-00001")
    record(AuditKind.CHANGED, by=first)
    record(AuditKind.REVEALED, by=first, target=case)
    record(AuditKind.VIEWED, by=second, target=NoteFactory(case=case))

    page = client.get(f"{TRAIL}?{query}")

    assert (page.status_code, [row.kind for row in shown(page)]) == (200, which)


def test_a_day_is_that_of_nairobi(officer, time_machine):
    client, _user = officer
    time_machine.move_to(dt.datetime(2026, 3, 1, 21, 30, tzinfo=dt.UTC))  # half past midnight there
    record(AuditKind.SIGNED_OUT, by=None)
    time_machine.move_to(dt.datetime(2026, 3, 1, 20, 30, tzinfo=dt.UTC))
    record(AuditKind.SIGNED_IN, by=None)

    second = client.get(f"{TRAIL}?by=SYSTEM&from_day=2026-03-02&to_day=2026-03-02")
    first = client.get(f"{TRAIL}?by=SYSTEM&to_day=2026-03-01")

    assert [row.kind for row in shown(second)] == ["signed_out"]
    assert [row.kind for row in shown(first)] == ["signed_in"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_trail_asks_the_same_whatever_its_length(officer, django_assert_num_queries, rows):
    client, _user = officer
    for _number in range(rows):
        record(AuditKind.CHANGED, by=None, target=CaseFactory(), fields={"county": [None, None]})

    with django_assert_num_queries(7):
        client.get(TRAIL)


def test_the_trail_shows_its_last_seal_and_check(officer):
    client, _user = officer
    empty = client.get(TRAIL)
    assert [each["value"] for each in empty.context["standing"].facts] == [
        "Never", f"{AuditEvent.objects.count()} rows", "Never",
    ]  # fmt: skip

    seal()
    verify()
    page = client.get(TRAIL)

    sealed, waiting, checked = [each["value"] for each in page.context["standing"].facts]
    assert sealed.endswith(", up to row 2")
    assert waiting == "1 row"
    assert checked.endswith(": 2 rows read, all fit")
    assert "does not fit" not in page.content.decode()


def test_the_trail_says_which_row_does_not_fit(officer):
    client, _user = officer
    seal()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_auditevent SET by = 'X'")
    verify()

    page = client.get(TRAIL).content.decode()

    assert "The trail does not fit." in page
    assert "Row 1: the row was changed." in page


def test_the_trail_can_be_taken_as_a_file(officer):
    client, _user = officer
    record(AuditKind.CHANGED, by=None, target=CaseFactory())

    answer = client.get(f"{TRAIL}?export=csv&by=SYSTEM")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    exported = AuditEvent.objects.get(kind=AuditKind.EXPORTED)
    assert exported.fields["list"] == "audit-trail"


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in (Role.BOARD_MEMBER, Role.DONOR_VIEWER)]
)
def test_everybody_of_the_staff_sees_the_own_acts_alone(signed_in, role):
    client, user = signed_in(role)
    record(AuditKind.SEARCHED, by=user)
    record(AuditKind.SEARCHED, by=UserFactory())

    page = client.get(f"{OWN}?kind=searched")

    assert [row.by for row in page.context["listing"].slice.rows] == [user.staff_code]
    assert f'href="{OWN}"' in page.content.decode()


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.DONOR_VIEWER])
def test_board_and_donor_have_no_such_page(signed_in, role):
    client, _user = signed_in(role)

    assert client.get(OWN).status_code == 404
    assert OWN not in client.get("/").content.decode()


def test_own_acts_cannot_be_filtered_by_another_person(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    other = UserFactory()
    record(AuditKind.SEARCHED, by=other)

    page = client.get(f"{OWN}?by={other.staff_code}")

    assert {row.by for row in page.context["listing"].slice.rows} <= {user.staff_code}


def test_a_row_of_another_release_does_not_break_the_page(officer):
    client, _user = officer
    AuditEvent.objects.create(
        at=timezone.now(), kind="flown", by="X", target_type="cases.rocket", target_id="1",
        fields={"height": [1, 2]}, mac=b"",
    )  # fmt: skip

    words = cells(client.get(f"{TRAIL}?by=X"))

    assert "flown" in words
    assert "height: 1 → 2" in words
