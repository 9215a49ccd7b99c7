"""A year of an indicator in words: written with limits and a version, read by all, printed in the report."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from reporting.models import Milestone, YearNote
from reporting.report.assembly import assemble
from reporting.report.making import html_of
from tests.factories.accounts import UserFactory
from tests.factories.reporting import earlier_value, load_printed_plan, year_note
from tests.reporting.report_data import TODAY
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

WORDS = {
    "narrative": "Outreach in schools.",
    "deviation": "Two posts stood empty.",
    "lessons": "Plan for cover.",
}
FORM = "/reporting/indicators/1.5/words/?year=2025"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plan(db):
    load_printed_plan()


def test_a_note_is_kept_shown_and_its_history_read(signed_in):
    client, user = signed_in(Role.ME_OFFICER)

    response = client.post(FORM, WORDS | {"version": "0"})

    note = YearNote.objects.get()
    assert response.url == "/reporting/indicators/1.5/?year=2025"
    assert (note.indicator.code, note.year, note.lessons) == ("1.5", 2025, "Plan for cover.")
    page = client.get(response.url).content.decode()
    assert [page.count(text) for text in WORDS.values()] == [1, 1, 1]
    client.post(FORM, WORDS | {"version": "1", "lessons": "Plan for cover early."})
    changes = client.get(note.get_absolute_url()).context["changes"]
    assert [(change.by, change.details) for change in changes][0] == (user.staff_code, ["Lessons"])


def test_of_two_writers_the_second_sees_the_first(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    client.get(FORM)
    client.post(FORM, WORDS | {"version": "0"})

    second = client.post(FORM, WORDS | {"version": "0", "lessons": "Ours."})

    assert [one["value"] for one in second.context["saved_meanwhile"]] == ["Plan for cover."]
    assert second.context["form"]["lessons"].value() == "Ours."
    assert YearNote.objects.get().lessons == "Plan for cover."
    client.post(
        FORM, WORDS | {"version": second.context["form"]["version"].value(), "lessons": "Ours."}
    )
    assert YearNote.objects.get().lessons == "Ours."


@pytest.mark.parametrize(
    ("field", "text"), [("narrative", "x" * 3001), ("deviation", "x" * 1501), ("lessons", "a\0b")]
)
def test_a_text_that_is_too_long_is_refused_and_kept(signed_in, field, text):
    client, _user = signed_in(Role.ME_OFFICER)

    page = client.post(FORM, WORDS | {"version": "0", field: text})

    assert list(page.context["form"].errors) == [field]
    assert page.context["form"][field].value() == text
    assert YearNote.objects.count() == 0


@pytest.mark.parametrize("role", [Role.PROGRAMME_MANAGER, Role.FIELD_MONITOR])
def test_others_read_and_do_not_write(signed_in, role):
    note = year_note(**WORDS)
    client, _user = signed_in(role)

    assert client.post(FORM, WORDS | {"version": "1"}).status_code == 403
    assert client.get(note.get_absolute_url()).status_code == 200


def test_saving_leaves_one_row_in_the_trail(signed_in):
    client, user = signed_in(Role.ME_OFFICER)

    client.post(FORM, WORDS | {"version": "0"})

    event = AuditEvent.objects.get(target_type="reporting.yearnote")
    assert (event.kind, event.by, event.target_code) == ("created", user.staff_code, "1.5 2025")


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("en", ["Lessons:", "Approved values from earlier records"]),
        ("sw", ["Mafunzo yaliyopatikana:", "Thamani zilizoidhinishwa kutoka rekodi za awali"]),
    ],
)
def test_the_report_prints_all_three_texts_and_every_approved_earlier_value(language, heads):
    year_note(**WORDS)
    earlier_value(year=2019, value=417, source="Register of 2019", approved_by=UserFactory())
    earlier_value(year=2025, value=389, source="Register of 2025", approved_by=UserFactory())
    earlier_value(code="1.1", year=2020, value=9876, source="Nobody approved this")

    with translation.override(language):
        html = html_of(assemble(2025, today=TODAY), language)

    assert [html.count(text) for text in WORDS.values()] == [1, 1, 1]
    assert [head in html for head in heads] == [True, True]
    assert html.count("Register of 2019") == 1
    assert html.count('<td class="numeric">417</td>') == 1
    assert [text in html for text in ("389", "9,876", "Nobody approved this")] == [
        True,
        False,
        False,
    ]


def test_the_report_prints_a_moved_milestone_with_its_reason():

    earlier_value(year=2025, approved_by=UserFactory())
    line = Milestone.objects.get(indicator__code="1.5", year=2024)
    line.value, line.reason, line.changed_on = 900, "Decision of the board", dt.date(2025, 3, 12)
    line.save()

    html = html_of(assemble(2025, today=TODAY), "en")

    assert html.count("Milestone 2024: 900") == html.count("Decision of the board") == 1


def test_the_page_of_an_unknown_note_is_not_found(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)

    address = reverse("reporting:year_note_detail", args=["00000000-0000-0000-0000-000000000000"])

    assert client.get(address).status_code == 404
