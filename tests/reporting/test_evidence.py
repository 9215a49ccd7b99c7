"""Papers behind a value: taken in by their bytes, kept sealed, handed out as downloads, removed with a reason."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from reporting.models import EvidenceFile
from tests.factories.accounts import UserFactory
from tests.factories.reporting import earlier_value, evidence_file, load_printed_plan
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.uploads import CONTENT_TYPES
from tracekenya.roles.roles import Role

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TABLE = b"year,children\n2019,410\n"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(db, settings, tmp_path):
    load_printed_plan()
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    return tmp_path


def picture(kind: str, **options) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(file, kind, **options)
    return file.getvalue()


def photo_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    return picture("JPEG", exif=exif)


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def send(client, value, content: bytes, name: str = "report.pdf"):
    address = reverse("reporting:evidence_add", args=[value.pk])
    token = client.get(address).context["form"]["submission"].value()
    return client.post(address, {"submission": token, "file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    ("content", "kind", "content_type"),
    [
        (PDF, "pdf", "application/pdf"),
        (picture("PNG"), "png", "image/png"),
        (picture("JPEG"), "jpg", "image/jpeg"),
        (TABLE, "csv", "text/csv; charset=utf-8"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "xlsx", None),
        (packed("[Content_Types].xml", "word/document.xml"), "docx", None),
    ],
)
def test_a_paper_is_kept_sealed_and_handed_out_under_a_neutral_name(
    signed_in, storage, content, kind, content_type
):
    client, user = signed_in(Role.ME_OFFICER)
    value = earlier_value()

    sent = send(client, value, content, "Amina's report.exe")
    file = EvidenceFile.objects.get()
    answer = client.get(file.get_absolute_url())

    on_disk = b"".join(path.read_bytes() for path in storage.rglob("*.sealed"))
    assert (sent.status_code, file.kind, file.size) == (302, kind, len(answer.content))
    assert on_disk != b""
    assert answer.content not in on_disk
    assert answer["Content-Disposition"] == f'attachment; filename="evidence-1.5-2023-1.{kind}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert content_type is None or answer["Content-Type"] == content_type
    assert AuditEvent.objects.filter(kind="exported", by=user.staff_code).count() == 1


def test_pictures_lose_what_the_camera_wrote_and_what_hangs_on_them(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    value = earlier_value()

    send(client, value, photo_with_place() + b"<script>alert(1)</script>")
    answer = client.get(EvidenceFile.objects.get().get_absolute_url()).content

    assert b"Camera of somebody" not in answer
    assert b"<script>" not in answer
    assert Image.open(io.BytesIO(answer)).size == (8, 6)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The submitted file is empty."),
        (b"MZ\x90\x00 a program", "This is no CSV, DOCX, JPG, PDF, PNG, XLSX file."),
        (b"<html><script>alert(1)</script>,\n</html>", "This is no CSV"),
        (b"<svg onload='alert(1)'>,\n</svg>", "This is no CSV"),
        (b"just words", "This is no CSV"),
        (b"a,b\n1,\x00\n", "This is no CSV"),
        (packed("a.txt"), "This is no CSV"),
        (b"PK\x03\x04 broken", "This is no CSV"),
        (PDF + packed("a.txt"), "another file hangs on its end"),
        (b"%PDF-1.7 without an end", "The PDF is damaged"),
        (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(1)>>"), "holds a script"),
        (b"\x89PNG\r\n\x1a\n broken", "The picture is damaged"),
        (b"\xff\xd8\xff broken", "The picture is damaged"),
        (packed("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "holds a program"),
        (packed("[Content_Types].xml", "xl/workbook.xml", "../../etc/passwd"), "is damaged"),
    ],
)
def test_what_is_no_paper_is_refused_at_the_field(signed_in, storage, content, words):
    client, _user = signed_in(Role.ME_OFFICER)

    answer = send(client, earlier_value(), content)

    assert list(answer.context["form"].errors) == ["file"]
    assert words in answer.context["form"].errors["file"][0]
    assert EvidenceFile.objects.count() == len(list(storage.rglob("*.sealed"))) == 0


def test_a_file_over_the_limit_is_refused_at_the_field(signed_in, settings):
    client, _user = signed_in(Role.ME_OFFICER)

    answer = send(client, earlier_value(), PDF + b" " * (settings.EVIDENCE_MAX_BYTES + 1))

    assert answer.context["form"].errors == {
        "file": ["The file is larger than 10 MB. Send a smaller one."]
    }


@pytest.mark.parametrize(
    "name",
    [
        "../../settings.py", "a\0b.pdf", "x" * 300 + ".pdf", "/etc/passwd", "gpj.\u202efdp.exe", "report.pdf.html",
        'a".svg', "a\r\nX-Evil: 1.pdf",
    ],
)  # fmt: skip
def test_the_name_that_was_sent_is_never_used(signed_in, storage, name):
    client, _user = signed_in(Role.ME_OFFICER)

    send(client, earlier_value(), PDF, name)

    file = EvidenceFile.objects.get()
    kept = [str(path.relative_to(storage)) for path in storage.rglob("*") if path.is_file()]
    assert kept == [f"evidence/{file.pk}.sealed"]
    answer = client.get(file.get_absolute_url())
    assert answer["Content-Disposition"] == 'attachment; filename="evidence-1.5-2023-1.pdf"'
    assert answer["Content-Type"] == "application/pdf"


def test_papers_of_an_approved_value_stay_as_they_are(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    value = earlier_value(approved_by=UserFactory(role=Role.PROGRAMME_MANAGER))
    file = evidence_file(value)

    added = send(client, value, PDF)
    removed = client.post(
        reverse("reporting:evidence_remove", args=[file.pk]),
        {"version": "1", "reason": "Wrong year"},
    )

    words = "1.5 2023 is approved, so its papers stay. Change the value first."
    assert [words in page.content.decode().replace("&#x27;", "'") for page in (added, removed)] == [
        True
    ] * 2
    file.refresh_from_db()
    assert file.is_removed is False


def test_a_removed_paper_is_erased_and_says_why(
    signed_in, storage, django_capture_on_commit_callbacks
):
    client, user = signed_in(Role.ME_OFFICER)
    value = earlier_value()
    send(client, value, PDF)
    file = EvidenceFile.objects.get()
    address = reverse("reporting:evidence_remove", args=[file.pk])

    without = client.post(address, {"version": "1", "reason": ""})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"version": "1", "reason": "It was of another year."})

    file.refresh_from_db()
    assert without.context["form"].errors == {"reason": ["This field is required."]}
    assert (file.removed_by, file.removed_reason) == (user, "It was of another year.")
    assert list(storage.rglob("*.sealed")) == []
    assert client.get(file.get_absolute_url()).status_code == 404
    assert "It was of another year." in client.get(value.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.CASE_MANAGER, 200),
        (Role.PROGRAMME_MANAGER, 200),
        (Role.FIELD_MONITOR, 403),
        (Role.BOARD_MEMBER, 404),
    ],
)
def test_papers_are_for_those_who_may_see_true_numbers(signed_in, role, status):
    writer, _user = signed_in(Role.ME_OFFICER)
    send(writer, earlier_value(), PDF)
    client, _reader = signed_in(role)

    assert client.get(EvidenceFile.objects.get().get_absolute_url()).status_code == status


def test_a_lost_file_is_not_found(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)

    answer = client.get(evidence_file(earlier_value()).get_absolute_url())

    assert answer.status_code == 404
    assert AuditEvent.objects.filter(kind="exported").count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_a_values_page_costs_the_same_for_any_number_of_papers(
    signed_in, django_assert_num_queries, rows
):
    client, _user = signed_in(Role.ME_OFFICER)
    value = earlier_value()
    for number in range(rows):
        evidence_file(value, number=number + 1)

    with django_assert_num_queries(6):
        client.get(value.get_absolute_url())


def test_no_kind_is_ever_handed_out_as_something_that_a_browser_runs():
    kinds = set(EvidenceFile.Kind.values)

    assert kinds <= set(CONTENT_TYPES)
    assert [
        kind for kind in kinds if "html" in CONTENT_TYPES[kind] or "svg" in CONTENT_TYPES[kind]
    ] == []
