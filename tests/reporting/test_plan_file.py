"""The plan's file: what ours says, and the line that names what is wrong with a broken one."""

from decimal import Decimal

import pytest

from reporting.enums import Accumulation, Direction, DistinctBy, Pillar, PlanTextKind, ValueType
from reporting.management.commands.load_strategic_plan import COUNTY_FILE, PLAN_FILE
from reporting.plan.cursor import PlanFileError
from reporting.plan.reading import LARGEST_FILE, read_plan
from reporting.plan.records import IndicatorRecord


@pytest.fixture(scope="module")
def plan():
    return read_plan(PLAN_FILE, counties=COUNTY_FILE)


@pytest.fixture
def refusal(tmp_path):
    """Return the message with which a file of this text is refused."""

    def read(text: str | bytes) -> str:
        source = tmp_path / "broken.yaml"
        source.write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(PlanFileError) as error:
            read_plan(source, counties=COUNTY_FILE)
        return error.value.message

    return read


def broken(old: str, new: str, *, after: str = "") -> tuple[str, int]:
    """Return our file with the first `old` behind `after` replaced, and the line of that place."""
    text = PLAN_FILE.read_text()
    place = text.index(old, text.index(after))
    return text[:place] + new + text[place + len(old) :], text.count("\n", 0, place) + 1


def test_plan_has_the_printed_numbers_of_everything(plan):
    assert [area.code for area in plan.key_focus_areas] == ["KFA1", "KFA2", "KFA3", "KFA4"]
    assert [len(area.outcomes) for area in plan.key_focus_areas] == [5, 4, 5, 8]
    assert [
        sum(len(outcome.indicators) for outcome in area.outcomes) for area in plan.key_focus_areas
    ] == [9, 11, 5, 8]
    assert [indicator.code for indicator in plan.indicators] == [
        *(f"1.{number}" for number in range(1, 10)),
        *(f"2.{number}" for number in range(1, 12)),
        *(f"3.{number}" for number in range(1, 6)),
        *(f"4.{number}" for number in range(1, 9)),
    ]
    assert (len(plan.budget_lines), len(plan.printed_sums)) == (126, 29)
    assert [goal.number for goal in plan.sdgs] == [5, 8, 10, 11, 16, 17]
    assert (len(plan.offices), len(plan.organisations), len(plan.counties)) == (5, 30, 47)


def test_plan_prints_an_indicator_verbatim(plan):
    found = next(one for one in plan.indicators if one.code == "1.5")

    assert found == IndicatorRecord(
        code="1.5",
        name="# of children receiving direct services from Trace Kenya",
        short_name="# of children receiving direct services from Trace Kenya",
        name_sw="Idadi ya watoto wanaopokea huduma za moja kwa moja kutoka Trace Kenya",
        pillar=Pillar.PROVISION,
        value_type=ValueType.COUNT,
        unit="children",
        baseline=Decimal(500),
        target=Decimal(1200),
        baseline_as_printed="500",
        target_as_printed="1200",
        data_source="Program Reports",
        data_source_as_printed="Program Reports – Shelter Manager",
        responsible="Shelter Manager",
        frequency="Annually",
        computed_from="casework",
        accumulation=Accumulation.CUMULATIVE_WITH_BASELINE,
        includes_baseline=True,
        distinct_by=DistinctBy.PERSON,
        direction=Direction.INCREASE,
        sdgs=(16,),
    )


def test_numbers_agree_with_the_printed_cells(plan):
    printed = {"8%": 8, "28%": 28, "18 m": 18, "68 m": 68, "25%": 25, "100%": 100}

    for one in plan.indicators:
        for number, cell in (
            (one.baseline, one.baseline_as_printed),
            (one.target, one.target_as_printed),
        ):
            assert number == printed.get(cell) or number == int(cell), one.code


def test_every_name_has_a_swahili_draft(plan):
    named = [*plan.key_focus_areas, *plan.outcomes, *plan.indicators, *plan.sdgs]

    assert [one for one in named if not one.name_sw or one.name_sw == one.name] == []


