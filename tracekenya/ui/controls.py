"""Controls of filter forms, drawn without the template engine: a list page is opened all day long."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracekenya.ui.markup import escaped


def control(bound: BoundField) -> SafeString:
    """Return the markup of one control; kinds that filters seldom use are drawn by Django itself."""
    widget = bound.field.widget
    if type(widget) in (forms.Select, forms.SelectMultiple):
        return _select(bound, is_multiple=isinstance(widget, forms.SelectMultiple))
    if (
        isinstance(widget, forms.TextInput | forms.NumberInput | forms.DateInput)
        and not widget.is_localized
    ):
        return _input(bound)
    return SafeString(bound)


def _attributes(bound: BoundField, css: str) -> SafeString:
    given = {"id": bound.id_for_label, "name": bound.html_name, "class": css}
    given |= {name: value for name, value in bound.field.widget.attrs.items() if name != "class"}
    if bound.errors:
        given |= {"aria-invalid": "true", "aria-describedby": f"{bound.id_for_label}-error"}
        given["class"] += " is-invalid"
    return format_html_join("", ' {}="{}"', given.items())


def _input(bound: BoundField) -> SafeString:
    widget = bound.field.widget
    shown = widget.format_value(bound.value())
    value = format_html(' value="{}"', shown) if shown not in (None, "") else ""
    return format_html(
        '<input type="{}"{}{}>', widget.input_type, value, _attributes(bound, "form-control")
    )


def _select(bound: BoundField, *, is_multiple: bool) -> SafeString:
    value = bound.value()
    chosen = {
        str(each)
        for each in (value if isinstance(value, list | tuple) else [value])
        if each is not None
    }
    multiple = SafeString(" multiple" if is_multiple else "")
    options = SafeString("".join(_options(bound.field.choices, chosen or {""})))
    return format_html(
        "<select{}{}>{}</select>", _attributes(bound, "form-select"), multiple, options
    )


def _options(choices: Any, chosen: set[str]) -> Iterator[str]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield f'<optgroup label="{escaped(value)}">{"".join(_options(label, chosen))}</optgroup>'
            continue
        code = "" if value is None else str(value)
        mark = " selected" if code in chosen else ""
        yield f'<option value="{escaped(code)}"{mark}>{escaped(label)}</option>'
