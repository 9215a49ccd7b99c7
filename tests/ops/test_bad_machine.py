"""What is wrong with a machine is said in one line, with a code that is not zero."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ops.conftest import scratch_project
from tracekenya.ops import apt, environment, locks, programs, run
from tracekenya.ops.console import SetupError
from tracekenya.ops.layout import PROJECT, Layout


def test_a_folder_that_cannot_be_written_to_is_named():
    with pytest.raises(
        SetupError, match=r"^Cannot write to /proc/.*Run this from a folder that is"
    ):
        Layout(Path("/proc/self/tracekenya")).create()


def test_without_python_the_stub_says_what_to_install(tmp_path):
    for tool in ("sh", "dirname", "id"):
        (tmp_path / tool).symlink_to(shutil.which(tool))

    done = subprocess.run(
        [tmp_path / "sh", PROJECT / "tracekenya" / "ops" / "start.sh", "run"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr == (
        "Needs Python 3.11 or newer with venv; on Debian: "
        "sudo apt-get install -y python3 python3-venv\n"
    )


def test_what_an_ordinary_user_cannot_install_is_listed_at_once(monkeypatch, tmp_path):
    monkeypatch.setattr(apt, "administrator", lambda: None)

    assert not apt.install(["chromium"])
    assert str(apt.refusal(["chromium", "fontconfig"])) == (
        "Missing on this machine; ask an administrator for: "
        "sudo apt-get install -y --no-install-recommends chromium fontconfig"
    )


def test_without_any_database_program_the_packages_are_named(monkeypatch, tmp_path):
    monkeypatch.setattr(programs, "machine_postgres", list)
    monkeypatch.setattr(programs, "machine_redis", lambda: None)
    monkeypatch.setattr(programs, "_install_wheels", lambda services: False)
    monkeypatch.setattr(apt, "administrator", lambda: None)

    with pytest.raises(SetupError, match="postgresql redis-server$"):
        programs.find_redis(tmp_path)


def test_a_second_run_says_where_the_first_one_is(tmp_path):
    layout = Layout(tmp_path)

    with run._only_run(layout) as announce:
        announce("http://localhost:8123")
        with pytest.raises(SetupError, match="It runs already: http://localhost:8123"):
            run._only_run(layout).__enter__()
    with run._only_run(layout):
        assert not locks.is_free(layout.run_lock)


def test_an_unknown_command_lists_the_known_ones(tmp_path):
    folder = scratch_project(tmp_path)

    done = subprocess.run(
        [sys.executable, "-m", "tracekenya.ops", "fly"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.startswith("Commands: run test ")


@pytest.mark.deep
def test_a_half_made_environment_is_made_again(tmp_path, monkeypatch, capsys):
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").write_text("#!/bin/false\n")
    (venv / "bin" / "python").chmod(0o755)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(environment, "STAMP", venv / ".installed.json")
    nothing = tmp_path / "requirements.txt"
    nothing.write_text("")
    monkeypatch.setattr(environment, "PROJECT", tmp_path)

    environment.ensure([nothing], tmp_path)
    first = capsys.readouterr().err
    environment.ensure([nothing], tmp_path)

    assert first.startswith("The Python environment .venv is incomplete; making it again\n")
    assert capsys.readouterr().err == ""
    assert os.access(venv / "bin" / "python", os.X_OK)
