"""Runs all cases on the stage that `manage.py bench` made: `python -m bench [GROUP ...]`."""

import os
import sys
from importlib import import_module

import django

GROUPS = ("dashboard", "search", "pages", "wire", "report", "writes")


def main(wanted: list[str]) -> int:
    """Fill the databases, run the groups, print and keep the outcomes. Returns the exit code."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tracekenya.settings"
    django.setup()
    from bench import results, world  # they need the apps

    world.fill()
    kept = results.Results(world.sizes())
    for group in wanted or GROUPS:
        for outcome in import_module(f"bench.cases.{group}").outcomes():
            kept.add(outcome)
    kept.write()
    return 1 if kept.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
