"""Allegations against staff: the report, what those who handle it do, and the notes to the chair."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.forms.reasons import ClickForm
from shelter import allegations
from shelter.actions import allegations as acts
from shelter.forms.allegations import AccusedForm, CloseForm, NoteForm, ReportForm
from shelter.models import Allegation
from tracekenya.accounts.fresh import Act as Fresh
from tracekenya.accounts.fresh import needs_fresh
from tracekenya.lib.addresses import address, plain_address
from tracekenya.pages.facts import fact
from tracekenya.pages.responses import form_response, press_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform

GET_POST = ["GET", "POST"]
RECEIPT = "receipt"  # in the session of who reported, so that no address carries it


@requires(Permission.ALLEGATION_REPORT)
@require_http_methods(GET_POST)
def allegation_report(request):
    form = ReportForm(request.POST or None, user=request.user)
    if form.is_valid():
        made = perform(form, acts.report, by=request.user, **form.given())
        if made is not None:
            request.session[RECEIPT] = made.receipt
            return redirect("shelter:allegation_receipt")
    context = {
        "form": form, "title": _("Report about staff"), "submit_label": _("Send it sealed"),
        "lead": _("Two people read it: the executive director and the safeguarding lead. Whoever is meant never does."),
        "trail": [(_("Home"), plain_address("home"))], "cancel_url": plain_address("home"),
    }  # fmt: skip
    return render(request, "pages/form_page.html", context)


@requires(Permission.ALLEGATION_REPORT)
@require_safe
def allegation_receipt(request):
    receipt = request.session.get(RECEIPT)
    if not receipt:
        return redirect("shelter:allegation_report")
    return render(request, "shelter/allegation_receipt.html", {"receipt": receipt})


@requires(Permission.ALLEGATION_HANDLE)
@needs_fresh(Fresh.REVEAL_SPECIAL, reading=True)
@require_safe
def allegation_list(request):
    return render(
        request, "shelter/allegation_list.html", {"rows": allegations.rows_of(request.user)}
    )


@requires(Permission.ALLEGATION_HANDLE)
@needs_fresh(Fresh.REVEAL_SPECIAL, reading=True)
@require_safe
def allegation_detail(request, pk):
    row = allegations.get_allegation_for(request.user, pk)
    context = {
        "record": row, "title": _title(row), "trail": _above(), "lead": "", "panels": [],
        "facts": allegations.facts(row, request.user), "tags": allegations.tags_of(row),
        "acts": allegations.acts_on(row), "changes": allegations.history_of(row),
        "has_chair": allegations.chair() is not None,
    }  # fmt: skip
    return render(request, "shelter/allegation_detail.html", context)


@requires(Permission.ALLEGATION_HANDLE)
@needs_fresh(Fresh.REVEAL_SPECIAL)
@require_http_methods(GET_POST)
def allegation_read(request, pk):
    row = allegations.get_allegation_for(request.user, pk)
    return _opened(
        request, row, acts.open_words, allegations.opened, submit_label=_("Open the words"),
        title=_title(row), trail=[*_above(), (_title(row), _page(row))], cancel_url=_page(row),
    )  # fmt: skip


@requires(Permission.ALLEGATION_HANDLE)
@needs_fresh(Fresh.REVEAL_SPECIAL)
@require_POST
def allegation_take_up(request, pk):
    return _press(request, pk, acts.take_up, _("It is being looked into."))


@requires(Permission.ALLEGATION_HANDLE)
@needs_fresh(Fresh.REVEAL_SPECIAL)
@require_POST
def allegation_suspend(request, pk):
    return _press(request, pk, acts.suspend, _("This account opens nothing but the home page now."))


@requires(Permission.ALLEGATION_HANDLE)
@needs_fresh(Fresh.REVEAL_SPECIAL)
@require_POST
def allegation_restore(request, pk):
    return _press(request, pk, acts.restore, _("The account opens what it did before."))


@requires(Permission.ALLEGATION_HANDLE)
@needs_fresh(Fresh.REVEAL_SPECIAL)
@require_http_methods(GET_POST)
def allegation_accused(request, pk):
    return _form(request, pk, AccusedForm, acts.name_accused, _("Say who it is"), _("Saved."))


@requires(Permission.ALLEGATION_HANDLE)
@needs_fresh(Fresh.REVEAL_SPECIAL)
@require_http_methods(GET_POST)
def allegation_close(request, pk):
    return _form(request, pk, CloseForm, acts.close, _("Close it"), _("It is closed."))


@requires(Permission.ALLEGATION_HANDLE)
@needs_fresh(Fresh.REVEAL_SPECIAL)
@require_http_methods(GET_POST)
def allegation_note(request, pk):
    done = _("The note is sealed and sent.")
    return _form(request, pk, NoteForm, acts.write_note, _("Note to the chair"), done)


@requires(Permission.SEALED_NOTE_READ)
@needs_fresh(Fresh.REVEAL_SPECIAL, reading=True)
@require_safe
def sealed_note_list(request):
    return render(
        request, "shelter/sealed_note_list.html", {"notes": allegations.notes_to(request.user)}
    )


@requires(Permission.SEALED_NOTE_READ)
@needs_fresh(Fresh.REVEAL_SPECIAL)
@require_http_methods(GET_POST)
def sealed_note_read(request, pk):
    note = allegations.get_note_for(request.user, pk)
    back = plain_address("shelter:sealed_note_list")
    return _opened(
        request, note, acts.open_note, lambda row: [fact(_("Note"), row.text)],
        submit_label=_("Open the note"), title=_("Sealed note"),
        trail=[(_("Sealed notes"), back)], cancel_url=back,
    )  # fmt: skip


def _opened(request, row, action, facts_of, **context):
    """Ask for a click; after it show what was sealed, once `action` left the row of the trail."""
    if request.method != "POST":
        return render(request, "cases/reveal_ask.html", context | {"form": ClickForm()})
    action(row=row, by=request.user)
    return render(request, "cases/reveal.html", context | {"facts": facts_of(row)})


def _press(request, pk, action, done):
    row = allegations.get_allegation_for(request.user, pk)
    return press_response(request, action, row=row, goes_to=_page(row), done=done)


def _form(request, pk, kind, action, title, done):
    row = allegations.get_allegation_for(request.user, pk)
    if row.closed_at is not None:
        return redirect(_page(row))
    form = kind(request.POST or None, initial={"version": row.version})
    return form_response(
        request, form, action=action, given={"row": row}, title=title, done=done,
        goes_to=_page(row), trail=[*_above(), (_title(row), _page(row))],
    )  # fmt: skip


def _title(row: Allegation) -> str:
    return _("Receipt %(receipt)s") % {"receipt": row.receipt}


def _page(row: Allegation) -> str:
    return address("shelter:allegation_detail", row.pk)


def _above():
    return [(_("Allegations"), plain_address("shelter:allegation_list"))]
