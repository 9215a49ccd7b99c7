"""Residents from a sheet: tried first, all at once or none, once, and the sheet is gone afterwards."""

import datetime as dt
import io
import logging

import pytest
import xlsxwriter
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cases.models import Case, Person
from shelter.actions import move_in
from shelter.models import Admission, MoveIn, StayTask
from shelter.move_in import NAMES, residents_in, text_of
from tests.factories.cases import CaseFactory
from tests.factories.house import MoveInFactory
from tests.factories.work import BedFactory, RoomFactory, ShelterFactory
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role

MARK = "Zawadi Sheetmark"
WOMAN = {
    "names": MARK, "sex": "female", "age": "30", "arrived": "2026-03-01", "room": "Room A", "bed": "A1",
    "reason": "trafficking", "legal_authority": "self", "expected_days": "90",
}  # fmt: skip


@pytest.fixture(autouse=True)
def apart(settings, tmp_path):
    """Sealed files go to a folder of the test."""
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }


@pytest.fixture
def house(shelter, women):
    """Two beds for women, one for girls."""
    for label in ("A1", "A2"):
        BedFactory(room=women, label=label)
    BedFactory(room=RoomFactory(shelter=shelter, name="Girls", kind="girls"), label="G1")
    return shelter


def csv_of(*rows: dict) -> bytes:
    lines = [",".join(NAMES), *(",".join(row.get(name, "") for name in NAMES) for row in rows)]
    return ("\n".join(lines) + "\n").encode()


def sheet(content: bytes, name: str = "residents of march.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def taken(house, by, *rows):
    return move_in.take(shelter=house, file=sheet(csv_of(*rows)), by=by)


def faults(row, by) -> set[tuple[int, str]]:
    return {(fault.row, fault.column) for fault in move_in.trial_of(row=row, by=by).faults}


def files() -> list[str]:
    try:
        return default_storage.listdir("move_ins")[1]
    except FileNotFoundError:
        return []


@pytest.mark.django_db
def test_all_move_in_at_once(house, manager, django_capture_on_commit_callbacks):
    girl = WOMAN | {
        "bed": "G1",
        "room": "",
        "age": "",
        "birth_date": "1/2/2014",
        "legal_authority": "pending",
    }
    row = taken(house, manager, WOMAN, girl)
    assert (row.rows, row.good, Admission.objects.count(), Case.objects.count()) == (2, 2, 0, 0)
    assert len(files()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        move_in.take_over(row=row, by=manager)
    stays = list(Admission.objects.order_by("bed_assignments__bed__label"))
    assert [(stay.status, timezone.localdate(stay.admitted_at)) for stay in stays] == [
        ("admitted", dt.date(2026, 3, 1))
    ] * 2
    assert stays[0].planned_exit_on == dt.date(2026, 5, 30)
    assert stays[1].case.person.birth_date == dt.date(2014, 2, 1)
    row.refresh_from_db()
    assert set(row.stays.all()) == set(stays)
    assert (row.applied_at is not None, files()) == (True, [])
    assert AuditEvent.objects.get(kind=AuditKind.IMPORTED).fields == {"rows": 2}


@pytest.mark.django_db
def test_the_clocks_begin_with_the_move(house, manager):
    row = taken(house, manager, WOMAN)
    move_in.take_over(row=row, by=manager)
    assert not StayTask.objects.filter(due_at__lte=timezone.now()).exists()


@pytest.mark.django_db
def test_one_fault_and_nobody_moves_in(house, manager):
    row = taken(house, manager, WOMAN, WOMAN | {"bed": "A9"})
    assert (row.good, faults(row, manager)) == (1, {(3, "bed")})
    with pytest.raises(move_in.NotAllGood):
        move_in.take_over(row=row, by=manager)
    counted = [model.objects.count() for model in (Admission, Case, Person)]
    assert counted == [0, 0, 0]
    row.refresh_from_db()
    assert row.applied_at is None
    assert len(files()) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"arrived": ""}, "arrived"),
        ({"arrived": "2999-01-01"}, "arrived"),
        ({"arrived": "31/2/2026"}, "arrived"),
        ({"arrived": "2010-01-01"}, "arrived"),
        ({"sex": "banana"}, "sex"),
        ({"sex": ""}, "sex"),
        ({"age": "-3"}, "age"),
        ({"age": "9" * 30}, "age"),
        ({"age": "12"}, "legal_authority"),
        ({"age": "12", "legal_authority": "pending"}, "bed"),
        ({"birth_date": "2000-01-01"}, "age"),
        ({"age": "", "birth_date": "2026-04-01"}, "arrived"),
        ({"bed": "G1", "room": "Girls"}, "bed"),
        ({"bed": "A1", "room": "Girls"}, "bed"),
        ({"reason": "x" * 500}, "reason"),
        ({"expected_days": "0"}, "expected_days"),
        ({"mother_row": "44"}, "mother_row"),
        ({"case": "TK-1999-00001"}, "case"),
    ],
)
def test_each_fault_stands_at_its_column(house, manager, wrong, column):
    row = taken(house, manager, WOMAN | wrong)
    assert (2, column) in faults(row, manager)
    assert row.good == 0