def test_exactly_six_sums_do_not_add_up_and_stay_as_printed(plan):
    wrong = [one for one in plan.printed_sums if not one.adds_up]

    assert [(one.kfa, one.year, one.printed_kes, one.sum_of_parts_kes) for one in wrong] == [
        ("KFA1", 2021, 7_000_000, 6_500_000),
        ("KFA1", 2024, 12_300_000, 12_500_000),
        ("KFA1", 2026, 15_800_000, 15_300_000),
        ("KFA3", 2022, 6_800_000, 6_940_000),
        ("KFA3", 2023, 7_000_000, 8_000_000),
        (None, 2022, 18_000_000, 18_611_000),
    ]


def test_empty_budget_cells_stay_empty(plan):
    empty = [(one.kfa, one.year) for one in plan.budget_lines if one.amount_kes is None]

    assert empty == [("KFA4", 2021)] * 6


def test_sentences_of_every_kind_are_there(plan):
    found = {kind: sum(text.kind == kind for text in plan.texts) for kind in PlanTextKind}

    assert found == {
        "vision": 1,
        "mission": 1,
        "goal": 1,
        "contribution": 21,
        "plan_outcome": 21,
        "action_line": 31,
        "spending_rule": 3,
        "future_commitment": 6,
        "assumption": 4,
        "risk": 5,
        "mitigation": 4,
        "donor": 6,
        "policy": 10,
        "office": 5,
        "note": 7,
    }


def test_names_alone_are_enough_for_goals_agencies_networks_and_offices(tmp_path):
    text = PLAN_FILE.read_text()
    start, end = text.index("sdgs:\n- number"), text.index("key_focus_areas:")
    text = text[:start] + "sdgs: [5, 8, 10, 11, 16, 17]\n" + text[end:]
    text = text.replace(
        "- name: Ministry of Labour\n  kind: labour_nea\n", "- Ministry of Labour\n"
    )
    text = text.replace("      sdgs:\n      - 16\n", "", 1)
    source = tmp_path / "short.yaml"
    source.write_text(text.replace("  kind: shelter\n  counties: []\n", ""))

    found = read_plan(source, counties=COUNTY_FILE)

    assert found.indicators[0].sdgs == ()
    assert (found.sdgs[0].number, found.sdgs[0].name) == (5, "")
    assert found.organisations[0].kind == "central_government"
    assert (found.offices[0].kind, found.offices[0].counties) == ("office", ())


FIRST_INDICATOR = "key_focus_areas[KFA1].outcomes[1.A].indicators[1.1]"


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ("target: 5000", "target: -5000", "target", "-5000 must not be negative"),
        ("target: 5000", "target: many", "target", "'many' must be a number"),
        ("target: 5000", "target: .inf", "target", "'.inf' must be a number"),
        ("target: 5000", "target: 999999999999", "target", "'999999999999' must be a number"),
        ("target: 5000", "target: [5000]", "target", "must be one value"),
        ("target: 5000", "target:", "target", "is empty"),
        (
            "target: 5000",
            "target: 1749",
            "target",
            "1749 is below the baseline 1750, but direction is increase",
        ),
        (
            "direction: increase",
            "direction: decrease",
            None,
            "5000 is above the baseline 1750, but direction is decrease",
        ),
        ("pillar: prevention", "pillar: prevent", "pillar",
         "'prevent' is not known; use one of prevention, protection, provision, prosecution,"
         " partnership"),
        ("includes_baseline: true", "includes_baseline: false", "includes_baseline",
         "must be true where accumulation is cumulative_with_baseline"),
        ("includes_baseline: true", "includes_baseline: perhaps", "includes_baseline",
         "must be true or false"),
        ("code: '1.1'", "code: '7.7'", "code", "'7.7' must look like 1.1"),
        ("unit: children", 'unit: "chil\\u202Edren"', "unit", "must be plain text"),
        ("unit: children", "unit: '  '", "unit", "is empty"),
        ("unit: children", f"unit: {'x' * 61}", "unit", "is longer than 60 characters"),
    ],
)  # fmt: skip
def test_bad_field_of_an_indicator_is_named_with_its_line(refusal, old, new, field, problem):
    text, line = broken(old, new, after="code: '1.1'")
    path = FIRST_INDICATOR.replace("[1.1]", "[7.7]") if "7.7" in new else FIRST_INDICATOR
    if field is None:
        field, line = "target", broken("target: 5000", "")[1]

    assert refusal(text) == f"broken.yaml, line {line}, field {path}.{field}: {problem}"


