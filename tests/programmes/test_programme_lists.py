"""The lists of the programmes: filters, sort, files, empty state, and as many queries for 3 rows as for 1."""

import datetime as dt
import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from programmes.landing import FEEDS
from programmes.models import (
    Activity,
    Network,
    Partnership,
    TrustFundGrant,
)
from programmes.views import REGISTERS
from reporting.measures import all_codes, specification_of
from tests.factories.accounts import CountyFactory
from tests.factories.cases import CaseFactory
from tests.factories.programmes import (
    ActivityFactory,
    AttendanceFactory,
    BusinessVisitFactory,
    HeadcountFactory,
    NetworkFactory,
    PartnershipFactory,
    ProjectFactory,
    TrustFundGrantFactory,
)
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(signed_in):
    client, _ = signed_in(Role.PROGRAMME_MANAGER)
    return client


def listing(client, name, **params):
    answer = client.get(reverse(f"programmes:{name}_list"), params)
    assert answer.status_code == 200
    return answer.context["listing"]


def found(client, name, by, **params):
    return [getattr(row, by) for row in listing(client, name, **params).slice.rows]


LISTS = [
    ("project", ProjectFactory, 4),
    ("activity", lambda: HeadcountFactory(activity__project=ProjectFactory()), 4),
    ("partnership", PartnershipFactory, 4),
    ("network", NetworkFactory, 4),
    ("trust_fund_grant", BusinessVisitFactory, 4),
]


@pytest.mark.parametrize(("name", "make", "queries"), LISTS)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_as_often_for_three_rows_as_for_one(
    manager, django_assert_num_queries, name, make, queries, rows
):
    for _ in range(rows):
        make()
    manager.get(reverse("home"))

    with django_assert_num_queries(queries):
        assert len(listing(manager, name).slice.rows) == rows


def test_an_open_filter_asks_for_its_choices_and_no_more(manager, django_assert_max_num_queries):
    for _ in range(3):
        HeadcountFactory(activity__project=ProjectFactory())

    with django_assert_max_num_queries(8):
        assert len(listing(manager, "activity", county="003").slice.rows) == 3


@pytest.mark.parametrize(("name", "make", "_queries"), LISTS)
def test_a_list_is_a_file_too_and_leaves_a_trail(manager, name, make, _queries):
    make()
    address = reverse(f"programmes:{name}_list")

    text = b"".join(manager.get(address, {"export": "csv"}).streaming_content).decode("utf-8-sig")
    book = b"".join(manager.get(address, {"export": "xlsx"}).streaming_content)

    assert len(text.splitlines()) == 2
    assert zipfile.ZipFile(io.BytesIO(book)).testzip() is None
    assert AuditEvent.objects.filter(kind="exported").count() == 2


@pytest.mark.parametrize(("name", "_make", "_queries"), LISTS)
def test_an_empty_list_says_what_to_do(signed_in, name, _make, _queries):
    role = Role.FINANCE_OFFICER if name == "trust_fund_grant" else Role.PROGRAMME_OFFICER
    client, _ = signed_in(role)
    page = client.get(reverse(f"programmes:{name}_list")).content.decode()

    assert 'class="empty"' in page
    assert reverse(f"programmes:{name}_add") in page


@pytest.mark.parametrize(("name", "make", "_queries"), LISTS)
def test_every_column_that_sorts_sorts_both_ways(manager, name, make, _queries):
    for _ in range(2):
        make()

    for column in listing(manager, name).page.orders:
        up = [row.pk for row in listing(manager, name, sort=column).slice.rows]
        down = [row.pk for row in listing(manager, name, sort=f"-{column}").slice.rows]
        assert sorted(up) == sorted(down)
        assert len(up) == 2


@pytest.mark.parametrize(("name", "_make", "_queries"), LISTS)
@pytest.mark.parametrize(
    ("bad", "expected"),
    [("x\0y", 400), *[(b, 200) for b in ("9" * 5000, "'; --", "2999-13-01", "-1")]],
)
def test_no_filter_falls_over_what_is_sent(manager, name, _make, _queries, bad, expected):
    address = reverse(f"programmes:{name}_list")
    for each in listing(manager, name).filter.form.fields:
        assert manager.get(address, {each: bad}).status_code == expected


def test_activities_are_filtered(manager):
    kilifi, project = CountyFactory(code="003"), ProjectFactory()
    ActivityFactory(code="A", kind="training", county=kilifi, held_on=dt.date(2025, 1, 5))
    ActivityFactory(
        code="B", themes=["livelihood", "online_safety"], county=CountyFactory(code="002")
    )
    ActivityFactory(code="C", project=project, held_on=timezone.localdate() + dt.timedelta(days=3))
    AttendanceFactory(activity=Activity.objects.get(code="A"))

    def codes(**params):
        return found(manager, "activity", "code", **params)

    assert codes(sort="code") == ["A", "B", "C"]
    assert codes(kind="training") == ["A"]
    assert codes(themes="online_safety") == ["B"]
    assert codes(county="003", sort="code") == ["A", "C"]
    assert codes(project=str(project.pk)) == ["C"]
    assert codes(state="planned") == ["C"]
    assert codes(state="held", sort="code") == ["A", "B"]
    assert codes(state="nobody") == ["B"]
    assert codes(held_from="2025-01-05", held_to="2025-01-05") == ["A"]


