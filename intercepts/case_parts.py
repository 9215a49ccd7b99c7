"""What the case page shows about the intercept behind it; registered when the app is ready."""

import uuid
from collections.abc import Collection, Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases import registries
from cases.models import Case, ConsentRecord
from cases.registries import Panel, TimelineEntry
from intercepts.actions.consent import NAMES
from intercepts.actions.erasing import drop_on_the_way, kept_about
from intercepts.actions.phones_learnt import look_at_case, look_at_number
from intercepts.actions.repeats import look_at_accused, look_at_known, look_at_suspect
from intercepts.actions.stage_consent import COVERED, READ_ALOUD, key_of
from intercepts.enums import Consent
from intercepts.models import Intercept, InterceptedPerson
from intercepts.suspect_panel import named_in
from tracekenya.roles.permissions import Permission


def panel_rows(case: Case, user) -> dict:
    """Return the intercepts of `case` that `user` may see."""
    seen = Intercept.objects.visible_to(user)
    rows = InterceptedPerson.objects.filter(case=case, intercept__in=seen)
    return {"intercepted": list(rows.select_related("intercept__station"))}


def timeline(case: Case) -> Iterator[TimelineEntry]:
    for row in case.intercepted_people.select_related("intercept__station"):
        intercept = row.intercept
        words = _("Met on the road at %(station)s") % {"station": intercept.station}
        yield TimelineEntry(intercept.happened_on, words, intercept.get_absolute_url())


def origins(consents: Collection[ConsentRecord]) -> Mapping[uuid.UUID, str]:
    """Return, of those that were given at the stage, by id, to which text read aloud and by whom."""
    cases = {each.case_id for each in consents if each.mode == READ_ALOUD}
    if not cases:
        return {}
    rows = InterceptedPerson.objects.filter(case__in=cases, consent=Consent.YES)
    words = {row.pk: _read_to(row) for row in rows.select_related("intercept__monitor")}
    return {key_of(pk, scope): said for pk, said in words.items() for scope in COVERED}


def _read_to(row: InterceptedPerson) -> str:
    language = NAMES.get(row.consent_language, row.consent_language)
    parts = [_("At the stage"), language]
    if row.consent_wording:
        parts.append(_("wording %(number)s") % {"number": row.consent_wording})
    if row.had_interpreter:
        parts.append(_("with an interpreter"))
    if row.intercept.monitor:
        parts.append(_("asked by %(code)s") % {"code": row.intercept.monitor.staff_code})
    return ", ".join(parts)


def register() -> None:
    """Fill the registries of casework; called once."""
    registries.panels.append(
        Panel(
            "intercept",
            _lazy("Intercept"),
            "intercepts/_case_panel.html",
            Permission.INTERCEPT_VIEW,
            panel_rows,
            order=30,
        )  # fmt: skip
    )
    registries.timelines.append((Permission.INTERCEPT_VIEW, timeline))
    registries.consent_origins.append(origins)
    registries.kept_about.append(kept_about)
    registries.erasure_listeners.append(drop_on_the_way)
    registries.suspect_listeners.append(lambda link: look_at_suspect(link=link))
    registries.suspect_edit_listeners.append(lambda suspect: look_at_known(suspect=suspect))
    registries.suspect_panels.append(named_in)
    registries.opening_listeners.append(lambda case: look_at_case(case=case))
    registries.number_listeners.append(
        lambda person, learnt: look_at_number(person=person, learnt=learnt)
    )
    registries.charge_listeners.append(lambda charge: look_at_accused(charge=charge))
