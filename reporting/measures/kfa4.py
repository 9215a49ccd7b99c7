"""Key focus area 4, institutional sustainability: registers of the organisation."""

from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from reporting.facts.expressions import Codes
from reporting.facts.registers import (
    BOARD_ATTENDANCE,
    CHANNELS,
    FUNDING,
    INVESTMENTS,
    POLICIES,
    RETAINED_STAFF,
    SIGNED_PARTNERSHIPS,
    STAFF,
)
from reporting.measures.figures import millions, percent_taken
from reporting.measures.registry import measure
from reporting.measures.specification import (
    Counting,
    Mode,
    Part,
    Reading,
    Specification,
    Sum,
    Types,
)


@measure("4.1")
def policies_in_use() -> Specification:
    """Policies in use that meet the standard and are not due for review; rows."""
    current = Part(POLICIES, Q(meets_standard=True), mode=Mode.LEVEL)
    return Specification(
        rule=_(
            "Policies approved and in use at the end of the year that meet industry and donor standards"
            " and whose review is not overdue. Those with an overdue review are named in the notes."
        ),
        source=_("Register of policies"),
        counting=Counting((current,)),
    )


@measure("4.2")
def resource_base() -> Specification:
    """Money received in the year, KES million; the increase over the baseline stands in the notes."""
    received = Sum(FUNDING, Q(), F("amount_kes"))
    return Specification(
        rule=_(
            "Grants, donations and own income received in the year, in millions of Kenya shillings at"
            " the rate of the day of receipt."
        ),
        source=_("Register of funding"),
        counting=Counting(sums=(received,), figure=millions),
    )


@measure("4.3")
def staff_retained() -> Specification:
    """People on the staff at the end of the year for twelve months or longer; staff codes."""
    retained = Part(RETAINED_STAFF, Q(), mode=Mode.LEVEL, kind=Codes("function"))
    return Specification(
        rule=_(
            "People on the staff at the end of the year who by then had served for at least twelve"
            " months without a gap."
        ),
        source=_("Register of staff posts"),
        counting=Counting((retained,)),
        types=Types(_("Function"), "staff_function", is_multiple=True),
    )


@measure("4.4")
def strategic_partnerships() -> Specification:
    """Strategic partnerships with a signed agreement in force at the end of the year; rows."""
    signed = Part(
        SIGNED_PARTNERSHIPS,
        Q(themes__overlap=["strategic"]),
        mode=Mode.LEVEL,
        kind=Codes("level"),
    )
    return Specification(
        rule=_(
            "Strategic partnerships with a signed agreement that were in force at the end of the year."
        ),
        source=_("Register of partnerships"),
        counting=Counting((signed,)),
        types=Types(_("Level"), "partnership_level"),
    )


@measure("4.5")
def staff_for_monitoring() -> Specification:
    """People in a monitoring and evaluation post at the end of the year; staff codes."""
    in_post = Part(STAFF, Q(function="mne"), mode=Mode.LEVEL)
    return Specification(
        rule=_("People in a post for monitoring and evaluation at the end of the year."),
        source=_("Register of staff posts"),
        counting=Counting((in_post,)),
    )


@measure("4.6")
def board_participation() -> Specification:
    """Attended as a percentage of expected attendances at the board's meetings of the year."""
    attended = Case(When(attended=True, then=Value(1)), default=Value(0))
    return Specification(
        rule=_(
            "Attendances of board members at the meetings and activities of the year, as a percentage of"
            " the attendances that were expected."
        ),
        source=_("Register of board meetings"),
        counting=Counting(
            sums=(Sum(BOARD_ATTENDANCE, Q(), attended, out_of=Value(1)),), figure=percent_taken
        ),
    )


@measure("4.7")
def communication_channels() -> Specification:
    """Types of channel in use within 90 days before the end of the year; types."""

    def used(where: Q) -> Counting:
        return Counting((Part(CHANNELS, where, mode=Mode.LEVEL, kind=Codes("kind")),))

    return Specification(
        rule=_(
            "Types of communication channel, each once, that were open at the end of the year and had"
            " been used within the 90 days before it."
        ),
        source=_("Register of channels"),
        counting=used(Q()),
        types=Types(_("Type of channel"), "channel_type"),
        readings=(
            Reading("external", _("External channels only"), used(Q(reach="external"))),
            Reading("internal", _("Internal channels only"), used(Q(reach="internal"))),
        ),
    )


@measure("4.8")
def investments() -> Specification:
    """Investments held at the end of the year; rows."""
    held = Part(INVESTMENTS, Q(), mode=Mode.LEVEL, kind=Codes("kind"))
    return Specification(
        rule=_("Investments acquired by and not given up before the end of the year."),
        source=_("Register of investments"),
        counting=Counting((held,)),
        types=Types(_("Type of investment"), "investment_type"),
    )
