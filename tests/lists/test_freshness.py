"""Changed code lists reach every process within the seconds of the setting, and no page pays for it."""

import pytest
from django.db import connection

from tests.factories.accounts import UserFactory
from tracekenya.administration.actions import terms
from tracekenya.jobs.tasks import run_job
from tracekenya.lib import vocabularies
from tracekenya.lists import freshness
from tracekenya.roles.roles import Role


def renamed(label="Hospital or clinic", code="health_facility"):
    return terms.edit(
        vocabulary="case_source", code=code, english=label, swahili="Kliniki", version=0,
        by=UserFactory(role=Role.ME_OFFICER),
    )  # fmt: skip


def test_the_process_that_saves_shows_it_after_the_commit(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        renamed()
        before = vocabularies.label("case_source", "health_facility")

    assert before == "Health facility"
    assert vocabularies.label("case_source", "health_facility") == "Hospital or clinic"


def test_another_process_sees_it_at_its_next_look(db, settings):
    settings.CODE_LISTS_LOOK_SECONDS = 5
    freshness.freshen()
    renamed()  # nobody tells this process: as if another one had saved it

    freshness.freshen()
    at_once = vocabularies.label("case_source", "health_facility")
    freshness._memory.look_at = 0.0  # five seconds later
    freshness.freshen()

    assert at_once == "Health facility"
    assert vocabularies.label("case_source", "health_facility") == "Hospital or clinic"


def test_looking_costs_two_questions_only_when_due_and_reading_two_more(
    db, settings, django_assert_num_queries
):
    settings.CODE_LISTS_LOOK_SECONDS = 60
    with django_assert_num_queries(2):
        freshness.freshen()
    with django_assert_num_queries(0):
        freshness.freshen()
    renamed()
    freshness._memory.look_at = 0.0
    with django_assert_num_queries(4):
        freshness.freshen()


def test_a_second_change_of_the_same_term_is_noticed(db, settings):
    settings.CODE_LISTS_LOOK_SECONDS = 0
    renamed("First")
    freshness.freshen()
    terms.edit(
        vocabulary="case_source", code="health_facility", english="Second", swahili="Pili",
        version=1, by=UserFactory(role=Role.ME_OFFICER),
    )  # fmt: skip

    freshness.freshen()

    assert vocabularies.label("case_source", "health_facility") == "Second"


def test_pages_that_answer_without_the_tables_still_answer(client, db, settings):
    settings.CODE_LISTS_LOOK_SECONDS = 0
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before; ALTER TABLE lists_changedterm RENAME TO away")
    try:
        assert client.get("/livez").content == b"ok"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT before")


def test_a_worker_looks_before_each_job(db, settings):
    settings.CODE_LISTS_LOOK_SECONDS = 0
    renamed()

    run_job("00000000-0000-0000-0000-000000000000")

    assert vocabularies.label("case_source", "health_facility") == "Hospital or clinic"


def test_a_list_that_the_file_lacks_is_refused():
    with pytest.raises(KeyError):
        vocabularies.lay_over({"no_such_list": []})
