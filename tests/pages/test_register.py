"""A register's four pages, its two verbs and its history, held to their promises on the policies."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import connection
from django.urls import reverse

from programmes.models import Channel, PolicyDocument, StaffPost
from programmes.registers.policies import POLICIES
from programmes.registers.staff import STAFF_POSTS
from tests.factories.accounts import UserFactory
from tests.factories.programmes import (
    BoardAttendanceFactory,
    BoardMeetingFactory,
    BoardMemberFactory,
    ChannelFactory,
    FundingFactory,
    InvestmentFactory,
    PolicyFactory,
    StaffPostFactory,
)
from tests.factories.work import OrganisationFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError, StaleVersion
from tracekenya.pages.actions import rows
from tracekenya.pages.facts import changes_of, facts_of
from tracekenya.pages.forms import EditForm, NewRowForm
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert('x')</script> & {{ 7 * 7 }}"
NEW = {"title": "Leave policy", "status": "draft"}


@pytest.fixture
def finance(signed_in):
    return signed_in(Role.FINANCE_OFFICER)[0]


@pytest.fixture
def keeper(db):
    return UserFactory(role=Role.FINANCE_OFFICER)


def new(**answers) -> dict:
    return {"submission": str(uuid.uuid4())} | NEW | answers


def trail_of(row) -> list[tuple[str, dict]]:
    return list(
        AuditEvent.objects.filter(target_id=str(row.pk))
        .order_by("at")
        .values_list("kind", "fields")
    )


def test_routes_are_named_after_the_register_and_guarded_by_its_rights():
    routes = {route.name: (str(route.pattern), route.callback) for route in POLICIES.routes()}

    assert {name: pattern for name, (pattern, _view) in routes.items()} == {
        "policy_list": "registers/policies/",
        "policy_add": "registers/policies/add/",
        "policy_detail": "registers/policies/<uuid:pk>/",
        "policy_edit": "registers/policies/<uuid:pk>/edit/",
    }
    assert [view.__name__ for _pattern, view in routes.values()] == list(routes)
    assert [str(view.permission) for _pattern, view in routes.values()] == [
        "register.view", "institution-register.edit", "register.view", "institution-register.edit",
    ]  # fmt: skip


def test_a_row_that_does_not_exist_is_not_found(finance):
    for act in ("detail", "edit"):
        url = reverse(f"programmes:policy_{act}", args=[uuid.uuid4()])
        assert finance.get(url).status_code == 404


def test_readers_see_no_button_that_they_may_not_press(signed_in):
    policy = PolicyFactory()
    reader, _ = signed_in(Role.CASE_WORKER)

    listed, shown = reader.get(POLICIES.url()), reader.get(policy.get_absolute_url())

    assert (listed.context["acts"], shown.context["acts"]) == ([], [])
    assert reader.get(POLICIES.url("edit", policy)).status_code == 403
    assert reader.post(POLICIES.url("edit", policy), {"version": 1} | NEW).status_code == 403
    assert reader.post(POLICIES.url("add"), new()).status_code == 403


def test_the_same_form_sent_twice_makes_one_row(finance):
    sent = new()

    answers = [finance.post(POLICIES.url("add"), sent) for _ in range(2)]

    policy = PolicyDocument.objects.get()
    assert [answer["Location"] for answer in answers] == [policy.get_absolute_url()] * 2
    assert str(policy.pk) == sent["submission"]
    assert trail_of(policy) == [
        ("created", dict.fromkeys(["approved_on", "meets_standard", "next_review_on",
                                   "retired_on", "status", "title"])),
    ]  # fmt: skip


def test_a_form_of_somebody_else_makes_nothing(finance, signed_in):
    sent = new()
    finance.post(POLICIES.url("add"), sent)
    other, _ = signed_in(Role.EXECUTIVE_DIRECTOR)

    answer = other.post(POLICIES.url("add"), sent | {"title": "Another"})

    assert list(answer.context["form"].errors.values()) == [
        ["This form has been used already. Open it again."]
    ]
    assert PolicyDocument.objects.get().title == "Leave policy"


def test_a_refusal_keeps_what_was_typed_and_says_where(finance):
    answer = finance.post(POLICIES.url("add"), new(status="in_use", next_review_on="31/02/2025"))

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (200, ["next_review_on"])
    assert 'href="#id_next_review_on"' in answer.text  # the summary leads to the field
    assert (form["title"].value(), form["next_review_on"].value()) == ("Leave policy", "31/02/2025")


def test_of_two_editors_the_second_sees_both_and_then_chooses(finance):
    policy = PolicyFactory(title="Leave policy", approved_on=dt.date(2024, 1, 1))
    mine = {"version": 1, "title": "Mine", "status": "in_use", "approved_on": "2024-01-01"}
    finance.post(POLICIES.url("edit", policy), mine | {"title": "Theirs"})

    stale = finance.post(POLICIES.url("edit", policy), mine)
    kept = PolicyDocument.objects.get().title
    again = finance.post(POLICIES.url("edit", policy), mine | {"version": 2})

    assert stale.context["form"].non_field_errors() == [
        "Somebody else saved this record while you were writing. Your text is kept below."
    ]
    assert stale.context["saved_meanwhile"] == [{"label": "Title", "value": "Theirs"}]
    form = stale.context["form"]
    assert (form["title"].value(), form["version"].value(), kept) == ("Mine", "2", "Theirs")
    assert (again.status_code, PolicyDocument.objects.get().title) == (302, "Mine")


def test_a_form_for_changing_starts_from_what_is_kept(finance):
    policy = PolicyFactory(title="Leave policy", meets_standard=True)

    form = finance.get(POLICIES.url("edit", policy)).context["form"]

    assert (form["title"].value(), form["meets_standard"].value(), form["version"].value()) == (
        "Leave policy", True, 1,
    )  # fmt: skip
    assert form["approved_on"].value() == dt.date(2024, 1, 1)


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "\0"])
def test_a_broken_version_changes_nothing(finance, version):
    policy = PolicyFactory(title="Leave policy")

    answer = finance.post(POLICIES.url("edit", policy), {"version": version, "title": "New"} | NEW)

    assert answer.status_code == 200
    assert PolicyDocument.objects.get().version == 1


def test_hostile_text_is_shown_as_text(finance):
    finance.post(POLICIES.url("add"), new(title=HOSTILE))
    policy = PolicyDocument.objects.get()

    pages = [
        finance.get(POLICIES.url()), finance.get(policy.get_absolute_url()),
        finance.get(POLICIES.url("edit", policy)),
        finance.post(POLICIES.url("add"), new(title=HOSTILE)),
    ]  # fmt: skip

    assert policy.title == HOSTILE
    for page in pages:
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert" in page.text
        assert "{{ 7 * 7 }}" in page.text


def test_personal_fields_are_facts_for_those_who_may_edit(signed_in):
    post = StaffPostFactory(holder="Zawadi Marker")
    seen = {}
    for role in (Role.FINANCE_OFFICER, Role.EXECUTIVE_DIRECTOR, Role.ME_OFFICER):
        client, _ = signed_in(role)
        seen[role] = "Zawadi Marker" in client.get(STAFF_POSTS.url("detail", post)).text

    assert list(seen.values()) == [True, True, False]


def test_the_trail_names_a_personal_field_and_never_its_value(keeper):
    post = StaffPostFactory(holder="Zawadi Marker", title="Driver", function="finance")

    rows.edit(post, version=1, by=keeper, holder="Zawadi Second", title="Cook", function="shelter")

    # the title is open but free text, so its value stays out as well
    assert trail_of(post) == [
        ("changed", {"function": ["finance", "shelter"], "holder": None, "title": None})
    ]
    assert changes_of(post)[0].details == [
        "Name", "Post", "Function: Finance and administration → Shelter",
    ]  # fmt: skip


def test_add_and_its_trail_are_kept_together_or_not_at_all(keeper, broken_trail):
    with pytest.raises(Exception, match="broken"):
        rows.add(PolicyDocument, by=keeper, **NEW)

    assert _count_after_failure(PolicyDocument) == 0


def test_edit_and_its_trail_are_kept_together_or_not_at_all(finance, keeper, broken_trail):
    policy = PolicyFactory(title="Leave policy")
    finance.raise_request_exception = False

    answer = finance.post(POLICIES.url("edit", policy), {"version": 1} | NEW | {"title": "New"})

    assert answer.status_code == 500
    assert (PolicyDocument.objects.get().title, PolicyDocument.objects.get().version) == (
        "Leave policy", 1,
    )  # fmt: skip


def _count_after_failure(model) -> int:
    assert connection.needs_rollback is False
    return model.objects.count()


def test_a_save_that_changes_nothing_leaves_no_row_in_the_trail(keeper):
    policy = PolicyFactory(title="Leave policy")

    rows.edit(policy, version=1, by=keeper, title="Leave policy", status="in_use")

    assert trail_of(policy) == []


def test_an_old_version_changes_nothing(keeper):
    policy = PolicyFactory(title="Leave policy")
    rows.edit(policy, version=1, by=keeper, title="New")

    with pytest.raises(StaleVersion):
        rows.edit(policy, version=1, by=keeper, title="Other")

    assert PolicyDocument.objects.get().title == "New"
    assert len(trail_of(policy)) == 1


def test_a_rule_of_the_table_is_told_at_its_field(keeper):
    with pytest.raises(DomainError) as refusal:
        rows.add(PolicyDocument, by=keeper, title="x" * 161, status="draft")

    assert (refusal.value.field, str(refusal.value.message)) == (
        "title", "Ensure this value has at most 160 characters (it has 161).",
    )  # fmt: skip


def test_a_rule_over_several_columns_has_its_own_words(keeper):
    ChannelFactory(name="Site", kind="website")

    with pytest.raises(DomainError) as refusal:
        rows.add(
            Channel, by=keeper, kind="website", reach="external", name="SITE",
            starts_on=dt.date(2024, 1, 1),
        )  # fmt: skip

    assert (refusal.value.field, str(refusal.value.message)) == (
        None, "This channel is in the register already.",
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_row_is_made():
    keeper, submission = UserFactory(role=Role.FINANCE_OFFICER), uuid.uuid4()
    made, start = [], threading.Barrier(2)

    def press():
        start.wait()
        try:
            made.append(rows.add(PolicyDocument, by=keeper, submission=submission, **NEW).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made == [submission] * 2
    assert PolicyDocument.objects.count() == 1
    assert AuditEvent.objects.filter(target_id=str(submission)).count() == 1


def test_the_history_shows_old_and_new_in_words_newest_first(keeper):
    policy = PolicyFactory(meets_standard=True, next_review_on=dt.date(2027, 1, 1))

    rows.edit(policy, version=1, by=keeper, next_review_on=None)
    rows.edit(policy, version=2, by=keeper, meets_standard=False, status="retired",
              retired_on=dt.date(2025, 2, 1))  # fmt: skip

    changes = changes_of(policy)
    assert [(each.title, each.by) for each in changes] == [("Changed", keeper.staff_code)] * 2
    assert [each.details for each in changes] == [
        ["State: In use → Retired", "Meets industry and donor standards: Yes → No",
         "Retired on: nothing → 1 February 2025"],
        ["Next review on: 1 January 2027 → nothing"],
    ]  # fmt: skip


def test_what_the_trail_keeps_of_a_field_that_is_gone_does_not_break_the_page(finance):
    policy = PolicyFactory()
    for fields in (
        {"lost": ["a", "b"]}, {"lost": None}, {"approved_on": ["not a day", 7]},
        {"status": ["no_such_code", None]}, {"approved_on": [["x"], {}]},
    ):  # fmt: skip
        AuditEvent.objects.create(
            at="2025-01-01T00:00Z", kind="changed", by="T1", fields=fields, mac=b"",
            target_type="programmes.policydocument", target_id=str(policy.pk),
        )  # fmt: skip

    assert finance.get(policy.get_absolute_url()).status_code == 200


def test_facts_are_in_words_and_empty_for_nothing():
    policy = PolicyFactory.build(title="T", approved_on=None, meets_standard=False)

    shown = {each["label"]: each["value"] for each in facts_of(policy, POLICIES.fields)}

    assert shown == {
        "Title": "T", "State": "In use", "Meets industry and donor standards": "No",
        "Approved on": "", "Next review on": "1 January 2027", "Retired on": "",
    }  # fmt: skip


def test_a_form_never_writes_and_bounds_numbers_and_days():
    form = STAFF_POSTS.form(NewRowForm)({"starts_on": "1899-12-31", "title": "x"})
    policy = PolicyFactory(title="Kept")
    edit = POLICIES.form(EditForm)({"title": "Typed", "status": "draft", "version": 1},
                                   instance=policy)  # fmt: skip

    assert form.errors["starts_on"] == ["Check the year: it must lie between 1900 and 2199."]
    assert edit.is_valid()
    assert policy.title == "Kept"  # cleaned, yet the row in hand is as it was
    assert StaffPost.objects.count() == 0


def _funding(number: int):
    return FundingFactory(donor=OrganisationFactory(), amount_kes=number + 1)


def _meeting(number: int):
    meeting = BoardMeetingFactory(held_on=dt.date(2025, 1, number + 1))
    BoardAttendanceFactory.create_batch(2, meeting=meeting)


LISTS = {
    "policy": (lambda number: PolicyFactory(), 4),
    "staff_post": (lambda number: StaffPostFactory(), 4),
    "board_meeting": (_meeting, 4),
    "board_member": (lambda number: BoardMemberFactory(), 4),
    "channel": (lambda number: ChannelFactory(), 4),
    "investment": (lambda number: InvestmentFactory(), 4),
    "funding": (_funding, 5),
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_same_number_of_questions(finance, django_assert_num_queries, name, count):
    make, queries = LISTS[name]
    for number in range(count):
        make(number)
    url = reverse(f"programmes:{name}_list")
    finance.get(url)

    with django_assert_num_queries(queries):
        page = finance.get(url)

    assert len(page.context["listing"].slice.rows) == count
