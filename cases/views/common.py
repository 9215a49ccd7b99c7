"""What the pages of casework share: one form on one case, answered or shown again."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from cases.models import Case
from tracekenya.pages.responses import form_response


def case_form_page(
    request: HttpRequest, case: Case, form: BaseForm, **options: Any
) -> HttpResponse:
    """Draw and answer a form on `case`; afterwards the case's page is shown."""
    options.setdefault("given", {"case": case})
    return form_response(
        request, form, goes_to=case, trail=[(case.code, case.get_absolute_url())], **options
    )
