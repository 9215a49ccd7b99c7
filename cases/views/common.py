"""What the pages of casework share: one form on one case, answered or shown again."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from cases.models import Case
from tracekenya.lib.errors import DomainError
from tracekenya.pages.responses import form_response

Result = TypeVar("Result")


def perform_plainly(
    request: HttpRequest, action: Callable[..., Result], **given: Any
) -> Result | None:
    """Return what `action` made, or None after its refusal became a message: for a click without a form."""
    try:
        return action(**given)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return None


def case_form_page(
    request: HttpRequest, case: Case, form: BaseForm, **options: Any
) -> HttpResponse:
    """Draw and answer a form on `case`; afterwards the case's page is shown."""
    options.setdefault("given", {"case": case})
    return form_response(
        request, form, goes_to=case, trail=[(case.code, case.get_absolute_url())], **options
    )
