"""Posts of the staff by staff code; who serves for a year makes 4.3, who monitors makes 4.5."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.models import StaffPost
from programmes.registers.spans import LASTING, by_lasting, lasting_tag, overlapping
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_end_before_start
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag, words
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.register import Register, all_rows
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Column as TableColumn
from tracekenya.ui.tables import Link, Table

FULL_TIME = Decimal(1)


class StaffPostFilter(filters.FilterSet):
    function = filters.ChoiceFilter(
        label=_("Function"), choices=lambda: choices("staff_function"), empty_label=_("Any")
    )
    lasting = filters.ChoiceFilter(
        label=_("In post"), choices=LASTING, empty_label=_("Any"), method=by_lasting
    )

    class Meta:
        model = StaffPost
        fields: list[str] = []


class StaffPostForm(forms.BaseForm):
    """Codes are written one way, or one person would be counted as two."""

    def clean_staff_code(self) -> str:
        return self.cleaned_data["staff_code"].upper()


def check(post: StaffPost) -> None:
    """Refuse reversed days, and the same post of the same person twice. Raises DomainError."""
    refuse_end_before_start(post.ends_on, post.starts_on, "ends_on")
    same = StaffPost.objects.filter(staff_code=post.staff_code, title__iexact=post.title)
    twin = overlapping(same, post).first()
    if twin is not None:
        raise DomainError(
            _now("%(code)s has held this post since %(day)s already.")
            % {"code": post.staff_code, "day": date_format(twin.starts_on)},
            field="title",
        )


def others_of(post: StaffPost) -> list[StaffPost]:
    """Return the other posts of the same person, the latest first."""
    rows = StaffPost.objects.filter(staff_code=post.staff_code).exclude(pk=post.pk)
    return list(rows.order_by("-starts_on"))


def tags_of(post: StaffPost) -> list[Tag]:
    """Return whether it lasts, and a warning when the person's posts make more than full time.

    Only a warning: people stand in for each other.
    """
    same_person = StaffPost.objects.filter(staff_code=post.staff_code)
    beside = overlapping(same_person, post).aggregate(sum=Sum("full_time_share"))["sum"] or 0
    is_too_much = post.full_time_share + beside > FULL_TIME
    warning = Tag(_("Posts overlap to more than full time"), "warning")
    return [lasting_tag(post), *([warning] if is_too_much else [])]


def panels_of(post: StaffPost, user: Any) -> Sequence[Panel]:
    rows = [
        (Link(each.title, each.get_absolute_url()), words(each.starts_on), words(each.ends_on))
        for each in others_of(post)
    ]
    if not rows:
        return []
    title = _now("Other posts of %(code)s") % {"code": post.staff_code}
    heads = [TableColumn(_now("Post")), TableColumn(_now("From")), TableColumn(_now("Until"))]
    context = {"table": Table(title, heads, rows)}
    return [Panel("others", title, "pages/_table_panel.html", context)]


STAFF_POSTS = Register(
    app="programmes",
    name="staff_post",
    folder="registers/staff-posts",
    model=StaffPost,
    listing=ListPage(
        name="staff-posts",
        title=_("Staff posts"),
        columns=(
            Column(
                "code",
                _("Staff code"),
                lambda row: Link(row.staff_code, row.get_absolute_url()),
                "staff_code",
            ),
            Column("post", _("Post"), lambda row: row.title, "title"),
            Column("function", _("Function"), lambda row: row.get_function_display(), "function"),
            Column("from", _("From"), lambda row: row.starts_on, "starts_on"),
            Column("until", _("Until"), lambda row: row.ends_on, "ends_on"),
            Column(
                "share",
                _("Share of full time"),
                lambda row: row.full_time_share,
                "full_time_share",
                is_numeric=True,
            ),
            Column("state", _("State"), lasting_tag),
        ),
        filters=StaffPostFilter,
        sort="code",
        empty_title=_("No post yet"),
        empty_text=_("Enter who serves in which post since when. People stand here by staff code."),
    ),
    add_label=_("Add a post"),
    view=Permission.REGISTER_VIEW,
    edit=Permission.INSTITUTION_REGISTER_EDIT,
    fields=(
        "staff_code", "holder", "title", "function", "starts_on", "ends_on", "full_time_share",
    ),
    hints={
        "staff_code": _("The same for all posts of one person: service is counted by this code."),
        "holder": _("Kept sealed. Only those who keep this register see it; no list or file has it."),
        "function": _("Monitoring and evaluation is counted by indicator 4.5."),
        "ends_on": _("The last day of work. Leave it empty while the person is in the post."),
        "full_time_share": _("1 is full time, 0.5 is half."),
    },
    rows=all_rows(StaffPost),
    form_mixin=StaffPostForm,
    check=check,
    tags=tags_of,
    panels=panels_of,
    above=((_("Programmes and registers"), "programmes:programmes_home"),),
)  # fmt: skip
