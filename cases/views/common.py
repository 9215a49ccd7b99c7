"""What the pages of casework share: one form on one case, answered or shown again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.forms.base import EditForm
from cases.models import Case
from tracekenya.ui.forms import perform


def form_page(
    request: HttpRequest,
    form: BaseForm,
    *,
    title: str,
    action: Callable[..., Any],
    given: dict[str, Any],
    done: str,
    goes_to: Any,
    trail: list[tuple[str, str]],
    **context: Any,
) -> HttpResponse:
    """Run `action` with the cleaned form and `given`, then redirect; else draw the form.

    `goes_to`: record to show afterwards and on cancel. `trail`: (label, url) of the pages above.
    `context` may hold lead and submit_label.
    """
    if form.is_valid():
        made = perform(form, action, by=request.user, **given, **form.cleaned_data)
        if made is not None:
            messages.success(request, done)
            return redirect(goes_to)
    if isinstance(form, EditForm):
        context["saved_meanwhile"] = form.saved_meanwhile()
    context |= {"form": form, "title": title, "trail": trail}
    context.setdefault("cancel_url", goes_to.get_absolute_url())
    return render(request, "cases/form_page.html", context)


def case_form_page(
    request: HttpRequest, case: Case, form: BaseForm, **options: Any
) -> HttpResponse:
    """Draw and answer a form on `case`; afterwards the case's page is shown."""
    options.setdefault("given", {"case": case})
    return form_page(
        request, form, goes_to=case, trail=[(case.code, case.get_absolute_url())], **options
    )
