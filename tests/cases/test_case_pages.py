"""The pages of a case: who reaches them, what they change, what they refuse."""

import uuid

import pytest
from django.urls import reverse

from cases.models import Case
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    ChargeFactory,
    ConsentFactory,
    CourtCaseFactory,
    FollowUpVisitFactory,
    OffenceFactory,
    ReintegrationFactory,
    SuspectFactory,
)
from tests.factories.work import OrganisationFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

DAY = "2025-06-10"
TOKEN = "4b1f7b3a-7d2e-4a56-9a0b-2f4f6a0c1d11"  # noqa: S105  a form's UUID

# route -> (role that may, what it types, the row that a second POST must not repeat)
FORMS = {
    "case_edit": (
        Role.CASE_WORKER,
        {"version": "1", "opened_on": DAY, "source": "self", "case_types": ["gbv"], "risk_level": "low"},
        None,
    ),
    "case_risk": (Role.CASE_WORKER, {"risk_level": "critical"}, None),
    "case_status": (Role.CASE_WORKER, {"to_status": "on_hold", "reason": "contact_lost"}, None),
    "case_trafficking_status": (
        Role.CASE_WORKER,
        {"status": "not_victim", "decided_on": DAY},
        None,
    ),
    "case_assign": (Role.CASE_MANAGER, {"worker": "<worker>"}, None),
    "case_close": (Role.CASE_MANAGER, {"reason": "goals_met", "note": "Safe."}, None),
    "service_add": (
        Role.CASE_WORKER,
        {"kind": "medical", "status": "delivered", "delivered_on": DAY},
        "services",
    ),
    "consent_add": (
        Role.CASE_WORKER,
        {"scope": "interview", "status": "given", "giver": "self", "mode": "signature", "given_on": DAY},
        "consents",
    ),
    "note_add": (Role.CASE_WORKER, {"kind": "case_note", "written_on": DAY, "text": "Seen."}, "notes"),
    "prevention_add": (
        Role.CASE_WORKER,
        {"kind": "violence", "basis": "kept_in_school", "happened_on": DAY},
        "prevention_outcomes",
    ),
    "reintegration_add": (
        Role.CASE_WORKER,
        {"happened_on": DAY, "kind": "birth_family", "country": "ke"},
        "reintegrations",
    ),
    "suspect_add": (Role.LEGAL_OFFICER, {"sex": "male", "roles": ["recruiter"]}, "case_suspects"),
    "court_case_add": (
        Role.LEGAL_OFFICER,
        {"court": "Test Law Courts", "court_level": "magistrate", "role": "complainant"},
        "court_links",
    ),
    "court_case_join": (
        Role.LEGAL_OFFICER,
        {"court_case": "<court case>", "role": "complainant"},
        None,
    ),
    "person_edit": (
        Role.CASE_WORKER,
        {
            "version": "1", "sex": "female", "nationality": "ke", "disability": "not_asked",
            "dob_precision": "day", "birth_date": "2001-02-03", "names": "Test Person",
        },
        None,
    ),
}  # fmt: skip


@pytest.fixture
def worked(db):
    """A case on which a case worker works."""
    return CaseFactory(granted_to=[UserFactory(role=Role.CASE_WORKER)])


def typed(values: dict) -> dict:
    """Return what is posted, with records made for the placeholders, and the form's token."""
    made = {
        "<worker>": lambda: UserFactory(role=Role.CASE_WORKER).pk,
        "<court case>": lambda: CourtCaseFactory().pk,
    }
    filled = {key: made[value]() if value in made else value for key, value in values.items()
              if not isinstance(value, list)}  # fmt: skip
    lists = {key: value for key, value in values.items() if isinstance(value, list)}
    return filled | lists | {"submission": TOKEN}


OWN_PANELS = ["services", "consents", "notes", "home", "court", "suspects"]


def acts_of(user):
    return AuditEvent.objects.filter(by=user.staff_code).exclude(kind="signed_in")


