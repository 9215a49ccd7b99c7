"""A register: rows of one kind that staff list, read, add and correct, described once.

`Register.routes()` gives its four pages: <name>_list, <name>_add, <name>_detail, <name>_edit.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.pages.actions import rows
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, facts_of
from tracekenya.pages.forms import EditForm, NewRowForm
from tracekenya.pages.listing import Act, ListPage, list_response
from tracekenya.pages.responses import Panel, form_response, record_response
from tracekenya.roles.access import OutOfScope, requires
from tracekenya.roles.permissions import Permission

Text = str | Promise
GET_POST = ["GET", "POST"]


def all_rows(model: type[Model]) -> Callable[[Any], QuerySet]:
    """Return a function: every row, for registers that all with the right may read."""
    return lambda user: model._default_manager.all()


def tells_of_people(model: type[Model]) -> bool:
    """Whether a row says who somebody is or belongs to a case, so that opening it is kept."""
    privacy = getattr(model, "Privacy", None)
    is_about_a_case = any(field.name == "case" for field in model._meta.get_fields())
    return is_about_a_case or any(getattr(privacy, word, ()) for word in ("personal", "special"))


@dataclass(frozen=True)
class Register:
    """One register and its pages.

    name: in routes and addresses ("policy"). fields: of the form, in order. rows: the rows that a
    person may see (select_related as the columns need). editable: those that may be edited.
    check: a rule over several fields. panels, tags, acts, facts: more for the row's page.
    above: (label, route) of the pages above the list. list_template, list_context: for a list that
    shows more than its rows. Personal fields are shown as `tracekenya.roles.fields` says.
    """

    app: str
    name: str
    folder: str
    model: type[Model]
    listing: ListPage
    add_label: Text
    view: Permission
    edit: Permission
    fields: Sequence[str]
    rows: Callable[[Any], QuerySet]
    hints: dict[str, Text] = field(default_factory=dict)
    check: Callable[[Any], None] | None = None
    form_mixin: type[forms.BaseForm] = forms.BaseForm
    editable: Callable[[Any, Any], bool] = lambda user, row: True
    facts: Callable[[Any, Any], list[Fact]] | None = None
    tags: Callable[[Any], Sequence[Tag]] = lambda row: ()
    panels: Callable[[Any, Any], Sequence[Panel]] = lambda row, user: ()
    acts: Callable[[Any, Any], Sequence[Act]] = lambda row, user: ()
    list_acts: Callable[[Any], Sequence[Act]] = lambda user: ()
    above: Sequence[tuple[Text, str]] = ()
    list_template: str = "pages/list_page.html"
    list_context: Callable[[Any], dict[str, Any]] = lambda user: {}
    add: Callable[..., Any] | None = None
    change: Callable[..., Any] = rows.edit

    def routes(self) -> list[URLPattern]:
        """Return the routes of the four pages under `folder`."""
        views = {f"{self.name}_{act}": self._view(act) for act in ("list", "add", "detail", "edit")}
        ends = {"list": "", "add": "add/", "detail": "<uuid:pk>/", "edit": "<uuid:pk>/edit/"}
        return [
            path(f"{self.folder}/{ends[name.rpartition('_')[2]]}", view, name=name)
            for name, view in views.items()
        ]

    def url(self, act: str = "list", row: Model | None = None) -> str:
        """Return the address of the list, of adding, or of a row's page or form."""
        return reverse(f"{self.app}:{self.name}_{act}", args=[row.pk] if row is not None else [])

    def get_for(self, user: Any, pk: Any) -> Any:
        """Return the row. Raises OutOfScope (a 404) unless the person may see it."""
        row = self.rows(user).filter(pk=pk).first()
        if row is None:
            raise OutOfScope(str(pk))
        return row

    def form(self, base: type[BaseForm]) -> type[BaseForm]:
        """Return the form on this register's fields; `base` makes it one for a new or a saved row."""
        meta = type(
            "Meta", (base.Meta,),  # type: ignore[attr-defined]  # our bases have one
            {"model": self.model, "fields": list(self.fields), "help_texts": self.hints},
        )  # fmt: skip
        parents = (base,) if self.form_mixin is forms.BaseForm else (self.form_mixin, base)
        return type(f"{self.model.__name__}Form", parents, {"Meta": meta})

    def _above(self, user: Any) -> list[tuple[str, str]]:
        """Return the pages above the list that the person may open."""
        links = [(str(label), reverse(route)) for label, route in self.above]
        needed = [getattr(resolve(url).func, "permission", None) for _label, url in links]
        return [
            link for link, right in zip(links, needed, strict=True) if not right or user.can(right)
        ]

    def trail(self, user: Any, *more: tuple[Text, str]) -> list[tuple[str, str]]:
        here = (str(self.listing.title), self.url())
        return [*self._above(user), here, *((str(a), b) for a, b in more)]

    def _facts(self, row: Any, user: Any) -> list[Fact]:
        if self.facts:
            return self.facts(row, user)
        return facts_of(row, self.fields, reader=user)

    def _view(self, act: str) -> Callable[..., HttpResponse]:
        """Return the view of one page, named after its route and guarded by its right."""
        body = {"list": self._list, "add": self._add, "detail": self._detail, "edit": self._edit}[
            act
        ]
        methods = require_http_methods(GET_POST) if act in ("add", "edit") else require_safe

        def view(request: HttpRequest, **key: Any) -> HttpResponse:
            return body(request, **key)

        view.__name__ = f"{self.name}_{act}"
        return requires(self.edit if act in ("add", "edit") else self.view)(methods(view))

    def _list(self, request: HttpRequest) -> HttpResponse:
        add = Act(self.add_label, self.url("add"), "plus", self.edit)
        acts = [add, *self.list_acts(request.user)]
        return list_response(
            request, self.listing, self.rows(request.user), acts=acts,
            template=self.list_template, trail=self._above(request.user),
            **self.list_context(request.user),
        )  # fmt: skip

    def _add(self, request: HttpRequest) -> HttpResponse:
        form = self.form(NewRowForm)(request.POST or None)
        given: dict[str, Any] = {"model": self.model, "check": self.check}
        return form_response(
            request, form, title=str(self.add_label), action=self.add or rows.add,
            given={} if self.add else given, done=_("Kept."), goes_to=None,
            trail=self.trail(request.user), cancel_url=self.url(),
        )  # fmt: skip

    def _detail(self, request: HttpRequest, pk: Any) -> HttpResponse:
        row = self.get_for(request.user, pk)
        edit = Act(_("Change"), self.url("edit", row), "edit", self.edit)
        acts = [edit] if self.editable(request.user, row) else []
        if tells_of_people(self.model):
            record_look(AuditKind.VIEWED, by=request.user, target=row)
        return record_response(
            request, row, title=str(row), trail=self.trail(request.user),
            facts=self._facts(row, request.user), tags=self.tags(row),
            acts=[*acts, *self.acts(row, request.user)], panels=self.panels(row, request.user),
        )  # fmt: skip

    def _edit(self, request: HttpRequest, pk: Any) -> HttpResponse:
        row = self.get_for(request.user, pk)
        if not self.editable(request.user, row):
            raise PermissionDenied(self.edit)
        form = self.form(EditForm)(
            request.POST or None, instance=row, initial={"version": row.version}
        )
        given = {"row": row} | ({"check": self.check} if self.change is rows.edit else {})
        return form_response(
            request, form, title=_("Change: %(what)s") % {"what": row}, action=self.change,
            given=given, done=_("Saved."), goes_to=self.url("detail", row),
            trail=self.trail(request.user, (str(row), self.url("detail", row))),
        )  # fmt: skip