@pytest.mark.django_db
def test_one_bed_for_two_is_a_fault_of_the_second(house, manager):
    row = taken(house, manager, WOMAN, WOMAN | {"names": "Other"})
    assert faults(row, manager) == {(3, "bed")}


@pytest.mark.django_db
def test_a_mother_and_her_child(shelter, manager):
    room = RoomFactory(shelter=shelter, kind="mother_child", name="M")
    for label in ("M1", "M2"):
        BedFactory(room=room, label=label)
    child = WOMAN | {
        "room": "M",
        "bed": "M2",
        "age": "3",
        "legal_authority": "pending",
        "mother_row": "3",
    }
    row = taken(shelter, manager, child, WOMAN | {"room": "M", "bed": "M1"})
    assert faults(row, manager) == set()
    move_in.take_over(row=row, by=manager)
    roles = Admission.objects.order_by("bed_assignments__bed__label").values_list("role", flat=True)
    assert list(roles) == ["resident", "dependant"]


@pytest.mark.django_db
def test_an_open_case_takes_its_person_along(house, manager):
    case = CaseFactory(
        granted_to=[house.office], opened_on=dt.date(2026, 1, 1), person__sex="female"
    )
    row = taken(house, manager, WOMAN | {"case": case.code, "names": "", "sex": "", "age": ""})
    before = Person.objects.count()
    move_in.take_over(row=row, by=manager)
    assert (Admission.objects.get().case, Person.objects.count()) == (case, before)


@pytest.mark.django_db
def test_the_same_sheet_is_not_applied_twice(house, manager):
    row = taken(house, manager, WOMAN)
    again = taken(house, manager, WOMAN)
    move_in.take_over(row=row, by=manager)
    assert move_in.take_over(row=row, by=manager).pk == row.pk
    with pytest.raises(DomainError, match="moved in already"):
        move_in.take_over(row=again, by=manager)
    with pytest.raises(DomainError, match="moved in already") as refusal:
        taken(house, manager, WOMAN)
    assert refusal.value.field == "file"
    assert Admission.objects.count() == 1


@pytest.mark.django_db
def test_more_people_than_beds(house, manager):
    with pytest.raises(DomainError, match="4 residents, the house 3 beds"):
        taken(house, manager, *[WOMAN] * 4)


@pytest.mark.django_db
def test_what_nobody_applied_is_thrown_away(house, manager, django_capture_on_commit_callbacks):
    row = taken(house, manager, WOMAN)
    day = timezone.now() + dt.timedelta(hours=24)
    early = row.recorded_at + dt.timedelta(hours=24) - dt.timedelta(seconds=1)
    assert move_in.discard_old(early) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert move_in.discard_old(day) == 1
    assert files() == []
    with pytest.raises(DomainError, match="discarded"):
        move_in.take_over(row=row, by=manager)


@pytest.mark.django_db
def test_the_file_on_the_disk_is_sealed(house, manager, tmp_path):
    taken(house, manager, WOMAN)
    (place,) = (tmp_path / "move_ins").glob("*.sealed")
    assert MARK.encode() not in place.read_bytes()
    assert "march" not in place.name


def test_an_excel_sheet_reads_as_a_csv_one():
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet()
    page.write_row(0, 0, ["Names", "Arrived", "bed", "Reason", "legal authority", "age", "sex"])
    page.write_row(2, 0, [MARK])
    page.write_datetime(2, 1, dt.datetime(2026, 3, 1, 14, 30))  # noqa: DTZ001  a cell has no zone
    page.write_row(2, 2, ["A1", "Trafficking", "self", 30, "Female"])
    book.close()
    (row,) = residents_in(file.getvalue(), "xlsx")
    assert (row.number, row.get("age"), row.get("sex"), row.get("reason")) == (
        3,
        30,
        "female",
        "trafficking",
    )
    assert timezone.localtime(row.get("arrived")).isoformat() == "2026-03-01T14:30:00+03:00"


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"bed,arrived\nA1,2026-01-01\n", "csv", "lacks these heads"),
        (csv_of(), "csv", "no resident"),
        (b"bed,bed,arrived,reason,legal_authority\na,b,c,d,e\n", "csv", "same head"),
        (b"PK\x03\x04broken", "xlsx", "damaged"),
        (csv_of(*[WOMAN] * 501), "csv", "at most 500"),
    ],
)
def test_sheets_that_cannot_be_read(content, kind, words):
    with pytest.raises(DomainError, match=words):
        residents_in(content, kind)


