"""Vetting: two judge without seeing each other, a third where they differ, a manager over all."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from intercepts.actions.vetting import judge, override
from intercepts.models import Intercept, InterceptedPerson, VettingVerdict
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.work import InterceptedPersonFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
QUEUE = reverse("intercepts:vetting_list")
MARK = "Zzsaid to be a cousin"


def page(name, row):
    return reverse(f"intercepts:{name}", args=[row.pk])


@pytest.fixture
def met():
    """Somebody met whose signs say high risk, not classed yet."""
    return InterceptedPersonFactory(final_class="", proposed_band="high_risk")


@pytest.fixture
def vetters(db):
    return [UserFactory(role=Role.CASE_MANAGER) for _ in range(4)]


def say(met, by, verdict="high_risk", **facts):
    lowering = "job_confirmed" if verdict == "not_intercept" else ""
    usual = {"reason": "As the signs say", "lowering": lowering}
    return judge(intercepted=met, verdict=verdict, by=by, **usual | facts)


def state(met):
    row = InterceptedPerson.objects.get(pk=met.pk)
    return row.final_class, row.class_way


def test_two_who_agree_set_the_class(met, vetters):
    say(met, vetters[0])
    after_one = state(met)
    say(met, vetters[1])

    row = InterceptedPerson.objects.get()
    assert after_one == ("", "")
    assert (row.final_class, row.class_way) == ("high_risk", "agreed")
    assert (row.classified_by, row.classified_on) == (vetters[1], timezone.localdate())


def test_where_two_differ_a_third_decides(met, vetters):
    say(met, vetters[0], "high_risk")
    say(met, vetters[1], "not_intercept")
    between = state(met)
    say(met, vetters[2], "not_intercept")

    row = InterceptedPerson.objects.get()
    assert between == ("", "")
    assert (row.final_class, row.class_way, row.class_reason) == (
        "not_intercept", "third", "job_confirmed",
    )  # fmt: skip


def test_where_all_three_differ_nobody_but_a_manager_decides(met, vetters, programme_manager):
    for vetter, verdict in zip(
        vetters, ("high_risk", "not_intercept", "evidence_of_trafficking"), strict=False
    ):
        say(met, vetter, verdict)

    with pytest.raises(DomainError):
        say(met, vetters[3])
    assert state(met) == ("", "")
    override(
        intercepted=met, final_class="high_risk", why="The family was found", by=programme_manager
    )
    assert state(met) == ("high_risk", "override")
    assert VettingVerdict.objects.count() == 4


@pytest.mark.parametrize(
    ("band", "verdict", "asks"),
    [
        ("high_risk", "not_intercept", True), ("evidence_of_trafficking", "high_risk", True),
        ("high_risk", "evidence_of_trafficking", False), ("at_risk", "not_intercept", False),
        ("no_concern", "not_intercept", False),
    ],
)  # fmt: skip
def test_a_verdict_below_the_signs_asks_why(vetters, band, verdict, asks):
    met = InterceptedPersonFactory(final_class="", proposed_band=band)

    try:
        say(met, vetters[0], verdict, lowering="")
    except DomainError as refusal:
        asked = refusal.field
    else:
        asked = ""

    assert asked == ("lowering" if asks else "")


def test_only_a_supervisor_lowers(met, me_officer):
    with pytest.raises(DomainError) as refusal:
        say(met, me_officer, "not_intercept")

    assert refusal.value.field == "verdict"


def test_somebody_at_risk_is_no_intercept_and_stays_at_risk(vetters):
    plain, cleared = (
        InterceptedPersonFactory(final_class="", proposed_band="at_risk") for _ in range(2)
    )
    for vetter in vetters[:2]:
        say(plain, vetter, "not_intercept", lowering="")
        say(cleared, vetter, "not_intercept")

    assert state(plain) == ("at_risk", "agreed")
    assert state(cleared) == ("not_intercept", "agreed")


def test_who_recorded_never_judges_and_never_overrides(vetters, programme_manager):
    by_monitor, by_hand, as_monitor = (
        InterceptedPersonFactory(final_class="", recorded_by=vetters[0]),
        InterceptedPersonFactory(final_class="", intercept__recorded_by=vetters[0]),
        InterceptedPersonFactory(final_class="", intercept__monitor=vetters[0]),
    )

    for met in (by_monitor, by_hand, as_monitor):
        with pytest.raises(DomainError):
            say(met, vetters[0])
    own = InterceptedPersonFactory(final_class="", intercept__monitor=programme_manager)
    with pytest.raises(DomainError):
        override(intercepted=own, final_class="high_risk", why="So it is", by=programme_manager)


def test_one_person_is_one_voice_in_two_tabs(met, vetters):
    token = uuid.uuid4()
    first = say(met, vetters[0], submission=token)
    again = say(met, vetters[0], submission=token)

    with pytest.raises(DomainError):
        say(met, vetters[0], submission=uuid.uuid4())
    assert first == again
    assert VettingVerdict.objects.count() == 1


def test_the_database_holds_one_voice_each_and_three_turns(met, vetters):
    say(met, vetters[0])

    with pytest.raises(IntegrityError):
        VettingVerdict.objects.create(
            intercepted_person=met, turn="second", verdict="high_risk", recorded_by=vetters[0],
            reason="Twice",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"reason": " "}, "reason"), ({"verdict": "at_risk"}, "verdict"),
        ({"was_called": True, "call_facts": ""}, "call_facts"),
    ],
)  # fmt: skip
def test_what_a_verdict_must_say(met, vetters, facts, field):
    with pytest.raises(DomainError) as refusal:
        say(met, vetters[0], **facts)

    assert refusal.value.field == field
    assert VettingVerdict.objects.count() == 0


def test_the_trail_tells_that_somebody_judged_and_not_how(met, vetters):
    say(met, vetters[0])
    before = list(AuditEvent.objects.values_list("kind", "fields"))
    say(met, vetters[1])

    assert before == [("created", {"verdict": None})]
    assert AuditEvent.objects.get(kind="classified").fields == {
        "from": "", "to": "high_risk", "proposed": "high_risk", "reason": "", "way": "agreed",
    }  # fmt: skip


def test_nothing_stays_when_the_trail_refuses(met, vetters, broken_trail):
    with pytest.raises(IntegrityError):
        say(met, vetters[0])

    assert (VettingVerdict.objects.count(), state(met)) == (0, ("", ""))


def test_an_override_asks_why_always(met, programme_manager):
    with pytest.raises(DomainError) as words:
        override(intercepted=met, final_class="high_risk", why="", by=programme_manager)
    with pytest.raises(DomainError) as lower:
        override(intercepted=met, final_class="at_risk", why="So it is", by=programme_manager)

    assert (words.value.field, lower.value.field) == ("why", "class_reason")


# --- Pages -------------------------------------------------------------------------------------------


def typed(**data):
    usual = {"submission": str(uuid.uuid4()), "verdict": "high_risk", "reason": "As the signs say"}
    return usual | data


def test_a_vetter_judges_and_sees_nothing_of_the_other(signed_in, met, vetters):
    first = say(met, vetters[0], "not_intercept", reason=MARK, was_called=True, call_facts=MARK)
    client, user = signed_in(Role.CASE_MANAGER)

    shown = [client.get(page("vetting_judge", met)), client.get(met.intercept.get_absolute_url())]
    listed = client.get(QUEUE)
    sealed = client.post(page("verdict_read", first))
    answer = client.post(page("vetting_judge", met), typed())

    seen = "".join(each.content.decode() for each in [*shown, listed])
    assert (MARK in seen, vetters[0].staff_code in seen, "Not an intercept,".lower() in seen) == (
        False, False, False,
    )  # fmt: skip
    assert shown[1].context["people"][0].standing.verdicts == []
    assert sealed.status_code == 404
    assert answer.status_code == 302
    assert [row.recorded_by for row in VettingVerdict.objects.all()] == [vetters[0], user]


def test_once_decided_the_words_open_by_a_click_that_is_kept(signed_in, met, vetters):
    first = say(met, vetters[0], reason=MARK)
    say(met, vetters[1])
    client, user = signed_in(Role.PROGRAMME_MANAGER)

    shown = client.get(met.intercept.get_absolute_url())
    opened = client.post(page("verdict_read", first))

    assert [each.pk for each in shown.context["people"][0].standing.verdicts][:1] == [first.pk]
    assert (MARK in shown.content.decode(), MARK in opened.content.decode()) == (False, True)
    event = AuditEvent.objects.get(kind="revealed")
    assert (event.by, list(event.fields)) == (user.staff_code, ["reason", "call_facts"])


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        ({"verdict": "not_intercept"}, ["lowering"]), ({"verdict": "perhaps"}, ["verdict"]),
        ({"reason": ""}, ["reason"]), ({"was_called": "on"}, ["call_facts"]),
        ({"reason": "x" * 1001}, ["reason"]), ({"reason": "a\0b"}, ["reason"]),
    ],
)  # fmt: skip
def test_a_bad_verdict_is_refused_at_the_field_and_kept(signed_in, met, data, fields):
    client, _ = signed_in(Role.CASE_MANAGER)

    answer = client.post(page("vetting_judge", met), typed(**data))

    assert list(answer.context["form"].errors) == fields
    assert answer.context["form"]["reason"].value() == typed(**data)["reason"]
    assert VettingVerdict.objects.count() == 0


@pytest.mark.parametrize("role", [Role.ME_OFFICER, Role.FIELD_MONITOR, Role.CASE_WORKER])
def test_others_do_not_vet(signed_in, met, role):
    client, _ = signed_in(role)

    assert client.get(QUEUE).status_code == 403
    assert client.get(page("vetting_judge", met)).status_code == 403


def test_a_restricted_case_is_not_judged_by_strangers(signed_in):
    met = InterceptedPersonFactory(final_class="", case=CaseFactory(is_restricted=True))
    client, _ = signed_in(Role.CASE_MANAGER)

    assert client.get(page("vetting_judge", met)).status_code == 404
    assert list(client.get(QUEUE).context["listing"].slice.rows) == []


def queued(client, **params):
    return [row.pk for row in client.get(QUEUE, params).context["listing"].slice.rows]


def test_of_one_event_those_are_seen_whose_case_is_open(signed_in):
    closed = InterceptedPersonFactory(final_class="", case=CaseFactory(is_restricted=True))
    beside = InterceptedPersonFactory(final_class="", intercept=closed.intercept)
    alone = InterceptedPersonFactory(final_class="", case=CaseFactory(is_restricted=True))
    client, user = signed_in(Role.CASE_MANAGER)

    assert queued(client) == [beside.pk]
    assert list(InterceptedPerson.objects.visible_to(user)) == [beside]
    assert list(Intercept.objects.visible_to(user)) == [closed.intercept]
    assert (
        alone.intercept.code
        not in client.get(reverse("intercepts:intercept_list")).content.decode()
    )


def test_the_queue_says_what_waits_for_whom_the_oldest_first(signed_in, vetters):
    client, user = signed_in(Role.CASE_MANAGER)
    new, judged, differ, own = (InterceptedPersonFactory(final_class="") for _ in range(4))
    InterceptedPersonFactory()  # has its class
    old = timezone.now() - dt.timedelta(hours=73)
    InterceptedPerson.objects.filter(pk=differ.pk).update(recorded_at=old)
    InterceptedPerson.objects.filter(pk=own.pk).update(recorded_by=user)
    say(judged, user)
    say(differ, vetters[0])
    say(differ, vetters[1], "evidence_of_trafficking")

    assert queued(client)[0] == differ.pk
    assert len(queued(client)) == 4
    assert set(queued(client, state="mine")) == {new.pk, differ.pk}
    assert queued(client, state="judged") == [judged.pk]
    assert queued(client, state="third") == [differ.pk]
    assert queued(client, state="late") == [differ.pk]
    assert queued(client, state="second") == [judged.pk]
    assert set(queued(client, state="none")) == {new.pk, own.pk}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_costs_the_same_for_one_and_three(
    signed_in, django_assert_num_queries, rows, vetters
):
    client, _ = signed_in(Role.CASE_MANAGER)
    for _ in range(rows):
        say(InterceptedPersonFactory(final_class=""), vetters[0])
    client.get(QUEUE)

    with django_assert_num_queries(4):
        client.get(QUEUE)


def test_how_many_were_no_intercept_by_station_and_monitor(signed_in, me_officer):
    client, _ = signed_in(Role.ME_OFFICER)
    year = timezone.localdate().year
    facts = {"intercept__happened_on": dt.date(year, 1, 5), "intercept__monitor": me_officer}
    first = InterceptedPersonFactory(final_class="not_intercept", **facts)
    place = {"intercept__station": first.intercept.station} | facts
    for final in ("high_risk", "at_risk", "high_risk", ""):
        InterceptedPersonFactory(final_class=final, **place)
    InterceptedPersonFactory(intercept__happened_on=dt.date(year - 1, 1, 5))

    tables = client.get(reverse("intercepts:vetting_rates")).context["tables"]

    row = ["5", "4", "1", "25 %"]
    assert [table.rows for table in tables] == [
        [[first.intercept.station.name, *row]], [[me_officer.staff_code, *row]],
    ]  # fmt: skip