def granted(case, user, **how):
    case.grants.create(user=user, reason="assigned", **how)
    return case


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_form_saves_and_returns_to_the_case(signed_in, worked, name):
    role, values, _rows = FORMS[name]
    client, user = signed_in(role)
    granted(worked, user)
    url, data = reverse(f"cases:{name}", args=[worked.pk]), typed(values)

    shown, answer = client.get(url), client.post(url, data)

    assert shown.status_code == 200
    assert (answer.status_code, answer["Location"]) == (302, worked.get_absolute_url()), (
        answer.context["form"].errors if answer.context else ""
    )
    assert acts_of(user).exclude(kind="revealed").count() > 0


@pytest.mark.parametrize("name", sorted(name for name in FORMS if FORMS[name][2]))
def test_a_form_sent_twice_makes_one_row(signed_in, worked, name):
    role, values, rows = FORMS[name]
    client, user = signed_in(role)
    granted(worked, user)
    url, data = reverse(f"cases:{name}", args=[worked.pk]), typed(values)

    answers = [client.post(url, data).status_code for _again in range(2)]

    assert answers == [302, 302]
    assert getattr(worked, rows).count() == 1


PER_CASE = sorted(name for name in FORMS if FORMS[name][0] is not Role.CASE_MANAGER)


@pytest.mark.parametrize("name", PER_CASE)
def test_a_case_of_others_is_not_found(signed_in, worked, name):
    client, _user = signed_in(FORMS[name][0])
    url = reverse(f"cases:{name}", args=[worked.pk])

    assert [client.get(url).status_code, client.post(url, {}).status_code] == [404, 404]


@pytest.mark.parametrize(
    "name", sorted(set(PER_CASE) - {"suspect_add", "court_case_add", "court_case_join"})
)
def test_who_only_reads_is_refused(signed_in, worked, name):
    client, user = signed_in(FORMS[name][0])
    granted(worked, user, can_write=False)
    url = reverse(f"cases:{name}", args=[worked.pk])

    assert [client.get(url).status_code, client.post(url, {}).status_code] == [403, 403]


@pytest.mark.parametrize("name", sorted(FORMS))
@pytest.mark.parametrize(
    ("role", "status"), [(Role.FINANCE_OFFICER, 403), (Role.BOARD_MEMBER, 404)]
)
def test_a_wrong_role_is_refused(signed_in, worked, name, role, status):
    client, user = signed_in(role)
    granted(worked, user)

    assert client.post(reverse(f"cases:{name}", args=[worked.pk]), {}).status_code == status


@pytest.mark.parametrize("name", sorted(FORMS))
def test_anonymous_people_sign_in_first(client, practice, worked, name):
    url = reverse(f"cases:{name}", args=[worked.pk])

    assert client.get(url)["Location"] == f"/sign-in/?next={url}"


BAD_INPUT = [
    ("service_add", {"delivered_on": "2031-01-01"}, "delivered_on"),
    ("service_add", {"delivered_on": "2025-05-31"}, "delivered_on"),
    ("service_add", {"delivered_on": ""}, "delivered_on"),
    ("service_add", {"minutes": "-3"}, "minutes"),
    ("service_add", {"minutes": "99999999999"}, "minutes"),
    ("service_add", {"note": "x" * 2001}, "note"),
    ("service_add", {"note": "a\x00b"}, "note"),
    ("consent_add", {"expires_on": "2025-06-09"}, "expires_on"),
    ("note_add", {"text": ""}, "text"),
    ("note_add", {"kind": "unheard"}, "kind"),
    ("prevention_add", {"happened_on": "2031-01-01"}, "happened_on"),
    ("reintegration_add", {"package_kes": "-1"}, "package_kes"),
    ("reintegration_add", {"country": "Kenya"}, "country"),
    ("reintegration_add", {"happened_on": "2024-01-01"}, "happened_on"),
    ("case_trafficking_status", {"status": "identified_victim"}, "decided_by_body"),
    ("case_status", {"reason": ""}, "reason"),
    ("case_edit", {"case_types": []}, "case_types"),
    ("case_edit", {"opened_on": "1999-01-01"}, "opened_on"),
    ("person_edit", {"birth_date": "2031-01-01"}, "birth_date"),
    ("person_edit", {"birth_date": "", "stated_age": "121"}, "stated_age"),
    ("suspect_add", {"birth_year": "1800"}, "birth_year"),
    ("court_case_add", {"charge_sheet_on": "2025-06-01", "offence_on": "2025-06-02"}, "offence_on"),
]