def test_cells_lose_what_nobody_sees():
    assert text_of(" a\x00b\r\n c ") == "ab c"
    assert text_of(12.0) == "12"


@pytest.fixture
def page(signed_in, house):
    return signed_in(Role.SHELTER_MANAGER, office=house.office)[0]


def send(client, house, content, name="residents.csv"):
    url = reverse("shelter:move_in_upload", args=[house.pk])
    submission = client.get(url).context["form"]["submission"].value()
    return client.post(url, {"file": sheet(content, name), "submission": submission})


def test_in_the_browser(page, house, caplog):
    caplog.set_level(logging.DEBUG)
    answer = send(page, house, csv_of(WOMAN, WOMAN | {"bed": "A2", "age": "twelve"}))
    row = MoveIn.objects.get()
    assert answer.url == row.get_absolute_url()
    text = page.get(answer.url).content.decode()
    assert "Row 3" in text
    assert reverse("shelter:move_in_apply", args=[row.pk]) not in text
    assert MARK not in text
    page.post(reverse("shelter:move_in_apply", args=[row.pk]))
    assert Admission.objects.count() == 0
    page.post(reverse("shelter:move_in_discard", args=[row.pk]))
    send(page, house, csv_of(WOMAN))
    good = MoveIn.objects.get(discarded_at=None)
    url = good.get_absolute_url()
    assert reverse("shelter:move_in_apply", args=[good.pk]) in page.get(url).content.decode()
    done = page.post(reverse("shelter:move_in_apply", args=[good.pk]), follow=True)
    assert "1 person moved in." in done.content.decode()
    assert Admission.objects.get().case.code in done.content.decode()
    assert MARK not in caplog.text
    events = AuditEvent.objects.all()
    assert not any(MARK in str(event.fields) for event in events)


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"\x89PNG\r\n\x1a\n", "a.csv"), (b"", "a.csv"), (b"no table", "a.xlsx"), (b"PK\x03\x04x", "a.xlsx"),
     (b"%PDF-1.7", "a.csv"), (csv_of(WOMAN | {"names": "=1+1"}), "a.csv"), (b"a,b\n\x00,c\n", "a.csv")],
)  # fmt: skip
def test_what_is_no_sheet_is_refused_at_the_field(page, house, content, name):
    answer = send(page, house, content, name)
    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors
    assert MoveIn.objects.count() == 0


def test_a_sheet_that_is_too_big(page, house):
    answer = send(page, house, csv_of(WOMAN) + b"x" * 1024 * 1024)
    assert "larger than 1 MB" in str(answer.context["form"].errors["file"])


def test_somebody_of_that_name_is_said(page, house):
    CaseFactory(person__names=MARK, granted_to=[house.office])
    Person.objects.get().index_identity()
    for person in Person.objects.all():
        person.index_identity()
        person.save()
    answer = send(page, house, csv_of(WOMAN))
    assert "Rows 2:" in page.get(answer.url).content.decode()


def test_the_template_holds_every_head(page):
    answer = page.get(reverse("shelter:move_in_template"))
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert tuple(cell.value for cell in book.worksheets[0][1]) == NAMES


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list(page, house, rows, django_assert_max_num_queries):
    MoveInFactory.create_batch(rows, shelter=house)
    MoveInFactory()
    with django_assert_max_num_queries(8):
        answer = page.get(reverse("shelter:move_in_list"))
    assert len(answer.context["listing"].slice.rows) == rows
    for state, found in (("tried", rows), ("applied", 0), ("gone", 0)):
        listed = page.get(reverse("shelter:move_in_list"), {"state": state})
        assert len(listed.context["listing"].slice.rows) == found


def test_who_may_not(signed_in, house):
    staff, _user = signed_in(Role.SHELTER_STAFF, office=house.office)
    assert staff.get(reverse("shelter:move_in_upload", args=[house.pk])).status_code == 403
    other, _user = signed_in(Role.SHELTER_MANAGER, office=ShelterFactory().office)
    row = MoveInFactory(shelter=house)
    assert other.get(row.get_absolute_url()).status_code == 404
    assert other.post(reverse("shelter:move_in_apply", args=[row.pk])).status_code == 404


def test_a_file_that_is_gone_is_said(page, house):
    row = MoveInFactory(shelter=house)
    assert "The file is gone" in page.get(row.get_absolute_url()).content.decode()
    page.post(reverse("shelter:move_in_apply", args=[row.pk]))
    assert Admission.objects.count() == 0
