"""What the page of a person shows: by code, as far as the reader may see; the identity stays sealed."""

from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import registries
from cases.filters import MAJORITY_WORDS
from cases.models import Case, Person
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission

OWN_PANELS = frozenset(
    {
        "profile",
        "services",
        "consents",
        "notes",
        "prevention",
        "home",
        "court",
        "suspects",
        "grants",
    }
)  # these stand on the page of each case
MOST_CASES = 5  # whose stays and referrals are shown; the others are a click away


def cases_of(person: Person, user: Any) -> QuerySet[Case]:
    """Return the person's cases that `user` may see, the newest first."""
    mine = Case.objects.visible_to(user).filter(person=person)
    return mine.select_related("county").defer("summary", "closing_note")


def facts(person: Person, user: Any) -> list[Fact]:
    """Return what may be known by everybody who sees the code; years and disability need more."""
    rows = [
        fact(_("Code"), person.code),
        *facts_of(person, ["sex"]),
        fact(_("Child or adult today"), majority_words(person)),
    ]
    may_reveal = user.can(Permission.PERSON_REVEAL)
    years = person.age_on(timezone.localdate())
    if may_reveal and years is not None:
        words = ngettext("%(years)s year", "%(years)s years", years) % {"years": years}
        rows.append(fact(_("Age today"), words))
    rows += facts_of(person, ["nationality", "home_county"], nationality=_("Nationality"))
    if may_reveal:
        rows += facts_of(person, ["disability"])
    if person.merged_into_id:
        other = person.merged_into
        rows.append(fact(_("Same person as"), other.code, url=other.get_absolute_url()))
    return rows


def majority_words(person: Person) -> str:
    """Return whether a child or an adult today; an unknown age is said."""
    is_child = person.is_child_on(timezone.localdate())
    code = {True: "child", False: "adult"}.get(is_child, "unknown")
    return str(MAJORITY_WORDS[code])


def acts(cases: list[Case], user: Any) -> list[Act]:
    """Return what can be done: correct the details, through a case in which the reader may write."""
    open_case = next((case for case in cases if case.is_open), None)
    if open_case is None or not user.can(Permission.CASE_EDIT):
        return []
    url = reverse("cases:person_edit", args=[open_case.pk])
    return [Act(_("Correct the details"), url, "edit", Permission.PERSON_REVEAL)]


def panels(person: Person, cases: list[Case], user: Any) -> list[Panel]:
    """Return the cases, what prevented harm, and what later apps hold of the newest cases."""
    outcomes = person.prevention_outcomes.filter(case__isnull=True) | (
        person.prevention_outcomes.filter(case__in=cases)
    )
    first = Panel("cases", _("Cases"), "cases/_person_cases.html", {"cases": cases})
    harm = Panel(
        "prevention", _("Harm prevented"), "cases/_prevention.html", {"outcomes": outcomes}
    )
    others = [panel for case in cases[:MOST_CASES] for panel in _of_others(case, user)]
    return [first, harm, *others]


def _of_others(case: Case, user: Any) -> list[Panel]:
    """Return the panels of later apps (stays, referrals, intercepts) on one case."""
    return [
        Panel(
            f"{panel['name']}-{case.pk}",
            _("%(what)s (%(code)s)") % {"what": panel["title"], "code": case.code},
            "cases/_drawn.html",
            {"html": render_to_string(panel["template"], {"case": case} | panel["rows"])},
        )
        for panel in registries.panels_for(case, user)
        if panel["name"] not in OWN_PANELS
    ]
