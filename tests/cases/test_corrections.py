"""Correcting what was written down: form and page of each record, two editors, closed cases, the trail."""

import uuid

import pytest
from django.urls import reverse

from cases.models import Case
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    CaseSuspectFactory,
    ChargeFactory,
    ChargeOutcomeFactory,
    ConsentFactory,
    CourtCaseFactory,
    FollowUpVisitFactory,
    HearingFactory,
    NoteFactory,
    OffenceFactory,
    PreventionOutcomeFactory,
    ProfileFactory,
    ReintegrationFactory,
    ServiceFactory,
    SuspectFactory,
)
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
DAY = "2025-06-10"
CW, LO = Role.CASE_WORKER, Role.LEGAL_OFFICER


def court_of(case):
    return CourtCaseFactory(victim=case)


def charge_of(case):
    suspect = CaseSuspectFactory(case=case).suspect
    return ChargeFactory(court_case=court_of(case), suspect=suspect)


# part -> (who corrects, what makes one on a case, what is typed, (field, value in the end))
PARTS = {
    "service": (
        CW, lambda case: ServiceFactory(case=case, status="planned", delivered_on=None, planned_on=DAY),
        {"kind": "medical", "status": "delivered", "delivered_on": DAY, "note": "Seen by a nurse."},
        ("status", "delivered"),
    ),
    "consent": (
        CW, lambda case: ConsentFactory(case=case),
        {"scope": "interview", "status": "refused", "giver": "self", "mode": "signature", "given_on": DAY},
        ("scope", "interview"),
    ),
    "prevention": (
        CW, lambda case: PreventionOutcomeFactory(case=case, person=case.person),
        {"kind": "violence", "basis": "kept_in_school", "happened_on": DAY}, ("kind", "violence"),
    ),
    "reintegration": (
        CW, lambda case: ReintegrationFactory(case=case),
        {"happened_on": DAY, "kind": "foster_family", "country": "ke", "package_kes": "500"},
        ("package_kes", 500),
    ),
    "visit": (
        CW,
        lambda case: FollowUpVisitFactory(
            reintegration=ReintegrationFactory(case=case), done_on="2025-07-02", outcome="stable"
        ),
        {"done_on": "2025-07-03", "outcome": "stable", "note": "Well."}, ("note", "Well."),
    ),
    "profile": (
        CW, lambda case: ProfileFactory(case=case, acts=["recruitment"]),
        {"acts": ["harbouring"], "is_cross_border": "on"}, ("acts", ["harbouring"]),
    ),
    "court_case": (
        LO, court_of, {"court": "Other Courts", "court_level": "high_court", "watching_brief": "on"},
        ("court", "Other Courts"),
    ),
    "charge": (
        LO, charge_of, {"suspect": "<suspect>", "offence": "<offence>", "count_number": "4"},
        ("count_number", 4),
    ),
    "outcome": (
        LO, lambda case: ChargeOutcomeFactory(charge=charge_of(case)),
        {"outcome": "acquitted", "decided_on": DAY}, ("outcome", "acquitted"),
    ),
    "hearing": (
        LO, lambda case: HearingFactory(court_case=court_of(case)),
        {"held_on": DAY, "kind": "hearing", "outcome": "proceeded", "attended": "True"},
        ("outcome", "proceeded"),
    ),
    "suspect": (
        LO, lambda case: CaseSuspectFactory(case=case).suspect,
        {"names": "Sealed Name", "sex": "female", "status": "arrested", "nationality": "ug"},
        ("status", "arrested"),
    ),
}  # fmt: skip
OF_A_CASE = sorted(name for name, part in PARTS.items() if part[0] is CW)


@pytest.fixture
def worked(db):
    return CaseFactory(granted_to=[UserFactory(role=CW)])