def test_missing_field_is_named_at_the_row_that_lacks_it(refusal):
    text, _line = broken("      unit: children\n", "", after="code: '1.1'")
    line = broken("code: '1.1'", "")[1]

    assert refusal(text) == f"broken.yaml, line {line}, field {FIRST_INDICATOR}.unit: is missing"


def test_code_used_twice_names_both_lines(refusal):
    text, line = broken("code: '1.2'", "code: '1.1'")
    first = broken("code: '1.1'", "")[1]

    assert refusal(text) == (
        f"broken.yaml, line {line}, field {FIRST_INDICATOR}.code:"
        f" 1.1 is used twice (first on line {first})"
    )


def test_field_given_twice_names_both_lines(refusal):
    text, line = broken("target: 5000", "baseline: 5000", after="code: '1.1'")

    assert refusal(text) == (
        f"broken.yaml, line {line}, field {FIRST_INDICATOR}.baseline:"
        f" is given twice (first on line {line - 1})"
    )


AREAS = "budget_kes.by_key_focus_area"


@pytest.mark.parametrize(
    ("old", "new", "after", "field", "problem"),
    [
        ("KFA4:\n", "KFA9:\n", "budget_kes:", None,
         f"{AREAS}.KFA9: KFA9 is not one of the key focus areas of this file"),
        ("2026: 10000000", "2027: 10000000", "budget_kes:", 0,
         f"{AREAS}.KFA1.lines.Prevention.2027: the year lies outside 2021-2026"),
        ("2026: 10000000", "2026: -1", "budget_kes:", 0,
         f"{AREAS}.KFA1.lines.Prevention.2026: -1 must not be negative"),
        ("2026: 10000000", "2026: 0.5", "budget_kes:", 0,
         f"{AREAS}.KFA1.lines.Prevention.2026: must be a whole number"),
        ("          2026: 10000000\n", "", "budget_kes:", -5,
         f"{AREAS}.KFA1.lines.Prevention.2026: is missing"),
        ("where: KFA1 2021", "where: KFA1 2022", "budget_kes:", 0,
         "budget_kes.printed_figures_that_do_not_add_up[KFA1 2022].where: adds up,"
         " or is noted twice"),
        ("sum_of_lines: 6500000", "sum_of_lines: 6500001", "budget_kes:", 0,
         "budget_kes.printed_figures_that_do_not_add_up[KFA1 2021].sum_of_lines:"
         " the table gives 6500000"),
        ("first_year: 2022", "first_year: 2027", "plan:", 1,
         "plan.last_year: 2026 comes before first_year"),
        ("baseline_year: 2021", "baseline_year: 2020", "plan:", 0,
         "plan.baseline_year: must be the year before first_year"),
        ("last_year: 2026", "last_year: 20266", "plan:", 0,
         "plan.last_year: 20266 lies outside 2000-2100"),
        ("number: 8", "number: 18", "sdgs:", 0, "sdgs[18].number: 18 lies outside 1-17"),
        ("- 16", "- 15", "code: '1.1'", 0,
         f"{FIRST_INDICATOR}.sdgs[1]: is not one of the plan's Sustainable Development Goals"),
        ("- Kwale", "- Mombasa", "counties:\n  traditional", 0,
         "counties.traditional[3]: Mombasa is used twice (first on line {first})"),
        ("- Kwale", "- Nairobi", "counties:\n  traditional", 0,
         "counties.traditional[3]: Nairobi is not so in the list of counties"),
        ("  - Kwale\n", "", "counties:\n  traditional", -2,
         "counties.traditional: Kwale is missing, as the list of counties has it"),
        ("status: functional", "status: planned", "name: Mombasa Shelter", 0,
         "offices[Mombasa Shelter].status: must begin with one of functional, anticipated, closed"),
        ("- Lamu", "- Lamuu", "name: Minjila Office", 0, None),
        ("kind: labour_nea", "kind: ministry", "government_agencies:", 0, None),
        ("future_commitments:\n", "future_commitments: none\nothers:\n", "networks:", 0,
         "future_commitments: must be a list"),
    ],
)  # fmt: skip
def test_bad_part_of_the_plan_is_named_with_its_line(refusal, old, new, after, field, problem):
    text, line = broken(old, new, after=after)
    line += 1 if field is None else field

    message = refusal(text)

    if problem is None:
        place, _colon, words = message.partition(": ")
        assert place.startswith(f"broken.yaml, line {line}, field ")
        assert words.startswith(f"'{new.split()[-1]}' is not known; use one of ")
    else:
        expected = problem.format(first=line - 2)
        assert message == f"broken.yaml, line {line}, field {expected}"


