"""The main job by hand: the M&E officer orders the annual report, waits for it and opens it."""

import io

import pytest
from pypdf import PdfReader

from tests.reporting.report_data import fill
from tracekenya.jobs.models import Job
from tracekenya.roles.roles import Role


@pytest.mark.parametrize("width", [1280, 360])
def test_the_report_is_ordered_made_and_opened(at_the_desk, start_worker, width):
    fill()
    page = at_the_desk(Role.ME_OFFICER, width=width)
    start_worker()

    page.goto("/reporting/reports/")
    page.get_by_role("link", name="Order a report").first.click()
    page.locator("select[name=year]").select_option("2025")
    page.locator("main form button[type=submit]").click()
    download = page.locator("main [data-job-ended] a")
    download.wait_for(timeout=90_000)
    answer = page.request.get(download.get_attribute("href"))

    assert answer.headers["content-type"] == "application/pdf"
    assert PdfReader(io.BytesIO(answer.body())).metadata.title.endswith("2025")
    assert Job.objects.get().asked_by == page.user
    assert page.problems == []