def ready(signed_in, case, name):
    """Sign in who corrects this part, with a grant; return client, person, row, address, answers."""
    role, make, values, _end = PARTS[name]
    client, user = signed_in(role)
    case.grants.create(user=user, reason="assigned")
    row = make(case)
    made = {
        "<suspect>": getattr(row, "suspect_id", None),
        "<offence>": OffenceFactory(code="CTIP-5", section="5", title="Harbouring").pk,
    }
    typed = {key: made.get(value, value) if isinstance(value, str) else value
             for key, value in values.items()}  # fmt: skip
    url = reverse(f"cases:{name}_edit", args=[row.pk])
    return client, user, row, url, typed | {"version": "1"}


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_record_is_corrected_and_its_page_tells_who_did(signed_in, worked, name):
    client, user, row, url, typed = ready(signed_in, worked, name)
    field, value = PARTS[name][3]

    shown, answer = client.get(url), client.post(url, typed)
    page = client.get(row.get_absolute_url())

    assert shown.status_code == 200
    assert answer["Location"] == row.get_absolute_url(), answer.context
    row.refresh_from_db()
    assert (getattr(row, field), row.version) == (value, 2)
    changed = AuditEvent.objects.get(by=user.staff_code, kind="changed", target_id=str(row.pk))
    assert field in changed.fields
    assert user.staff_code in [change.by for change in page.context["changes"]]


@pytest.mark.parametrize("name", sorted(PARTS))
def test_the_second_of_two_editors_is_told_and_keeps_the_text(signed_in, worked, name):
    client, _user, row, url, typed = ready(signed_in, worked, name)
    type(row).objects.filter(pk=row.pk).update(version=2)
    field, value = PARTS[name][3]

    stale = client.post(url, typed)
    row.refresh_from_db()
    kept = getattr(row, field) != value
    again = client.post(url, typed | {"version": stale.context["form"]["version"].value()})

    assert stale.status_code == 200
    assert "Somebody else saved this record" in stale.context["form"].non_field_errors()[0]
    assert kept
    assert again.status_code == 302


@pytest.mark.parametrize("name", OF_A_CASE)
def test_a_closed_case_keeps_its_records(signed_in, worked, name):
    client, _user, row, url, typed = ready(signed_in, worked, name)
    Case.objects.filter(pk=worked.pk).update(status="closed")

    shown, page = client.get(url), client.get(row.get_absolute_url())
    refused = client.post(url, typed)

    assert shown["Location"] == row.get_absolute_url()
    sentence = f"{worked.code} is closed, so what was written down in it stays."
    assert page.context["lead"].startswith(sentence)
    assert [act.label for act in page.context["acts"] if act.url == url] == []
    assert refused.context["form"].non_field_errors()[0].startswith(sentence)
    row.refresh_from_db()
    assert row.version == 1


@pytest.mark.parametrize("name", OF_A_CASE)
def test_records_of_others_are_not_found_and_readers_do_not_write(signed_in, worked, name):
    row = PARTS[name][1](worked)
    client, user = signed_in(CW)
    edit = reverse(f"cases:{name}_edit", args=[row.pk])

    strange = [client.get(row.get_absolute_url()), client.get(edit), client.post(edit, {})]
    worked.grants.create(user=user, reason="assigned", can_write=False)
    reading = [client.get(row.get_absolute_url()), client.get(edit), client.post(edit, {})]

    assert [answer.status_code for answer in strange] == [404, 404, 404]
    assert [answer.status_code for answer in reading] == [200, 403, 403]


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_wrong_role_corrects_nothing(signed_in, worked, name):
    row = PARTS[name][1](worked)
    client, _user = signed_in(Role.EXECUTIVE_DIRECTOR)
    edit = reverse(f"cases:{name}_edit", args=[row.pk])

    assert [client.get(edit).status_code, client.post(edit, {}).status_code] == [403, 403]


