"""What stays readable in the database is listed by hand, each with the reason."""

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tracekenya.lib.fields import CodeField
from tracekenya.vault.fields import EncryptedTextField

TEXTS = (models.CharField, models.TextField, ArrayField, models.JSONField, models.FileField)
BLIND = "keyed fingerprints: a sealed value is found by them, nobody reads it from them"
ANSWER = "a code of a list; alarms, clocks and counts ask the database for it"
# Texts that `class Privacy` calls personal or special, and that are plain columns all the same.
PLAIN_BECAUSE = {
    "accounts.User.email": "the name to sign in with, of staff alone; docs/decisions/0009 says more",
    "accounts.User.password": "an Argon2 hash",
    "accounts.User.invitation_key": "the hash of a link that works once",
    "accounts.TriedProof.account": "a keyed fingerprint",
    "accounts.TriedProof.network": "a keyed fingerprint",
    "accounts.TriedProof.device": "a keyed fingerprint",
    "accounts.OpenSession.session_key": "a random key that Django's own table holds as well",
    "accounts.OpenSession.network": "a keyed fingerprint",
    "directory.CrewMember.name_tokens": BLIND,
    "cases.Person.document_kind": "passport or identity card; the number is sealed",
    "cases.Person.language": "a language of thousands, needed to find an interpreter; goes at erasure",
    "cases.Person.name_tokens": BLIND,
    "cases.Person.sound_tokens": BLIND,
    "cases.Person.phone_tokens": BLIND,
    "cases.Person.document_tokens": BLIND,
    "cases.Suspect.name_tokens": BLIND,
    "cases.Suspect.sound_tokens": BLIND,
    "cases.Suspect.phone_tokens": BLIND,
    "cases.CourtCaseVictim.role": "a code of a list",
    "intercepts.PlateMark.token": BLIND,
    "intercepts.Vehicle.plate_token": BLIND,
    "shelter.KeepApart.reason": "a code of a list; fit counts by it",
    "shelter.Visit.name_tokens": BLIND,
    "shelter.Visit.phone_tokens": BLIND,
    "shelter.Visit.document_tokens": BLIND,
    "shelter.Medicine.times": "hours of the clock: doses that were missed are counted by them",
    "shelter.Dose.outcome": "a code of a list: doses that were missed are counted by it",
    "shelter.DailyNote.mood": "a code of a list",
    "shelter.MissingReport.vital_interest": "a code of a list; the database refuses the police without it",
    "shelter.Allegation.state": "a code of a list",
    "shelter.HomeAssessment.stops": "codes of a list; the gate counts by them",
    "shelter.HomeAssessment.pressure": ANSWER,
    "shelter.HomeAssessment.would_send_again": ANSWER,
    "shelter.HomeAssessment.feels_safe": ANSWER,
    "shelter.HomeAssessment.wants_to_go": ANSWER,
    "shelter.HomeAssessment.sexual_abuse": ANSWER,
    "shelter.HomeAssessment.physical_abuse": ANSWER,
    "shelter.HomeAssessment.emotional_abuse": ANSWER,
    "shelter.HomeAssessment.guardian_substance": ANSWER,
    "shelter.HomeAssessment.economy": ANSWER,
    "shelter.HomeAssessment.suicidal_thoughts": ANSWER,
    "shelter.HomeAssessment.guardians_sold": ANSWER,
    "shelter.HomeAssessment.suspect_at_home": ANSWER,
    "shelter.HealthCheck.consent": ANSWER,
    "shelter.HealthCheck.body_parts": ANSWER,
    "shelter.HealthCheck.pregnancy_test": ANSWER,
    "shelter.HealthCheck.post_rape_care": ANSWER,
    "shelter.HealthCheck.suicide_risk": ANSWER,
    "shelter.HealthCheck.seeing": ANSWER,
    "shelter.HealthCheck.hearing": ANSWER,
    "shelter.HealthCheck.walking": ANSWER,
    "shelter.HealthCheck.remembering": ANSWER,
    "shelter.HealthCheck.self_care": ANSWER,
    "shelter.HealthCheck.communicating": ANSWER,
}
PEOPLES_APPS = ("cases", "shelter", "intercepts", "referrals", "directory", "programmes")
LONGEST_CODE = 30  # characters; a name, a number or a sentence needs more room or its own reason
# Open texts that staff type in the tables of casework: names of things, never of persons.
NAMES_OF_THINGS = {
    "cases.CaseGrant.reason": "a word of ours, such as `assigned`",
    "cases.CaseStatusChange.reason": "a code of a list",
    "cases.CourtCase.court": "the name of a court",
    "cases.NumberSeries.name": "a series such as TK-2026",
    "cases.Offence.act": "printed in the law",
    "cases.Offence.section": "printed in the law",
    "cases.Offence.title": "printed in the law",
    "cases.Offence.first_penalty": "printed in the law",
    "cases.Offence.later_penalty": "printed in the law",
    "cases.Offence.source": "where the law was printed",
    "directory.Contact.position": "a job at an organisation",
    "directory.Hotline.purpose": "public",
    "directory.Hotline.purpose_sw": "public",
    "directory.Hotline.source": "public",
    "directory.Organisation.name": "the name of an organisation",
    "intercepts.ConsentText.name": "the name of a language",
    "intercepts.ConsentText.text": "what is read to everybody before they are asked",
    "intercepts.ConsentWording.text": "what was read to everybody before",
    "intercepts.DraftQuestion.answers_to": "the code of a question of the form",
    "intercepts.DraftQuestion.code": "a warning sign of the form that is being written",
    "intercepts.DraftQuestion.text_en": "a question of the form that is being written",
    "intercepts.DraftQuestion.text_sw": "a question of the form that is being written",
    "intercepts.DraftSection.text_en": "a section of the form that is being written",
    "intercepts.DraftSection.text_sw": "a section of the form that is being written",
    "intercepts.EnrolmentCode.code_hash": "the hash of a code that works once",
    "intercepts.FieldPhone.label": "what is marked on the back of a phone, such as Phone 7",
    "intercepts.FieldPhone.token_hash": "the hash of what a phone signs in with",
    "intercepts.FieldSubmission.sha256": "the hash of a sealed record",
    "intercepts.FieldSubmission.time_zone": "such as Africa/Nairobi, as the phone is set",
    "intercepts.InterceptPhoto.sha256": "the hash of a picture",
    "intercepts.PhotoUpload.sha256": "the hash of a sealed picture",
    "intercepts.ObservedSign.code": "a warning sign of the form",
    "intercepts.Route.name": "the two ends of a route",
    "intercepts.ScreeningQuestion.answers_to": "the code of a question of the form",
    "intercepts.ScreeningQuestion.code": "a warning sign of the form",
    "intercepts.ScreeningQuestion.text_en": "a question of the form",
    "intercepts.ScreeningQuestion.text_sw": "a question of the form",
    "intercepts.ScreeningSection.text_en": "a section of the form",
    "intercepts.ScreeningSection.text_sw": "a section of the form",
    "intercepts.Station.name": "a stage or terminus that everybody knows",
    "intercepts.Vehicle.fleet": "the part of a sacco that a vehicle runs for",
    "programmes.Activity.title": "the title of a training",
    "programmes.Channel.name": "a channel of communication",
    "programmes.Expenditure.line": "a line of the budget",
    "programmes.Investment.name": "what the organisation owns",
    "programmes.Network.name": "the name of a network",
    "programmes.PolicyDocument.title": "the title of a policy",
    "programmes.Project.name": "the name of a project",
    "programmes.StaffPost.title": "a post",
    "shelter.MoveIn.sha256": "the hash of a file",
    "shelter.Room.name": "a room, by a word of the house",
}


