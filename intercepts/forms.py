"""What people type about an intercept, checked and worded."""

import datetime as dt

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from intercepts.actions.met import Event, Forms, Screened
from intercepts.answers import NOWHERE, asked_among, field_of, options_of, said_no, said_yes
from intercepts.enums import (
    AgeBand,
    Answer,
    Consent,
    Destination,
    GuardianCheck,
    Said,
    TalkedApart,
)
from intercepts.known import Known, KnownRow
from intercepts.models import (
    Intercept,
    InterceptedPerson,
    JourneyTally,
    ScreeningQuestion,
    ScreeningSection,
    Station,
    TransportOperator,
)
from intercepts.models.consent import MOST_WORDINGS
from tracekenya.lib.fields import CodesField
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.forms import CountryField
from tracekenya.ui.forms import SubmissionMixin
from tracekenya.ui.widgets import DayInput, TimeInput
from tracekenya.vault.blind import normal_plate

HIGHEST_AGE = 120  # years
CLOCK_AHEAD = dt.timedelta(minutes=5)  # that a phone's clock may run ahead: told as now
MOST_AT_ONCE = 200  # people in one tally; more is a slip of the finger
SURE = [
    ("", _lazy("No answer")),
    (1, _lazy("1, not sure at all")),
    (2, "2"),
    (3, _lazy("3, half and half")),
    (4, "4"),
    (5, _lazy("5, absolutely sure")),
]


def usual_station(user) -> Station | None:
    """Return the station of the last intercept that the person recorded."""
    last = Intercept.objects.filter(recorded_by=user).order_by("-recorded_at").first()
    return last.station if last else None


class PlaceMixin(forms.Form):
    """Where and on which day; both never in the future, at a station where we stand.

    `known`: the lists of a batch, for records of phones, which may name a station that was left since.
    """

    ROWS = ("station", "operator", "origin_county", "destination_county")

    def __init__(self, *args, user, known: Known | None = None, **options) -> None:
        super().__init__(*args, **options)
        if known is not None:
            for name in self.ROWS:
                if name in self.fields:
                    rows = known.rows_of(name)
                    self.fields[name] = KnownRow(rows, like=self.fields[name])
            return
        stations = Station.objects.filter(is_active=True).select_related("county")
        self.fields["station"].queryset = stations
        self.fields["station"].initial = usual_station(user)

    def clean(self) -> dict:
        data = super().clean() or self.cleaned_data
        day, time, now = data.get("happened_on"), data.get("happened_at"), timezone.localtime()
        if day is None:
            return data
        told = dt.datetime.combine(day, time or dt.time.min, tzinfo=now.tzinfo)
        if now < told <= now + CLOCK_AHEAD:
            minute = now.time().replace(second=0, microsecond=0)
            data |= {"happened_on": now.date(), "happened_at": time and minute}
        elif day > now.date():
            self.add_error("happened_on", _("This day is in the future."))
        elif told > now:
            self.add_error("happened_at", _("This time is in the future."))
        return data


class EventForm(PlaceMixin, SubmissionMixin, forms.ModelForm):
    """Where, when and in what: the facts that all people of one intercept share."""

    field_order = ["station", "happened_on", "happened_at", "notified_by", "transport_mode"]
    origin_country = CountryField(label=_lazy("Coming from (country)"), required=False)
    destination_country = forms.ChoiceField(
        label=_lazy("Going to (country)"),
        required=False,
        choices=[("", _lazy("Kenya, or not known")), *Destination.choices],
    )

    class Meta:
        model = Intercept
        fields = [
            "station", "happened_on", "happened_at", "notified_by", "transport_mode", "operator",
            "vehicle_plate", "origin_county", "origin_country", "destination_county",
            "destination_country", "police_called", "narrative",
        ]  # fmt: skip
        widgets = {
            "happened_on": DayInput,
            "happened_at": TimeInput,
            "narrative": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "vehicle_plate": _lazy(
                "Only if you saw it. It helps to find vehicles that come again."
            ),
            "narrative": _lazy(
                "What you saw and what the person said. No names here; it is sealed."
            ),
        }

    def __init__(self, *args, user, known: Known | None = None, **options) -> None:
        super().__init__(*args, user=user, known=known, **options)
        self.fields["happened_at"].required = False
        if known is None:
            self.fields["operator"].queryset = TransportOperator.objects.select_related(
                "organisation"
            )

    def clean_vehicle_plate(self) -> str:
        """Keep the one way to write a plate, so that whoever reads two sees that they are the same."""
        return normal_plate(self.cleaned_data["vehicle_plate"])

    def _get_validation_exclusions(self) -> set[str]:
        """The choices were looked up just now; the model would ask the database for each again."""
        return super()._get_validation_exclusions() | set(self.ROWS)

    def event(self) -> Event:
        return Event(**{n: value for n, value in self.cleaned_data.items() if n != "submission"})