@pytest.mark.parametrize("name", sorted(PARTS))
def test_what_is_not_there_is_not_found(signed_in, name):
    client, _user = signed_in(PARTS[name][0])
    detail = "court_case_detail" if name == "court_case" else f"{name}_detail"

    answers = [
        client.get(reverse(f"cases:{route}", args=[uuid.uuid4()]))
        for route in (detail, f"{name}_edit")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


BAD = [
    ("service", {"kind": "unheard"}, "kind"),
    ("service", {"minutes": "99999999999"}, "minutes"),
    ("service", {"note": "a\x00b"}, "note"),
    ("service", {"note": "x" * 2001}, "note"),
    ("service", {"status": "delivered", "delivered_on": ""}, "delivered_on"),
    ("consent", {"scope": ""}, "scope"),
    ("reintegration", {"package_kes": "-1"}, "package_kes"),
    ("reintegration", {"country": "Kenya"}, "country"),
    ("visit", {"outcome": ""}, "outcome"),
    ("profile", {"acts": [], "exploitation_types": []}, "acts"),
    ("profile", {"acts": ["unheard"]}, "acts"),
    ("charge", {"count_number": "40000"}, "count_number"),
    ("charge", {"suspect": str(uuid.UUID(int=5))}, "suspect"),
    ("hearing", {"attended": "perhaps"}, "attended"),
    ("suspect", {"birth_year": "1800"}, "birth_year"),
    ("court_case", {"court": "x" * 121}, "court"),
]


@pytest.mark.parametrize(("name", "wrong", "field"), BAD)
def test_bad_input_is_named_at_its_field_and_nothing_is_saved(
    signed_in, worked, name, wrong, field
):
    client, _user, row, url, typed = ready(signed_in, worked, name)

    answer = client.post(url, typed | wrong)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert b"error-summary" in answer.content
    row.refresh_from_db()
    assert row.version == 1


def test_sealed_text_of_a_record_opens_by_a_click_to_those_who_read_notes(signed_in, worked):
    row = ServiceFactory(case=worked, note="MARKER of the note")
    seen = {}
    for role in (Role.CASE_MANAGER, Role.ME_OFFICER):
        client, _user = signed_in(role)
        page = client.get(row.get_absolute_url()).content
        opened = client.post(reverse("cases:service_read", args=[row.pk])).content
        seen[role] = (b"MARKER" in page, b"MARKER" in opened)

    assert seen == {Role.CASE_MANAGER: (False, True), Role.ME_OFFICER: (False, False)}


def test_the_contact_of_a_family_opens_in_the_form_alone_and_that_is_kept(signed_in, worked):
    row = ReintegrationFactory(case=worked, family_contact="MARKER contact")
    client, user = signed_in(Role.CASE_MANAGER)

    page = client.get(row.get_absolute_url())
    form = client.get(reverse("cases:reintegration_edit", args=[row.pk]))

    assert [b"MARKER" in answer.content for answer in (page, form)] == [False, True]
    event = AuditEvent.objects.get(by=user.staff_code, kind="revealed")
    assert (list(event.fields), event.case_id) == (["family_contact"], worked.pk)


def test_a_wrong_note_stays_and_the_new_one_names_it(signed_in, worked):
    client, user = signed_in(CW)
    worked.grants.create(user=user, reason="assigned")
    wrong = NoteFactory(case=worked, text="MARKER wrong", recorded_by=user)
    url = reverse("cases:note_correct", args=[wrong.pk])

    shown = client.get(url)
    data = {"written_on": DAY, "text": "It was Tuesday.", "submission": str(uuid.uuid4())}
    answers = [client.post(url, data).status_code for _again in range(2)]
    page = client.get(wrong.get_absolute_url())

    assert b"MARKER wrong" in shown.content
    assert answers == [302, 302]
    new = wrong.corrections.get()
    assert (new.kind, new.text, wrong.text) == (wrong.kind, "It was Tuesday.", "MARKER wrong")
    assert new.get_absolute_url().encode() in page.content
    assert client.get(new.get_absolute_url()).status_code == 200


def test_a_counselling_note_is_corrected_by_its_writer_only(signed_in, worked):
    writer = worked.grants.get().user
    note = NoteFactory(case=worked, kind="counselling", recorded_by=writer)
    client, user = signed_in(CW)
    worked.grants.create(user=user, reason="assigned")
    routes = ("note_detail", "note_correct")

    mine = {}
    for who in (user, writer):
        client.force_login(who)
        mine[who] = [client.get(reverse(f"cases:{r}", args=[note.pk])).status_code for r in routes]

    assert mine == {user: [404, 404], writer: [200, 200]}


def test_a_decided_count_keeps_its_accused(signed_in, worked):
    charge = charge_of(worked)
    ChargeOutcomeFactory(charge=charge)
    other = CaseSuspectFactory(case=worked).suspect
    client, _user = signed_in(LO)
    data = {"suspect": other.pk, "offence": charge.offence_id, "count_number": "1", "version": "1"}

    answer = client.post(reverse("cases:charge_edit", args=[charge.pk]), data)

    assert list(answer.context["form"].errors) == ["suspect"]


def test_a_corrected_return_plans_the_waiting_visits_anew(signed_in, worked):
    client, user = signed_in(CW)
    worked.grants.create(user=user, reason="assigned")
    row = ReintegrationFactory(case=worked)
    done = FollowUpVisitFactory(reintegration=row, done_on="2025-07-01", outcome="stable")
    waiting = FollowUpVisitFactory(reintegration=row, milestone="m3", due_on="2025-09-01")
    data = {"happened_on": DAY, "kind": row.kind, "country": "KE", "version": "1"}

    client.post(reverse("cases:reintegration_edit", args=[row.pk]), data)

    for visit in (done, waiting):
        visit.refresh_from_db()
    assert [str(done.due_on), str(waiting.due_on)] == ["2025-07-01", "2025-09-10"]


def test_a_changed_next_date_moves_the_planned_hearing(signed_in, worked):
    client, _user = signed_in(LO)
    court_case = court_of(worked)
    row = HearingFactory(court_case=court_case, next_on="2025-07-01", next_kind="mention")
    planned = HearingFactory(court_case=court_case, held_on="2025-07-01", kind="mention")
    data = {"held_on": "2025-06-01", "kind": "mention", "next_on": "2025-07-08", "version": "1"}

    client.post(reverse("cases:hearing_edit", args=[row.pk]), data)

    planned.refresh_from_db()
    assert str(planned.held_on) == "2025-07-08"
    assert court_case.hearings.count() == 2


def test_two_hearings_of_a_kind_on_a_day_are_refused_with_the_day(signed_in, worked):
    client, _user = signed_in(LO)
    court_case = court_of(worked)
    HearingFactory(court_case=court_case, held_on=DAY, kind="bail")
    row = HearingFactory(court_case=court_case)
    data = {"held_on": DAY, "kind": "bail", "version": "1"}

    answer = client.post(reverse("cases:hearing_edit", args=[row.pk]), data)

    assert answer.context["form"].errors["held_on"] == [
        "A hearing of this kind on 10 June 2025 is written down already."
    ]


def test_a_visit_that_nobody_made_is_written_down_first(signed_in, worked):
    client, user = signed_in(CW)
    worked.grants.create(user=user, reason="assigned")
    visit = FollowUpVisitFactory(reintegration=ReintegrationFactory(case=worked))

    page = client.get(visit.get_absolute_url())
    shown = client.get(reverse("cases:visit_edit", args=[visit.pk]))

    assert [act.url for act in page.context["acts"]] == [
        reverse("cases:visit_done", args=[visit.pk])
    ]
    assert shown["Location"] == visit.get_absolute_url()


def test_a_missing_profile_is_described_in_one_step(signed_in, worked):
    client, user = signed_in(CW)
    worked.grants.create(user=user, reason="assigned")
    url = reverse("cases:profile_describe", args=[worked.pk])
    data = {"acts": ["recruitment"], "exploitation_types": ["forced_begging"],
            "submission": str(uuid.uuid4())}  # fmt: skip

    offered = client.get(worked.get_absolute_url()).context["steps"][0]["url"]
    shown, empty = client.get(url), client.post(url, {"submission": str(uuid.uuid4())})
    answers = [client.post(url, data).status_code for _again in range(2)]
    late = client.post(url, data | {"submission": str(uuid.uuid4())})

    assert (offered, shown.status_code) == (url, 200)
    assert list(empty.context["form"].errors) == ["acts"]
    assert answers == [302, 302]
    worked.refresh_from_db()
    assert worked.profile.acts == ["recruitment"]
    assert late.status_code == 200
    assert client.get(url)["Location"] == reverse("cases:profile_edit", args=[worked.profile.pk])


def test_the_journey_is_replaced_under_the_profiles_version(signed_in, worked):
    client, user = signed_in(CW)
    worked.grants.create(user=user, reason="assigned")
    profile = ProfileFactory(case=worked, acts=["recruitment"])
    county = worked.county
    worked.route_legs.create(position=1, from_county=county, to_country="UG")
    url = reverse("cases:route_edit", args=[profile.pk])
    data = {"version": "1", "from_county_1": county.pk, "to_country_1": "tz", "mode_1": "on_foot",
            "from_country_2": "TZ", "to_country_2": "ZA"}  # fmt: skip

    shown = client.get(url)
    half = client.post(url, data | {"to_country_2": ""})
    hostile = client.post(url, data | {"from_county_1": "x' OR 1=1", "mode_1": "a\x00b"})
    saved, stale = client.post(url, data), client.post(url, data)

    assert shown.context["form"]["to_country_1"].value() == "UG"
    assert list(half.context["form"].errors) == ["to_county_2"]
    assert sorted(hostile.context["form"].errors)[:1] == ["from_county_1"]
    legs = [
        (leg.from_county_id, leg.from_country, leg.to_country) for leg in worked.route_legs.all()
    ]
    assert legs == [(county.pk, "KE", "TZ"), (None, "TZ", "ZA")]
    assert saved.status_code == 302
    assert len(stale.context["form"].non_field_errors()) == 1


def test_an_access_ends_but_not_that_of_a_shelter(signed_in, worked):
    client, user = signed_in(Role.CASE_MANAGER)
    grant = worked.grants.get()
    shelter = worked.grants.create(user=UserFactory(role=CW), reason="admitted")
    url = reverse("cases:grant_end", args=[worked.pk])

    refused, ended, again = (
        client.post(url, {"grant": pk}) for pk in (shelter.pk, grant.pk, grant.pk)
    )

    assert list(refused.context["form"].errors) == ["grant"]
    assert ended.status_code == 302
    assert list(again.context["form"].errors) == ["grant"]
    assert not worked.grants.live().filter(pk=grant.pk).exists()
    assert AuditEvent.objects.get(by=user.staff_code, kind="grant_ended").case_id == worked.pk


def test_the_history_of_a_case_tells_of_its_records_as_far_as_one_may_see(signed_in, worked):
    client, user = signed_in(CW)
    worked.grants.create(user=user, reason="assigned")
    client.post(reverse("cases:service_add", args=[worked.pk]),
                {"kind": "medical", "status": "delivered", "delivered_on": DAY,
                 "submission": str(uuid.uuid4())})  # fmt: skip
    client.post(reverse("cases:note_add", args=[worked.pk]),
                {"kind": "case_note", "written_on": DAY, "text": "Seen.",
                 "submission": str(uuid.uuid4())})  # fmt: skip
    seen = {CW: client.get(worked.get_absolute_url()).context["changes"]}
    client, _user = signed_in(Role.ME_OFFICER)
    seen[Role.ME_OFFICER] = client.get(worked.get_absolute_url()).context["changes"]

    titles = {role: [change.title for change in changes] for role, changes in seen.items()}
    assert titles == {
        CW: ["Note: created", "Service: created"], Role.ME_OFFICER: ["Service: created"],
    }  # fmt: skip


def test_suspects_by_code_and_the_identity_by_post(signed_in, worked):
    suspect = SuspectFactory(names="MARKER Name", birth_year=1980)
    CaseSuspectFactory(case=worked, suspect=suspect)
    client, user = signed_in(LO)
    reveal = reverse("cases:suspect_reveal", args=[suspect.pk])

    page, asked, opened = (
        client.get(suspect.get_absolute_url()),
        client.get(reveal),
        client.post(reveal),
    )

    seen = [b"MARKER" in answer.content for answer in (page, asked, opened)]
    assert seen == [False, False, True]
    assert b"presumed innocent" in page.content
    event = AuditEvent.objects.get(by=user.staff_code, kind="revealed")
    assert event.target_code == suspect.code
    client, _user = signed_in(Role.ME_OFFICER)
    assert client.post(reveal).status_code == 403


def test_a_corrected_suspect_is_found_by_the_new_name(signed_in, worked):
    client, _user, row, url, typed = ready(signed_in, worked, "suspect")
    before = list(row.name_tokens)

    client.post(url, typed)

    row.refresh_from_db()
    assert row.name_tokens != before


def test_a_suspect_of_other_cases_is_not_found(signed_in, worked):
    suspect = CaseSuspectFactory(case=worked).suspect
    client, user = signed_in(CW)

    before = client.get(suspect.get_absolute_url()).status_code
    worked.grants.create(user=user, reason="assigned")
    after = client.get(suspect.get_absolute_url()).status_code

    assert (before, after) == (404, 200)
