"""What the page of a case shows and offers, as far as the reader may see it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import history, registries
from cases.actions.people import IDENTITY
from cases.models import Case, CaseGrant, Person
from cases.sealed import CASE_TEXT
from cases.words import RISK_TONES, RISKS, short
from tracekenya.lib import vocabularies
from tracekenya.pages.facts import fact
from tracekenya.pages.listing import Act
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope

Fact = dict[str, Any]


def context_of(case: Case, user) -> dict[str, Any]:
    """Return what `cases/case_detail.html` needs."""
    timeline = registries.timeline_of(case, user)
    return {
        "case": case,
        "risk_tone": RISK_TONES.get(case.risk_level, ""),
        "risk_words": short(RISKS, "risk_level", case.risk_level),
        "facts": facts_of(case, user),
        "panels": _panels(case, user),
        "timeline": [{"at": e.day, "title": e.text, "url": e.url} for e in timeline],
        "steps": steps_of(case, user),
        "changes": history.of_case(case, user),
        "may_reveal": user.can(Permission.PERSON_REVEAL),
        "reading": [*CASE_TEXT.act_on(case, user), *_nearness(case, user)],
        "may_reopen": not case.is_open and user.can(Permission.CASE_CLOSE),
    }


def _nearness(case: Case, user) -> list[Act]:
    """Return what leads to declaring that somebody is too near to the person."""
    if not user.can(Permission.CONFLICT_DECLARE):
        return []
    url = reverse("cases:conflict_declare", args=[case.pk])
    return [Act(_("Too near to the person?"), url, "shield", Permission.CONFLICT_DECLARE)]


def grants_of(case: Case) -> QuerySet[CaseGrant]:
    """Return the live grants of a case, with whom they let in."""
    return case.grants.live().select_related("user", "office").order_by("from_at")


def facts_of(case: Case, user) -> list[Fact]:
    """Return the facts of the summary; what is sealed opens by itself."""
    facts = [
        fact(_("Person"), _person_words(case, user), url=case.person.get_absolute_url()),
        _fact(_("What it is about"), _types(case)),
        _fact(_("Status as a victim of trafficking"), case.get_trafficking_status_display()),
        _fact(_("Opened"), date_format(case.opened_on)),
        _fact(_("How it reached us"), case.get_source_display()),
        _fact(_("County"), case.county),
        _fact(_("Office"), case.office),
        _fact(_("Legal basis"), case.get_legal_basis_display()),
    ]
    if not case.is_open:
        facts.append(_fact(_("Reason for closing"), case.get_closure_reason_display()))
    return facts


def identity_facts(person: Person, identity: dict[str, str]) -> list[Fact]:
    """Return the opened identity in words, in the order of IDENTITY, with the birth date."""
    facts = [
        _fact(str(Person._meta.get_field(name).verbose_name).capitalize(), identity[name])
        for name in IDENTITY
    ]
    born = date_format(person.birth_date) if person.birth_date else ""
    safe = {True: _("Yes"), False: _("No")}.get(person.safe_to_call, _("Not asked"))
    return [*facts, _fact(_("Safe to call"), safe), _fact(_("Date of birth"), born)]


def age_words(case: Case) -> str:
    """Return whether a child or an adult when the case was opened."""
    is_child = case.person.is_child_on(case.opened_on)
    if is_child is None:
        return _("age not known (protected as a child)")
    return _("child") if is_child else _("adult")


def steps_of(case: Case, user) -> list[dict[str, Any]]:
    """Return label, icon, url and is_post of what the reader can do next; who only reads gets none."""
    may_write = CaseGrant.objects.live_for(user).filter(case=case, can_write=True).exists()
    return [
        {
            "label": step.label, "icon": step.icon, "url": reverse(step.route, args=[case.pk]),
            "is_post": step.is_post,
        }
        for step in registries.next_steps_for(case, user)
        if may_write or user.scope(step.permission) is Scope.ORGANISATION
    ]  # fmt: skip


def ways_to(name: str, cases: Collection[Case], user) -> dict[UUID, str]:
    """Return, by case, where the next step `name` is taken; three queries however many cases.

    For pages of other apps, which offer the step of a case that they lead to: left out are cases
    that the reader may not see or write in, and those for which the step makes no sense now.
    """
    step = registries.next_step(name, user)
    if step is None or not cases:
        return {}
    seen = Case.objects.visible_to(user).visible_to(user, step.permission)
    reached = seen.filter(pk__in=[case.pk for case in cases]).order_by()
    if user.scope(step.permission) is not Scope.ORGANISATION:
        writes = CaseGrant.objects.live_for(user).filter(can_write=True)
        reached = reached.filter(pk__in=writes.values("case"))
    keys = set(reached.values_list("pk", flat=True)) & step.sensible_among(cases)
    return {key: reverse(step.route, args=[key]) for key in keys}


def _panels(case: Case, user) -> list[dict[str, str]]:
    return [
        {
            "name": panel["name"],
            "title": panel["title"],
            "html": render_to_string(panel["template"], {"case": case} | panel["rows"]),
        }
        for panel in registries.panels_for(case, user)
    ]


def _person_words(case: Case, user) -> str:
    words = [case.person.code, case.person.get_sex_display(), age_words(case)]
    years = case.person.age_on(case.opened_on)
    if years is not None and user.can(Permission.PERSON_REVEAL):
        words.append(ngettext("%(years)s year", "%(years)s years", years) % {"years": years})
    return ", ".join(str(word) for word in words)


def _types(case: Case) -> str:
    return ", ".join(vocabularies.label("case_type", code) for code in case.case_types)


def _fact(label: str, value: Any) -> Fact:
    return {"label": label, "value": value or "", "change_url": ""}
