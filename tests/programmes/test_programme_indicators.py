"""Activities, alliances and grants move their indicators on the right day: entered through the forms
by those who keep them, counted by hand."""

import uuid

import pytest
from django.urls import reverse

from programmes.models import Activity, Network, Partnership, TrustFundGrant
from tests.factories.accounts import CountyFactory
from tests.factories.cases import CaseFactory, PersonFactory
from tests.factories.reporting import load_printed_plan
from tests.factories.work import OrganisationFactory
from tests.programmes.indicators import value_on, values_on
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db

BEFORE, ON, LATER, NEXT_YEAR = "2025-06-09", "2025-06-10", "2025-12-31", "2026-01-31"


@pytest.fixture(autouse=True)
def plan(db):
    load_printed_plan()


@pytest.fixture
def officer(signed_in):
    client, _ = signed_in(Role.PROGRAMME_OFFICER)
    return client


def send(client, route, *key, **answers):
    """Send a form and expect it kept."""
    answer = client.post(reverse(f"programmes:{route}", args=key), answers)
    assert answer.status_code == 302, answer.context["form"].errors


def activity(client, **fields):
    """Enter an activity through its form."""
    CountyFactory()
    facts = {
        "title": "Session", "kind": "mentorship", "themes": ["gender_justice"], "held_on": ON,
        "county": "003", "country": "KE", "submission": str(uuid.uuid4()),
    }  # fmt: skip
    send(client, "activity_add", **(facts | fields))
    return Activity.objects.latest("recorded_at")


def come(client, activity, *people):
    codes = "\n".join(person.code for person in people)
    send(client, "activity_people_add", activity.pk, codes=codes, submission=str(uuid.uuid4()))


def count(client, activity, **cells):
    answers = {name.replace("__", "-"): people for name, people in cells.items()}
    version = Activity.objects.get(pk=activity.pk).version
    send(client, "activity_headcount", activity.pk, version=version, **answers)


def correct(client, name, row, **changes):
    """Send the form of a saved row again with some answers changed."""
    page = client.get(reverse(f"programmes:{name}_edit", args=[row.pk]))
    form = page.context["form"]
    answers = {field.html_name: field.value() for field in form}
    kept = {key: value for key, value in answers.items() if value not in (None, [])}
    send(client, f"{name}_edit", row.pk, **(kept | changes))


def test_2_1_to_2_5_count_people_by_code_from_the_day_of_the_activity(officer):
    session = activity(officer)
    woman, girl = PersonFactory(), PersonFactory(child=True)
    boy, man = PersonFactory(boy=True), PersonFactory(man=True)
    come(officer, session, woman, girl, boy, man)

    values = {
        code: values_on(code, BEFORE, ON, NEXT_YEAR) for code in ("2.1", "2.2", "2.3", "2.4", "2.5")
    }

    assert values == {
        "2.1": [None, 2, 0],
        "2.2": [None, 1, 0],
        "2.3": [None, 1, 0],
        "2.4": [None, 4, 0],  # 10, 10, 25 and 25 years
        "2.5": [None, 1, 0],
    }


def test_2_1_and_2_2_add_people_counted_by_heads(officer):
    session = activity(officer)
    count(
        officer, session, female__10_14="7", male__15_17="2", female__35_59="5", male__unknown="9"
    )

    assert values_on("2.1", BEFORE, ON, NEXT_YEAR) == [None, 9, 0]
    assert value_on("2.2", LATER) == 5
    assert value_on("2.5", LATER) == 2


def test_a_head_count_that_is_corrected_counts_as_corrected(officer):
    session = activity(officer)
    count(officer, session, female__10_14="7")
    count(officer, session, female__10_14="4", male__10_14="1")

    assert value_on("2.1", LATER) == 5


def test_somebody_taken_off_the_list_counts_no_more(officer):
    session, girl = activity(officer), PersonFactory(child=True)
    come(officer, session, girl, PersonFactory(child=True))
    send(officer, "activity_person_remove", session.pk, code=girl.code)

    assert value_on("2.1", LATER) == 1


def test_a_child_at_two_activities_counts_once_in_2_1(officer):
    girl = PersonFactory(child=True)
    come(officer, activity(officer), girl)
    come(officer, activity(officer, held_on="2025-09-01", kind="training"), girl)

    assert value_on("2.1", LATER) == 1


def test_1_1_counts_children_at_activities_on_safeguarding(officer):
    club = activity(officer, kind="school_club", themes=["child_safeguarding"])
    come(officer, club, PersonFactory(child=True), PersonFactory())  # the woman does not count
    count(officer, club, female__5_9="3")

    assert values_on("1.1", BEFORE, ON, NEXT_YEAR) == [None, 4, 0]


def test_1_3_counts_the_county_from_the_day_of_the_activity(officer):
    activity(officer)
    activity(officer, county="", country="UG", held_on="2025-07-01")

    assert values_on("1.3", BEFORE, ON, "2025-07-01", NEXT_YEAR) == [None, 2, 4, 0]  # of 50 places


