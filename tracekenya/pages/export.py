"""A list as a file: the same filter, the same columns, the same rows; each file leaves a row in the trail."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tracekenya.accounts import fresh
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.pages import cells, sheets
from tracekenya.pages.keyset import ordered
from tracekenya.roles.permissions import Permission

if TYPE_CHECKING:
    from tracekenya.pages.listing import Listing

MOST_ROWS = 50_000  # of one file
CHUNK = 2_000
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@transaction.atomic
def file_response(request: HttpRequest, listing: "Listing", kind: str) -> HttpResponseBase:
    """Return the list as a CSV or XLSX file; one of more than MOST_ROWS rows is refused in words.

    Whoever did not prove just now who it is, does so first. Without the row in the trail there is no
    file. Raises PermissionDenied, Http404 for another kind.
    """
    if (page := _asked(request, kind)) is not None:
        return page
    rows = list(_rows(listing))
    if len(rows) > MOST_ROWS:
        words = _("A file holds at most %(rows)s rows. Narrow the list by a filter first.")
        messages.error(request, words % {"rows": number_format(MOST_ROWS, force_grouping=True)})
        return redirect(f"{request.path}{listing.url()}")
    name, heads = listing.page.name, [str(column.label) for column in listing.page.columns]
    _keep(request, name, kind, len(rows), filters=listing.in_use)
    return _file(name, kind, str(listing.page.title), heads, rows)


@transaction.atomic
def table_response(
    request: HttpRequest,
    kind: str,
    *,
    name: str,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Any]],
    target: Model | None = None,
) -> HttpResponseBase:
    """Return a table of figures as a file, under the same rules as a list; `target`: whose they are.

    `name` is plain English letters, digits and dashes. Raises PermissionDenied, Http404.
    """
    if (page := _asked(request, kind)) is not None:
        return page
    _keep(request, name, kind, len(rows), target=target)
    return _file(name, kind, title, heads, rows)


def _asked(request: HttpRequest, kind: str) -> HttpResponseBase | None:
    """Return the page that asks for a proof first, None when the file may go out."""
    if kind not in TYPES:
        raise Http404(kind)
    if not request.user.can(Permission.LIST_EXPORT):  # type: ignore[union-attr]  # signed in
        raise PermissionDenied(Permission.LIST_EXPORT)
    return fresh.ask(request, fresh.Act.EXPORT)


def _keep(
    request: HttpRequest,
    name: str,
    kind: str,
    rows: int,
    *,
    target: Model | None = None,
    **more: Any,
) -> None:
    fields = {"list": name, "kind": kind, "rows": rows, **more}
    record(AuditKind.EXPORTED, by=request.user, target=target, fields=fields)


def _file(
    name: str, kind: str, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]
) -> FileResponse:
    file = io.BytesIO()
    if kind == "csv":
        sheets.write_csv(file, heads, rows)
    else:
        sheets.write_xlsx(file, title, heads, rows)
    file.seek(0)
    named = f"{name}-{timezone.localdate():%Y-%m-%d}.{kind}"
    return FileResponse(file, as_attachment=True, filename=named, content_type=TYPES[kind])


def _rows(listing: "Listing") -> Iterator[list[Any]]:
    found = ordered(listing.rows, listing.order)[: MOST_ROWS + 1]
    for row in found.iterator(chunk_size=CHUNK):
        yield [cells.typed(column.cell(row)) for column in listing.page.columns]
