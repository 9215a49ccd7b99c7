"""Components: each tag names its arguments here and draws one template of `components/`."""

import re
import uuid

from crispy_forms.utils import render_crispy_form
from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracekenya.ui import markup
from tracekenya.ui.charts.palette import KFA
from tracekenya.ui.controls import control
from tracekenya.ui.forms import helper_of, problems
from tracekenya.ui.statuses import STATUSES
from tracekenya.ui.tables import Table

register = template.Library()

ALERT_ICONS = {"success": "check", "warning": "warning", "danger": "error"}
CODE = re.compile(r"\b[A-Z]{1,4}(?:-[A-Z0-9]+)+\b")


@register.filter
def codes_whole(text: object) -> SafeString:
    """Return the text with its codes (TK-2026-0001) kept from breaking at a hyphen."""
    return SafeString(CODE.sub(r'<span class="whole">\g<0></span>', conditional_escape(text)))


@register.simple_tag
def icon(name: str, *, label: str = "", size: str = "") -> SafeString:
    """Draw an icon of the sprite; without `label` it is decoration and hidden from readers."""
    return markup.icon(name, label=label, size=size)


@register.simple_tag
def button(
    label: str,
    *,
    variant: str = "primary",
    type: str = "submit",  # noqa: A002  named as in HTML
    icon: str = "",
    name: str = "",
    value: str = "",
    target: str = "",
    action: str = "",
) -> SafeString:
    """Draw a button; variants primary, secondary, danger, quiet. `target` is the id of a popover."""
    return markup.button(
        label, variant=variant, icon_name=icon, kind=type, name=name, value=value,
        popovertarget=target, popovertargetaction=action,
    )  # fmt: skip


@register.simple_tag
def link_button(label: str, href: str, variant: str = "secondary", icon: str = "") -> SafeString:
    """Draw a link that looks like a button."""
    return markup.button(label, variant=variant, icon_name=icon, href=href)


@register.simple_block_tag
def page_header(content: str, title: str, lead: str = "") -> SafeString:
    """Draw the page's one h1; the block holds the page's buttons."""
    return render_to_string(
        "components/page_header.html", {"content": content, "title": title, "lead": lead}
    )


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict:
    """Draw the way here: label, url, label, url ..., and the page's own label last."""
    urls = [*parts[1::2], ""]
    return {
        "crumbs": [
            {"label": label, "url": url} for label, url in zip(parts[::2], urls, strict=False)
        ]
    }


@register.inclusion_tag("components/breadcrumbs.html")
def crumbs(trail, here: str) -> dict:
    """Draw the way here from (label, url) of the pages above; `here` is the page's own label."""
    above = [{"label": label, "url": url} for label, url in trail]
    return {"crumbs": [*above, {"label": here, "url": ""}]}


@register.simple_block_tag
def alert(content: str, tone: str = "info") -> SafeString:
    """Draw a message; tones info, success, warning, danger (Django's "error" is danger)."""
    tone = {"error": "danger", "debug": "info"}.get(tone, tone)
    context = {"content": content, "tone": tone, "icon": ALERT_ICONS.get(tone, "info")}
    return render_to_string("components/alert.html", context)


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms) -> dict:
    """Draw what is wrong with the forms (or formsets), each line a link to its field; else nothing."""
    found = []
    for form in forms:
        if hasattr(form, "non_form_errors"):
            found += [{"message": text} for text in form.non_form_errors()]
            found += [row for one in form for row in problems(one)]
        elif form is not None:
            found += problems(form)
    return {"problems": found}


@register.simple_tag(takes_context=True)
def form_fields(context: Context, form) -> SafeString:
    """Draw a form's fields through crispy, without form tag, token and buttons."""
    return render_crispy_form(form, helper_of(form), context)


@register.simple_tag
def submission_token() -> SafeString:
    """Draw a fresh submission UUID, for forms that are written by hand."""
    return format_html('<input type="hidden" name="submission" value="{}">', uuid.uuid4())


@register.inclusion_tag("components/hint.html")
def hint(text: str, id: str = "") -> dict:  # noqa: A002  named as in HTML
    """Draw help under a label; tie it to the control with aria-describedby."""
    return {"text": text, "id": id}


