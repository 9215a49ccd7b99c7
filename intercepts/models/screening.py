"""The screening form as data: published versions, which never change, with their sections and questions."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from intercepts.enums import Answer
from intercepts.models.screening_rules import (
    Numbers,
    Section,
    asked_soundly,
    cap_counts_something,
    in_language,
    numbers_in_order,
)
from intercepts.scoring import NUMBERS


class ScreeningForm(Numbers):
    """One version of the list of warning signs with the numbers of its scoring; the current one is shown.

    All staff may see it.
    """

    number = models.PositiveIntegerField(unique=True)
    is_current = models.BooleanField(default=False)
    published_on = models.DateField(default=timezone.localdate)

    class Privacy:
        open = {"id", "number", "is_current", "published_on", *NUMBERS}

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                condition=Q(is_current=True),
                name="one_current_screening_form",
            ),
            numbers_in_order("screening_form"),
        ]


class ScreeningSection(Section):
    """A section of that version. All staff may see it."""

    form = models.ForeignKey(ScreeningForm, models.CASCADE, related_name="sections")

    class Privacy:
        open = {"id", "form", "code", "text_en", "text_sw", "counts_as", "cap", "position"}

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["form", "code"], name="section_once_per_form"),
            cap_counts_something("section"),
        ]


class ScreeningQuestion(models.Model):
    """One warning sign with its weight in that version of the form, and how it is answered.

    `section`: the code of one of the sections of the version.
    `answers_to`: of an option, the code of the question that it answers; that one has no points itself.
    """

    form = models.ForeignKey(ScreeningForm, models.CASCADE, related_name="questions")
    code = models.SlugField(max_length=40)
    section = models.CharField(max_length=20)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.TICK)
    answers_to = models.SlugField(max_length=40, blank=True)
    text_en = models.CharField(max_length=200)
    text_sw = models.CharField(max_length=200, blank=True)
    weight = models.PositiveSmallIntegerField(default=0)
    is_child_only = models.BooleanField(default=False)
    is_trigger = models.BooleanField(default=False)
    is_on_phone = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        open = {
            "id", "form", "code", "section", "answer", "answers_to", "text_en", "text_sw", "weight", "is_child_only", "is_trigger",
            "is_on_phone", "position",
        }  # fmt: skip

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["form", "code"], name="question_once_per_form"),
            *asked_soundly("question"),
        ]

    @property
    def text(self) -> str:
        """Return the question in the reader's language, in English where it has no other."""
        return in_language(self)
