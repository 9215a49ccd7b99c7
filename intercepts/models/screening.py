"""The screening form as data: versions and their questions."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q, Value
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from intercepts.enums import Answer
from tracekenya.lib.addresses import address
from tracekenya.lib.records import Record

MOST_WEIGHT = 10  # points of one sign


def _asked_soundly(name: str) -> list[models.CheckConstraint]:
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
    """One warning sign with its weight in that version of the form, and how it is answered.

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
            *_asked_soundly("question"),
        ]

    @property
    def text(self) -> str:
        """Return the question in the reader's language, in English where it has no other."""
        in_swahili = (get_language() or "en").startswith("sw")
        return self.text_sw if in_swahili and self.text_sw else self.text_en


class ScreeningDraft(Record):
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
        open = Record.OPEN_FIELDS | {"based_on", "published_as"}

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                Value(1), condition=Q(published_as=None), name="one_screening_draft"
            )
        ]

    def get_absolute_url(self) -> str:
        return address("intercepts:screening_draft", self.pk)


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
            *_asked_soundly("draft_question"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address("intercepts:screening_draft", self.draft_id)
