"""The note on an indicator's year, and addresses that carry a year."""

from django.urls import reverse

from reporting.models import Indicator, YearNote


def note_for(indicator: Indicator, year: int) -> YearNote:
    """Return the note of the year; a new one, not saved, where there is none."""
    found = YearNote.objects.filter(indicator=indicator, year=year).first()
    return found or YearNote(indicator=indicator, year=year)


def year_url(indicator: Indicator, year: int, name: str = "indicator_detail") -> str:
    """Return the address of a page about the indicator, showing `year`."""
    return f"{reverse(f'reporting:{name}', args=[indicator.code])}?year={year}"
