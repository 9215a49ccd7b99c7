"""Practice data that hangs together: one seeding, then many questions to the database."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection, transaction
from django.db.models import Count, Exists, F, OuterRef, Q

from cases.enums import CLOSED_STATUSES
from cases.models import (
    Case,
    CaseGrant,
    CaseStatusChange,
    ChargeOutcome,
    ConsentRecord,
    CourtCase,
    FollowUpVisit,
    Hearing,
    Person,
    Reintegration,
    ServiceProvision,
    TraffickingProfile,
)
from intercepts.models import InterceptedPerson, ObservedSign, ScreeningForm
from intercepts.scoring import Score, rules_of, score
from programmes.models import Activity, ActivityAttendance, Expenditure, TrustFundGrant
from referrals.models import Referral
from reporting.actions.practice import load_practice_data
from reporting.practice.casework import ADULT_PURPOSES, ADULT_SERVICES, CHILD_SERVICES
from reporting.practice.faults import FAULTS, count_faults
from shelter.models import Admission, BedAssignment, DayVisit, ShelterExit, StayExtension
from tests.factories.reporting import load_printed_plan
from tracekenya.accounts.models import User
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db  # without a marked test no test database is made
TODAY = dt.date(2026, 11, 22)
CASES, INTERCEPTS = 160, 260
DATA_OF_DAY = {"today": TODAY, "cases": CASES, "intercepts": INTERCEPTS}


@pytest.fixture(scope="module", autouse=True)
def practice_data(django_db_setup, django_db_blocker, tmp_path_factory):
    """Seed once for the module, inside a transaction that is rolled back."""
    target = tmp_path_factory.mktemp("practice") / "accounts.json"
    with django_db_blocker.unblock(), transaction.atomic():
        load_printed_plan()
        yield load_practice_data(seed=7, accounts_file=target, **DATA_OF_DAY)
        transaction.set_rollback(True)


def children(rows, person, day):
    """Return those of `rows` whose person is known to be a child on `day` (a path each)."""
    return [row for row in rows if _follow(row, person).is_child_on(_date(_follow(row, day)))]


def _follow(row, path):
    for name in path.split("."):
        row = getattr(row, name)
    return row


def _date(value):
    return value.date() if isinstance(value, dt.datetime) else value


def test_counts_are_those_asked_for(practice_data):
    assert practice_data.rows["cases.Case"] == Case.objects.count() == CASES
    assert practice_data.rows["intercepts.Intercept"] == INTERCEPTS
    assert min(practice_data.rows.values()) > 0


def test_faults_are_there_exactly_as_often_as_stated():
    assert count_faults(TODAY) == {fault.name: fault.how_many for fault in FAULTS}


def test_database_rules_hold_at_once():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_every_case_has_a_grant_to_somebody():
    granted = CaseGrant.objects.filter(case=OuterRef("pk"))

    assert Case.objects.filter(~Exists(granted)).count() == 0


def test_every_stay_was_granted_to_its_shelter():
    granted = CaseGrant.objects.filter(case=OuterRef("case"), office=OuterRef("shelter__office"))
    came = Admission.objects.filter(admitted_at__isnull=False)

    assert came.filter(Exists(granted)).count() == came.count() > 30


def test_case_codes_follow_the_days_within_each_year():
    rows = Case.objects.exclude(status="merged").order_by("code").values_list("code", "opened_on")

    assert [code for code, _day in sorted(rows, key=lambda row: (row[1], row[0]))] == [
        code for code, _day in rows
    ]
    assert {code[3:7] == str(day.year) for code, day in rows} == {True}


def test_status_of_each_case_is_its_last_change():
    last = {row.case_id: row.to_status for row in CaseStatusChange.objects.order_by("at")}

    assert last == dict(Case.objects.values_list("pk", "status"))


def test_status_changes_follow_each_other():
    steps: dict = {}
    for row in CaseStatusChange.objects.order_by("at"):
        assert row.from_status == steps.get(row.case_id, "")
        steps[row.case_id] = row.to_status


def test_closed_cases_say_when_by_whom_and_why():
    closed = Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(closure_reason="")

    assert (
        Case.objects.filter(closed).count()
        == Case.objects.filter(status__in=CLOSED_STATUSES).count()
    )


def test_nothing_lies_in_the_future():
    late = {
        "cases": Case.objects.filter(opened_on__gt=TODAY),
        "changes": CaseStatusChange.objects.filter(at__date__gt=TODAY),
        "services": ServiceProvision.objects.filter(delivered_on__gt=TODAY),
        "visits": FollowUpVisit.objects.filter(done_on__gt=TODAY),
        "returns": Reintegration.objects.filter(happened_on__gt=TODAY),
        "activities": Activity.objects.filter(held_on__gt=TODAY),
        "outcomes": ChargeOutcome.objects.filter(decided_on__gt=TODAY),
        "exits": Admission.objects.filter(ended_at__date__gt=TODAY),
        "expenditure": Expenditure.objects.filter(spent_on__gt=TODAY),
        "referrals": Referral.objects.filter(completed_on__gt=TODAY),
    }

    assert {name: rows.count() for name, rows in late.items() if rows.exists()} == {}


def test_days_of_a_case_are_in_order():
    wrong = {
        "intercept after case": InterceptedPerson.objects.filter(
            case__opened_on__lt=F("intercept__happened_on")
        ),
        "arrival before case": Admission.objects.filter(admitted_at__date__lt=F("case__opened_on")),
        "return before case": Reintegration.objects.filter(happened_on__lt=F("case__opened_on")),
        "return before exit": Reintegration.objects.filter(
            case__admissions__ended_at__date__gt=F("happened_on")
        ),
        "visit before return": FollowUpVisit.objects.filter(
            done_on__lt=F("reintegration__happened_on")
        ),
        "referral before case": Referral.objects.filter(drafted_on__lt=F("case__opened_on")),
        "answer before sending": Referral.objects.filter(accepted_on__lt=F("sent_at__date")),
        "plea before case": CourtCase.objects.filter(plea_on__lt=F("victims__opened_on")),
        "outcome before plea": ChargeOutcome.objects.filter(
            decided_on__lt=F("charge__court_case__plea_on")
        ),
        "hearing before plea": Hearing.objects.filter(held_on__lt=F("court_case__plea_on")),
        "classed before met": InterceptedPerson.objects.filter(
            classified_on__lt=F("intercept__happened_on")
        ),
        "paid before trained": TrustFundGrant.objects.filter(disbursed_on__lt=F("trained_on")),
    }

    assert {name: rows.count() for name, rows in wrong.items() if rows.exists()} == {}


def test_nobody_is_worked_on_after_the_case_was_closed():
    closed = Q(case__closed_at__isnull=False)

    late = ServiceProvision.objects.filter(closed, delivered_on__gt=F("case__closed_at__date"))
    assert late.count() == 0
    assert Admission.objects.filter(closed, status__in=("admitted", "on_leave")).count() == 0
    assert (
        Referral.objects.filter(
            closed, status__in=("draft", "sent", "received", "accepted", "in_progress")
        ).count()
        == 0
    )


def test_one_guest_a_bed_and_rooms_fit_sex_and_age():
    stays = BedAssignment.objects.filter(use="stay").select_related("bed__room", "case__person")
    rooms = Counter()
    for stay in stays:
        person, day = stay.case.person, stay.period.lower.date()
        is_male, is_child = person.sex == "male", person.presumed_child_on(day)
        expected = ("boys" if is_male else "girls") if is_child else "male" if is_male else "female"
        assert stay.bed.room.kind == expected
        rooms[expected] += 1
    assert len(rooms) == 4


def test_whoever_is_in_the_house_has_a_bed_tonight():
    in_house = Admission.objects.filter(status__in=("admitted", "on_leave"))
    open_beds = BedAssignment.objects.filter(use="stay", period__endswith__isnull=True)

    assert set(in_house.values_list("pk", flat=True)) == set(
        open_beds.values_list("admission", flat=True)
    )
    assert in_house.count() > 0


def test_planned_exits_wishes_and_day_clients_are_there():
    arrived = Admission.objects.filter(admitted_at__isnull=False, expected_days__isnull=False)
    assert not arrived.filter(planned_exit_on=None).exists()
    assert StayExtension.objects.filter(verdict="granted").exists()
    waiting = StayExtension.objects.filter(verdict="", admission__ended_at__isnull=False)
    assert not waiting.exists()
    assert DayVisit.objects.count() > 0
    assert not DayVisit.objects.filter(
        case__admissions__admitted_at__date__lte=F("came_on"),
        case__admissions__ended_at__date__gt=F("came_on"),
    ).exists()


def test_children_meet_nothing_that_is_for_adults():
    intercepted = InterceptedPerson.objects.select_related("person", "intercept")
    stays = Admission.objects.filter(admitted_at__isnull=False).select_related("case__person")
    services = ServiceProvision.objects.filter(kind__in=set(ADULT_SERVICES) - set(CHILD_SERVICES))
    adult_only = [
        *children(
            intercepted.filter(outcome__in=("travel_stopped_voluntary", "refused_help")),
            "person", "intercept.happened_on",
        ),
        *children(stays.filter(legal_authority="self"), "case.person", "admitted_at"),
        *children(
            ShelterExit.objects.filter(kind__in=("voluntary_exit", "independent_living")),
            "admission.case.person", "admission.ended_at",
        ),
        *children(
            Reintegration.objects.filter(kind__in=("independent", "spouse_own_household")),
            "case.person", "happened_on",
        ),
        *children(ConsentRecord.objects.filter(giver="self"), "case.person", "given_on"),
        *children(services, "case.person", "case.opened_on"),
        *children(
            TraffickingProfile.objects.filter(exploitation_types__overlap=[
                purpose for purpose in ADULT_PURPOSES if purpose != "domestic_servitude"
            ]),
            "case.person", "case.opened_on",
        ),
        *children(TrustFundGrant.objects.all(), "case.person", "case.opened_on"),
    ]  # fmt: skip

    assert adult_only == []
    assert len(children(intercepted, "person", "intercept.happened_on")) > 60


def test_intercepts_of_children_are_about_children():
    of_children = InterceptedPerson.objects.filter(
        intercept_type__in=("child_trafficking", "runaway_child", "child_marriage")
    ).select_related("person", "intercept")

    adults = [
        row for row in of_children if row.person.is_child_on(row.intercept.happened_on) is False
    ]
    assert adults == []


def test_some_ages_are_unknown_and_nobody_is_older_than_people_get():
    known = Person.objects.filter(reckoned_birth__isnull=False)

    assert 0 < Person.objects.filter(reckoned_birth=None, majority_override="").count() < 100
    assert known.filter(reckoned_birth__gt=TODAY).count() == 0
    assert known.filter(reckoned_birth__lt=dt.date(1970, 1, 1)).count() == 0


def test_stored_scores_are_what_the_signs_give():
    wrong = []
    signs: dict = {}
    for sign in ObservedSign.objects.all():
        sign.is_trigger = sign.code in ("c_known_trafficker", "e_deception_confirmed")
        signs.setdefault(sign.intercepted_person_id, []).append(sign)
    rules = rules_of(ScreeningForm.objects.get())
    for row in InterceptedPerson.objects.select_related("person", "intercept"):
        child = row.person.presumed_child_on(row.intercept.happened_on)
        stored = Score(row.score_control, row.score_vulnerability, row.proposed_band)
        if score(signs.get(row.pk, []), presumed_child=child, rules=rules) != stored:
            wrong.append(row.pk)

    assert wrong == []


def test_child_only_signs_are_seen_on_children_only():
    signs = ObservedSign.objects.filter(code__in=("v_minor_alone", "c_child_enticed"))
    people = [sign.intercepted_person for sign in signs]

    adults = [
        row.pk for row in people if row.person.is_child_on(row.intercept.happened_on) is False
    ]
    assert adults == []
    assert len(people) > 0


def test_sent_referrals_rest_on_consent_of_the_same_case_and_recipient():
    with_consent = Referral.objects.filter(consent__isnull=False)

    assert with_consent.count() > 20
    assert (
        with_consent.exclude(
            consent__case=F("case"),
            consent__organisation=F("organisation"),
            consent__status="given",
        ).count()
        == 0
    )


def test_referrals_are_in_many_states():
    states = set(Referral.objects.values_list("status", flat=True))

    assert states >= {"completed", "declined", "in_progress", "no_response"}


def test_court_gives_one_verdict_for_each_accused_and_some_fall_on_appeal():
    final = ChargeOutcome.objects.exclude(outcome="overturned")
    verdicts = final.values("charge__court_case", "charge__suspect").annotate(
        kinds=Count("outcome", distinct=True)
    )

    assert set(verdicts.values_list("kinds", flat=True)) == {1}
    overturned = ChargeOutcome.objects.filter(outcome="overturned")
    assert overturned.count() == 2
    for row in overturned:
        earlier = row.charge.outcomes.get(outcome="convicted")
        assert earlier.decided_on < row.decided_on


def test_merged_people_point_to_the_one_row_that_stays():
    merged = Person.objects.exclude(merged_into=None)

    assert merged.filter(cases__status="merged").count() == 2
    assert ActivityAttendance.objects.filter(person__in=merged).count() == 5
    assert merged.exclude(merged_into__merged_into=None).count() == 0


def test_work_grows_over_the_years_and_reaches_new_counties():
    cases = Counter(day.year for day in Case.objects.values_list("opened_on", flat=True))
    assert set(cases) == {2022, 2023, 2024, 2025, 2026}
    assert cases[2022] < cases[2024] < cases[2022] * 6

    held = Activity.objects.exclude(county=None)
    first, last = (
        held.filter(held_on__year=year).values("county").distinct().count() for year in (2022, 2026)
    )
    assert first < last


def test_numbers_given_out_next_follow_those_of_the_practice_data():
    from cases.actions.numbers import case_code, person_code  # noqa: PLC0415  writes a row

    people, cases = Person.objects.count(), Case.objects.filter(code__startswith="TK-2026").count()

    assert person_code() == f"P-{people + 1:06d}"
    assert case_code(2026) == f"TK-2026-{cases + 1:05d}"


def test_names_phones_and_mail_are_clearly_invented():
    people = list(Person.objects.all()[:200])

    assert {" Zoezi-" in person.names for person in people} == {True}
    assert {person.phone[:9] for person in people if person.phone} == {"+254 000 "}
    mails = User.objects.values_list("email", flat=True)
    assert {mail.rpartition("@")[2] for mail in mails} == {"practice.example"}


def test_people_are_found_by_the_index_of_their_name():
    from tracekenya.vault import blind  # noqa: PLC0415  needs the keys

    person = Person.objects.first()

    token = blind.whole_name_token(person.names)
    assert Person.objects.filter(name_tokens__contains=[token]).first() == person


def test_one_account_for_each_role_can_sign_in(practice_data):
    assert [row["role"] for row in practice_data.signs_in] == [str(role) for role in Role]
    for row in practice_data.signs_in:
        user = User.objects.get(email=row["email"])
        assert user.role == row["role"]
        assert row["email"] == f"{row['role'].replace('_', '-')}@practice.example"
        assert user.check_password(row["password"])
        assert len(row["password"]) >= 12
    assert User.objects.filter(is_board_secretary=True).count() == 1


def test_shelter_roles_belong_to_a_shelter_and_colleagues_cannot_sign_in(practice_data):
    people = User.objects.filter(role__in=("shelter_manager", "shelter_staff"))
    assert set(people.values_list("office__kind", flat=True)) == {"shelter"}

    mails = [row["email"] for row in practice_data.signs_in]
    colleagues = User.objects.exclude(email__in=mails)
    assert colleagues.count() == 16
    assert [user.has_usable_password() for user in colleagues] == [False] * 16


def test_a_second_seeding_is_refused(tmp_path):
    from tracekenya.lib.errors import DomainError  # noqa: PLC0415

    with pytest.raises(DomainError, match="only into an empty database"):
        load_practice_data(seed=8, accounts_file=tmp_path / "a.json", **DATA_OF_DAY)
