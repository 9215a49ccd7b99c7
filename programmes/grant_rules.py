"""The order of a trust-fund grant: its state, its days and its money must tell the same story."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.enums import CaseStatus
from programmes.models import BusinessVisit, TrustFundGrant
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before, refuse_future

STEPS = (
    "identified", "application_prepared", "submitted", "approved", "trained", "disbursed", "monitored",
)  # fmt: skip
REJECTED = "rejected"
BEFORE_REJECTION = ("submitted", REJECTED)
AFTER_REJECTION = (REJECTED, "submitted", "application_prepared")
FINISHED = (REJECTED, "disbursed", "monitored")
NOT_WORKED_ON = (CaseStatus.NOT_ACCEPTED, CaseStatus.MERGED)
MOST_PAID_KES = 10_000_000  # no single grant of the fund comes near it


def check_grant(grant: TrustFundGrant) -> None:
    """Refuse a step out of order and a state that days or money contradict. Raises DomainError."""
    if grant._state.adding:
        _refuse_second_grant(grant)
    else:
        _check_step(TrustFundGrant.objects.get(pk=grant.pk).status, grant.status)
    _check_days(grant)
    _check_money(grant)
    _check_state(grant)


def check_visit(visit: BusinessVisit) -> None:
    """Refuse a visit in the future, before the money, or twice on a day. Raises DomainError."""
    grant = visit.grant
    if grant.disbursed_on is None:
        raise DomainError(_("No money is paid yet, so there is no business to visit."))
    refuse_future(visit.visited_on, "visited_on")
    refuse_before(
        visit.visited_on, grant.disbursed_on, field="visited_on",
        sentence=_("A visit on %(day)s cannot be before the money was paid (%(earliest)s)."),
    )  # fmt: skip
    others = grant.visits.filter(visited_on=visit.visited_on).exclude(pk=visit.pk)
    if others.exists():
        text = _("A visit on %(day)s is written down already. Change that one.")
        raise DomainError(text % {"day": date_format(visit.visited_on)}, field="visited_on")


def _refuse_second_grant(grant: TrustFundGrant) -> None:
    if grant.case.status in NOT_WORKED_ON:
        text = _("Case %(code)s is %(status)s: nobody is helped in it.")
        values = {"code": grant.case.code, "status": grant.case.get_status_display()}
        raise DomainError(text % values, field="case")
    running = grant.case.trust_fund_grants.exclude(status__in=FINISHED).first()
    if running is not None:
        text = _("Case %(code)s has a grant under way (%(state)s). Change that one.")
        values = {"code": grant.case.code, "state": running.get_status_display()}
        raise DomainError(text % values, field="case")


def _check_step(before: str, after: str) -> None:
    """Refuse a rejection of what was never submitted, and going on from a rejection."""
    is_rejected_early = after == REJECTED and before not in BEFORE_REJECTION
    if is_rejected_early or (before == REJECTED and after not in AFTER_REJECTION):
        text = _("It cannot go from %(before)s to %(after)s. Submit the application first.")
        words = TrustFundGrant(status=before), TrustFundGrant(status=after)
        values = dict(
            zip(("before", "after"), (w.get_status_display() for w in words), strict=True)
        )
        raise DomainError(text % values, field="status")


def _check_days(grant: TrustFundGrant) -> None:
    opened = grant.case.opened_on
    refuse_future(grant.trained_on, "trained_on")
    refuse_future(grant.disbursed_on, "disbursed_on")
    for name in ("trained_on", "disbursed_on"):
        refuse_before(
            getattr(grant, name), opened, field=name,
            sentence=_("%(day)s is before the case was opened (%(earliest)s)."),
        )  # fmt: skip
    refuse_before(
        grant.disbursed_on, grant.trained_on, field="disbursed_on",
        sentence=_("Money cannot be paid on %(day)s, before the training (%(earliest)s)."),
    )  # fmt: skip
    if grant._state.adding or grant.disbursed_on is None:
        return
    first = grant.visits.order_by("visited_on").first()
    if first is not None:
        refuse_before(
            first.visited_on, grant.disbursed_on, field="disbursed_on",
            sentence=_("The business was visited on %(day)s already, before %(earliest)s."),
        )  # fmt: skip


def _check_money(grant: TrustFundGrant) -> None:
    if grant.disbursed_on is not None and not grant.amount_kes:
        text = _("Enter how much was paid on %(day)s.")
        raise DomainError(text % {"day": date_format(grant.disbursed_on)}, field="amount_kes")
    if grant.amount_kes and grant.amount_kes > MOST_PAID_KES:
        raise DomainError(
            _("So much is not paid to one person. Check the amount."), field="amount_kes"
        )


def _check_state(grant: TrustFundGrant) -> None:
    """Hold the state against the days: trained and later need a training, paid and later a payment."""
    place = STEPS.index(grant.status) if grant.status in STEPS else -1
    for name, step, missing, too_early in (
        ("trained_on", "trained", _("Enter the day of the training."),
         _("Trained on %(day)s: choose the state Trained or a later one.")),
        ("disbursed_on", "disbursed", _("Enter the day on which the money was paid."),
         _("Paid on %(day)s: choose the state Disbursed or a later one.")),
    ):  # fmt: skip
        day, is_reached = getattr(grant, name), place >= STEPS.index(step)
        if is_reached and day is None:
            raise DomainError(missing, field=name)
        if day is not None and not is_reached:
            raise DomainError(too_early % {"day": date_format(day)}, field="status")
    has_visits = not grant._state.adding and grant.visits.exists()
    if grant.status == "monitored" and not has_visits:
        text = _("Choose Disbursed; the first visit to the business makes it monitored.")
        raise DomainError(text, field="status")
    if has_visits and grant.disbursed_on is None:
        text = _("The business was visited already: the day of the payment must stay.")
        raise DomainError(text, field="disbursed_on")