@pytest.mark.parametrize(("name", "wrong", "field"), BAD_INPUT)
def test_bad_input_is_named_at_its_field_and_nothing_is_saved(
    signed_in, worked, name, wrong, field
):
    role, values, _rows = FORMS[name]
    client, user = signed_in(role)
    granted(worked, user)

    answer = client.post(reverse(f"cases:{name}", args=[worked.pk]), typed(values | wrong))

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert b"error-summary" in answer.content
    assert acts_of(user).count() == 0


def test_the_page_shows_the_case_and_leaves_a_row(signed_in, worked):
    client, user = signed_in(Role.CASE_WORKER)
    granted(worked, user)

    answer = client.get(worked.get_absolute_url())

    assert answer.status_code == 200
    names = [panel["name"] for panel in answer.context["panels"]]
    assert [name for name in names if name in OWN_PANELS] == OWN_PANELS
    row = acts_of(user).get()
    assert (row.kind, row.case_id) == ("viewed", worked.pk)


def test_who_only_reads_is_offered_no_step(signed_in, worked):
    client, user = signed_in(Role.CASE_WORKER)
    granted(worked, user, can_write=False)

    assert client.get(worked.get_absolute_url()).context["steps"] == []


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.CASE_WORKER, 404), (Role.FINANCE_OFFICER, 403), (Role.BOARD_MEMBER, 404), (Role.ME_OFFICER, 200)],
)  # fmt: skip
def test_the_page_of_a_case_of_others(signed_in, worked, role, status):
    client, _user = signed_in(role)

    assert client.get(worked.get_absolute_url()).status_code == status


def test_what_happened_is_offered_to_those_who_may_read_it_and_stands_on_no_page(signed_in, db):
    case = CaseFactory(summary="MARKER of the summary")
    pages = {}
    for role in (Role.CASE_MANAGER, Role.ME_OFFICER, Role.PROGRAMME_MANAGER):
        client, _user = signed_in(role)
        page = client.get(case.get_absolute_url()).content
        pages[role] = (b"MARKER" in page, b"Read what happened" in page)

    assert pages == {
        Role.CASE_MANAGER: (False, True), Role.ME_OFFICER: (False, False),
        Role.PROGRAMME_MANAGER: (False, False),
    }  # fmt: skip


def test_an_identity_is_opened_by_post_with_a_row(signed_in, worked):
    worked.person.names = "MARKER Name"
    worked.person.save()
    client, user = signed_in(Role.CASE_WORKER)
    granted(worked, user, can_write=False)
    url = reverse("cases:identity_reveal", args=[worked.pk])

    page, refused, opened = client.get(worked.get_absolute_url()), client.get(url), client.post(url)

    assert [b"MARKER" in answer.content for answer in (page, opened)] == [False, True]
    assert refused.status_code == 405
    row = AuditEvent.objects.get(by=user.staff_code, kind="revealed")
    assert (row.target_code, row.case_id) == (worked.person.code, worked.pk)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.CASE_WORKER, 404), (Role.PROGRAMME_MANAGER, 403), (Role.ME_OFFICER, 403), (Role.DONOR_VIEWER, 404)],
)  # fmt: skip
def test_an_identity_of_others_stays_closed(signed_in, worked, role, status):
    client, _user = signed_in(role)

    assert client.post(reverse("cases:identity_reveal", args=[worked.pk])).status_code == status


def test_the_second_of_two_editors_sees_both_and_keeps_the_text(signed_in, worked):
    client, user = signed_in(Role.CASE_WORKER)
    granted(worked, user)
    Case.objects.filter(pk=worked.pk).update(version=2, risk_level="high")
    url = reverse("cases:case_edit", args=[worked.pk])
    data = FORMS["case_edit"][1] | {"summary": "MARKER typed"}

    stale = client.post(url, data)
    after = Case.objects.get(pk=worked.pk)
    again = client.post(url, data | {"version": stale.context["form"]["version"].value()})

    assert stale.status_code == 200
    assert b"MARKER typed" in stale.content
    shown = {row["label"]: row["value"] for row in stale.context["saved_meanwhile"]}
    assert str(shown["Risk"]).startswith("High")
    assert (after.version, after.risk_level) == (2, "high")
    assert again.status_code == 302
    assert Case.objects.get(pk=worked.pk).risk_level == "low"