def test_offices_whose_names_give_one_code_are_refused(refusal):
    text, line = broken("name: Minjila Office", "name: Mombasa Shelter!")

    assert refusal(text) == (
        f"broken.yaml, line {broken('name: Mombasa Shelter', '')[1]},"
        " field offices[Mombasa Shelter].name: must begin with 20 letters of its own"
    )


def test_line_of_the_budget_needs_a_name_that_fits(refusal):
    text, line = broken("Prevention:", f"{'x' * 121}:", after="budget_kes:")

    assert refusal(text) == (
        f"broken.yaml, line {line}, field {AREAS}.KFA1.lines: is longer than 120 characters"
    )


@pytest.mark.parametrize(
    "field",
    [
        "name", "pillar", "value_type", "unit", "baseline", "target", "baseline_as_printed",
        "target_as_printed", "data_source_as_printed", "frequency", "computed_from", "accumulation",
        "includes_baseline", "distinct_by", "direction",
    ],
)  # fmt: skip
def test_indicator_lacks_none_of_its_fields(refusal, field):
    text, _line = broken(f" {field}: ", f" other_{field}: ", after="code: '1.1'")
    line = broken("code: '1.1'", "")[1]

    assert refusal(text) == f"broken.yaml, line {line}, field {FIRST_INDICATOR}.{field}: is missing"


def test_goal_named_twice_is_refused(refusal):
    text, _line = broken("number: 8", "number: 5")
    line = broken("- number: 5", "")[1]

    assert refusal(text) == f"broken.yaml, line {line}, field sdgs: a goal is named twice"


def test_sum_that_does_not_add_up_must_be_noted(refusal):
    text, _line = broken("2022: 5500000", "2022: 5600000", after="budget_kes:")
    line = broken("- where: KFA1 2021", "")[1]

    assert refusal(text) == (
        f"broken.yaml, line {line}, field budget_kes.printed_figures_that_do_not_add_up:"
        " KFA1 2022 is printed as 7020000 but its parts add up to 7120000;"
        " mend the table or note it here"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "broken.yaml: is empty"),
        ("# only a remark\n", "broken.yaml: is empty"),
        ("just words", "broken.yaml, line 1, field (whole file): must be a group of named values"),
        ("a: 1\nb: [1, 2\n", "broken.yaml, line 3: is not YAML: did not find expected ',' or ']'"),
        (b"plan: \xff\xfe\x00", "broken.yaml: is not UTF-8 text"),
        ("plan: \x00", "broken.yaml: is not YAML: it holds characters no text has"),
        ("plan: {}", "broken.yaml, line 1, field plan.baseline_year: is missing"),
        ("x" * (LARGEST_FILE + 1), f"broken.yaml: is larger than {LARGEST_FILE} bytes"),
    ],
)
def test_file_that_is_no_plan_is_refused(refusal, text, message):
    assert refusal(text) == message


def test_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(PlanFileError) as missing:
        read_plan(tmp_path / "nowhere.yaml", counties=COUNTY_FILE)
    with pytest.raises(PlanFileError) as folder:
        read_plan(tmp_path, counties=COUNTY_FILE)

    assert missing.value.message == "nowhere.yaml: cannot be read: No such file or directory"
    assert folder.value.message == f"{tmp_path.name}: cannot be read: Is a directory"


def test_county_list_without_a_column_is_refused(tmp_path):
    source = tmp_path / "counties.csv"
    source.write_text("code,name,region\n001,Mombasa,Coast\n")

    with pytest.raises(PlanFileError) as error:
        read_plan(PLAN_FILE, counties=source)

    assert error.value.message == "counties.csv, line 1, field plan_status: is missing"