def columns(*words: str):
    """Yield (name, field) of the plain texts that `class Privacy` lists under one of `words`."""
    for model in apps.get_models():
        privacy = getattr(model, "Privacy", None)
        for field in model._meta.concrete_fields if privacy else ():
            listed = any(field.name in getattr(privacy, word, ()) for word in words)
            if listed and isinstance(field, TEXTS) and not isinstance(field, EncryptedTextField):
                yield f"{model._meta.label}.{field.name}", field


def test_no_personal_text_is_a_plain_column_without_a_reason():
    assert sorted(name for name, _ in columns("personal", "special")) == sorted(PLAIN_BECAUSE)


def test_no_open_text_of_casework_has_room_for_a_name_without_a_reason():
    roomy = [
        name
        for name, field in columns("open")
        if name.split(".")[0] in PEOPLES_APPS
        and not isinstance(field, (CodeField, ArrayField))
        and not field.choices
        and (field.max_length or LONGEST_CODE + 1) > LONGEST_CODE
    ]

    assert sorted(roomy) == sorted(NAMES_OF_THINGS)


@pytest.mark.parametrize(
    "name",
    [
        "cases.Person.names", "cases.Note.text", "shelter.Shelter.address", "directory.Contact.phone",
        "cases.CourtCase.ob_number", "intercepts.Intercept.vehicle_plate",
        "shelter.ShelterExit.authority_document", "programmes.TrustFundGrant.business",
    ],
)  # fmt: skip
def test_what_names_a_person_is_sealed(name):
    app, model, field = name.split(".")

    assert isinstance(apps.get_model(app, model)._meta.get_field(field), EncryptedTextField)
