"""The measures as a whole: one for each indicator of the plan, each told in docs/counting.md."""

import re

import pytest
from django.conf import settings

from reporting.measures import all_codes, specification_of
from reporting.measures.registry import measure
from tests.factories.reporting import printed_plan

PAGE = settings.BASE_DIR / "docs" / "counting.md"


def test_each_indicator_of_the_plan_has_one_measure():
    assert all_codes() == [each.code for each in printed_plan().indicators]


def test_an_indicator_cannot_be_specified_twice():
    with pytest.raises(ValueError, match="1.1 is specified twice"):
        measure("1.1")(lambda: None)


def test_the_page_on_counting_gives_each_rule_and_source():
    told = re.findall(r"^\| (\d\.\d+) \| (.+?) \| (.+?) \|", PAGE.read_text(), re.MULTILINE)

    specified = [(code, specification_of(code)) for code in all_codes()]
    assert told == [(code, str(each.rule), str(each.source)) for code, each in specified]