@register.simple_block_tag
def warning_text(content: str) -> SafeString:
    """Draw a warning with its sign."""
    return render_to_string("components/warning_text.html", {"content": content})


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Draw a passage that stands apart from the text around it."""
    return render_to_string("components/inset.html", {"content": content})


@register.simple_block_tag
def disclosure(content: str, summary: str, *, is_open: bool = False) -> SafeString:
    """Draw details that open on demand, without JavaScript."""
    context = {"content": content, "summary": summary, "is_open": is_open}
    return render_to_string("components/disclosure.html", context)


@register.simple_tag
def tag(text: str, tone: str = "", icon: str = "") -> SafeString:
    """Draw a short state in words; tones info, success, warning, danger or none."""
    return markup.tag(text, tone, icon)


@register.inclusion_tag("components/status.html")
def status(code: str) -> dict:
    """Draw on_track, slightly_behind, behind or no_data as mark and word. Raises KeyError for others."""
    return {"status": STATUSES[code]}


@register.inclusion_tag("components/kfa.html")
def kfa(number: int, name: str = "") -> dict:
    """Draw the mark of a key focus area (1 to 4): hue, shape and its number in words."""
    return {"number": int(number), "name": name, "colour": KFA[int(number)]}


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows) -> dict:
    """Draw facts; rows have label, value and, if it may be changed, change_url."""
    return {"rows": rows, "change_word": _("Change")}


@register.inclusion_tag("components/timeline.html")
def timeline(entries) -> dict:
    """Draw what happened; entries have at (date or datetime), title, text, by, url."""
    return {"entries": entries}


@register.inclusion_tag("components/table.html")
def data_table(table: Table, *, cards: bool = True, hide_caption: bool = False) -> dict:
    """Draw a `tracekenya.ui.tables.Table`; `cards` makes each row a card on a phone."""
    return {"table": table, "cards": cards, "hide_caption": hide_caption}


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    title: str,
    text: str = "",
    *,
    action_url: str = "",
    action_label: str = "",
    icon: str = "folder",
) -> dict:
    """Draw what to do when there is nothing to show."""
    return {
        "title": title, "text": text, "action_url": action_url, "action_label": action_label,
        "icon": icon,
    }  # fmt: skip


@register.inclusion_tag("components/pagination.html")
def pagination(
    words: str, *, first_url: str = "", previous_url: str = "", next_url: str = ""
) -> dict:
    """Draw the way through a list that is paged by key; `words` says what is shown of how many."""
    return {
        "words": words, "first_url": first_url, "previous_url": previous_url, "next_url": next_url,
        "first_word": _("First"), "previous_word": _("Previous"), "next_word": _("Next"),
    }  # fmt: skip


@register.inclusion_tag("components/filter_panel.html", takes_context=True)
def filter_panel(
    context: Context, form, sort: str = "", fills: str = "", takes_focus: bool = False
) -> dict:
    """Draw a GET form of filters, open when one is in use or when it belongs to a list (`fills`).

    `sort` goes along with the filters. `fills` is the id of the element that htmx fills with the answer.
    """
    used = sum(1 for name in form.fields if form.data.get(form.add_prefix(name)))
    controls = [
        {"id": f.id_for_label, "label": f.label, "html": control(f), "error": " ".join(f.errors)}
        for f in form
    ]
    return {
        "controls": controls, "request": context["request"], "active_count": used, "sort": sort,
        "fills": fills, "is_open": bool(used or form.errors or fills), "takes_focus": takes_focus,
        "apply_word": _("Apply filter"),
        "clear_word": _("Clear filters"),
    }  # fmt: skip


@register.inclusion_tag("components/tabs.html")
def tabs(items, label: str) -> dict:
    """Draw links to sister pages; items have label, url, current."""
    return {"items": items, "label": label}


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context, content: str, *, id: str, label: str, title: str, action: str,  # noqa: A002
    variant: str = "danger",
) -> SafeString:  # fmt: skip
    """Draw a button that asks first: its panel holds the block, the same button again, and Cancel."""
    values = {
        "content": content, "id": id, "label": label, "title": title, "action": action,
        "variant": variant, "cancel_word": _("Cancel"), "csrf_token": context.get("csrf_token"),
    }  # fmt: skip
    return render_to_string("components/confirm.html", values)


@register.inclusion_tag("components/job_progress.html", takes_context=True)
def job_progress(context: Context, job) -> dict:
    """Draw a `tracekenya.ui.progress.JobProgress`; `static/js/job-progress.js` keeps it fresh."""
    return {
        "job": job, "csrf_token": context.get("csrf_token"), "cancel_word": _("Cancel"),
        "retry_word": _("Try again"),
    }  # fmt: skip


@register.inclusion_tag("components/job_refresh.html")
def job_refresh(job) -> dict:
    """Draw, for the page's head, the reload that stands in when JavaScript is off."""
    return {"job": job}
