"""The style guide: every component on one page, in the language and colours of the moment."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracekenya.ui import samples


def styleguide(request: HttpRequest) -> HttpResponse:
    form = samples.SampleForm(samples.FAULTY_INPUT)
    form.is_valid()
    context = {
        "form": form,
        "filters": samples.SampleFilters(request.GET, prefix="filter"),
        "table": samples.table(),
        "timeline": samples.timeline(),
        "jobs": samples.jobs(),
        "drawings": samples.drawings(),
        "bullet": samples.bullet(),
        "bullets": samples.BULLETS,
        "trend": samples.TREND,
        "facts": samples.facts(),
        "grid": samples.grid(),
        "changes": samples.changes(),
        "tabs": samples.tabs(),
        "icons": samples.ICONS,
    }
    return render(request, "styleguide/styleguide.html", context)