class SignsField(forms.MultipleChoiceField):
    """The signs of one section, as boxes to tick."""

    def __init__(self, section: ScreeningSection, questions: list[ScreeningQuestion]) -> None:
        super().__init__(
            label=section.text,
            required=False,
            choices=[(question.code, question.text) for question in questions],
            widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        )


class AskField(forms.ChoiceField):
    """A question that is asked: yes or no, or one of several answers."""

    def __init__(self, question: ScreeningQuestion, questions: list[ScreeningQuestion]) -> None:
        options = [(each.code, each.text) for each in options_of(question, questions)]
        no = _("None of these") if question.answer == Answer.ONE_OF else Said.NO.label
        said = options or [(Said.YES.value, Said.YES.label)]
        super().__init__(
            label=question.text,
            required=False,
            choices=[*said, (Said.NO.value, no), (Said.NOT_KNOWN.value, Said.NOT_KNOWN.label)],
            widget=forms.RadioSelect,
        )


def _of_person(name: str, codes: type[TextChoices]) -> forms.ChoiceField:
    """Return an optional choice worded as the column of a person."""
    label = capfirst(InterceptedPerson._meta.get_field(name).verbose_name)
    options = [("", _lazy("No answer")), *codes.choices]
    return forms.ChoiceField(label=label, required=False, choices=options)


class PersonForm(SubmissionMixin, forms.Form):
    """One person as met: sex and age, the signs seen, and what happened next."""

    prefix = "person"

    sex = forms.ChoiceField(
        label=_lazy("Sex"), choices=lambda: [("", _("Choose")), *choices("sex")]
    )
    stated_age = forms.IntegerField(
        label=_lazy("Age in years"), required=False, min_value=0, max_value=HIGHEST_AGE,
        help_text=_lazy("As the person says, or as you think."),
    )  # fmt: skip
    majority = forms.ChoiceField(
        label=_lazy("If no age is known: child or adult?"),
        required=False,
        choices=lambda: [("", _("The age is known")), *choices("majority")],
        help_text=_lazy("If you are not sure, choose child."),
    )
    intercept_type = InterceptedPerson._meta.get_field("intercept_type").formfield()
    certainty = forms.TypedChoiceField(
        label=_lazy("How sure are you?"), required=False, choices=SURE, coerce=int, empty_value=None
    )
    reported_class = InterceptedPerson._meta.get_field("reported_class").formfield(required=False)
    outcome = InterceptedPerson._meta.get_field("outcome").formfield()
    was_exploited = forms.BooleanField(label=_lazy("Exploitation had begun"), required=False)
    names = forms.CharField(
        label=_lazy("Names"), required=False, max_length=200,
        help_text=_lazy(
            "Optional; a nickname will do. We ask so that the person is found again when help comes. It"
            " is sealed, and not kept at all where there is no concern."
        ),
    )  # fmt: skip
    phone = forms.CharField(label=_lazy("Phone"), required=False, max_length=40)
    safe_to_call = forms.NullBooleanField(label=_lazy("Is it safe to call?"), required=False)
    nationality = forms.CharField(
        label=_lazy("Nationality (two letters)"), required=False, min_length=2, max_length=2
    )
    language = forms.CharField(label=_lazy("Language spoken"), required=False, max_length=40)
    age_band = _of_person("age_band", AgeBand)
    talked_apart = _of_person("talked_apart", TalkedApart)
    consent = _of_person("consent", Consent)
    consent_language = forms.CharField(
        label=_lazy("Language of that text"), required=False, max_length=20
    )
    had_interpreter = forms.BooleanField(label=_lazy("Somebody interpreted"), required=False)
    guardian_check = _of_person("guardian_check", GuardianCheck)
    child_view = forms.CharField(
        label=_lazy("What the child says and wants"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_lazy("In your words, for a child only. It is sealed."),
    )  # fmt: skip
    band_on_phone = forms.ChoiceField(
        required=False, choices=lambda: [("", ""), *choices("screening_band")],
        widget=forms.HiddenInput,
    )  # fmt: skip

    consent_wording = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_WORDINGS, widget=forms.HiddenInput
    )

    WHO = ("sex", "stated_age", "majority")
    TALK = (
        "talked_apart", "consent", "consent_language", "had_interpreter", "guardian_check",
        "child_view",
    )  # fmt: skip
    # of a phone alone: pages ask for years, or for child or adult
    OF_PHONE = ("age_band", "band_on_phone", "consent_wording")
    WHAT = ("intercept_type", "certainty", "reported_class", "outcome", "was_exploited")
    IDENTITY = ("names", "phone", "safe_to_call", "nationality", "language")

    def __init__(
        self, *args, forms_shared: Forms | None = None, number: int | None = None, **options
    ) -> None:
        """`number`: of the screening form that was shown, None for the current one."""
        super().__init__(*args, **options)
        self.number = number
        self.spoken: dict[str, list[str]] = {}  # names of the fields that are asked, by section
        shared = forms_shared or Forms()
        _form, asked = shared.of(number)
        for section in shared.sections(number):
            questions = [question for question in asked if question.section == section.code]
            boxes = [question for question in questions if question.answer == Answer.TICK]
            self.fields[f"signs_{section.code}"] = SignsField(section, boxes)
            self.spoken[section.code] = [field_of(question) for question in asked_among(questions)]
            for question in asked_among(questions):
                self.fields[field_of(question)] = AskField(question, questions)
            self.fields[f"all_{section.code}"] = forms.BooleanField(
                label=_("I looked for all of these"), required=False
            )
        if not self.spoken:
            self.fields[NOWHERE] = forms.MultipleChoiceField(
                required=False, widget=forms.MultipleHiddenInput
            )

    def who(self) -> list:
        return [self[name] for name in self.WHO]

    def talk(self) -> list:
        return [self[name] for name in self.TALK]

    def what(self) -> list:
        return [self[name] for name in self.WHAT]

    def identity(self) -> list:
        return [self[name] for name in self.IDENTITY]

    def sections(self) -> list[dict]:
        """Return boxes, what is asked, the box that says all were looked for, and whether it stands open."""
        rows = []
        for place, section in enumerate(self.spoken):
            boxes, looked = self[f"signs_{section}"], self[f"all_{section}"]
            asked = [self[name] for name in self.spoken[section]]
            is_open = place == 0 or any(each.value() or each.errors for each in (boxes, *asked))
            rows.append({"boxes": boxes, "asked": asked, "looked": looked, "is_open": is_open})
        return rows

    def clean_nationality(self) -> str:
        return self.cleaned_data["nationality"].upper()

    def screened(self) -> Screened:
        data = self.cleaned_data
        names = [name for asked in self.spoken.values() for name in asked]
        answers = {name.removeprefix("ask_"): data[name] for name in names}
        ticked = [code for section in self.spoken for code in data[f"signs_{section}"]]
        return Screened(
            signs=[*ticked, *said_yes(answers)],
            denied=said_no(answers),
            looked_for=[section for section in self.spoken if data[f"all_{section}"]],
            form=self.number,
            **{
                name: data[name]
                for name in (*self.WHO, *self.WHAT, *self.IDENTITY, *self.TALK, *self.OF_PHONE)
            },
        )


