"""What the forms on records share: days by the browser's calendar, countries, tokens, the version check."""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import connection, models
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracekenya.roles.fields import is_in_form, is_protected
from tracekenya.ui.forms import PageFormHelper, SubmissionMixin, VersionMixin
from tracekenya.ui.widgets import DayInput

LONG_TEXT_ROWS = 5
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)  # of days in forms
COUNTRY_LETTERS = 2  # the only columns of two letters hold countries


class CountryField(forms.CharField):
    """Two letters of ISO 3166, whatever case they are typed in."""

    def __init__(self, **options: Any) -> None:
        options |= {"max_length": 2}
        options.setdefault("help_text", _("Two letters, for example KE, UG, TZ, ET, SO."))
        super().__init__(**options)
        self.validators.append(RegexValidator(r"^[A-Z]{2}$", _("Enter two letters.")))

    def to_python(self, value: Any) -> str:
        return super().to_python(value).upper()


class DayField(forms.DateField):
    """A day that somebody alive may have met or may plan: a slip such as the year 0205 is refused."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        wrong = _("Check the year: it must lie between 1900 and 2199.")
        self.validators += [MinValueValidator(EARLIEST, wrong), MaxValueValidator(LATEST, wrong)]


class MomentField(forms.DateTimeField):
    """A moment with a year as `DayField` takes it: near the ends of the calendar no hour can be added."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        wrong = _("Check the year: it must lie between 1900 and 2199.")
        first, last = (dt.datetime.combine(day, dt.time.min, dt.UTC) for day in (EARLIEST, LATEST))
        self.validators += [MinValueValidator(first, wrong), MaxValueValidator(last, wrong)]


def control_of(field: models.Field, **options: Any) -> forms.Field | None:
    """Return the form field for a model field as our pages want it."""
    options.setdefault("label", capfirst(field.verbose_name))
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        options.setdefault("widget", DayInput)
        options.setdefault("form_class", DayField)
    if isinstance(field, models.CharField) and field.max_length == COUNTRY_LETTERS:
        options["form_class"] = CountryField
    if isinstance(field, models.IntegerField):
        options |= {name: limit for name, limit in _limits(field).items() if name not in options}
    control = field.formfield(**options)
    if control is not None and isinstance(control.widget, forms.Textarea):
        control.widget.attrs["rows"] = LONG_TEXT_ROWS
    return control


def _limits(field: models.IntegerField) -> dict[str, Any]:
    """Return the largest and smallest number that the model's rules and the column allow."""
    most = [v.limit_value for v in field.validators if isinstance(v, MaxValueValidator)]
    least = [v.limit_value for v in field.validators if isinstance(v, MinValueValidator)]
    column = connection.ops.integer_field_range(field.get_internal_type())
    return {"max_value": min([column[1], *most]), "min_value": max([column[0], *least])}


class RowForm(forms.ModelForm):
    """A form on one model; the action writes, never the form."""

    class Meta:
        formfield_callback = control_of

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)

    def _post_clean(self) -> None:
        """Leave the instance alone: actions check the rules and name the field at fault."""


class NewRowForm(SubmissionMixin, RowForm):
    """A form that makes one row, however often it is sent."""

    class Meta(RowForm.Meta):
        pass


class EditForm(VersionMixin, RowForm):
    """A form on a saved row; when somebody saved meanwhile it shows both and keeps the typed text."""

    class Meta(RowForm.Meta):
        pass

    def saved_meanwhile(self) -> list[dict[str, str]]:
        """Return label and saved value of each field that somebody else may have changed.

        Empty unless the form is stale. The form then carries the saved version, so that the next
        save is a choice made with both before one's eyes.
        """
        self.instance.refresh_from_db()
        key = self.add_prefix("version")
        if not self.is_bound or self.data.get(key) == str(self.instance.version):
            return []
        self.data = self.data.copy()
        self.data[key] = str(self.instance.version)
        saved = self.unbound()
        return [
            {"label": self.fields[name].label, "value": shown(saved[name])}
            for name in self.changed_data
            if name != "version"
        ]

    def unbound(self) -> "EditForm":
        """Return the form on the saved row; a form that takes more than its row says how it is made."""
        return type(self)(instance=self.instance)


def leave_out_unread(form: BaseForm, user: Any) -> None:
    """Take out of a form on a saved record each field that `user` may not read in a form.

    What is posted for such a field is then ignored.
    """
    for name in _of_saved(form):
        if not is_in_form(user, type(form.instance), name):  # type: ignore[attr-defined]
            del form.fields[name]


def opened_by(form: BaseForm) -> list[str]:
    """Return the protected fields that a form on a saved record shows with what they hold."""
    names = _of_saved(form)
    row: Any = getattr(form, "instance", None)
    return sorted(
        n for n in names if is_protected(type(row), n) and getattr(row, n) not in (None, "")
    )


def _of_saved(form: BaseForm) -> list[str]:
    """Return the fields that a form takes from a record that is saved already."""
    row: Any = getattr(form, "instance", None)
    if row is None or row._state.adding:
        return []
    return [name for name in form._meta.fields or () if name in form.fields]  # type: ignore[attr-defined]


def shown(field: BoundField) -> str:
    """Return the value of a field in words: labels of choices, days as the reader writes them."""
    return words_of(field.field, field.value())


def words_of(control: forms.Field, value: Any) -> str:
    """Return a value of `control` in words; "" for none."""
    if value in (None, "", []):
        return ""
    if hasattr(control, "choices"):
        chosen = {str(each) for each in (value if isinstance(value, list) else [value])}
        return ", ".join(str(label) for code, label in control.choices if str(code) in chosen)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return date_format(value) if isinstance(value, dt.date) else str(value)
