"""The lists of casework: who reaches what, few questions, filters in the address, files of the rows."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import CountyFactory, OfficeFactory, UserFactory
from tests.factories.cases import (
    CaseFactory,
    CaseSuspectFactory,
    ChargeFactory,
    CourtCaseFactory,
    HearingFactory,
    PersonFactory,
    SuspectFactory,
)
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.audit.trail import record
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
MARKER = "MARKER Name"


def suspected(case):
    suspect = SuspectFactory(names=MARKER)
    CaseSuspectFactory(case=case, suspect=suspect)
    ChargeFactory(court_case=CourtCaseFactory(victim=case), suspect=suspect)
    return suspect


# list -> (who sees it, what makes a row in a case of theirs, questions to the database)
LISTS = {
    "case_list": (Role.CASE_WORKER, lambda case: case, 4),
    "person_list": (Role.CASE_WORKER, lambda case: case.person, 4),
    "suspect_list": (Role.CASE_WORKER, suspected, 4),
    "court_case_list": (Role.LEGAL_OFFICER, lambda case: CourtCaseFactory(victim=case), 4),
    "hearing_list": (
        Role.LEGAL_OFFICER,
        lambda case: HearingFactory(court_case=CourtCaseFactory(victim=case)),
        4,
    ),
}


def codes_of(page) -> list[str]:
    return [row.code for row in page.context["listing"].slice.rows]


@pytest.mark.parametrize("name", sorted(LISTS))
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_the_same_few_questions(signed_in, django_assert_num_queries, name, count):
    role, make, queries = LISTS[name]
    client, user = signed_in(role)
    for _each in range(count):
        make(
            CaseFactory(
                granted_to=[user], office=OfficeFactory(), person__home_county=CountyFactory()
            )
        )

    with django_assert_num_queries(queries):
        page = client.get(reverse(f"cases:{name}"))

    assert len(page.context["listing"].slice.rows) == count
    assert len(page.content) < 65_000


@pytest.mark.parametrize("name", ["case_list", "person_list", "suspect_list"])
def test_a_list_holds_only_what_the_reader_reaches(signed_in, name):
    _role, make, _queries = LISTS[name]
    client, user = signed_in(Role.CASE_WORKER)
    mine, other = make(CaseFactory(granted_to=[user])), make(CaseFactory())

    page = client.get(reverse(f"cases:{name}"))

    assert codes_of(page) == [mine.code]
    assert other.code.encode() not in page.content


@pytest.mark.parametrize("name", ["court_case_list", "hearing_list"])
def test_court_lists_hold_only_cases_in_reach(signed_in, name):
    _role, make, _queries = LISTS[name]
    client, user = signed_in(Role.CASE_WORKER)
    mine = make(CaseFactory(granted_to=[user]))
    make(CaseFactory())

    page = client.get(reverse(f"cases:{name}"))

    assert page.context["listing"].slice.rows == [mine]


@pytest.mark.parametrize("name", sorted(LISTS))
def test_no_list_shows_a_name(signed_in, name):
    client, _user = signed_in(Role.CASE_MANAGER)
    case = CaseFactory(person=PersonFactory(names=MARKER, aliases=MARKER))
    LISTS[name][1](case)
    suspected(case)

    page = client.get(reverse(f"cases:{name}"))
    file = client.get(reverse(f"cases:{name}"), {"export": "csv"})

    assert [MARKER.encode() in part for part in (page.content, file.getvalue())] == [False, False]
    assert len(page.context["listing"].slice.rows) > 0


@pytest.mark.parametrize("name", sorted(LISTS))
@pytest.mark.parametrize(
    ("role", "status"), [(Role.FINANCE_OFFICER, 403), (Role.DONOR_VIEWER, 404)]
)
def test_a_wrong_role_sees_no_list(signed_in, name, role, status):
    client, _user = signed_in(role)

    assert client.get(reverse(f"cases:{name}")).status_code == status


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_file_holds_the_filtered_rows_and_leaves_a_row(signed_in, name):
    client, user = signed_in(Role.CASE_MANAGER)
    LISTS[name][1](CaseFactory())
    key = {"hearing_list": "kind", "court_case_list": "code"}.get(name, "code")
    wanted = {"kind": "appeal", "code": "NONE"}[key]

    whole = client.get(reverse(f"cases:{name}"), {"export": "csv"}).getvalue()
    none = client.get(reverse(f"cases:{name}"), {"export": "csv", key: wanted}).getvalue()

    assert [len(part.decode("utf-8-sig").splitlines()) for part in (whole, none)] == [2, 1]
    kinds = AuditEvent.objects.filter(by=user.staff_code, kind="exported")
    assert [row.fields["filters"] for row in kinds.order_by("id")] == [[], [key]]


@pytest.mark.parametrize("name", sorted(LISTS))
def test_an_empty_list_says_what_to_do(signed_in, name):
    client, _user = signed_in(Role.CASE_MANAGER)

    page = client.get(reverse(f"cases:{name}"))

    assert page.context["listing"].page.empty_text.encode() in page.content


def test_the_case_list_is_filtered_and_paged(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    CountyFactory(code="001")
    for number in range(30):
        CaseFactory(code=f"TK-2024-{number:05d}", risk_level="high")
    CaseFactory(status="closed")
    listed = reverse("cases:case_list")

    first = client.get(listed, {"risk_level": "high", "sort": "code"})
    second = client.get(f"{listed}{first.context['listing'].next_url}")
    closed = client.get(listed, {"status": "closed"})
    still_open = client.get(listed, {"status": "open", "code": "00007"})
    none = client.get(listed, {"county": "001"})

    assert (first.context["listing"].count_words, len(codes_of(first))) == ("30 entries", 25)
    assert codes_of(second) == [f"TK-2024-{number:05d}" for number in range(25, 30)]
    assert [len(codes_of(page)) for page in (closed, still_open, none)] == [1, 1, 0]
    assert b"Nothing fits these filters" in none.content


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"case_type": "gbv"}, ["TK-2025-70002"]),
        ({"trafficking_status": "not_victim"}, ["TK-2025-70002"]),
        ({"risk_level": "none"}, ["TK-2025-70002", "TK-2025-70003"]),
        ({"majority": "child"}, ["TK-2025-70001", "TK-2025-70004"]),
        ({"majority": "adult"}, ["TK-2025-70002"]),
        ({"majority": "unknown"}, ["TK-2025-70003"]),
        ({"worker": "CW-FILTER"}, ["TK-2025-70003"]),
        ({"office": "<office>"}, ["TK-2025-70001"]),
        ({"opened_from": "2025-06-02"}, ["TK-2025-70002"]),
        ({"status": "unheard"}, []),
    ],
)
def test_cases_are_found_by_each_filter(signed_in, asked, expected):
    client, _user = signed_in(Role.CASE_MANAGER)
    office = OfficeFactory()
    # 18 on 2 June 2025: a child on the day of opening
    eve = PersonFactory(birth_date=dt.date(2007, 6, 2))
    said = PersonFactory(birth_date=None, majority_override="child")
    CaseFactory(code="TK-2025-70001", person=eve, office=office, risk_level="low")
    CaseFactory(
        code="TK-2025-70002", case_types=["gbv"], trafficking_status="not_victim",
        opened_on=dt.date(2025, 6, 2),
    )  # fmt: skip
    worker = UserFactory(role=Role.CASE_WORKER, staff_code="CW-FILTER")
    CaseFactory(code="TK-2025-70003", person__no_age=True, granted_to=[worker])
    CaseFactory(code="TK-2025-70004", person=said, risk_level="high")
    given = {key: office.pk if value == "<office>" else value for key, value in asked.items()}

    page = client.get(reverse("cases:case_list"), given | {"sort": "code"})

    assert codes_of(page) == expected


def test_the_case_list_tells_who_works_and_when_it_changed_last(signed_in):
    client, manager = signed_in(Role.CASE_MANAGER)
    worker = UserFactory(role=Role.CASE_WORKER)
    case = CaseFactory(granted_to=[worker])
    changed = record(AuditKind.CHANGED, by=worker, target=case, fields=["county"])
    record(AuditKind.VIEWED, by=manager, target=case)

    row = client.get(reverse("cases:case_list")).context["listing"].slice.rows[0]

    assert (row.workers, row.touched_at) == ([worker.staff_code], changed.at)


def test_people_are_counted_by_the_cases_in_reach(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    person = PersonFactory(child=True)  # born in 2015
    CaseFactory(person=person, granted_to=[user])
    CaseFactory(person=person)

    row = client.get(reverse("cases:person_list")).context["listing"].slice.rows[0]

    assert (row.case_count, row.majority) == (1, "child")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"sex": "male"}, ["P-800002"]),
        ({"majority": "child"}, ["P-800001"]),
        ({"majority": "unknown"}, ["P-800003"]),
        ({"nationality": "other"}, ["P-800002"]),
        ({"nationality": "unknown"}, ["P-800003"]),
        ({"home_county": "047"}, ["P-800003"]),
    ],
)
def test_people_are_found_by_each_filter(signed_in, asked, expected):
    client, _user = signed_in(Role.CASE_MANAGER)
    born = timezone.localdate() - dt.timedelta(days=365 * 10)
    PersonFactory(code="P-800001", birth_date=born)
    PersonFactory(code="P-800002", man=True, nationality="UG")
    home = CountyFactory(code="047")
    PersonFactory(code="P-800003", no_age=True, nationality="", home_county=home)

    page = client.get(reverse("cases:person_list"), asked)

    assert codes_of(page) == expected


def test_a_merged_person_is_not_listed(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    kept = PersonFactory()
    PersonFactory(merged_into=kept)

    assert codes_of(client.get(reverse("cases:person_list"))) == [kept.code]


def test_suspects_are_found_by_their_part(signed_in):
    client, _user = signed_in(Role.LEGAL_OFFICER)
    wanted = CaseSuspectFactory(roles=["recruiter"]).suspect
    CaseSuspectFactory(roles=["transporter"])

    page = client.get(reverse("cases:suspect_list"), {"role": "recruiter"})

    assert codes_of(page) == [wanted.code]


def test_hearings_are_found_by_what_is_known_of_them(signed_in):
    client, user = signed_in(Role.LEGAL_OFFICER)
    today = timezone.localdate()
    coming = HearingFactory(held_on=today + dt.timedelta(days=3))
    waiting = HearingFactory(held_on=today - dt.timedelta(days=3))
    done = HearingFactory(
        held_on=today - dt.timedelta(days=9), outcome="proceeded", attended=True, recorded_by=user
    )

    def found(**asked):
        return client.get(reverse("cases:hearing_list"), asked).context["listing"].slice.rows

    assert found(when="coming") == [coming]
    assert found(when="open") == [waiting]
    assert found(when="past") == [waiting, done]
    assert found(attended="yes") == found(recorded_by=user.staff_code) == [done]
    assert found(from_day=str(today)) == [coming]
    assert found(stage="appeal") == []


def test_court_cases_are_found_by_plea_and_brief(signed_in):
    client, _user = signed_in(Role.LEGAL_OFFICER)
    waiting = CourtCaseFactory(plea_on=None, stage="investigation")
    ours = CourtCaseFactory(watching_brief=True)

    def found(**asked):
        return codes_of(client.get(reverse("cases:court_case_list"), asked))

    assert found(plea="waiting") == found(stage="investigation") == [waiting.code]
    assert found(watching_brief="yes") == found(plea="taken") == [ours.code]


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_takes_every_sort_both_ways(signed_in, name):
    client, _user = signed_in(Role.CASE_MANAGER)
    for _each in range(2):
        LISTS[name][1](CaseFactory())
    listed = reverse(f"cases:{name}")
    orders = client.get(listed).context["listing"].page.orders

    pages = [client.get(listed, {"sort": sign + key}) for key in orders for sign in ("", "-")]

    assert {page.status_code for page in pages} == {200}
    assert [page.context["listing"].sort for page in pages] == [
        sign + key for key in orders for sign in ("", "-")
    ]
