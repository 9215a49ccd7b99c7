"""What versions of the screening form and drafts have in common: the numbers of the scoring, and the sections."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from intercepts.enums import Answer, CountsAs
from intercepts.scoring import NUMBERS, Rules

MOST_POINTS = 100  # in any number or cap
COUNTED = [MinValueValidator(1), MaxValueValidator(MOST_POINTS)]


def _from(name: str, words: Any) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(words, default=getattr(Rules, name), validators=COUNTED)


class Numbers(models.Model):
    """From how many points on a band begins. A version that is published keeps its own."""

    evidence_from = _from("evidence_from", _("evidence from so many points of control"))
    high_risk_control_from = _from(
        "high_risk_control_from", _("high risk from so many points of control")
    )
    high_risk_from = _from("high_risk_from", _("high risk from so many points of vulnerability"))
    child_high_risk_from = _from(
        "child_high_risk_from", _("high risk of a child from so many points of vulnerability")
    )
    at_risk_from = _from("at_risk_from", _("at risk from so many points of vulnerability"))

    class Meta:
        abstract = True


class Section(models.Model):
    """A part of the form with its title in two languages, and how its points count; no cap: all of them."""

    code = models.SlugField(_("code"), max_length=20)
    text_en = models.CharField(_("title in English"), max_length=80)
    text_sw = models.CharField(_("title in Swahili"), max_length=80)
    counts_as = models.CharField(
        _("its points count as"), max_length=15, choices=CountsAs.choices,
        default=CountsAs.VULNERABILITY,
    )  # fmt: skip
    cap = models.PositiveSmallIntegerField(
        _("at most so many points count"), null=True, blank=True, validators=COUNTED
    )
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        abstract = True

    @property
    def text(self) -> str:
        return in_language(self)


def in_language(row: Any) -> str:
    """Return the words of a question or section in the reader's language, in English where it has no other."""
    in_swahili = (get_language() or "en").startswith("sw")
    return row.text_sw if in_swahili and row.text_sw else row.text_en


def numbers_in_order(name: str) -> models.CheckConstraint:
    """Return the rule that the graver band begins later, and a child is never judged milder than an adult."""
    return models.CheckConstraint(
        condition=Q(
            evidence_from__gt=F("high_risk_control_from"), high_risk_from__gt=F("at_risk_from"),
            child_high_risk_from__lte=F("high_risk_from"),
            **{f"{each}__gte": 1 for each in NUMBERS[1:]},
        ),
        name=f"{name}_numbers_in_order",
    )  # fmt: skip


def cap_counts_something(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(cap__isnull=True) | Q(cap__gte=1), name=f"{name}_cap_from_1"
    )


def asked_soundly(name: str) -> list[models.CheckConstraint]:
    """Return the rules of one row, `name` first in their names: whose answer it is, and who has points."""
    is_option = Q(answer=Answer.OPTION)
    return [
        models.CheckConstraint(
            condition=(is_option & ~Q(answers_to="")) | (~is_option & Q(answers_to="")),
            name=f"{name}_option_names_its_question",
        ),
        models.CheckConstraint(
            condition=~Q(answer=Answer.ONE_OF) | Q(weight=0, is_trigger=False),
            name=f"{name}_points_are_of_the_options",
        ),
    ]
