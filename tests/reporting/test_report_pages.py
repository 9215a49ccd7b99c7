"""Ordering a report in the browser, following the work, taking the file."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.reporting import load_printed_plan
from tests.reporting.report_data import fill
from tracekenya.audit.models import AuditEvent
from tracekenya.jobs import files
from tracekenya.jobs.models import Job, JobState, WorkerPulse
from tracekenya.roles.roles import Role

PARAMS = {"year": 2025, "language": "en"}
READERS = [
    Role.CASE_MANAGER, Role.LEGAL_OFFICER, Role.PROGRAMME_MANAGER, Role.ME_OFFICER,
    Role.FINANCE_OFFICER, Role.EXECUTIVE_DIRECTOR, Role.BOARD_MEMBER, Role.DATA_PROTECTION_OFFICER,
]  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }


def job_of(state: str, **fields) -> Job:
    return Job.objects.create(kind="annual_report", params=PARAMS, state=state, **fields)


def done_job() -> Job:
    job = job_of(JobState.RUNNING)
    kept = files.keep(job, b"%PDF-1.7 a report")
    job.state, job.file_name, job.file_size, job.file_sha256 = JobState.DONE, *vars(kept).values()
    job.facts = {"pages": 24, "seconds": 8.1, "fingerprint": "ab" * 32}
    job.finished_at = timezone.now()
    job.save()
    return job


def address(name: str, job: Job) -> str:
    return reverse(f"reporting:{name}", args=[job.pk])


def ordered(client, **data):
    return client.post(reverse("reporting:report_order"), PARAMS | data)


def test_ordering_writes_one_job_and_leads_to_its_page(signed_in):
    fill()
    client, user = signed_in(Role.ME_OFFICER)

    first, second = ordered(client), ordered(client)

    job = Job.objects.get()
    assert (first.url, second.url) == (address("report_detail", job),) * 2
    assert (job.params, job.asked_by, job.state) == (PARAMS, user, JobState.QUEUED)
    assert AuditEvent.objects.filter(kind="report_ordered", by=user.staff_code).count() == 1


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"year": "2024"}, "year", "No indicator has data of 2024 yet, so there is nothing to report."),
        ({"year": "1999"}, "year", "1999 is no year of the plan."),
        ({"year": "later"}, "year", "later is no year of the plan."),
        ({"year": ""}, "year", "This field is required."),
        ({"language": "fr"}, "language", "Select a valid choice. fr is not one of the available choices."),
    ],
)  # fmt: skip
def test_a_report_that_cannot_be_made_is_refused_at_its_field(signed_in, data, field, words):
    fill()
    Job.objects.all().delete()
    client, _user = signed_in(Role.ME_OFFICER)

    response = ordered(client, **data)

    assert response.status_code == 200
    assert response.context["form"].errors == {field: [words]}
    assert Job.objects.count() == 0


def test_a_year_that_has_not_begun_is_refused(signed_in, time_machine):
    fill()
    client, _user = signed_in(Role.ME_OFFICER)
    time_machine.move_to(dt.datetime(2025, 12, 1, 12, tzinfo=dt.UTC))

    response = ordered(client, year="2026")

    words = "There is no report of 2026: it is no plan year that has begun."
    assert response.context["form"].errors == {"year": [words]}


def test_the_page_shows_the_step_on_the_row(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    WorkerPulse.objects.create(name="w")
    job = job_of(
        JobState.RUNNING, step="computing", step_number=12, step_total=33, attempt=1,
        heartbeat_at=timezone.now(),
    )  # fmt: skip

    page = client.get(address("report_detail", job)).content.decode()
    fragment = client.get(address("report_detail", job), headers={"HX-Request": "true"})

    assert page.count("Computing the indicators, 12 of 33") == 2
    assert 'http-equiv="refresh"' in page
    assert fragment.content.decode().count("Computing the indicators, 12 of 33") == 2
    assert b"<html" not in fragment.content


def test_the_page_says_that_work_is_delayed_when_no_worker_lives(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    job = job_of(JobState.QUEUED)
    late = timezone.now() - dt.timedelta(seconds=46)

    silent = client.get(address("report_detail", job)).content.decode()
    WorkerPulse.objects.create(name="w", beat_at=late)
    stale = client.get(address("report_detail", job)).content.decode()
    WorkerPulse.objects.update(beat_at=timezone.now())
    fresh = client.get(address("report_detail", job)).content.decode()

    assert [("Work is delayed" in page) for page in (silent, stale, fresh)] == [True, True, False]


def test_the_page_says_that_work_is_delayed_when_the_broker_is_away(signed_in, settings):
    client, _user = signed_in(Role.ME_OFFICER)
    WorkerPulse.objects.create(name="w")
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    page = client.get(address("report_detail", job_of(JobState.QUEUED))).content.decode()

    assert "Work is delayed" in page


def test_a_failed_job_names_its_step_and_can_be_tried_again(signed_in):
    fill()
    client, _user = signed_in(Role.ME_OFFICER)
    job = job_of(JobState.FAILED, step="drawing", error="worker_lost", finished_at=timezone.now())

    page = client.get(address("report_detail", job)).content.decode()
    again = client.post(address("report_retry", job))

    new = Job.objects.exclude(pk=job.pk).get()
    assert "The worker stopped three times while it was made." in page
    assert "Drawing tables and charts" in page
    assert "stopped here" in page
    assert (again.url, new.params) == (address("report_detail", new), PARAMS)


def test_cancelling_a_queued_report_ends_it(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    job = job_of(JobState.QUEUED)

    response = client.post(address("report_cancel", job))
    too_late = client.post(address("report_cancel", job), follow=True)

    job.refresh_from_db()
    assert (response.status_code, job.state) == (302, JobState.CANCELLED)
    assert "This job has ended already" in too_late.content.decode()


def test_the_file_is_handed_out_under_a_neutral_name_and_the_act_is_kept(signed_in):
    client, user = signed_in(Role.BOARD_MEMBER)
    job = done_job()

    response = client.get(address("report_download", job))

    assert b"".join(response.streaming_content) == b"%PDF-1.7 a report"
    assert response["Content-Type"] == "application/pdf"
    name = "trace-kenya-annual-report-2025-en.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    opened = AuditEvent.objects.get(kind="report_opened")
    assert (opened.by, opened.target_id, opened.fields) == (user.staff_code, str(job.pk), PARAMS)


def test_the_page_of_a_ready_report_shows_who_when_and_both_fingerprints(signed_in):
    client, _user = signed_in(Role.BOARD_MEMBER)
    job = done_job()
    job.asked_by = UserFactory(staff_code="ME-07")
    job.save()

    page = client.get(address("report_detail", job)).content.decode()

    for words in ("ME-07", job.file_sha256, "ab" * 32, "24", address("report_download", job)):
        assert words in page
    assert address("report_retry", job) not in page


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.FAILED])
def test_a_report_without_a_file_cannot_be_taken(signed_in, state):
    client, _user = signed_in(Role.BOARD_MEMBER)

    assert client.get(address("report_download", job_of(state))).status_code == 404


def test_a_lost_file_is_a_page_that_is_not_there(signed_in):
    client, _user = signed_in(Role.BOARD_MEMBER)
    job = done_job()
    files.discard(job)

    assert client.get(address("report_download", job)).status_code == 404


@pytest.mark.parametrize("role", READERS)
def test_readers_see_the_list_and_only_the_me_officer_may_order(signed_in, role):
    load_printed_plan()
    client, _user = signed_in(role)
    job = done_job()

    listed = client.get(reverse("reporting:report_list"))
    form = client.get(reverse("reporting:report_order"))

    assert listed.status_code == 200
    assert address("report_detail", job) in listed.content.decode()
    assert (reverse("reporting:report_order") in listed.content.decode()) == (
        role == Role.ME_OFFICER
    )
    refused = 404 if role == Role.BOARD_MEMBER else 403
    assert form.status_code == (200 if role == Role.ME_OFFICER else refused)


def test_donors_see_no_draft(signed_in):
    client, _user = signed_in(Role.DONOR_VIEWER)
    job = done_job()

    assert (
        address("report_detail", job)
        not in client.get(reverse("reporting:report_list")).content.decode()
    )
    assert client.get(address("report_detail", job)).status_code == 404
    assert client.get(address("report_download", job)).status_code == 404


def test_another_kind_of_job_is_no_report(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)
    other = Job.objects.create(kind="other", params={})

    assert client.get(address("report_detail", other)).status_code == 404
    assert client.get(reverse("reporting:report_detail", args=[uuid.uuid4()])).status_code == 404


def test_the_list_takes_as_many_queries_for_three_as_for_one(signed_in, django_assert_num_queries):
    client, _user = signed_in(Role.ME_OFFICER)
    done_job()
    with django_assert_num_queries(4):
        client.get(reverse("reporting:report_list"))

    done_job()
    done_job()
    with django_assert_num_queries(4):
        client.get(reverse("reporting:report_list"))


def test_before_the_plan_is_loaded_the_page_says_so(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)

    answer = client.get(reverse("reporting:report_order"))

    assert answer.status_code == 503
    assert "The strategic plan is not loaded" in answer.content.decode()