def test_people_of_an_activity_are_added_up(manager):
    activity = AttendanceFactory().activity
    AttendanceFactory(activity=activity)
    HeadcountFactory(activity=activity, people=5)
    HeadcountFactory(activity=activity, sex="male", people=4)

    assert found(manager, "activity", "people") == [11]


def test_projects_are_filtered(manager):
    kilifi = CountyFactory(code="003")
    ProjectFactory(code="a", ends_on=dt.date(2024, 12, 31), status="ended")
    ProjectFactory(code="b").counties.add(kilifi)

    assert found(manager, "project", "code", status="ended") == ["a"]
    assert found(manager, "project", "code", counties="003") == ["b"]
    assert found(manager, "project", "code", year="2024", sort="code") == ["a", "b"]
    assert found(manager, "project", "code", year="2025") == ["b"]


def test_partnerships_are_filtered(manager):
    old = PartnershipFactory(
        organisation__name="Old", status="ended", ends_on=dt.date(2025, 3, 1), level="county"
    )
    new = PartnershipFactory(
        organisation__name="New", themes=["funding"], partner_type="union",
        starts_on=timezone.localdate() + dt.timedelta(days=2), agreement_signed_on=dt.date(2025, 1, 1),
    )  # fmt: skip

    def ids(**params):
        return found(manager, "partnership", "pk", **params)

    assert ids() == [new.pk, old.pk]
    assert ids(themes="funding") == [new.pk]
    assert ids(partner_type="union") == [new.pk]
    assert ids(level="county") == [old.pk]
    assert ids(status="ended") == [old.pk]
    assert ids(agreement="signed") == [new.pk]
    assert ids(agreement="unsigned") == [old.pk]
    assert (ids(term="ended"), ids(term="later"), ids(term="now")) == ([old.pk], [new.pk], [])
    assert ids(year="2024") == [old.pk]


def test_networks_are_filtered(manager):
    NetworkFactory(name="A", our_role="founder", themes=["peace"], level="global")
    NetworkFactory(name="B", ends_on=dt.date(2024, 6, 1))

    assert found(manager, "network", "name", our_role="founder") == ["A"]
    assert found(manager, "network", "name", themes="peace") == ["A"]
    assert found(manager, "network", "name", level="global") == ["A"]
    assert found(manager, "network", "name", term="ended") == ["B"]
    assert found(manager, "network", "name", year="2025") == ["A"]


def test_grants_are_filtered(manager):
    def grant(code, **fields):
        return TrustFundGrantFactory(case=CaseFactory(code=code), **fields)

    visited = grant("TK-2025-90001", paid=True)
    BusinessVisitFactory(grant=visited, visited_on=dt.date(2025, 8, 1), is_alive=True)
    BusinessVisitFactory(grant=visited, visited_on=dt.date(2025, 9, 1), is_alive=False)
    grant("TK-2025-90002", paid=True, disbursed_on=dt.date(2025, 10, 1))
    grant("TK-2025-90003")

    def codes(**params):
        return [str(row)[-1] for row in listing(manager, "trust_fund_grant", **params).slice.rows]

    assert codes() == ["3", "2", "1"]
    assert codes(status="identified") == ["3"]
    assert codes(last_visit="stopped") == ["1"]
    assert codes(last_visit="running") == []
    assert codes(last_visit="never") == ["2"]
    assert codes(paid_from="2025-09-01") == ["2"]
    assert codes(paid_to="2025-09-01") == ["1"]
    assert codes(trained_from="2025-06-01") == ["2", "1"]
    assert codes(trained_to="2025-05-31") == []


def test_the_first_page_groups_the_registers_with_counts_and_indicators(manager):
    PartnershipFactory()
    NetworkFactory()

    groups = manager.get(reverse("programmes:programmes_home")).context["groups"]

    assert [str(group.title) for group in groups] == ["Programmes", "The institution", "The board"]
    first = {str(each.label): each for each in groups[0].entries}
    assert list(first) == [
        "Activities",
        "Projects",
        "Partnerships",
        "Networks",
        "Trust fund grants",
    ]
    assert (first["Partnerships"].count, first["Activities"].count) == (1, 0)
    assert first["Networks"].indicators == [
        ("2.10", reverse("reporting:indicator_detail", args=["2.10"])),
        ("2.11", reverse("reporting:indicator_detail", args=["2.11"])),
    ]


def test_what_the_first_page_says_is_what_the_measures_read():
    read = {register.model: set() for register in REGISTERS}
    for code in all_codes():
        for source in specification_of(code).counting.sources:
            model = source.rows().model
            for parent in (model, *(f.related_model for f in model._meta.fields if f.is_relation)):
                if parent in read:
                    read[parent].add(code)

    ours = (Activity, Partnership, Network, TrustFundGrant)
    told = {model: set(FEEDS[model]) for model in ours}
    assert told == {model: read[model] for model in ours}
