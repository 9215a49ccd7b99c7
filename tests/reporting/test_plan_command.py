"""`manage.py load_strategic_plan`: one line of counts, or one line that says what is wrong."""

import pytest
from django.core.management import CommandError, call_command

from reporting.management.commands.load_strategic_plan import PLAN_FILE
from reporting.models import Indicator, KeyFocusArea

pytestmark = pytest.mark.django_db

COUNTS = (
    "4 key focus areas, 22 outcomes, 33 indicators, 165 milestones, 126 budget amounts,"
    " 29 printed sums, 126 sentences, 6 development goals, 47 counties, 5 offices,"
    " 30 organisations of the plan; 6 printed sums do not add up, kept as printed."
)


def test_command_prints_counts_and_the_second_time_no_change(capsys):
    call_command("load_strategic_plan")
    call_command("load_strategic_plan")

    assert capsys.readouterr().out == (
        f"{COUNTS} Created 594, updated 0, linked 37, removed 0, unchanged 0, kept as edited 0.\n"
        f"{COUNTS} Created 0, updated 0, linked 0, removed 0, unchanged 594, kept as edited 0.\n"
    )


def test_command_takes_another_file(tmp_path, capsys):
    other = tmp_path / "plan.yaml"
    other.write_text(PLAN_FILE.read_text().replace("target: 5000", "target: 6000"))

    call_command("load_strategic_plan", str(other))

    assert Indicator.objects.get(code="1.1").target == 6000


def test_command_refuses_a_broken_file_and_changes_nothing(tmp_path):
    other = tmp_path / "plan.yaml"
    text = PLAN_FILE.read_text()
    other.write_text(text.replace("target: 5000", "target: -6000"))
    line = text[: text.index("target: 5000")].count("\n") + 1

    with pytest.raises(CommandError) as error:
        call_command("load_strategic_plan", str(other))

    assert str(error.value) == (
        f"plan.yaml, line {line}, field"
        " key_focus_areas[KFA1].outcomes[1.A].indicators[1.1].target: -6000 must not be negative"
    )
    assert error.value.returncode == 1
    assert KeyFocusArea.objects.count() == 0
