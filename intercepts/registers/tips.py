"""Tips of crews and callers and reports of the community, with the intercept that followed."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.reveals import Reveal
from intercepts.actions import tips
from intercepts.enums import COUNTED_CLASSES
from intercepts.models import Intercept, InterceptedPerson, Station, Tip, TransportOperator
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.places.models import County
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import PageFormHelper
from tracekenya.ui.tables import Link
from tracekenya.ui.widgets import DayInput

WAITS, JOINED, VETTED, CLOSED = "waits", "joined", "vetted", "closed"
STATES = {
    WAITS: (_("Open"), "warning"),
    JOINED: (_("An intercept followed"), "info"),
    VETTED: (_("A counted intercept followed"), "success"),
    CLOSED: (_("Nothing came of it"), ""),
}


def rows_for(user: Any) -> QuerySet:
    """Return the tips that the person may see; `is_vetted`: somebody in the intercept counts."""
    counted = InterceptedPerson.objects.filter(
        intercept=OuterRef("intercept"), final_class__in=list(COUNTED_CLASSES)
    )
    rows = Tip.objects.visible_to(user).annotate(is_vetted=Exists(counted)).defer("words")
    return rows.select_related(
        "operator__organisation", "station__county", "county", "intercept", "crew_member"
    )


class TipFilter(filters.FilterSet):
    from_day = filters.DateFilter("happened_on", "gte", label=_("From"), widget=DayInput)
    to_day = filters.DateFilter("happened_on", "lte", label=_("Until"), widget=DayInput)
    source = filters.ChoiceFilter(
        label=_("Who told us"), choices=lambda: choices("notified_by"), empty_label=_("Any")
    )
    kind = filters.ChoiceFilter(
        label=_("What it is about"), choices=lambda: choices("intercept_type"), empty_label=_("Any")
    )
    operator = filters.ModelChoiceFilter(
        label=_("Sacco or company"), empty_label=_("Any"),
        queryset=TransportOperator.objects.select_related("organisation"),
    )  # fmt: skip
    state = filters.ChoiceFilter(
        label=_("State"), choices=[(code, words) for code, (words, _tone) in STATES.items()],
        empty_label=_("Any"), method="by_state",
    )  # fmt: skip

    class Meta:
        model = Tip
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return {
            WAITS: rows.filter(intercept=None, is_closed=False),
            JOINED: rows.filter(intercept__isnull=False, is_vetted=False),
            VETTED: rows.filter(is_vetted=True),
            CLOSED: rows.filter(is_closed=True),
        }[value]


class TipForm(forms.Form):
    """Stations in use are offered; that nothing came of it is said later."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = Station.objects.filter(is_active=True)
        if self.instance.station_id:
            offered |= Station.objects.filter(pk=self.instance.station_id)
        self.fields["station"].queryset = offered
        self.fields["county"].queryset = County.objects.order_by("name")
        self.fields["operator"].queryset = TransportOperator.objects.select_related("organisation")
        if self.instance._state.adding or self.instance.intercept_id:
            del self.fields["is_closed"]
        if self.instance.crew_member_id:
            del self.fields["operator"]
            del self.fields["source"]
        self.helper = PageFormHelper(self)


def get_tip(user: Any, pk: Any, act: Permission) -> Tip:
    """Return the tip. Raises OutOfScope (a 404) unless the person may see it."""
    tip = rows_for(user).filter(pk=pk).first()
    if tip is None:
        raise OutOfScope(str(pk))
    return tip


READ = Reveal(
    route="intercepts:tip_read", folder="tips/", act=Permission.INTERCEPT_NARRATIVE, get=get_tip,
    fields=("words",), label=_("Read what we were told"), case_of=lambda tip: None,
    title=lambda tip: _now("What we were told: %(code)s") % {"code": tip.code},
)  # fmt: skip


def state_of(tip: Tip) -> Tag:
    if tip.intercept_id:
        return Tag(*STATES[VETTED if tip.is_vetted else JOINED])
    return Tag(*STATES[CLOSED if tip.is_closed else WAITS])


def facts(tip: Tip, user: Any) -> list[Fact]:
    """Return what is open; the intercept as a link to whom it is open, who of the crew to few."""
    shown = facts_of(tip, ("happened_on", "source", "kind"), reader=user)
    for label, row in ((_now("Station"), tip.station), (_now("Sacco or company"), tip.operator)):
        if row is not None:
            shown.append(fact(label, row, url=row.get_absolute_url()))
    shown += [each for each in facts_of(tip, ("county",)) if each["value"]]
    if tip.crew_member and user.can(Permission.CREW_VIEW):
        url = tip.crew_member.get_absolute_url()
        shown.append(fact(_now("Who of the crew"), tip.crew_member, url=url))
    return [*shown, _intercept_of(tip, user)]


def _intercept_of(tip: Tip, user: Any) -> Fact:
    label = _now("Intercept that followed")
    if tip.intercept is None:
        return fact(label, _now("None yet"))
    seen = Intercept.objects.visible_to(user).filter(pk=tip.intercept_id).exists()
    return fact(label, tip.intercept.code, url=tip.intercept.get_absolute_url() if seen else "")


def acts(tip: Tip, user: Any) -> list[Act]:
    """Return joining to an intercept while none followed, and opening what was said."""
    join = Act(_("Join to an intercept"), reverse("intercepts:tip_join", args=[tip.pk]), "bus")
    return [*([] if tip.intercept_id else [join]), *READ.act_on(tip, user)]


TIPS = Register(
    app="intercepts",
    name="tip",
    folder="tips",
    model=Tip,
    listing=ListPage(
        name="tips",
        title=_("Tips and community reports"),
        lead=_("What crews, callers and neighbours told us, and what followed from it."),
        columns=(
            Column(
                "code", _("Code"), lambda row: Link(row.code, row.get_absolute_url()), "code",
                is_whole=True,
            ),
            Column("day", _("Day"), lambda row: row.happened_on, "happened_on"),
            Column("source", _("Who told us"), lambda row: row.get_source_display(), "source"),
            Column("kind", _("What it is about"), lambda row: row.get_kind_display(), "kind"),
            Column("station", _("Station"), lambda row: row.station and row.station.name),
            Column("state", _("State"), state_of),
        ),
        filters=TipFilter,
        sort="-day",
        empty_title=_("No tips here"),
        empty_text=_("Write down what a crew, a caller or a neighbour tells you, also when nothing follows."),
    ),
    add_label=_("Write down a tip or report"),
    view=Permission.TIP_KEEP,
    edit=Permission.TIP_KEEP,
    fields=("happened_on", "source", "kind", "station", "county", "operator", "words", "is_closed"),
    hints={
        "source": _("What the person does, never who it is."),
        "county": _("For a report from a place where we have no station."),
        "operator": _("Only if it came from a crew or is about its vehicles."),
        "words": _("Sealed. Leave out who told us: tipping us may be dangerous."),
        "is_closed": _("Tick it when you looked into it and nothing followed."),
    },
    form_mixin=TipForm,
    rows=rows_for,
    facts=facts,
    tags=lambda row: [state_of(row)],
    acts=acts,
    add=tips.add,
    change=tips.edit,
    above=((_("Intercepts"), "intercepts:intercept_list"),),
)  # fmt: skip
