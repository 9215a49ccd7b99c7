#!/usr/bin/env python
"""Run a management command; the embedded services start by themselves when none are configured."""

import os
import sys

from tracekenya.ops.embedded import prepare


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracekenya.settings")
    prepare()
    from django.core.management import execute_from_command_line  # after the environment is whole

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