def test_a_closed_case_is_opened_again(signed_in, worked):
    Case.objects.filter(pk=worked.pk).update(status="closed")
    client, _user = signed_in(Role.CASE_MANAGER)
    url = reverse("cases:case_reopen", args=[worked.pk])

    shown, empty, answer = (
        client.get(url),
        client.post(url, {"reason": ""}),
        client.post(url, {"reason": "new_information"}),
    )

    assert (shown.status_code, empty.context["form"].errors.keys()) == (200, {"reason"})
    assert answer.status_code == 302
    assert Case.objects.get(pk=worked.pk).status == "active"
    assert client.get(url)["Location"] == worked.get_absolute_url()


def test_a_consent_is_withdrawn(signed_in, worked):
    client, user = signed_in(Role.CASE_WORKER)
    consent = ConsentFactory(case=granted(worked, user))
    url = reverse("cases:consent_withdraw", args=[consent.pk])

    early = client.post(url, {"withdrawn_on": "2025-05-01"})
    answer = client.post(url, {"withdrawn_on": DAY})

    assert client.get(url).status_code == 200
    assert list(early.context["form"].errors) == ["withdrawn_on"]
    assert answer.status_code == 302
    consent.refresh_from_db()
    assert str(consent.withdrawn_on) == DAY


def test_a_visit_is_written_down(signed_in, worked):
    client, user = signed_in(Role.CASE_WORKER)
    visit = FollowUpVisitFactory(reintegration=ReintegrationFactory(case=granted(worked, user)))
    url = reverse("cases:visit_done", args=[visit.pk])

    early = client.post(url, {"done_on": "2025-05-01", "outcome": "stable"})
    answer = client.post(url, {"done_on": DAY, "outcome": "stable"})

    assert client.get(url).status_code == 200
    assert list(early.context["form"].errors) == ["done_on"]
    assert answer.status_code == 302
    visit.refresh_from_db()
    assert visit.outcome == "stable"


@pytest.mark.parametrize("name", ["consent_withdraw", "visit_done"])
def test_parts_of_a_case_of_others_are_not_found(signed_in, worked, name):
    client, _user = signed_in(Role.CASE_WORKER)
    visit = FollowUpVisitFactory(reintegration=ReintegrationFactory(case=worked))
    pk = {"consent_withdraw": ConsentFactory(case=worked).pk, "visit_done": visit.pk}[name]

    answers = [client.get(reverse(f"cases:{name}", args=[key])) for key in (pk, uuid.uuid4())]

    assert [answer.status_code for answer in answers] == [404, 404]


# route on a court case -> what is typed
COURT_FORMS = {
    "charge_add": {"suspect": "<suspect>", "offence": "<offence>", "submission": TOKEN},
    "plea_record": {"plea_on": DAY},
    "stage_change": {"stage": "appeal"},
    "hearing_add": {
        "held_on": DAY, "kind": "mention", "outcome": "proceeded", "attended": "True",
        "next_on": "2025-07-01", "submission": TOKEN,
    },
}  # fmt: skip
COURT_BAD = [
    ("plea_record", {"plea_on": "2031-01-01"}, "plea_on"),
    ("stage_change", {"stage": "concluded"}, "concluded_on"),
    ("hearing_add", {"next_on": DAY}, "next_on"),
    ("hearing_add", {"held_on": "2031-01-01"}, "held_on"),
    ("charge_add", {"suspect": str(uuid.UUID(int=5))}, "suspect"),
    ("charge_add", {"count_number": "-1"}, "count_number"),
]


def court_typed(case, values):
    suspect = SuspectFactory()
    case.case_suspects.create(suspect=suspect)
    made = {"<suspect>": suspect.pk, "<offence>": OffenceFactory().pk}
    return {key: made.get(value, value) for key, value in values.items()}


@pytest.mark.parametrize("name", sorted(COURT_FORMS))
def test_a_form_of_the_court_saves_and_returns(signed_in, worked, name):
    client, _user = signed_in(Role.LEGAL_OFFICER)
    court_case = CourtCaseFactory(victim=worked)
    url = reverse(f"cases:{name}", args=[court_case.pk])

    shown, answer = client.get(url), client.post(url, court_typed(worked, COURT_FORMS[name]))

    assert shown.status_code == 200
    assert answer["Location"] == court_case.get_absolute_url()


