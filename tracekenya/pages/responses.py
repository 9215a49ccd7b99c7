"""Answers that every record's pages share: its page, and a form on it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db import models
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.lib.errors import DomainError
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, changes_of
from tracekenya.pages.forms import EditForm, leave_out_unread, opened_by
from tracekenya.pages.listing import Act
from tracekenya.ui.forms import perform

Trail = Sequence[tuple[str, str]]  # (label, url) of the pages above, the outermost first


@dataclass(frozen=True)
class Panel:
    """What else a record's page shows. `context` is what `template` needs."""

    name: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


def record_response(
    request: HttpRequest,
    record: models.Model,
    *,
    title: str,
    trail: Trail,
    facts: Sequence[Fact],
    tags: Sequence[Tag] = (),
    acts: Sequence[Act] = (),
    panels: Sequence[Panel] = (),
    lead: str = "",
    template: str = "pages/record_page.html",
    **context: Any,
) -> HttpResponse:
    """Draw the page of one record: facts, what belongs to it, and who changed what."""
    drawn = [
        {"name": p.name, "title": p.title, "html": render_to_string(p.template, p.context, request)}
        for p in panels
    ]
    context |= {
        "record": record,
        "title": title,
        "lead": lead,
        "trail": trail,
        "facts": facts,
        "tags": tags,
        "acts": [act for act in acts if act.permission is None or request.user.can(act.permission)],
        "panels": drawn,
        "changes": changes_of(record),
    }
    return render(request, template, context)


def form_response(
    request: HttpRequest,
    form: BaseForm,
    *,
    title: str,
    action: Callable[..., Any],
    given: dict[str, Any],
    done: str,
    goes_to: Any,
    trail: Trail,
    template: str = "pages/form_page.html",
    keeps_opening: bool = True,
    **context: Any,
) -> HttpResponse:
    """Run `action` with the cleaned form and `given`, then redirect; else draw the form.

    What the person may not read is not in the form; what it opens of a saved record leaves a row in
    the trail, unless the view keeps that itself (`keeps_opening=False`).
    `goes_to`: the record or address to show afterwards and on cancel; None shows what was made,
    and then `context` must hold cancel_url. It may hold lead and submit_label too.
    """
    leave_out_unread(form, request.user)
    if keeps_opening and request.method == "GET" and (opened := opened_by(form)):
        record_look(AuditKind.REVEALED, by=request.user, target=form.instance, fields=opened)  # type: ignore[attr-defined]
    if form.is_valid():
        made = perform(form, action, by=request.user, **given, **form.cleaned_data)
        if made is not None:
            messages.success(request, done)
            return redirect(goes_to or made)
    if hasattr(form, "saved_meanwhile"):
        context["saved_meanwhile"] = form.saved_meanwhile()
    context |= {"form": form, "title": title, "trail": trail}
    if "cancel_url" not in context:
        context["cancel_url"] = goes_to if isinstance(goes_to, str) else goes_to.get_absolute_url()
    return render(request, template, context)


def press_response(
    request: HttpRequest,
    action: Callable[..., Any],
    *,
    goes_to: Any,
    done: str = "",
    **given: Any,
) -> HttpResponse:
    """Run `action` for a click without a form, then redirect to `goes_to`; a refusal becomes a message."""
    try:
        action(**given, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        if done:
            messages.success(request, done)
    return redirect(goes_to)


def edit_response(
    request: HttpRequest,
    kind: type[EditForm],
    row: models.Model,
    *,
    action: Callable[..., Any],
    goes_to: Any = None,
    form_options: Mapping[str, Any] | None = None,
    **context: Any,
) -> HttpResponse:
    """Draw and take the form `kind` that corrects the saved `row`.

    It ends on `goes_to`, the row's own page where none is given. `context`: title, trail and what
    else `form_response` takes.
    """
    start = {"instance": row, "initial": {"version": row.version}}  # type: ignore[attr-defined]  # a Record
    form = kind(request.POST or None, **start, **(form_options or {}))
    return form_response(
        request, form, action=action, given={"row": row}, done=_("Saved."), goes_to=goes_to or row,
        **context,
    )  # fmt: skip
