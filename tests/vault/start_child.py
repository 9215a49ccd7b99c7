"""Sets Django up once, then becomes web, worker and beat in turn; prints how each ended, as JSON.

Started by the tests with the environment to judge. Each part runs its own program in a fork, so that
what is common to the three is loaded once.
"""

import json
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable

import django

SECONDS = 60
Ending = tuple[int, list[str]]  # exit code, error output without news


def web() -> None:
    from gunicorn.app.wsgiapp import run  # noqa: PLC0415  only in its own fork

    run()


def celery() -> None:
    from celery.__main__ import main  # noqa: PLC0415  only in its own fork

    main()


def ending_of(program: Callable[[], None], command: list[str]) -> Ending:
    with tempfile.TemporaryFile("w+") as said:
        child = os.fork()
        if child == 0:
            _become(program, command, said.fileno())
        code = _code_of(child)
        said.seek(0)
        return code, [line for line in said.read().splitlines() if line and "[INFO]" not in line]


def _become(program: Callable[[], None], command: list[str], said: int) -> None:
    os.dup2(said, 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.argv, code = command, 0
    try:
        program()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:  # noqa: BLE001  whatever it is, the test is to read it
        traceback.print_exc()
        code = 70
    sys.stderr.flush()
    os._exit(code)


def _code_of(child: int) -> int:
    """Wait for the end; a program that was not refused goes on and is killed: -9."""
    for _turn in range(SECONDS * 10):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(commands: dict[str, list[str]]) -> None:
    django.setup()
    programs = {"gunicorn": web, "celery": celery}
    endings = {name: ending_of(programs[line[0]], line) for name, line in commands.items()}
    sys.stdout.write(json.dumps(endings))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
