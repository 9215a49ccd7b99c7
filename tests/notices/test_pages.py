"""A person reads the own notices: counted on top, listed, opened, marked."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.notices import told
from tracekenya.notices.enums import NoticeKind
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

LIST = "/notices/"


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_list_of_the_own_notices(signed_in, role):
    client, user = signed_in(role)
    told(user, NoticeKind.ACCOUNT_CHANGED)
    told(UserFactory(), NoticeKind.KEY_EVENT)

    page = client.get(LIST)

    assert [each.kind for each in page.context["listing"].slice.rows] == ["account_changed"]


def test_new_notices_are_counted_on_top_and_at_home(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    assert "new notice" not in client.get("/").content.decode()

    told(user)
    told(user)

    page = client.get("/")
    assert "2 new notices" in page.content.decode()
    waits = {each.words: each for each in page.context["waiting"]}
    assert waits["notices that you have not read"].count == 2
    assert waits["notices that you have not read"].url == "/notices/?state=new"


def test_opening_a_notice_reads_it_once_and_leads_to_its_record(signed_in):
    client, user = signed_in(Role.CASE_MANAGER)
    case = CaseFactory()
    notice = told(user, NoticeKind.BREAK_GLASS_OPENED, target=case, by=user)

    first = client.get(notice.get_absolute_url())
    read_at = Notice.objects.get().read_at
    client.get(notice.get_absolute_url())

    assert read_at is not None
    assert Notice.objects.get().read_at == read_at
    assert f'href="{case.get_absolute_url()}"' in first.content.decode()
    assert client.get("/").context["user"].new_notices == 0


def test_a_notice_of_somebody_else_is_not_found_and_stays_new(signed_in):
    notice = told(UserFactory())
    client, _user = signed_in(Role.SYSTEM_ADMINISTRATOR)

    assert client.get(notice.get_absolute_url()).status_code == 404
    assert Notice.objects.get().read_at is None


def test_all_are_read_at_once_but_only_the_own(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    told(user)
    told(user)
    other = told(UserFactory())

    page = client.post(reverse("notices:notice_read_all"), follow=True)

    assert "2 notices are read." in page.content.decode()
    assert list(Notice.objects.new()) == [other]
    assert "Mark all as read" not in client.get(LIST).content.decode()


@pytest.mark.parametrize(("query", "kinds"), [
    ("", ["key_event", "account_changed"]), ("?state=new", ["key_event"]),
    ("?state=read", ["account_changed"]), ("?kind=key_event", ["key_event"]),
    ("?state=nonsense", []), ("?sort=at", ["account_changed", "key_event"]),
])  # fmt: skip
def test_the_list_is_filtered_and_sorted(signed_in, query, kinds):
    client, user = signed_in(Role.CASE_WORKER)
    client.get(told(user, NoticeKind.ACCOUNT_CHANGED).get_absolute_url())
    told(user)

    page = client.get(LIST + query)

    assert [each.kind for each in page.context["listing"].slice.rows] == kinds


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_whatever_its_length(signed_in, django_assert_num_queries, rows):
    client, user = signed_in(Role.CASE_WORKER)
    for _number in range(rows):
        told(user)

    with django_assert_num_queries(4):  # session, person with the count, practice, rows
        client.get(LIST)


def test_an_empty_list_says_what_comes_here(signed_in):
    client, _user = signed_in(Role.DONOR_VIEWER)

    assert "No notice here" in client.get(LIST).content.decode()


def test_marking_needs_a_post(signed_in):
    client, _user = signed_in(Role.CASE_WORKER)

    assert client.get(reverse("notices:notice_read_all")).status_code == 405