def test_a_planned_activity_counts_from_its_day_only(officer):
    activity(officer, held_on="2026-12-20")

    assert values_on("1.3", "2026-12-19", "2026-12-20") == [None, 2]


def test_another_day_moves_the_people_into_the_other_year(officer):
    session = activity(officer)
    come(officer, session, PersonFactory(child=True))
    correct(officer, "activity", session, held_on="2024-06-10")

    assert values_on("2.1", "2024-12-31", LATER) == [1, 0]


def test_another_theme_moves_the_people_from_2_1_to_1_1(officer):
    session = activity(officer)
    come(officer, session, PersonFactory(child=True))
    assert (value_on("2.1", LATER), value_on("1.1", LATER)) == (1, 0)

    correct(officer, "activity", session, themes=["child_safeguarding"])

    assert (value_on("2.1", LATER), value_on("1.1", LATER)) == (0, 1)


def partnership(client, **fields):
    facts = {
        "organisation": OrganisationFactory().pk, "themes": ["child_rights_advocacy"],
        "level": "county", "status": "active", "starts_on": ON, "submission": str(uuid.uuid4()),
    }  # fmt: skip
    send(client, "partnership_add", **(facts | fields))
    return Partnership.objects.latest("recorded_at")


def test_1_9_counts_a_partnership_from_its_first_to_its_last_day(officer):
    partnership(officer, status="ended", ends_on="2025-08-31")

    assert values_on("1.9", BEFORE, ON, "2025-08-31", "2025-09-01") == [None, 1, 1, 0]


def test_3_5_counts_by_type_and_moves_with_the_theme(officer):
    row = partnership(officer, themes=["decent_work_migration"], partner_type="union")
    assert values_on("3.5", BEFORE, ON, NEXT_YEAR) == [None, 1, 1]

    correct(officer, "partnership", row, themes=["child_rights_advocacy"])

    assert (value_on("3.5", LATER), value_on("1.9", LATER)) == (0, 1)


def test_4_4_counts_a_strategic_partnership_from_the_signing_on(officer):
    row = partnership(officer, themes=["strategic"], agreement_signed_on="2025-07-01")
    unsigned = partnership(officer, themes=["strategic"])
    assert values_on("4.4", ON, "2025-06-30", "2025-07-01") == [0, 0, 1]

    correct(officer, "partnership", row, status="ended", ends_on="2025-10-31")

    assert values_on("4.4", "2025-10-31", "2025-11-01") == [1, 0]
    assert unsigned.agreement_signed_on is None


def test_a_dormant_partnership_counts_nowhere(officer):
    row = partnership(officer)
    correct(officer, "partnership", row, status="dormant")

    assert value_on("1.9", LATER) == 0


def test_2_10_counts_networks_founded_and_2_11_those_joined(officer):
    facts = {"themes": ["survivor_voice"], "level": "national", "starts_on": ON}
    for name, part, more in (
        ("Founded", "founder", {}),
        ("Joined", "member", {"ends_on": "2025-09-30"}),
        ("On peace", "member", {"themes": ["peace"]}),
    ):
        send(
            officer, "network_add", name=name, our_role=part, submission=str(uuid.uuid4()), **(facts | more)
        )  # fmt: skip

    assert values_on("2.10", BEFORE, ON, "2025-10-01") == [None, 1, 1]
    assert values_on("2.11", BEFORE, ON, "2025-09-30", "2025-10-01") == [None, 2, 2, 1]

    correct(officer, "network", Network.objects.get(name="Founded"), our_role="member")

    assert (value_on("2.10", LATER), value_on("2.11", LATER)) == (0, 1)


def exploited_worker(**fields):
    return CaseFactory(
        case_types=["labour_exploitation"],
        migration_status="returnee",
        opened_on="2025-01-10",
        **fields,
    )


def test_3_3_counts_a_person_from_the_training_on_and_again_in_the_year_of_the_money(signed_in):
    client, _ = signed_in(Role.FINANCE_OFFICER)
    case = exploited_worker()
    send(client, "trust_fund_grant_add", case=case.code, status="identified",
         submission=str(uuid.uuid4()))  # fmt: skip
    grant = TrustFundGrant.objects.get()
    assert value_on("3.3", LATER) is None

    correct(client, "trust_fund_grant", grant, status="trained", trained_on=ON)
    assert values_on("3.3", BEFORE, ON, NEXT_YEAR) == [None, 1, 0]

    correct(client, "trust_fund_grant", grant, status="disbursed", disbursed_on="2026-01-20",
            amount_kes="30000", business="Poultry")  # fmt: skip
    assert values_on("3.3", LATER, "2026-01-19", "2026-01-20") == [1, 0, 1]


def test_3_3_leaves_out_grants_in_cases_of_another_kind(signed_in):
    client, _ = signed_in(Role.FINANCE_OFFICER)
    case = CaseFactory(case_types=["gbv"], opened_on="2025-01-10")
    send(client, "trust_fund_grant_add", case=case.code, status="trained", trained_on=ON,
         submission=str(uuid.uuid4()))  # fmt: skip

    assert value_on("3.3", LATER) == 0
