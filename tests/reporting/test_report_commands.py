"""`annual_report` makes the PDF at once, `order_report` asks for it; bad input is one clear line."""

import pytest
from django.core.management import CommandError, call_command

from tests.factories.reporting import load_printed_plan
from tests.reporting.report_data import fill
from tracekenya.jobs.models import Job, JobState

pytestmark = pytest.mark.django_db


def test_annual_report_writes_the_file(tmp_path, capsys):
    fill()
    path = tmp_path / "report.pdf"

    call_command("annual_report", "2025", language="sw", output=path)

    assert path.read_bytes()[:5] == b"%PDF-"
    assert f"{path}: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("year", "words"),
    [
        ("1999", "The plan has no year 1999; choose one from 2021 to 2026."),
        ("soon", "The plan has no year soon; choose one from 2021 to 2026."),
        ("2021", "There is no report of 2021: it is no plan year that has begun."),
        ("2024", "No indicator has data of 2024 yet, so there is nothing to report."),
    ],
)
@pytest.mark.parametrize("command", ["annual_report", "order_report"])
def test_a_year_that_cannot_be_reported_is_one_line(tmp_path, command, year, words):
    load_printed_plan()
    options = {"output": tmp_path / "r.pdf"} if command == "annual_report" else {}

    with pytest.raises(CommandError) as refusal:
        call_command(command, year, **options)

    assert str(refusal.value) == words
    assert (list(tmp_path.iterdir()), Job.objects.count()) == ([], 0)


def test_a_place_that_cannot_be_written_is_one_line(tmp_path):
    fill()

    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("annual_report", "2025", output=tmp_path / "none" / "r.pdf")


def test_order_report_asks_once(capsys):
    fill()

    call_command("order_report", "2025", if_missing=True)
    call_command("order_report", "2025", if_missing=True)

    job = Job.objects.get()
    assert (job.state, job.asked_by) == (JobState.QUEUED, None)
    assert capsys.readouterr().out == f"Ordered: {job.pk}\nThe report is there or under way\n"
