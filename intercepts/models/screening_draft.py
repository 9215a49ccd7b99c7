"""The next version of the screening form while it is written."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from intercepts.enums import Answer
from intercepts.models.screening import ScreeningForm
from intercepts.models.screening_rules import (
    Numbers,
    Section,
    asked_soundly,
    cap_counts_something,
    numbers_in_order,
)
from intercepts.scoring import NUMBERS
from tracekenya.lib.addresses import address
from tracekenya.lib.records import Record

MOST_WEIGHT = 10  # points of one sign


class ScreeningDraft(Numbers, Record):
    """The next version of the form while it is written; one at a time, kept when it is published.

    Seen by those who edit the form; what monitors use is never touched.
    """

    based_on = models.ForeignKey(
        ScreeningForm, models.PROTECT, related_name="+", null=True, editable=False
    )
    published_as = models.OneToOneField(
        ScreeningForm, models.PROTECT, related_name="draft", null=True, editable=False
    )

    class Privacy:
        open = Record.OPEN_FIELDS | {"based_on", "published_as", *NUMBERS}

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                Value(1), condition=Q(published_as=None), name="one_screening_draft"
            ),
            numbers_in_order("screening_draft"),
        ]

    def get_absolute_url(self) -> str:
        return address("intercepts:screening_draft", self.pk)


class DraftSection(Section, Record):
    """A section of a draft. Seen with the draft."""

    draft = models.ForeignKey(ScreeningDraft, models.CASCADE, related_name="sections")

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "draft", "code", "text_en", "text_sw", "counts_as", "cap", "position",
        }  # fmt: skip

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "code"], name="draft_section_once"),
            cap_counts_something("draft_section"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address("intercepts:screening_draft", self.draft_id)


class DraftQuestion(Record):
    """One warning sign of a draft. Seen with the draft."""

    draft = models.ForeignKey(ScreeningDraft, models.CASCADE, related_name="questions")
    code = models.SlugField(_("code"), max_length=40)
    section = models.CharField(_("section"), max_length=20)
    answer = models.CharField(
        _("how it is answered"), max_length=10, choices=Answer.choices, default=Answer.TICK
    )
    answers_to = models.SlugField(_("answer to"), max_length=40, blank=True)
    text_en = models.CharField(_("question in English"), max_length=200)
    text_sw = models.CharField(_("question in Swahili"), max_length=200)
    weight = models.PositiveSmallIntegerField(
        _("points"), default=0, validators=[MaxValueValidator(MOST_WEIGHT)]
    )
    is_child_only = models.BooleanField(_("asked for children only"), default=False)
    is_trigger = models.BooleanField(_("means evidence by itself"), default=False)
    is_on_phone = models.BooleanField(_("asked on the phone"), default=False)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "draft", "code", "section", "answer", "answers_to", "text_en", "text_sw", "weight", "is_child_only", "is_trigger",
            "is_on_phone", "position",
        }  # fmt: skip

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "code"], name="draft_question_once"),
            *asked_soundly("draft_question"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address("intercepts:screening_draft", self.draft_id)
