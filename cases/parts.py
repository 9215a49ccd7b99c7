"""Records that stand on a case or a court case: each has its page, with history, and its correction.

`Part.routes()` gives <name>_detail and <name>_edit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.reveals import Reveal
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel, form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

Text = str | Promise


@dataclass(frozen=True)
class Part:
    """One kind of record.

    get: (user, pk, permission, write) -> row, raising what makes a 404 or 403. home: the case or
    court case it stands on. reveal: what is sealed of it, opened by a click. closed: why it cannot be
    edited now, or "". labels: other words for fields. make_form: takes the posted data and the row.
    """

    name: str
    folder: str
    noun: Text
    view: Permission
    edit: Permission
    get: Callable[[Any, Any, Permission, bool], Any]
    home: Callable[[Any], Any]
    make_form: Callable[[Any, Any], BaseForm]
    change: Callable[..., Any]
    fields: Sequence[str]
    reveal: Reveal | None = None
    labels: Mapping[str, Text] = field(default_factory=dict)
    closed: Callable[[Any], str] = lambda row: ""
    more_facts: Callable[[Any, Any], list[Fact]] = lambda row, user: []
    tags: Callable[[Any], Sequence[Tag]] = lambda row: ()
    acts: Callable[[Any, Any], Sequence[Act]] = lambda row, user: ()
    panels: Callable[[Any, Any], Sequence[Panel]] = lambda row, user: ()

    def routes(self) -> list[URLPattern]:
        """Return the routes of the record's page and of its form."""
        detail, edit = f"{self.name}_detail", f"{self.name}_edit"
        return [
            path(f"{self.folder}/<uuid:pk>/", self._view(detail, self._detail), name=detail),
            path(f"{self.folder}/<uuid:pk>/edit/", self._view(edit, self._edit), name=edit),
            *(self.reveal.routes() if self.reveal else ()),
        ]

    def edit_url(self, row: Model) -> str:
        return reverse(f"cases:{self.name}_edit", args=[row.pk])

    def _view(self, name: str, body: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Return the view, named after its route and guarded by its right."""
        is_form = name.endswith("_edit")
        methods = require_http_methods(["GET", "POST"]) if is_form else require_safe

        def view(request: HttpRequest, pk: Any) -> HttpResponse:
            return body(request, pk)

        view.__name__ = name
        return requires(self.edit if is_form else self.view)(methods(view))

    def _detail(self, request: HttpRequest, pk: Any) -> HttpResponse:
        user = request.user
        row = self.get(user, pk, self.view, False)
        record_look(AuditKind.VIEWED, by=user, target=row)
        home = self.home(row)
        stands_on = fact(self._kind_of(home), str(home), url=home.get_absolute_url())
        edit = Act(_("Change"), self.edit_url(row), "edit", self.edit)
        reveal = self.reveal.act_on(row, user) if self.reveal else []
        acts = [*([] if self.closed(row) else [edit]), *reveal, *self.acts(row, user)]
        return record_response(
            request, row, title=self._title(row), trail=[(str(home), home.get_absolute_url())],
            facts=[stands_on, *facts_of(row, self.fields, **self.labels), *self.more_facts(row, user)],
            tags=self.tags(row), acts=acts, lead=self.closed(row), panels=self.panels(row, user),
        )  # fmt: skip

    def _edit(self, request: HttpRequest, pk: Any) -> HttpResponse:
        row = self.get(request.user, pk, self.edit, True)
        home = self.home(row)
        if request.method == "GET" and (why := self.closed(row)):
            messages.error(request, why)
            return redirect(row)
        trail = [(str(home), home.get_absolute_url()), (str(row), row.get_absolute_url())]
        return form_response(
            request, self.make_form(request.POST or None, row), goes_to=row.get_absolute_url(),
            title=_("Change: %(what)s") % {"what": row}, action=self.change,
            given={"row": row}, done=_("Saved."), trail=trail,
        )  # fmt: skip

    def _title(self, row: Model) -> str:
        return _("%(noun)s: %(what)s") % {"noun": self.noun, "what": row}

    def _kind_of(self, home: Model) -> str:
        names = {"case": _("Case"), "courtcase": _("Court case"), "person": _("Person")}
        return names[str(home._meta.model_name)]
