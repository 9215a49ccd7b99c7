"""What the case page shows about the intercept behind it; registered when the app is ready."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases import registries
from cases.models import Case
from cases.registries import Panel, TimelineEntry
from intercepts.actions.erasing import drop_on_the_way, kept_about
from intercepts.actions.repeats import look_at_accused, look_at_known, look_at_suspect
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
    registries.kept_about.append(kept_about)
    registries.erasure_listeners.append(drop_on_the_way)
    registries.suspect_listeners.append(lambda link: look_at_suspect(link=link))
    registries.suspect_edit_listeners.append(lambda suspect: look_at_known(suspect=suspect))
    registries.suspect_panels.append(named_in)
    registries.charge_listeners.append(lambda charge: look_at_accused(charge=charge))
