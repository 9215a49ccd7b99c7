"""Every protected field has a rule, and a rule never opens more than the table of rights says."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.urls import reverse

from cases.models import Case, Note, Person, Suspect
from shelter.models import Admission, Shelter
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.programmes import TrustFundGrantFactory
from tracekenya.accounts.models import User
from tracekenya.roles import fields
from tracekenya.roles.fields import RULES, Way, is_in_form, is_on_page, is_protected, may_read
from tracekenya.roles.policy import Tier, tier_of
from tracekenya.roles.roles import Role

LEAST = {"personal": {Tier.PERSONAL, Tier.SPECIAL}, "special": {Tier.SPECIAL}}


def protected():
    """Yield (label of the model, field, word) of every field that is not open."""
    for model in apps.get_models():
        for word in LEAST:
            for name in getattr(getattr(model, "Privacy", None), word, ()):
                yield model._meta.label_lower, name, word


def test_every_protected_field_has_a_rule():
    stated = {(label, name) for label, rules in RULES.items() for name in rules}

    assert {(label, name) for label, name, _word in protected()} - stated == set()


def test_every_rule_is_about_a_field_that_is_there():
    unknown = [
        f"{label}.{name}"
        for label, rules in RULES.items()
        for name in rules
        if name not in {field.name for field in apps.get_model(label)._meta.get_fields()}
    ]

    assert unknown == []


def test_an_act_opens_only_fields_that_its_tier_allows():
    too_open = [
        f"{label}.{name}: {act}"
        for label, name, word in protected()
        for act in RULES[label][name].acts
        if tier_of(act) not in LEAST[word]
    ]

    assert too_open == []


def test_tokens_and_hashes_are_shown_nowhere():
    nowhere = {name for rules in RULES.values() for name, rule in rules.items() if not rule.acts}

    assert nowhere >= {
        "password", "invitation_key", "reckoned_birth", "name_tokens", "sound_tokens", "phone_tokens",
        "document_tokens",
    }  # fmt: skip


def test_a_field_without_a_rule_is_shown_to_nobody(db, monkeypatch):
    monkeypatch.setattr(fields, "RULES", {})
    readers = [UserFactory(role=role) for role in Role]

    assert {may_read(user, User, "email") for user in readers} == {False}
    assert {is_on_page(user, User, "email") for user in readers} == {False}
    assert {is_in_form(user, User, "email") for user in readers} == {False}


@pytest.mark.parametrize(
    ("model", "name", "role", "read", "on_page", "in_form"),
    [
        (Case, "code", Role.ME_OFFICER, True, True, True),
        (Case, "summary", Role.ME_OFFICER, False, False, False),
        (Case, "summary", Role.CASE_WORKER, True, False, True),
        (Note, "text", Role.PROGRAMME_MANAGER, False, False, False),
        (Person, "names", Role.CASE_MANAGER, True, False, True),
        (Person, "name_tokens", Role.CASE_MANAGER, False, False, False),
        (Suspect, "names", Role.LEGAL_OFFICER, True, False, True),
        (Suspect, "names", Role.CASE_WORKER, True, False, False),
        (Admission, "urgent_needs", Role.SHELTER_MANAGER, True, False, False),
        (Shelter, "address", Role.EXECUTIVE_DIRECTOR, False, False, False),
        (User, "email", Role.SYSTEM_ADMINISTRATOR, True, True, True),
    ],
)
def test_what_a_role_meets_where(db, model, name, role, read, on_page, in_form):
    user = UserFactory(role=role)

    found = (
        may_read(user, model, name),
        is_on_page(user, model, name),
        is_in_form(user, model, name),
    )

    assert found == (read, on_page, in_form)


def test_without_a_reader_nothing_protected_is_on_a_page():
    assert is_on_page(None, Person, "sex") is True
    assert is_on_page(None, Person, "names") is False
    assert is_protected(SimpleNamespace(), "names") is False
    assert Way.PAGE in {rule.way for rules in RULES.values() for rule in rules.values()}


@pytest.mark.parametrize(
    ("role", "in_form", "kept"),
    [(Role.CASE_WORKER, True, "A shop"), (Role.FINANCE_OFFICER, False, "Qandala tailoring")],
)
def test_a_field_that_a_role_may_not_read_is_in_no_form_and_ignored_when_posted(
    signed_in, role, in_form, kept
):
    client, user = signed_in(role)
    grant = TrustFundGrantFactory(
        case=CaseFactory(granted_to=[user]), business="Qandala tailoring", recorded_by=user
    )
    url = reverse("programmes:trust_fund_grant_edit", args=[grant.pk])
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"business": "A shop"}

    answer = client.post(url, data)

    grant.refresh_from_db()
    assert ("business" in form.fields, answer.status_code, grant.business) == (in_form, 302, kept)
