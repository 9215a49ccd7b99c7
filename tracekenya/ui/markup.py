"""The small parts that stand on every page by the dozen, drawn without the template engine."""

import html
from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SPRITE = "icons/sprite.svg"


def escaped(text: object) -> str:
    """Return text for HTML, also when it claims to be safe; quicker than Django's own for plain text."""
    return html.escape(str(text))


def icon(name: str, *, label: str = "", size: str = "") -> SafeString:
    """Return an icon of the sprite; without `label` it is decoration and hidden from readers."""
    larger = f" icon-{escaped(size)}" if size else ""
    said = f'role="img" aria-label="{escaped(label)}"' if label else 'aria-hidden="true"'
    place = f"{_sprite()}#{escaped(name)}"
    return SafeString(f'<svg class="icon{larger}" {said}><use href="{place}"/></svg>')


@cache
def _sprite() -> str:
    return escaped(static(SPRITE))


def button(
    label: object,
    *,
    variant: str,
    icon_name: str = "",
    href: str = "",
    kind: str = "submit",
    **attributes: str,
) -> SafeString:
    """Return a button, or with `href` a link that looks like one; empty attributes are left out."""
    drawn = icon(icon_name) if icon_name else ""
    if href:
        return format_html('<a class="btn btn-{}" href="{}">{}{}</a>', variant, href, drawn, label)
    given = format_html_join("", ' {}="{}"', ((name, v) for name, v in attributes.items() if v))
    return format_html(
        '<button type="{}" class="btn btn-{}"{}>{}{}</button>', kind, variant, given, drawn, label
    )


def tag(text: object, tone: str = "", icon_name: str = "") -> SafeString:
    """Return a short state in words."""
    drawn, coloured = icon(icon_name) if icon_name else "", f" tag-{tone}" if tone else ""
    return SafeString(f'<span class="tag{escaped(coloured)}">{drawn}{escaped(text)}</span>')