@pytest.mark.parametrize(("name", "wrong", "field"), COURT_BAD)
def test_bad_input_at_the_court_is_named(signed_in, worked, name, wrong, field):
    client, user = signed_in(Role.LEGAL_OFFICER)
    court_case = CourtCaseFactory(victim=worked)
    data = court_typed(worked, COURT_FORMS[name]) | wrong

    answer = client.post(reverse(f"cases:{name}", args=[court_case.pk]), data)

    assert list(answer.context["form"].errors) == [field]
    assert acts_of(user).count() == 0


def test_an_outcome_is_kept_once(signed_in, worked):
    client, _user = signed_in(Role.LEGAL_OFFICER)
    charge = ChargeFactory(court_case=CourtCaseFactory(victim=worked))
    url = reverse("cases:outcome_add", args=[charge.pk])
    data = {"outcome": "convicted", "decided_on": DAY, "years": "30", "submission": TOKEN}

    early = client.post(url, data | {"decided_on": "2025-05-01"})
    answers = [client.post(url, data).status_code for _again in range(2)]

    assert list(early.context["form"].errors) == ["decided_on"]
    assert "1 June 2025" in early.context["form"].errors["decided_on"][0]
    assert answers == [302, 302]
    assert charge.outcomes.count() == 1
    assert client.get(reverse("cases:outcome_add", args=[uuid.uuid4()])).status_code == 404


def test_the_page_of_a_court_case_shows_what_the_reader_may_see(signed_in, worked):
    charge = ChargeFactory(court_case=CourtCaseFactory(victim=worked))
    seen = {}
    for role in (Role.LEGAL_OFFICER, Role.EXECUTIVE_DIRECTOR):
        client, user = signed_in(role)
        page = client.get(charge.court_case.get_absolute_url())
        seen[role] = (page.status_code, charge.suspect.code.encode() in page.content,
                      page.context["may_edit"])  # fmt: skip
        assert acts_of(user).get().kind == "viewed"

    assert seen == {
        Role.LEGAL_OFFICER: (200, True, True),
        Role.EXECUTIVE_DIRECTOR: (200, False, False),
    }


def test_court_cases_of_others_are_not_found(signed_in, worked):
    court_case = CourtCaseFactory(victim=worked)
    client, user = signed_in(Role.CASE_WORKER)

    before = client.get(court_case.get_absolute_url()).status_code
    granted(worked, user, can_write=False)
    after = client.get(court_case.get_absolute_url()).status_code

    assert (before, after) == (404, 200)
    assert client.post(reverse("cases:plea_record", args=[court_case.pk])).status_code == 403


def test_the_list_shows_no_name(signed_in):
    case = CaseFactory()
    case.person.names = "MARKER Name"
    case.person.save()
    client, _user = signed_in(Role.CASE_MANAGER)

    listed, opened = client.get(reverse("cases:case_list")), client.post(
        reverse("cases:identity_reveal", args=[case.pk])
    )  # fmt: skip

    assert [b"MARKER" in page.content for page in (listed, opened)] == [False, True]


def test_a_provider_of_a_service_is_kept(signed_in, worked):
    client, user = signed_in(Role.CASE_WORKER)
    granted(worked, user)
    provider = OrganisationFactory()
    data = typed(FORMS["service_add"][1] | {"provider": provider.pk})

    client.post(reverse("cases:service_add", args=[worked.pk]), data)

    assert worked.services.get().provider == provider


def test_a_held_case_goes_on_without_a_reason(signed_in, worked):
    Case.objects.filter(pk=worked.pk).update(status="on_hold")
    client, user = signed_in(Role.CASE_WORKER)
    granted(worked, user)
    url = reverse("cases:case_status", args=[worked.pk])

    shown, answer = client.get(url), client.post(url, {"to_status": "active"})

    assert list(shown.context["form"].fields) == ["to_status"]
    assert answer.status_code == 302
    assert Case.objects.get(pk=worked.pk).status == "active"
