"""Runs all cases on the stage that `manage.py bench` made: `python -m bench [GROUP ...]`."""

import os
import signal
import sys
from importlib import import_module

import django

from bench import GROUPS
from bench.stage import end_in_order


def main(wanted: list[str]) -> int:
    """Fill the databases, run the groups, print and keep the outcomes. Returns the exit code."""
    signal.signal(signal.SIGTERM, end_in_order)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tracekenya.settings"
    django.setup()
    from bench import results, world  # they need the apps

    world.fill()
    kept = results.Results(world.sizes())
    for group in wanted:
        for outcome in import_module(f"bench.cases.{group}").outcomes():
            kept.add(outcome)
    kept.write(wanted)
    return 1 if kept.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(GROUPS)))
