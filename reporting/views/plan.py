"""What every page over the plan does when no plan is loaded yet."""

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reporting.results import PlanNotLoaded
from tracekenya.roles.access import View


def needs_plan(view: View) -> View:
    """Answer 503 with a page that says so when the strategic plan is not loaded."""

    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PlanNotLoaded as missing:
            return render(
                request, "reporting/plan_missing.html", {"message": missing.message}, status=503
            )

    return answered
