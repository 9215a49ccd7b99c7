"""Paging by key: every row once, forwards and backwards, whatever the order and the gaps in it."""

import datetime as dt

import pytest
from django.db import connection

from cases.models import Case
from tests.factories.accounts import CountyFactory
from tests.factories.cases import CaseFactory
from tracekenya.pages.keyset import Order, page_of

pytestmark = pytest.mark.django_db
ORDERS = [
    Order("code"), Order("code", True), Order("opened_on"), Order("opened_on", True),
    Order("county__name"), Order("county__name", True), Order("status", True),
]  # fmt: skip


@pytest.fixture
def cases():
    """Eleven cases with equal days, equal states and empty counties among them."""
    for number in range(11):
        CaseFactory(
            code=f"TK-2024-{number:05d}",
            opened_on=dt.date(2024, 1, 1 + number // 3),
            county=None if number % 4 == 0 else CountyFactory(code=f"00{number % 3 + 1}"),
        )


def walk_forwards(order: Order, size: int) -> list[list[str]]:
    pages, after = [], ""
    while True:
        page = page_of(Case.objects.all(), order, size=size, after=after)
        pages.append([case.code for case in page.rows])
        if not page.after:
            return pages
        after = page.after


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 4, 11, 20])
def test_every_row_comes_once(cases, order, size):
    codes = [code for page in walk_forwards(order, size) for code in page]

    assert sorted(codes) == [f"TK-2024-{number:05d}" for number in range(11)]
    assert codes == walk_forwards(order, 20)[0]


@pytest.mark.parametrize("order", ORDERS)
def test_the_way_back_shows_the_same_pages(cases, order):
    pages = walk_forwards(order, 4)
    after = ""
    for _ in range(len(pages) - 1):
        after = page_of(Case.objects.all(), order, size=4, after=after).after
    last = page_of(Case.objects.all(), order, size=4, after=after)

    middle = page_of(Case.objects.all(), order, size=4, before=last.before)
    first = page_of(Case.objects.all(), order, size=4, before=middle.before)

    assert [[case.code for case in page.rows] for page in (first, middle, last)] == pages
    assert (first.before, first.after != "") == ("", True)


def test_rows_added_meanwhile_neither_repeat_nor_hide_any(cases):
    order = Order("opened_on", True)
    first = page_of(Case.objects.all(), order, size=4)
    CaseFactory(code="TK-2024-00099", opened_on=dt.date(2024, 2, 1))

    second = page_of(Case.objects.all(), order, size=4, after=first.after)

    expected = Case.objects.exclude(code="TK-2024-00099").order_by("-opened_on", "pk")
    assert [case.code for case in first.rows + second.rows] == [case.code for case in expected[:8]]


@pytest.mark.parametrize(
    "token",
    ["x", "%%%", "bnVsbA", "W10", "WzEsMl0", "WyJhIiwgImIiXQ", "WyIyMDI0LTAxLTAxIiwgIlx1MDAwMCJd", "é" * 9, "A" * 9000],
)  # fmt: skip
def test_a_key_that_is_not_ours_shows_the_first_page(cases, token):
    page = page_of(Case.objects.all(), Order("opened_on"), size=4, after=token)

    assert [case.code for case in page.rows] == walk_forwards(Order("opened_on"), 4)[0]


def test_a_far_page_finds_its_place_by_index(cases):
    order = Order("opened_on", True)
    after = page_of(Case.objects.all(), order, size=4).after
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    plan = []

    def explain(execute, sql, params, many, context):
        with connection.cursor().cursor as raw:
            raw.execute(f"EXPLAIN {sql}", params)
            plan.extend(row[0] for row in raw.fetchall())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        page_of(Case.objects.all(), order, size=4, after=after)

    assert [line for line in plan if "Index Cond: (opened_on <=" in line] != []
