"""The report's plain tables in words; the tables of the key focus areas are drawn from their lines."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from reporting.enums import Pillar
from reporting.report.contents import Line, MoneyArea, Report, Tally
from reporting.report.wording import EMPTY, HIDDEN_MARK, millions, short, thousands
from reporting.results import Table as Breakdown
from tracekenya.lib import vocabularies
from tracekenya.ui.tables import Column, Table


def county_table(report: Report) -> Table:
    """Return one row per county with a count; columns are the indicators of `Reach.columns`."""
    heads = [Column(_("County")), Column(_("In the plan"))]
    heads += [Column(_column_words(report.line(code)), True) for code in report.reach.columns]
    return Table(
        caption=_("Counties with recorded work in %(year)d") % {"year": report.year},
        columns=heads,
        rows=[
            [row.name, plan_status_words(row.plan_status), *map(short, row.cells)]
            for row in report.reach.rows
        ],
    )


def plan_status_words(status: str) -> str:
    """Return the county's standing in the plan, as the list of counties names it."""
    words = {
        "traditional": _("from the start"),
        "expansion_coast": _("expansion, coast"),
        "expansion_source": _("expansion, source"),
        "other": _("not named"),
    }
    return words[status]


def _column_words(line: Line) -> str:
    words = {
        "3.1": _("Intercepts"),
        "1.2": _("Children kept from trafficking"),
        "1.5": _("Children served"),
        "3.3": _("Migrant workers assisted"),
    }
    return f"{words[line.code]} ({line.code})"


def people_tables(report: Report) -> list[Table]:
    """Return one table per dimension: a row per indicator that counts persons, a column per code."""
    dimensions = {
        "sex": _("By sex"),
        "age_band": _("By age at the time, years"),
        "nationality": _("By nationality"),
        "disability": _("By disability"),
    }
    tables = [_matrix(report.lines, dimension, words) for dimension, words in dimensions.items()]
    return [table for table in tables if table.rows]


def _matrix(lines: list[Line], dimension: str, caption: str) -> Table:
    broken_down = [(line, table) for line in lines if (table := line.table(dimension))]
    labels = {cell.code: cell.label for _line, table in broken_down for cell in table.cells}
    return Table(
        caption=caption,
        columns=[
            Column(_("Indicator")),
            *(Column(label, True) for label in labels.values()),
            Column(_("All"), True),
        ],
        rows=[_matrix_row(line, table, list(labels)) for line, table in broken_down],
    )


def _matrix_row(line: Line, table: Breakdown, codes: list[str]) -> list[str]:
    shown = {
        cell.code: HIDDEN_MARK if cell.is_hidden else short(cell.count) for cell in table.cells
    }
    return [
        f"{line.code} {line.short_name}",
        *(shown.get(code, EMPTY) for code in codes),
        short(table.total),
    ]


def tally_table(tally: Tally, caption: str, head: str, number: str) -> Table:
    """Return a table of the codes that were counted, in the vocabulary's order."""
    counted = dict(tally.cells)
    return Table(
        caption=caption,
        columns=[Column(head), Column(number, True)],
        rows=[
            [term.label, short(counted[term.code])]
            for term in vocabularies.terms(tally.vocabulary)
            if counted.get(term.code)
        ],
    )


def facts_table(caption: str, facts: list[tuple[str, object]]) -> Table:
    return Table(
        caption=caption,
        columns=[Column(_("What")), Column(_("Number"), True)],
        rows=[[words, short(value)] for words, value in facts],  # type: ignore[arg-type]
    )


def shelter_table(report: Report) -> Table:
    stays = report.shelter
    return facts_table(
        _("Shelter in %(year)d") % {"year": report.year},
        [
            (_("Persons sheltered at any time in the year"), stays.people),
            (_("Admissions"), stays.admissions),
            (_("Nights slept, all persons together"), stays.nights),
            (_("Stays that ended"), stays.stays_ended),
            (_("Median stay, days (half were shorter)"), stays.median_stay_days),
        ],
    )


def justice_table(report: Report) -> Table:
    court = report.justice
    return facts_table(
        _("Court work in %(year)d") % {"year": report.year},
        [
            (_("Cases before a court at any time in the year"), court.before_court),
            (_("Cases in which a plea was taken"), court.pleas),
            (_("Cases concluded"), court.concluded),
            (_("Cases with a first conviction (indicator 1.8)"), court.convictions),
            (_("Hearings held"), court.hearings),
            (_("Hearings that we attended"), court.hearings_attended),
        ],
    )


def money_table(report: Report) -> Table:
    """Return the printed budget in thousands of KES, lines and sub-totals, with what was spent."""
    money = report.money
    rows = [row for area in money.areas for row in _money_rows(area, money.spent is not None)]
    total = [_("Total as printed"), *map(thousands, money.printed_totals), thousands(money.spent)]
    return Table(
        caption=_("Budget of the plan as printed, KES thousand, and spending in %(year)d")
        % {"year": report.year},
        columns=[
            Column(_("Line")),
            *(Column(str(year), True) for year in money.years),
            Column(_("Spent in %(year)d") % {"year": report.year}, True),
        ],
        rows=[*rows, total],
    )


def _money_rows(area: MoneyArea, is_spending_known: bool) -> list[list[str]]:
    spent = thousands(area.spent if area.spent is not None or not is_spending_known else 0)
    lines = [
        [line.name, *map(thousands, line.planned), thousands(line.spent)] for line in area.lines
    ]
    return [*lines, [f"{area.code} " + _("as printed"), *map(thousands, area.printed), spent]]


def income_table(report: Report) -> Table:
    """Return the printed total beside the money received, by year."""
    money = report.money
    rows = [
        [str(year), _million(planned), _million(received)]
        for year, planned, received in zip(
            money.years, money.printed_totals, money.received, strict=True
        )
    ]
    return Table(
        caption=_("Budget as printed and money received, KES million"),
        columns=[Column(_("Year")), Column(_("Budget"), True), Column(_("Received"), True)],
        rows=rows,
    )


def _million(kes: int | None) -> str:
    return EMPTY if kes is None else millions(kes)


def cross_table(report: Report) -> Table:
    """Return the five Ps against the plan's SDGs; cells name the indicators."""
    pillars: list[tuple[str, str]] = [(pillar.value, str(pillar.label)) for pillar in Pillar]
    pillars.append(("", _("Institution (no pillar)")))
    return Table(
        caption=_("Indicators by pillar of the theory of change and Sustainable Development Goal"),
        columns=[
            Column(_("Pillar")),
            *(Column(f"SDG {number}") for number, _en, _sw in report.sdgs),
            Column(_("On track")),
        ],
        rows=[
            [
                words,
                *(_codes(report, lambda line, n=number, p=pillar: line.pillar == p and n in line.sdgs)
                  for number, _en, _sw in report.sdgs),
                _on_track(report, pillar),
            ]
            for pillar, words in pillars
        ],
    )  # fmt: skip


def _codes(report: Report, belongs: Callable[[Line], bool]) -> str:
    return ", ".join(line.code for line in report.lines if belongs(line)) or EMPTY


def _on_track(report: Report, pillar: str) -> str:
    lines = [line for line in report.lines if line.pillar == pillar]
    reached = sum(line.status == "on_track" for line in lines)
    return _("%(number)d of %(total)d") % {"number": reached, "total": len(lines)}
