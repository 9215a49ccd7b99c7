"""The list page: filters and sort in the address, pages by key, a count, and files of the same rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracekenya.pages import cells, export
from tracekenya.pages.keyset import Order, Slice, page_of
from tracekenya.roles.permissions import Permission
from tracekenya.ui.markup import escaped

ROWS = 25  # rows of one page
MOST_COUNTED = 10_000  # counting further would cost more than the list itself
Text = str | Promise


@dataclass(frozen=True)
class Column:
    """One column. `cell` takes a row; `order` is the field path it sorts by, "" for none.

    `is_whole` keeps a code or a day on one line.
    Sort values travel in the address: never sort by a personal or special field.
    """

    name: str
    label: Text
    cell: Callable[[Any], cells.Cell]
    order: str = ""
    is_numeric: bool = False
    is_whole: bool = False


@dataclass(frozen=True)
class Act:
    """A button of a page. Without `permission` everybody who sees the page may press it.

    `is_post`: pressing it does something at once; otherwise it leads to a page.
    """

    label: Text
    url: str
    icon: str = ""
    permission: Permission | None = None
    is_post: bool = False


@dataclass(frozen=True)
class ListPage:
    """What a list shows. `sort`: name of the column it begins with, "-" before it for falling.

    `name` names the files made from it, in plain English letters and dashes.
    """

    name: str
    title: Text
    columns: Sequence[Column]
    filters: type[django_filters.FilterSet]
    sort: str
    empty_title: Text
    empty_text: Text
    lead: Text = ""
    orders: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        orders = {column.name: column.order for column in self.columns if column.order}
        object.__setattr__(self, "orders", orders)
        if self.sort.lstrip("-") not in orders:
            raise ValueError(f"{self.name} cannot begin sorted by {self.sort}")


class Listing:
    """One request for a list: its filter, its page of rows, its addresses.

    `request` reaches the filters, for those that ask about the reader ("my office").
    """

    def __init__(
        self,
        page: ListPage,
        rows: QuerySet,
        params: Mapping[str, str],
        request: HttpRequest | None = None,
    ) -> None:
        self.page, self.params = page, params
        self._all, self._request = rows, request
        self.sort = self._chosen_sort()
        self.in_use = [name for name in page.filters.base_filters if params.get(name)]

    @cached_property
    def filter(self) -> django_filters.FilterSet:
        """The filters as asked for; a list without any in use does not make them."""
        asked = self.params if self.in_use else None
        return self.page.filters(asked, queryset=self._all, request=self._request)

    @property
    def shows_filters(self) -> bool:
        """Whether the filters are drawn: while in use, or when somebody asks for them."""
        return bool(self.in_use or self.params.get("panel"))

    @property
    def filters_url(self) -> str:
        return self.url(panel="open")

    @cached_property
    def rows(self) -> QuerySet:
        """Every row that the filter leaves; none while a filter is in error."""
        if not self.in_use:
            return self._all
        return self.filter.qs if self.filter.is_valid() else self._all.none()

    @cached_property
    def slice(self) -> Slice:
        given = {key: self.params.get(key) or "" for key in ("before", "after")}
        return page_of(self.rows, self.order, size=ROWS, **given)

    @property
    def order(self) -> Order:
        return Order(self.page.orders[self.sort.lstrip("-")], self.sort.startswith("-"))

    @cached_property
    def count(self) -> int:
        """How many rows there are, MOST_COUNTED + 1 when more."""
        if not self.slice.before and not self.slice.after and not self._is_turned:
            return len(self.slice.rows)
        return self.rows.order_by().values("pk")[: MOST_COUNTED + 1].count()

    @property
    def count_words(self) -> str:
        if self.count > MOST_COUNTED:
            return _("More than %(count)s") % {
                "count": number_format(MOST_COUNTED, force_grouping=True)
            }
        words = ngettext("%(count)s entry", "%(count)s entries", self.count)
        return words % {"count": number_format(self.count, force_grouping=True)}

    @property
    def first_url(self) -> str:
        return self.url() if self._is_turned else ""

    @property
    def previous_url(self) -> str:
        return self.url(before=self.slice.before) if self.slice.before else ""

    @property
    def next_url(self) -> str:
        return self.url(after=self.slice.after) if self.slice.after else ""

    @property
    def csv_url(self) -> str:
        return self.url(export="csv")

    @property
    def xlsx_url(self) -> str:
        return self.url(export="xlsx")

    def url(self, **more: str) -> str:
        """Return the address of this list with the same filters; `more` may hold sort and keys."""
        kept = [(name, value) for name in self.in_use for value in self._given(name)]
        sort = more.pop("sort", self.sort)
        if sort != self.page.sort:
            kept.append(("sort", sort))
        return f"?{urlencode([*kept, *more.items()])}"

    def head(self) -> SafeString:
        return format_html_join("", "{}", ((self._head_cell(each),) for each in self.page.columns))

    def body(self) -> SafeString:
        """Return the table's rows; made without the template engine, which takes ten times as long."""
        columns = [
            (each.cell, *self._tags(number, each)) for number, each in enumerate(self.page.columns)
        ]
        rows = (
            "".join(f"{start}{cells.html(cell(row))}{end}" for cell, start, end in columns)
            for row in self.slice.rows
        )
        return SafeString("".join(f"<tr>{row}</tr>" for row in rows))

    @property
    def _is_turned(self) -> bool:
        return bool(self.params.get("after") or self.params.get("before"))

    def _given(self, name: str) -> list[str]:
        many = getattr(self.params, "getlist", None)
        return [value for value in (many(name) if many else [self.params[name]]) if value]

    def _chosen_sort(self) -> str:
        asked = self.params.get("sort") or ""
        return asked if asked.removeprefix("-") in self.page.orders else self.page.sort

    def _head_cell(self, column: Column) -> SafeString:
        kind = SafeString(' class="numeric"' if column.is_numeric else "")
        if not column.order:
            return format_html('<th scope="col"{}>{}</th>', kind, column.label)
        is_here = self.sort.lstrip("-") == column.name
        falling = is_here and self.sort.startswith("-")
        state = (
            format_html(' aria-sort="{}"', "descending" if falling else "ascending")
            if is_here
            else ""
        )
        turned = column.name if falling or not is_here else f"-{column.name}"
        arrow = ("↓" if falling else "↑") if is_here else ""
        return format_html(
            '<th scope="col"{}{}><a href="{}">{}<span aria-hidden="true"> {}</span></a></th>',
            kind, state, self.url(sort=turned), column.label, arrow,
        )  # fmt: skip

    def _tags(self, number: int, column: Column) -> tuple[str, str]:
        """Return the opening and closing tag of a cell; the first cell of a row is its head."""
        kind = ' class="numeric"' if column.is_numeric else ""
        kind = ' class="text-nowrap"' if column.is_whole else kind
        name, scope = ("td", "") if number else ("th", ' scope="row"')
        return f'<{name}{scope} data-label="{escaped(column.label)}"{kind}>', f"</{name}>"


def list_response(
    request: HttpRequest,
    page: ListPage,
    rows: QuerySet,
    *,
    acts: Sequence[Act] = (),
    template: str = "pages/list_page.html",
    **context: Any,
) -> HttpResponse:
    """Answer with the page, with its part that a filter changes (htmx), or with a file of its rows.

    `rows` are those that the person may see. Raises PermissionDenied for a file without the right.
    """
    listing = Listing(page, rows, request.GET, request)
    if wanted := request.GET.get("export"):
        return export.file_response(request, listing, wanted)
    context |= {
        "listing": listing,
        "acts": [act for act in acts if act.permission is None or request.user.can(act.permission)],
        "may_export": request.user.can(Permission.LIST_EXPORT),
    }
    is_part = bool(request.htmx) and not request.htmx.history_restore_request
    if is_part:
        asks_for_filters = request.htmx.target == "list-filters"
        template = "pages/_filters.html" if asks_for_filters else "pages/_list.html"
    return render(request, template, context | {"is_part": is_part})
