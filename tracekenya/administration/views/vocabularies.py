"""Code lists: all of them, one with its terms, its order; a term, its labels, retiring it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracekenya.administration.actions import terms
from tracekenya.administration.term_forms import NewTermForm, OrderForm, TermForm
from tracekenya.administration.trails import ADMINISTRATION, above
from tracekenya.administration.vocabularies import (
    facts_of_term,
    lists_in_words,
    places_of,
    row_for,
    rows_of,
    state_of,
    terms_for,
)
from tracekenya.lists import rule_codes
from tracekenya.lists.titles import title_of
from tracekenya.pages.facts import changes_of
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import form_response, press_response, record_response
from tracekenya.roles.access import OutOfScope, requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform

GET_POST = ["GET", "POST"]
LISTS = (_lazy("Code lists"), "administration:vocabulary_list")


@requires(Permission.CODE_LIST_EDIT)
@require_safe
def vocabulary_list(request):
    context = {"lists": lists_in_words(), "trail": above(ADMINISTRATION)}
    return render(request, "administration/vocabulary_list.html", context)


@requires(Permission.CODE_LIST_EDIT)
@require_safe
def vocabulary_detail(request, vocabulary):
    context = {
        "rows": rows_of(vocabulary, request.user),
        "vocabulary": vocabulary,
        "title": title_of(vocabulary),
        "trail": above(ADMINISTRATION, LISTS),
        "is_closed": rule_codes.is_closed(vocabulary),
        "places": places_of(vocabulary),
        "changes": changes_of(terms.order_of(vocabulary)),
    }
    return render(request, "administration/vocabulary_detail.html", context)


@requires(Permission.CODE_LIST_EDIT)
@require_http_methods(GET_POST)
def vocabulary_order(request, vocabulary):
    order = terms.order_of(vocabulary)
    form = OrderForm(request.POST or None, terms=terms_for(vocabulary), version=order.version)
    if form.is_valid() and perform(
        form, terms.reorder, vocabulary=vocabulary, places=form.places(),
        version=form.cleaned_data["version"], by=request.user,
    ):  # fmt: skip
        messages.success(request, _("The order is kept."))
        return redirect(_url("vocabulary_detail", vocabulary))
    context = {
        "form": form, "title": _("Order of the list"), "trail": _trail(vocabulary),
        "cancel_url": _url("vocabulary_detail", vocabulary),
        "lead": _("The smallest number is shown first. Equal numbers keep their order."),
        "saved_meanwhile": form.saved_meanwhile(),
    }  # fmt: skip
    return render(request, "administration/vocabulary_order.html", context)


@requires(Permission.CODE_LIST_EDIT)
@require_http_methods(GET_POST)
def term_add(request, vocabulary):
    terms_for(vocabulary)
    if rule_codes.is_closed(vocabulary):
        raise OutOfScope(vocabulary)
    return form_response(
        request, NewTermForm(request.POST or None), title=_("Add a term"), action=terms.add,
        given={"vocabulary": vocabulary}, done=_("The term is added; forms offer it now."),
        goes_to=_url("vocabulary_detail", vocabulary), trail=_trail(vocabulary),
    )  # fmt: skip


@requires(Permission.CODE_LIST_EDIT)
@require_safe
def term_detail(request, vocabulary, term):
    row = row_for(vocabulary, term)
    edit = Act(_("Change"), _url("term_edit", vocabulary, term), "edit")
    return record_response(
        request, row, title=str(row), trail=_trail(vocabulary), tags=[state_of(row)], acts=[edit],
        facts=facts_of_term(row, request.user), template="administration/term_detail.html",
        is_named=rule_codes.is_named(vocabulary, term),
    )  # fmt: skip


@requires(Permission.CODE_LIST_EDIT)
@require_http_methods(GET_POST)
def term_edit(request, vocabulary, term):
    row = row_for(vocabulary, term)
    page = _url("term_detail", vocabulary, term)
    return form_response(
        request, TermForm(request.POST or None, instance=row, initial={"version": row.version}),
        title=_("Change: %(what)s") % {"what": row}, action=terms.edit,
        given={"vocabulary": vocabulary, "code": term}, done=_("Saved."), goes_to=page,
        trail=[*_trail(vocabulary), (str(row), page)],
        lead=_("The code stays as it is; every page shows the new words within seconds."),
    )  # fmt: skip


@requires(Permission.CODE_LIST_EDIT)
@require_POST
def term_retire(request, vocabulary, term):
    return _acted(request, vocabulary, term, terms.retire, _("Forms offer the term no more."))


@requires(Permission.CODE_LIST_EDIT)
@require_POST
def term_bring_back(request, vocabulary, term):
    return _acted(request, vocabulary, term, terms.bring_back, _("Forms offer the term again."))


def _acted(request, vocabulary, term, action, done):
    row_for(vocabulary, term)
    return press_response(
        request, action, vocabulary=vocabulary, code=term, done=done,
        goes_to=_url("term_detail", vocabulary, term),
    )  # fmt: skip


def _url(name, *keys):
    return reverse(f"administration:{name}", args=keys)


def _trail(vocabulary):
    own = (title_of(vocabulary), _url("vocabulary_detail", vocabulary))
    return [*above(ADMINISTRATION, LISTS), own]
