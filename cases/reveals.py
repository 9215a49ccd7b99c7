"""Sealed fields of one kind of record, opened in the answer to a click; described once, one route each.

The click leaves a row in the trail. Where the table of rights asks for a reason, it is asked first;
where the field needs a proof, one proves again who one is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cases.actions import reveals
from cases.forms.reasons import ClickForm, ReasonForm
from cases.models import Case
from tracekenya.accounts import fresh
from tracekenya.pages.facts import Fact, fact, in_words, label_of
from tracekenya.pages.listing import Act
from tracekenya.roles.access import requires
from tracekenya.roles.fields import Way, may_read, rule_of
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import asks_reason

Text = str | Promise


@dataclass(frozen=True)
class Reveal:
    """What a click opens.

    route: "app:view". folder: the address before the key; `end` behind it. get: (user, pk, act) -> row,
    raising what makes a 404 or 403. fields: in order; those that the role may not read are left out.
    case_of: the case that the record stands on, None for none. home: where the way back leads.
    title: takes the row. label: the words on the button. key: what stands in the address.
    """

    route: str
    folder: str
    act: Permission
    get: Callable[[Any, Any, Permission], Any]
    fields: Sequence[str]
    title: Callable[[Any], str]
    case_of: Callable[[Any], Case | None] = lambda row: row.case
    home: Callable[[Any], str] = lambda row: row.get_absolute_url()
    name_of_home: Callable[[Any], str] = str
    label: Text = _("Open the text")
    end: str = "read/"
    lead: Text = ""
    key: Callable[[Any], Any] = lambda row: row.pk

    def routes(self) -> list[URLPattern]:
        name = self.route.partition(":")[2]
        return [path(f"{self.folder}<uuid:pk>/{self.end}", self._view(name), name=name)]

    def act_on(self, row: Model, user: Any) -> list[Act]:
        """Return the button for whom the role lets read any of the fields; no button for nothing."""
        if not any(self._may_hold(row, name) for name in self.readable(user, type(row))):
            return []
        url = reverse(self.route, args=[self.key(row)])
        return [
            Act(self.label, url, "lock", self.act, is_post=not asks_reason(user.role, self.act))
        ]

    def readable(self, user: Any, model: type[Model]) -> list[str]:
        return [name for name in self.fields if may_read(user, model, name)]

    def needs_proof(self, row: Any, user: Any) -> bool:
        """Return whether one proves again who one is before this is opened."""
        return any(rule_of(type(row), name).way is Way.PROOF for name in self.fields)

    def facts(self, row: Any, opened: dict[str, Any]) -> list[Fact]:
        model = type(row)
        return [
            fact(label_of(model, name), in_words(model._meta.get_field(name), value))
            for name, value in opened.items()
        ]

    def _may_hold(self, row: Model, name: str) -> bool:
        """Return whether there is anything to open; nothing is unsealed to find out."""
        return bool(row.__dict__.get(name, True))

    def _view(self, name: str) -> Callable[..., HttpResponse]:
        def view(request: HttpRequest, pk: Any) -> HttpResponse:
            return self._answer(request, pk)

        view.__name__ = name
        return requires(self.act)(require_http_methods(["GET", "POST"])(view))

    def _answer(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Ask, then show the text in the answer to the POST alone; nothing of it is kept."""
        user = request.user
        row = self.get(user, pk, self.act)
        kind = ReasonForm if asks_reason(user.role, self.act) else ClickForm
        form = kind(request.POST if request.method == "POST" else None)
        context = {
            "title": self.title(row), "lead": self.lead, "form": form, "submit_label": self.label,
            "trail": [(self.name_of_home(row), self.home(row))], "cancel_url": self.home(row),
        }  # fmt: skip
        if not form.is_valid():
            return render(request, "cases/reveal_ask.html", context)
        if self.needs_proof(row, user):
            page = fresh.ask(request, fresh.Act.REVEAL_SPECIAL)
            if page is not None:
                return page
        opened = reveals.open_fields(
            row=row, fields=self.readable(user, type(row)), act=self.act, by=user,
            case=self.case_of(row), reason=form.reason(),
        )  # fmt: skip
        return render(request, "cases/reveal.html", context | {"facts": self.facts(row, opened)})
