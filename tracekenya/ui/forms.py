"""Parts that every form shares: the crispy helper, the version check's field, the submission token."""

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import LayoutObject
from django import forms
from django.forms import BaseForm
from django.forms.boundfield import BoundField

from tracekenya.lib.errors import DomainError

Result = TypeVar("Result")


class PageFormHelper(FormHelper):
    """Draws the fields only: the page brings the form tag, the token and the buttons.

    Hidden fields are always drawn, also when a layout does not name them.
    """

    form_tag = False
    disable_csrf = True
    render_hidden_fields = True
    render_required_fields = True


class SubmissionMixin(forms.Form):
    """Adds `submission`, a UUID that stays the same when the same form is sent twice.

    The action that takes it returns the record already made for that UUID.
    """

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class VersionMixin(forms.Form):
    """Adds `version`, the version of the record that the person saw when the form was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def perform(
    form: BaseForm, action: Callable[..., Result], *, also: tuple[BaseForm, ...] = (), **given: Any
) -> Result | None:
    """Return what `action` made, or None after its refusal has become an error of the form.

    `also`: further forms of the page; the one that has the field at fault shows the error.
    """
    try:
        return action(**given)
    except DomainError as refusal:
        owner = next((one for one in (form, *also) if refusal.field in one.fields), None)
        (owner or form).add_error(refusal.field if owner else None, refusal.message)
        return None


def helper_of(form: BaseForm) -> FormHelper:
    """Return the form's own helper, or a plain one; never one that draws a second form tag."""
    helper = getattr(form, "helper", None) or PageFormHelper(form)
    helper.form_tag = False
    helper.disable_csrf = True
    if helper.layout is not None:
        _leave_out_gone(helper.layout, form)
    return helper


def _leave_out_gone(part: LayoutObject, form: BaseForm) -> None:
    """Take out of a layout what was taken out of the form since: fields that its reader may not see."""
    part.fields = [each for each in part.fields if not isinstance(each, str) or each in form.fields]
    for inner in part.fields:
        if isinstance(inner, LayoutObject) and hasattr(inner, "fields"):
            _leave_out_gone(inner, form)


def problems(form: BaseForm) -> list[dict[str, str]]:
    """Return what is wrong: rows of anchor (id of the control), label, message; form-wide ones first."""
    rows = [{"anchor": "", "label": "", "message": text} for text in form.non_field_errors()]
    for field in form:
        anchor = "" if field.is_hidden else anchor_of(field)
        rows += [{"anchor": anchor, "label": field.label, "message": text} for text in field.errors]
    return rows


def anchor_of(field: BoundField) -> str:
    """Return the id of the control to jump to: the first choice of a group of choices."""
    return field.id_for_label or f"{field.auto_id}_0"
