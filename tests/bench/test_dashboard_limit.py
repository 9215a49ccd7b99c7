"""The measures against SQL written by hand: the same 33 values in every year, from thousands of rows."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from bench import gen, stage
from bench.cases.dashboard import limit, ours
from bench.harness import AnswersDiffer, Pair, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled():
    call_command("load_reference_data", verbosity=0)
    call_command("load_strategic_plan", verbosity=0)
    gen.fill(gen.SMALL)


def test_all_measures_agree_with_sql_written_by_hand_today_and_half_way(filled):
    for day in (timezone.localdate(), dt.date(2024, 5, 17)):
        by_hand, counted = limit(day), ours(day)

        assert len(counted) == 33
        assert {code for code in counted if counted[code] != by_hand[code]} == set()
        # Equal zeros would prove nothing.
        assert {code for code, (years, _) in counted.items() if not any_counted(years)} == set()


def any_counted(years) -> bool:
    return any(alone for _, alone in years.values())


def test_a_pair_whose_answers_differ_is_not_timed():
    calls = []

    def two() -> int:
        calls.append(2)
        return 2

    with pytest.raises(AnswersDiffer):
        run(Pair("unequal", lambda: 1, two))
    assert calls == [2]


@pytest.mark.parametrize(
    "url", ["postgres://u@db.example/x", "redis://10.0.0.7:6379/0", "postgres://u@192.168.1.4/x"]
)
def test_the_bench_refuses_every_host_but_this_machine(url):
    with pytest.raises(stage.NotHere):
        stage.refuse_strangers("postgres://u@127.0.0.1:5432/x", url)


def test_the_bench_takes_loopback_and_sockets():
    stage.refuse_strangers("postgres://u@localhost/x", "postgres://u@%2Frun%2Fpg/x")
