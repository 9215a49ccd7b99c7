"""Tips: from a crew or the community to the intercept that followed; letters of thanks without anybody met."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from intercepts.models import Tip
from tests.factories.work import (
    CrewMemberFactory,
    InterceptedPersonFactory,
    InterceptFactory,
    OperatorFactory,
    StationFactory,
    TipFactory,
)
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
LIST_QUERIES = 4  # session, person, banner, rows


def url(name, row=None):
    return reverse(f"intercepts:{name}", args=[row.pk] if row else [])


def data(**changes):
    return {
        "submission": uuid.uuid4(), "happened_on": "2025-06-01", "source": "community",
        "kind": "child_trafficking", "words": "Said in secret",
    } | changes  # fmt: skip


@pytest.fixture
def officer(signed_in):
    return signed_in(Role.PROGRAMME_OFFICER)[0]


def test_a_community_report_is_written_down_once_and_its_words_stay_sealed(officer):
    sent = data(station=StationFactory().pk)

    answers = [officer.post(url("tip_add"), sent).url for _again in range(2)]

    tip = Tip.objects.get()
    page = officer.get(url("tip_detail", tip)).content.decode()
    assert answers == [url("tip_detail", tip)] * 2
    assert (tip.code, tip.words, tip.crew_member) == ("TIP-2025-0001", "Said in secret", None)
    assert ["secret" in page, "Open" in page] == [False, True]
    assert "words" not in AuditEvent.objects.get(kind="created").fields


def test_a_tip_of_a_crew_knows_who_told_it_and_keeps_it_from_the_trail(officer):
    member = CrewMemberFactory(job="conductor")

    officer.post(url("crew_tip_add", member), data(source="driver", operator=""))

    tip = Tip.objects.get()
    assert (tip.crew_member, tip.source) == (member, "conductor")
    assert tip.operator == member.organisation.transport_operator
    assert str(member.pk) not in str(AuditEvent.objects.get(kind="created").fields)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"happened_on": "2199-01-01"}, "happened_on"), ({"kind": "moon"}, "kind"), ({"source": ""}, "source")],
)  # fmt: skip
def test_a_tip_that_cannot_be_is_answered_at_its_field(officer, changes, field):
    answer = officer.post(url("tip_add"), data(**changes))

    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["words"].value() == "Said in secret"
    assert Tip.objects.count() == 0


def test_who_of_the_crew_told_it_is_shown_to_those_who_work_with_crews(signed_in):
    member = CrewMemberFactory()
    tip = TipFactory(crew_member=member, operator=member.organisation.transport_operator)
    client, _user = signed_in(Role.CASE_MANAGER)

    shown = client.get(url("tip_detail", tip)).content.decode()
    listed = client.get(url("tip_list")).content.decode()

    link = url("crew_member_detail", member)
    assert [link in shown, link in listed] == [True, False]


def test_a_monitor_sees_own_tips_only(signed_in):
    client, user = signed_in(Role.FIELD_MONITOR)
    own, other = TipFactory(recorded_by=user), TipFactory()

    found = [row.pk for row in client.get(url("tip_list")).context["listing"].slice.rows]

    assert found == [own.pk]
    assert client.get(url("tip_detail", other)).status_code == 404
    assert client.get(url("tip_read", own)).status_code == 403


def test_shelter_staff_never_see_tips(signed_in):
    client, _user = signed_in(Role.SHELTER_MANAGER)

    assert client.get(url("tip_list")).status_code == 403


def test_a_tip_is_joined_to_the_intercept_that_followed_and_counts_when_it_is_vetted(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    tip = TipFactory(happened_on=dt.date(2025, 5, 1))
    person = InterceptedPersonFactory(
        intercept__code="INT-X-2025-0001",
        intercept__happened_on=dt.date(2025, 5, 2),
        final_class="",
    )

    for _again in range(2):
        client.post(url("tip_join", tip), {"code": " int-x-2025-0001 "})
    joined = client.get(url("tip_list"), {"state": "joined"}).context["listing"].slice.rows
    person.final_class, person.classified_on = "high_risk", dt.date(2025, 5, 3)
    person.save()
    vetted = client.get(url("tip_list"), {"state": "vetted"}).context["listing"].slice.rows

    tip.refresh_from_db()
    assert (tip.intercept, tip.version) == (person.intercept, 2)
    assert [list(joined), list(vetted)] == [[tip], [tip]]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("INT-NONE", "There is no such intercept that you may open."),
        ("INT-EARLY", "That intercept was on 30 April 2025, before we were told (1 May 2025)."),
    ],
)
def test_an_intercept_that_cannot_follow_is_refused_at_the_code(signed_in, code, message):
    client, _user = signed_in(Role.CASE_MANAGER)
    tip = TipFactory(happened_on=dt.date(2025, 5, 1))
    InterceptFactory(code="INT-EARLY", happened_on=dt.date(2025, 4, 30))

    answer = client.post(url("tip_join", tip), {"code": code})

    assert answer.context["form"].errors == {"code": [message]}
    assert answer.context["form"]["code"].value() == code


def test_a_letter_to_an_operator_names_nobody_and_no_small_number(officer):
    operator = OperatorFactory(organisation__name="Practice Line")
    TipFactory(operator=operator, happened_on=timezone.localdate())
    person = InterceptedPersonFactory(intercept__operator=operator)

    asked = officer.get(url("operator_thanks", operator)).content.decode()
    letter = officer.post(url("operator_thanks", operator)).content.decode()
    for _more in range(4):
        TipFactory(operator=operator, happened_on=timezone.localdate())
    second = officer.post(url("operator_thanks", operator)).content.decode()

    assert "Show the letter" in asked
    assert ["Practice Line" in letter, "twelve months" in letter] == [True, False]
    assert "we heard from you 5 times" in second
    assert [code in letter for code in (person.intercept.code, person.person.code)] == [
        False,
        False,
    ]
    assert AuditEvent.objects.filter(kind="printed", target_id=str(operator.pk)).count() == 2


def test_a_letter_to_one_of_the_crew_opens_the_names_and_keeps_it(signed_in):
    client, user = signed_in(Role.PROGRAMME_OFFICER)
    member = CrewMemberFactory(names="Mfano Mtu")

    asked = client.get(url("crew_thanks", member)).content.decode()
    letter = client.post(url("crew_thanks", member)).content.decode()

    kept = AuditEvent.objects.get(kind="printed")
    assert ["Mfano" in asked, "Mfano Mtu" in letter] == [False, True]
    assert (kept.by, kept.fields) == (user.staff_code, {"names": None})


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_whatever_its_length(officer, django_assert_num_queries, count):
    for _number in range(count):
        TipFactory()
    officer.get(url("tip_list"))

    with django_assert_num_queries(LIST_QUERIES):
        officer.get(url("tip_list"))
