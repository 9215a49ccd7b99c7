"""Texts that are read aloud before a name is kept, one for each language; phones get those in use."""

from typing import Any

import django_filters as filters
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from intercepts.actions import consent
from intercepts.models import ConsentText
from tracekenya.accounts.models import User
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

YES, NO = "yes", "no"


class ConsentTextFilter(filters.FilterSet):
    used = filters.ChoiceFilter(
        label=_("On phones"), choices=[(YES, _("In use")), (NO, _("Not in use"))],
        empty_label=_("Any"), method="by_use",
    )  # fmt: skip

    class Meta:
        model = ConsentText
        fields: list[str] = []

    def by_use(self, rows, name: str, value: str):
        return rows.filter(is_active=value == YES)


class CheckerMixin(forms.BaseForm):
    """Offers staff who can still sign in; whoever checked it before stays offered."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        staff = User.objects.filter(is_active=True)
        kept = getattr(getattr(self, "instance", None), "checked_by_id", None)
        if kept:
            staff = staff | User.objects.filter(pk=kept)
        self.fields["checked_by"].queryset = staff.order_by("staff_code")  # type: ignore[attr-defined]


def state_of(row: ConsentText) -> Tag:
    return Tag(_("In use"), "success") if row.is_active else Tag(_("Not in use"))


def checked(row: ConsentText) -> str:
    if row.checked_by is None:
        return _now("Nobody yet")
    return str(row.checked_by)


def panels(row: ConsentText, user: Any) -> list[Panel]:
    earlier = [one for one in row.wordings.all() if one.number != row.number]
    found = [
        Panel("preview", _now("As on the phone"), "intercepts/_aloud.html", {"row": row}),
    ]
    if earlier:
        found.append(
            Panel(
                "earlier", _now("Earlier wordings"), "intercepts/_wordings.html",
                {"row": row, "earlier": earlier},
            )
        )  # fmt: skip
    return found


CONSENT_TEXTS = Register(
    app="intercepts",
    name="consent_text",
    folder="consent-texts",
    model=ConsentText,
    listing=ListPage(
        name="consent_texts",
        title=_("Consent texts"),
        lead=_("What is read aloud before a name is kept, in the languages of whom we meet."),
        columns=(
            Column(
                "name", _("Language"), lambda row: Link(row.name, row.get_absolute_url()), "name",
                is_whole=True,
            ),
            Column("language", _("Code"), lambda row: row.language, "language"),
            Column("number", _("Wording"), lambda row: row.number, "number"),
            Column("checked", _("Checked by"), checked, "checked_on"),
            Column("state", _("State"), state_of, "is_active"),
        ),
        filters=ConsentTextFilter,
        sort="name",
        empty_title=_("No text yet"),
        empty_text=_("Phones read the built-in English and Swahili texts until one is added here."),
    ),
    add_label=_("Add a language"),
    view=Permission.REGISTER_VIEW,
    edit=Permission.SCREENING_EDIT,
    fields=("language", "name", "text", "checked_by", "checked_on", "is_active"),
    hints={
        "language": _("Two or three small letters of ISO 639, for example so, kam, luo, am."),
        "name": _("Monitors choose by it, for example Kiswahili, Af-Soomaali."),
        "text": _(
            "Short sentences, as one speaks. It must say who we are, that we are not the police, who reads"
            " it, and that the person may say no and gets help all the same. A yes is kept in the case as"
            " agreement to the talk and to keeping what was told, and to nothing else."
        ),
        "checked_by": _("Somebody of us who speaks the language well and read it aloud."),
        "checked_on": _("A new wording has to be checked again."),
        "is_active": _("Phones get it when they next reach the office."),
    },
    form_mixin=CheckerMixin,
    rows=lambda user: ConsentText.objects.select_related("checked_by"),
    tags=lambda row: [state_of(row)],
    panels=panels,
    add=consent.add_text,
    change=consent.edit_text,
    above=((_("Warning signs"), "intercepts:screening_list"),),
)  # fmt: skip
