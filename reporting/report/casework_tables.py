"""Services, shelter and court work in words."""

from django.utils.translation import gettext as _

from reporting.report.contents import Report, Tally
from reporting.report.printed import Head, Printed, Row, numbers
from reporting.report.wording import short
from tracekenya.lib import vocabularies
from tracekenya.ui.numbers import Cell


def tally_table(tally: Tally, caption: str, head: str, number: str) -> Printed:
    """Return the codes that were counted, in the vocabulary's order."""
    counted = dict(tally.cells)
    return Printed(
        caption=caption,
        heads=(Head(head), *numbers(number)),
        rows=tuple(
            Row((term.label, short(counted[term.code])))
            for term in vocabularies.terms(tally.vocabulary)
            if counted.get(term.code)
        ),
    )


def shelter_table(report: Report) -> Printed:
    stays = report.shelter
    return _facts(
        _("Shelter in %(year)d") % {"year": report.year},
        [
            (_("Persons sheltered at any time in the year"), stays.people),
            (_("Admissions"), stays.admissions),
            (_("Nights slept, all persons together"), stays.nights),
            (_("Stays that ended"), stays.stays_ended),
            (_("Median stay, days (half were shorter)"), stays.median_stay_days),
        ],
    )


def justice_table(report: Report) -> Printed:
    court = report.justice
    return _facts(
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


def _facts(caption: str, facts: list[tuple[str, Cell]]) -> Printed:
    return Printed(
        caption=caption,
        heads=(Head(_("What")), *numbers(_("Number"))),
        rows=tuple(Row((words, short(value))) for words, value in facts),
    )