def _count(name: str) -> forms.IntegerField:
    label = capfirst(JourneyTally._meta.get_field(name).verbose_name)
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_AT_ONCE, initial=0)


class TallyForm(PlaceMixin, SubmissionMixin, forms.Form):
    """How many people without signs were met in one vehicle or hour."""

    station = JourneyTally._meta.get_field("station").formfield()
    happened_on = JourneyTally._meta.get_field("happened_on").formfield(widget=DayInput)
    happened_at = JourneyTally._meta.get_field("happened_at").formfield(widget=TimeInput)
    transport_mode = JourneyTally._meta.get_field("transport_mode").formfield()
    destination_county = JourneyTally._meta.get_field("destination_county").formfield()
    destination_country = forms.ChoiceField(
        label=_lazy("Going to (country)"), required=False,
        choices=[("", _lazy("Kenya, or not known")), *Destination.choices],
    )  # fmt: skip
    women = _count("women")
    men = _count("men")
    girls = _count("girls")
    boys = _count("boys")
    not_known = _count("not_known")
    guardian_checked = JourneyTally._meta.get_field("guardian_checked").formfield()
    gave_card = JourneyTally._meta.get_field("gave_card").formfield()


class ClassifyForm(forms.Form):
    """What the person counts as, over whatever vetters say."""

    final_class = forms.ChoiceField(
        label=_lazy("Final class"),
        choices=lambda: choices("intercept_classification"),
        widget=forms.RadioSelect,
    )
    class_reason = forms.ChoiceField(
        label=_lazy("If lower than the signs say: why?"),
        required=False,
        choices=lambda: [("", _("Not lower")), *choices("lowering_reason")],
    )
    why = forms.CharField(
        label=_lazy("Why do you decide so?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_lazy("It stands beside what the vetters said. No names; it is sealed."),
    )


class OpenCaseForm(forms.Form):
    """A case for an intercepted person, filled in from the intercept."""

    case_types = CodesField(
        "case_type", blank=False, verbose_name=_lazy("What the case is about")
    ).formfield()
    trafficking_status = forms.ChoiceField(
        label=_lazy("Status as a victim of trafficking"),
        choices=lambda: [
            row for row in choices("trafficking_status") if row[0] != "identified_victim"
        ],
        help_text=_lazy(
            "An identified victim needs the body that decided; that comes in the case."
        ),
    )
    risk_level = forms.ChoiceField(label=_lazy("Risk"), choices=lambda: choices("risk_level"))
    opened_on = forms.DateField(label=_lazy("Opened on"), widget=DayInput)
