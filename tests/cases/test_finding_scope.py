"""The kept scopes of the search answer like the querysets of the policy, for everybody and at any hour."""

import datetime as dt
import random
from collections import defaultdict

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from cases.enums import CaseStatus
from cases.finding import Wanted, find
from cases.finding_scope import Kind, NotAsked, Reader, _Places, scopes_of
from cases.finding_sets import taken_out
from cases.models import Case, CaseGrant, ConflictOfInterest, Person
from cases.search import people_in_reach
from tests.factories.accounts import OfficeFactory, UserFactory
from tests.factories.cases import CaseFactory, PersonFactory
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
NAME = "Zuhura Mfano"
SEARCHERS = [
    Role.CASE_MANAGER, Role.CASE_WORKER, Role.SHELTER_MANAGER, Role.LEGAL_OFFICER,
    Role.PROGRAMME_MANAGER, Role.SHELTER_STAFF, Role.BOARD_MEMBER,
]  # fmt: skip
DAYS = (-40, -10, -1, 1, 10)  # from now: when something began or ends


class World:
    """Staff, people who all bear one name, their cases, grants and conflicts, drawn at random."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.offices = [OfficeFactory(), OfficeFactory()]
        self.staff = [
            UserFactory(role=role, office=self.draw.choice([None, *self.offices]))
            for role in [*SEARCHERS, Role.CASE_MANAGER, Role.CASE_WORKER]
        ]
        self.people = [PersonFactory(names=NAME) for _ in range(12)]
        for person in self.people:
            person.index_identity()
            person.save()
        for double in self.people[8:]:
            Person.objects.filter(pk=double.pk).update(
                merged_into=self.draw.choice(self.people[:8])
            )
        self.cases = [self.case() for _ in range(14)]
        for _ in range(26):
            self.grant()
        for _ in range(5):
            self.conflict()

    def day(self) -> dt.datetime:
        return timezone.now() + dt.timedelta(days=self.draw.choice(DAYS))

    def case(self) -> Case:
        closed_at = timezone.now() - dt.timedelta(days=self.draw.choice([2, 30]))
        is_closed = self.draw.random() < 0.3
        facts = {"status": CaseStatus.CLOSED, "closed_at": closed_at} if is_closed else {}
        facts |= {"closed_by": self.staff[0]} if is_closed else {}
        return CaseFactory(
            person=self.draw.choice(self.people), is_restricted=self.draw.random() < 0.3,
            recorded_by=self.draw.choice(self.staff), opened_on=dt.date(2024, 1, 1), **facts,
        )  # fmt: skip

    def grant(self) -> None:
        whom = self.draw.choice(
            [*({"user": one} for one in self.staff), *({"office": one} for one in self.offices)]
        )
        began = self.day()
        ends = None if self.draw.random() < 0.4 else max(self.day(), began)
        facts = {"case": self.draw.choice(self.cases), "reason": "assigned"} | whom
        if ends or not CaseGrant.objects.filter(until_at=None, **facts).exists():
            CaseGrant.objects.create(from_at=began, until_at=ends, **facts)

    def conflict(self) -> None:
        user, person = self.draw.choice(self.staff), self.draw.choice(self.people)
        if ConflictOfInterest.objects.of(user).filter(person=person).exists():
            return
        made = ConflictOfInterest.objects.create(user=user, person=person)
        if self.draw.random() < 0.4:
            ConflictOfInterest.objects.filter(pk=made.pk).update(
                ended_at=timezone.now(), ended_by=self.staff[0]
            )

    def change(self) -> None:
        """Do something that opens or closes cases for somebody."""
        case = Case.objects.filter(pk=self.draw.choice(self.cases).pk)
        some = CaseGrant.objects.filter(pk__in=self.draw.sample(self._grants(), 3))
        self.draw.choice([
            self.grant, self.conflict, some.delete,
            lambda: case.update(is_restricted=not case.get().is_restricted),
            lambda: ConflictOfInterest.objects.all().delete(),
            self._move_somebody,
        ])()  # fmt: skip

    def _grants(self) -> list[int]:
        return list(CaseGrant.objects.order_by("pk").values_list("pk", flat=True))

    def _move_somebody(self) -> None:
        user = self.draw.choice(self.staff)
        user.office = self.draw.choice([None, *self.offices])
        user.role = self.draw.choice(SEARCHERS)


def by_policy(user) -> dict:
    """Return master -> codes of the cases shown, from the querysets that pages use."""
    cases = defaultdict(list)
    for master, code in Case.objects.visible_to(user).values_list("person__master_id", "code"):
        cases[master].append(code)
    people = people_in_reach(user).values_list("master_id", flat=True)
    return {master: sorted(cases[master]) for master in people}


def by_search(user) -> dict:
    return {
        one.person_id: [case.code for case in one.cases] for one in find(Wanted(names=NAME), user)
    }


def compare(seed: int) -> tuple[int, int]:
    """Return how many answers were compared in one world that changes, and how many people were in them."""
    world, compared, found = World(seed), 0, 0
    for days in (0, 0, 0, 5, 12):
        with time_machine.travel(timezone.now() + dt.timedelta(days=days)):
            for user in world.staff:
                expected = by_policy(user)
                assert by_search(user) == expected, (seed, user.role, user.office_id)
                compared, found = compared + 1, found + len(expected)
        world.change()
    return compared, found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_search_reaches_whom_the_policy_reaches(seed):
    compared, found = compare(seed)

    assert found > compared  # equal emptiness would prove nothing


def compare_and_forget(seed: int) -> tuple[int, int]:
    """Compare in a world that is gone afterwards: all bear one name, and a search shows a few alone."""
    with transaction.atomic():
        figures = compare(seed)
        transaction.set_rollback(True)
    return figures


@pytest.mark.deep
def test_the_search_reaches_whom_the_policy_reaches_in_many_worlds():
    figures = [compare_and_forget(seed) for seed in range(100, 160)]
    compared, found = (sum(column) for column in zip(*figures, strict=True))
    print(f"kept scopes: {compared} answers equal to the querysets, {found} people in them")  # noqa: T201

    assert found > compared


def test_what_is_kept_holds_nobody_and_no_hour():
    users = [UserFactory(role=Role.CASE_WORKER, office=OfficeFactory()) for _ in range(2)]
    for user in users:
        find(Wanted(names=NAME), user)
    kept = scopes_of(Kind.of(users[0]))

    assert Kind.of(users[0]) == Kind.of(users[1])
    assert [str(one) in repr(kept) for user in users for one in (user.pk, user.office_id)] == [
        False
    ] * 4
    assert {dt.timedelta(0), dt.timedelta(days=-14)} == set(kept.shifts.values())


def test_two_readers_of_one_kind_get_their_own_answers():
    first, second = (UserFactory(role=Role.CASE_WORKER) for _ in range(2))
    people = [PersonFactory(names=NAME) for _ in range(2)]
    for person, user in zip(people, (first, second), strict=True):
        person.index_identity()
        person.save()
        CaseFactory(person=person, granted_to=[user])

    answers = [set(by_search(user)) for user in (first, second, first)]

    assert answers == [{people[0].pk}, {people[1].pk}, {people[0].pk}]


def kind_of(search: Scope) -> Kind:
    return Kind(search, search, has_office=True, closed_days=14)


def test_a_rule_that_asks_for_more_than_a_kind_holds_is_refused():
    reader = Reader(kind_of(Scope.ASSIGNED))

    with pytest.raises(NotAsked):
        Case.objects.visible_to(reader, Permission.NOTE_VIEW)
    for unknown in ("role", "staff_code", "is_board_secretary"):
        with pytest.raises(AttributeError):
            getattr(reader, unknown)


@pytest.mark.parametrize("fact", [timezone.now(), timezone.localdate()], ids=["hour", "day"])
def test_a_rule_with_a_date_of_its_own_is_not_kept(fact):
    field = "closed_at__gt" if isinstance(fact, dt.datetime) else "opened_on__gt"

    with pytest.raises(NotAsked):
        _Places().name(Case.objects.filter(**{field: fact}))


def test_only_what_occurs_twice_and_stands_alone_is_taken_out():
    alone = '(SELECT {0}."id" FROM "a" {0} WHERE {0}."b" IN (SELECT {1}."b" FROM "c" {1}))'
    within = '(SELECT U0."id" FROM "a" U0 WHERE U0."b" = ("x"."b"))'
    sql = '"x"."id" IN {} AND EXISTS ' + within

    sets, found = taken_out(
        [sql.format(alone.format("U0", "V0")), sql.format(alone.format("W0", "U3")), None]
    )

    assert sets == {"set0": alone.format("T0", "T1")[1:-1]}
    assert found == [sql.format("(SELECT * FROM set0)")] * 2 + [None]
