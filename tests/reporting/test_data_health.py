"""The health of the data: every fault of the practice data is found, by whom it is owned, one click away."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from reporting.actions.practice import load_practice_data
from reporting.health.counts import count
from reporting.health.registry import CHECKS, checks_for
from reporting.practice.faults import FAULTS, count_faults
from tests.factories.reporting import load_printed_plan
from tests.fresh import prove
from tracekenya.accounts.models import User
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
HEALTH = reverse("reporting:data_health")
CHECK_OF_FAULT = {
    "case without county": "case-without-county",
    "service delivered before the case was opened": "service-before-opening",
    "child in a shelter without authority": "stay-without-authority",
    "intercepted person never classed": "never-classed",
    "trafficking case without profile": "trafficking-without-profile",
    "hearing without outcome": "hearing-without-outcome",
    "return inside Kenya without county": "return-without-county",
    "person recorded twice, not merged": "person-recorded-twice",
    "channel silent for 90 days": "channel-silent",
}


@pytest.fixture(scope="module", autouse=True)
def practice_data(django_db_setup, django_db_blocker, tmp_path_factory):
    """Seed once for the module, inside a transaction that is rolled back."""
    target = tmp_path_factory.mktemp("practice") / "accounts.json"
    with django_db_blocker.unblock(), transaction.atomic():
        load_printed_plan()
        yield load_practice_data(
            seed=7, accounts_file=target, today=TODAY, cases=160, intercepts=260
        )
        transaction.set_rollback(True)


def person(role: Role) -> User:
    return User.objects.filter(role=role).order_by("staff_code").first()


def as_role(role: Role) -> Client:
    client = Client()
    client.force_login(person(role))
    prove(client)
    return client


def numbers(page) -> dict[str, int]:
    return {
        each.check.slug: each.number
        for group in page.context["page"].groups
        for each in group.findings
    }


def case_at_fault() -> Case:
    return Case.objects.filter(county=None).first()


def test_every_deliberate_fault_stands_on_the_page_as_often_as_it_was_made():
    shown = numbers(as_role(Role.CASE_MANAGER).get(HEALTH))

    assert {name: shown[slug] for name, slug in CHECK_OF_FAULT.items()} == count_faults(TODAY)
    assert sum(count_faults(TODAY).values()) == sum(fault.how_many for fault in FAULTS) == 26


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.slug)
def test_the_list_of_a_check_holds_what_the_page_counts(check):
    client, user = as_role(Role.PROGRAMME_MANAGER), person(Role.PROGRAMME_MANAGER)

    page = client.get(reverse("reporting:data_health_check", args=[check.slug]))
    counted = count([check], user, TODAY)[check.slug].total()

    assert page.status_code == (200 if check in checks_for(user) else 404)
    assert counted == (page.context["listing"].count if page.status_code == 200 else counted)


def test_every_line_of_the_page_opens():
    client = as_role(Role.CASE_MANAGER)
    page = client.get(HEALTH, {"area": "cases"}).context["page"]
    lines = [each.lines[0] for group in page.groups for each in group.findings]

    # a closed case leads to its page, where it is opened again first
    answers = {line.url: client.get(line.url, follow=True).status_code for line in lines}

    assert set(answers.values()) == {200}
    assert len(answers) >= 5


def test_a_fault_leads_straight_to_the_form_for_those_who_may_mend_it_else_to_the_record():
    case = case_at_fault()
    address = reverse("reporting:data_health_check", args=["case-without-county"])
    form, record = reverse("cases:case_edit", args=[case.pk]), case.get_absolute_url()

    mends = as_role(Role.CASE_MANAGER).get(address).content.decode()
    looks = as_role(Role.ME_OFFICER).get(address).content.decode()

    assert (f'href="{form}"' in mends, f'href="{form}"' in looks) == (True, False)
    assert (f'href="{record}"' in mends, f'href="{record}"' in looks) == (False, True)


def test_a_worker_sees_the_faults_of_the_own_cases_only():
    shown = numbers(as_role(Role.CASE_WORKER).get(HEALTH))
    own = Case.objects.visible_to(person(Role.CASE_WORKER))

    assert shown.get("case-without-county", 0) == own.filter(county=None).count() < 4
    assert "channel-silent" not in shown


def test_a_house_sees_its_own_stays_and_no_register():
    manager = person(Role.SHELTER_MANAGER)
    areas = {check.area for check in checks_for(manager)}
    houses = {
        name
        for counter in count(checks_for(manager), manager, TODAY).values()
        for name in counter
        if name.endswith("Shelter")
    }

    assert areas & {"programmes", "indicators"} == set()
    assert {"cases", "shelter", "referrals"} <= areas
    assert houses <= {manager.office.name}


def test_rows_name_their_owner_and_the_owners_add_up():
    page = as_role(Role.CASE_MANAGER).get(HEALTH).context["page"]
    named = sum(owner.number for owner in page.owners)
    lines = [line for g in page.groups for each in g.findings for line in each.lines]

    assert 0 < named <= page.number
    assert {owner.name for owner in page.owners} >= {line.owner for line in lines if line.owner}


def test_filters_by_area_role_and_owner():
    client = as_role(Role.CASE_MANAGER)
    whole = client.get(HEALTH).context["page"]
    owner = whole.owners[0]

    by_area = numbers(client.get(HEALTH, {"area": "court"}))
    by_role = numbers(client.get(HEALTH, {"role": Role.PROGRAMME_MANAGER}))
    by_owner = client.get(HEALTH, {"owner": owner.name}).context["page"]

    assert by_area["hearing-without-outcome"] == 2
    assert "case-without-county" not in by_area
    assert by_role["never-classed"] == 6
    assert by_owner.number == owner.number
    assert {line.owner for g in by_owner.groups for each in g.findings for line in each.lines} == {
        owner.name
    }


@pytest.mark.parametrize(
    ("bad", "expected"),
    [("\0", 400), *[(bad, 200) for bad in ("x" * 5000, "<script>", "0001-01-01")]],
)
def test_strange_addresses_are_no_error(bad, expected):
    client = as_role(Role.CASE_MANAGER)
    answers = [
        client.get(HEALTH, {"area": bad, "role": bad, "owner": bad}).status_code,
        client.get(
            HEALTH + "never-classed/", {"owner": bad, "after": bad, "sort": bad}
        ).status_code,
        client.get(HEALTH + "no-such-check/").status_code,
    ]

    assert answers == [expected, expected, 404]


def test_an_owner_without_faults_is_told_so():
    page = as_role(Role.CASE_MANAGER).get(HEALTH, {"owner": "NOBODY"})

    assert page.context["page"].groups == []
    assert "Nothing missing" in page.content.decode()


def test_no_name_of_a_person_stands_on_the_page():
    names = {word for case in Case.objects.all()[:60] for word in case.person.names.split()}
    page = as_role(Role.CASE_MANAGER).get(HEALTH).content.decode()

    assert len(names) > 20
    assert {name for name in names if f">{name}" in page or f" {name} " in page} == set()


def test_a_check_goes_into_a_file_and_leaves_a_row():
    client = as_role(Role.CASE_MANAGER)

    answer = client.get(HEALTH + "case-without-county/", {"export": "csv"})
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    event = AuditEvent.objects.filter(kind="exported").first()

    assert rows[0] == "Record,Day,Owner"
    assert len(rows) == 5
    assert (event.fields["list"], event.fields["rows"]) == ("data-health-case-without-county", 4)


def test_the_page_asks_one_question_for_all_counts_and_one_for_each_check_with_rows():
    client = as_role(Role.CASE_MANAGER)
    client.get(HEALTH)

    with CaptureQueriesContext(connection) as queries:
        page = client.get(HEALTH)
    frame = 5  # session, person, installation, and the frame of every page

    assert len(queries) <= len(numbers(page)) + 1 + frame < 45


@pytest.mark.parametrize("role", [Role.FIELD_MONITOR, Role.EXECUTIVE_DIRECTOR, Role.SHELTER_STAFF])
def test_roles_without_the_right_are_refused(role):
    assert as_role(role).get(HEALTH).status_code == 403


def test_outsiders_find_nothing():
    assert as_role(Role.BOARD_MEMBER).get(HEALTH).status_code == 404


def test_a_mended_record_is_gone_from_the_page():
    case = case_at_fault()
    Case.objects.filter(pk=case.pk).update(county=Case.objects.exclude(county=None)[0].county)

    assert numbers(as_role(Role.CASE_MANAGER).get(HEALTH))["case-without-county"] == 3


def test_days_of_every_check_are_dates():
    user = person(Role.PROGRAMME_MANAGER)
    odd = [
        check.slug
        for check in checks_for(user)
        for row in check.rows(user, TODAY)[:1]
        if not isinstance(check.day(row), dt.date | None)
    ]

    assert odd == []
