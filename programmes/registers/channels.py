"""Channels of communication; the types used within 90 days are counted by 4.7."""

import datetime as dt
from typing import Any

import django_filters as filters
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.models import Channel
from programmes.registers.spans import LASTING, by_lasting, lasting_tag, overlapping
from tracekenya.lib.addresses import address
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before, refuse_end_before_start, refuse_future
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.pages.register import Register, all_rows
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

SILENT_DAYS = 90  # rule of indicator 4.7


class ChannelFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(
        label=_("Type"), choices=lambda: choices("channel_type"), empty_label=_("Any")
    )
    reach = filters.ChoiceFilter(
        label=_("Reach"), choices=lambda: choices("channel_reach"), empty_label=_("Any")
    )
    lasting = filters.ChoiceFilter(
        label=_("Open"), choices=LASTING, empty_label=_("Any"), method=by_lasting
    )
    silent = filters.ChoiceFilter(
        label=_("Use"),
        choices=[("silent", _("Silent for 90 days"))],
        empty_label=_("Any"),
        method="by_silence",
    )

    class Meta:
        model = Channel
        fields: list[str] = []

    def by_silence(self, rows, name: str, value: str):
        return rows.filter(Q(last_activity_on__isnull=True) | Q(last_activity_on__lt=_last_alive()))


def _last_alive() -> dt.date:
    """Return the earliest day of last use with which a channel still counts today."""
    return timezone.localdate() - dt.timedelta(days=SILENT_DAYS)


def is_open(channel: Channel) -> bool:
    today = timezone.localdate()
    return channel.starts_on <= today and (channel.ends_on is None or channel.ends_on >= today)


def state_of(channel: Channel) -> Tag:
    """Return whether it counts today: ended, silent for too long, or in use."""
    if not is_open(channel):
        return lasting_tag(channel)
    if channel.last_activity_on is None:
        return Tag(_("Never used"), "warning")
    if channel.last_activity_on < _last_alive():
        return Tag(_("Silent for 90 days"), "warning")
    return Tag(_("In use"), "success")


def check(channel: Channel) -> None:
    """Refuse impossible days and a channel that the register holds already. Raises DomainError."""
    refuse_end_before_start(channel.ends_on, channel.starts_on, "ends_on")
    refuse_future(channel.last_activity_on, "last_activity_on")
    refuse_before(
        channel.last_activity_on,
        channel.starts_on,
        field="last_activity_on",
        sentence=_now("It cannot have been used on %(day)s, before it began (%(earliest)s)."),
    )
    refuse_before(
        channel.ends_on,
        channel.last_activity_on,
        field="ends_on",
        sentence=_now("It cannot end on %(day)s: it was used later (%(earliest)s)."),
    )
    same = Channel.objects.filter(kind=channel.kind, name__iexact=channel.name)
    twin = overlapping(same, channel).first()
    if twin is not None:
        raise DomainError(
            _now("This channel is in the register already, since %(day)s.")
            % {"day": date_format(twin.starts_on)},
            field="name",
        )


def acts_of(channel: Channel, user: Any) -> list[Act]:
    if not is_open(channel):
        return []
    url = address("programmes:channel_used", channel.pk)
    return [Act(_("Used today"), url, "check", Permission.INSTITUTION_REGISTER_EDIT, is_post=True)]


CHANNELS = Register(
    app="programmes",
    name="channel",
    folder="registers/channels",
    model=Channel,
    listing=ListPage(
        name="channels",
        title=_("Channels"),
        columns=(
            Column("name", _("Name"), lambda row: Link(row.name, row.get_absolute_url()), "name"),
            Column("kind", _("Type"), lambda row: row.get_kind_display(), "kind"),
            Column("reach", _("Reach"), lambda row: row.get_reach_display(), "reach"),
            Column("from", _("From"), lambda row: row.starts_on, "starts_on"),
            Column("used", _("Last used on"), lambda row: row.last_activity_on, "last_activity_on"),
            Column("state", _("State"), state_of),
        ),
        filters=ChannelFilter,
        sort="name",
        empty_title=_("No channel yet"),
        empty_text=_("Enter each page, letter or list through which people hear from us."),
    ),
    add_label=_("Add a channel"),
    view=Permission.REGISTER_VIEW,
    edit=Permission.INSTITUTION_REGISTER_EDIT,
    fields=("kind", "reach", "name", "starts_on", "ends_on", "last_activity_on"),
    hints={
        "last_activity_on": _(
            "The last post, letter or message. Indicator 4.7 counts a channel for 90 days after it."
        ),
        "ends_on": _("Leave it empty while the channel is open."),
    },
    rows=all_rows(Channel),
    check=check,
    tags=lambda row: [state_of(row)],
    acts=acts_of,
    above=((_("Programmes and registers"), "programmes:programmes_home"),),
)
