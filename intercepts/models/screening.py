"""The screening form as data: versions and their questions."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language


class ScreeningForm(models.Model):
    """One version of the list of warning signs; the current one is shown. All staff may see it."""

    number = models.PositiveIntegerField(unique=True)
    is_current = models.BooleanField(default=False)
    published_on = models.DateField(default=timezone.localdate)

    class Privacy:
        open = {"id", "number", "is_current", "published_on"}

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                condition=Q(is_current=True),
                name="one_current_screening_form",
            )
        ]


class ScreeningQuestion(models.Model):
    """One warning sign with its weight in that version of the form."""

    form = models.ForeignKey(ScreeningForm, models.CASCADE, related_name="questions")
    code = models.SlugField(max_length=40)
    section = models.CharField(max_length=20)
    text_en = models.CharField(max_length=200)
    text_sw = models.CharField(max_length=200, blank=True)
    weight = models.PositiveSmallIntegerField(default=0)
    is_child_only = models.BooleanField(default=False)
    is_trigger = models.BooleanField(default=False)
    is_on_phone = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        open = {
            "id", "form", "code", "section", "text_en", "text_sw", "weight", "is_child_only", "is_trigger",
            "is_on_phone", "position",
        }  # fmt: skip

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["form", "code"], name="question_once_per_form")
        ]

    @property
    def text(self) -> str:
        """Return the question in the reader's language, in English where it has no other."""
        in_swahili = (get_language() or "en").startswith("sw")
        return self.text_sw if in_swahili and self.text_sw else self.text_en
