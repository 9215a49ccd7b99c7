"""Programs that run together end together, and nothing of them is left."""

import os
import signal
import subprocess
import sys

import pytest

from tests.ops.conftest import wait_until
from tracekenya.ops import processes, supervisor
from tracekenya.ops.console import SetupError
from tracekenya.ops.layout import PROJECT, Layout
from tracekenya.ops.supervisor import Supervisor

SLEEP = ["-c", "import time; time.sleep(60)"]
DEAF = [
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)",
]
FAMILY = ["-c", "import os, time; os.fork(); time.sleep(60)"]
DRIVER = """
import sys, time
from pathlib import Path
from tracekenya.ops.layout import Layout
from tracekenya.ops.supervisor import Supervisor
programs = Supervisor(Layout(Path(sys.argv[1])), {})
programs.start("web", ["-c", "import time; time.sleep(60)"])
print(programs.children["web"].pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def programs(tmp_path):
    layout = Layout(tmp_path)
    layout.log.mkdir()
    made = Supervisor(layout, dict(os.environ))
    yield made
    made.stop()


def test_stopping_ends_every_process_of_every_session(programs):
    programs.start("web", FAMILY)
    programs.start("worker", SLEEP)
    sessions = [child.pid for child in programs.children.values()]
    assert wait_until(lambda: len(processes.session_members(sessions[0])) == 2)

    programs.stop()

    assert [processes.session_members(session) for session in sessions] == [[], []]


def test_what_does_not_listen_is_killed(programs, monkeypatch):
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.3)
    programs.start("worker", DEAF)
    log = supervisor.log_file(programs.layout, "worker")
    assert wait_until(lambda: log.read_text() == "deaf\n")

    programs.stop()

    assert programs.children["worker"].returncode == -signal.SIGKILL


def test_a_program_that_ends_is_told_with_its_last_lines(programs):
    programs.start("web", ["-c", "print('one'); print('two'); raise SystemExit(3)"])

    with pytest.raises(SetupError, match=r"The web ended \(exit code 3\): \none\ntwo"):
        programs.watch()


def test_a_refused_start_is_told_in_one_line(programs):
    refusal = "class ImproperlyConfigured(Exception): pass\nraise ImproperlyConfigured('Set KEY')"
    programs.start("web", ["-c", refusal])

    with pytest.raises(SetupError) as told:
        programs.watch()

    assert str(told.value) == "The web ended (exit code 1): Set KEY"


def test_programs_end_with_a_killed_driver(tmp_path):
    (tmp_path / "log").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", DRIVER, tmp_path], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as driver:
        program = processes.identity(int(driver.stdout.readline()))
        driver.kill()

    assert wait_until(lambda: not processes.is_alive(program))


def test_the_next_run_ends_what_a_killed_one_left(programs):
    programs.start("worker", SLEEP)

    supervisor.end_leftovers(programs.layout)

    assert programs.children["worker"].wait(timeout=5) == -signal.SIGTERM
    assert not (programs.layout.state / "processes.json").exists()


def test_a_number_that_belongs_to_somebody_else_now_is_left_alone(programs):
    programs.start("worker", SLEEP)
    record = programs.layout.state / "processes.json"
    pid = programs.children["worker"].pid
    stranger = subprocess.Popen(["sleep", "60"], start_new_session=True)
    record.write_text(f"[[{stranger.pid}, 1]]")

    supervisor.end_leftovers(programs.layout)

    assert stranger.poll() is None
    assert processes.identity(pid) is not None
    stranger.kill()
    stranger.wait()
