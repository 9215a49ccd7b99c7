"""Pages of the screening form: its versions, and writing and publishing the next one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intercepts import draft_page
from intercepts.actions import draft_sections, drafts
from intercepts.draft_forms import QuestionEditForm, QuestionForm
from intercepts.draft_section_forms import NumbersForm, SectionEditForm, SectionForm
from intercepts.views.intercepts import GET_POST
from tracekenya.lib.errors import DomainError
from tracekenya.pages.responses import edit_response, form_response, press_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.REGISTER_VIEW)
@require_safe
def screening_list(request):
    found = draft_page.versions()
    may_edit = request.user.can(Permission.SCREENING_EDIT)
    context = {
        "versions": [
            {
                "form": form, "numbers": draft_page.numbers(form),
                "sections": draft_page.by_section(form.sections.all(), list(form.questions.all())),
            }
            for form in found
        ],
        "may_edit": may_edit, "draft": draft_page.draft_in_work() if may_edit else None,
    }  # fmt: skip
    return render(request, "intercepts/screening_list.html", context)


@requires(Permission.SCREENING_EDIT)
@require_POST
def screening_start(request):
    return redirect(drafts.start(by=request.user))


@requires(Permission.SCREENING_EDIT)
@require_safe
def screening_draft(request, pk):
    context = draft_page.context_of(draft_page.get_draft(pk))
    return render(request, "intercepts/screening_draft.html", context)


@requires(Permission.SCREENING_EDIT)
@require_http_methods(GET_POST)
def draft_question_add(request, pk):
    draft = draft_page.get_draft(pk)
    return form_response(
        request, QuestionForm(request.POST or None, draft=draft), title=_("Add a sign"),
        action=drafts.add_question, given={"draft": draft}, done=_("Kept."), goes_to=draft,
        trail=_trail(draft),
    )  # fmt: skip


@requires(Permission.SCREENING_EDIT)
@require_http_methods(GET_POST)
def draft_question_edit(request, pk):
    row = draft_page.get_question(pk)
    return edit_response(
        request, QuestionEditForm, row, action=drafts.edit_question, goes_to=row.draft,
        title=_("Change: %(what)s") % {"what": row.code}, trail=_trail(row.draft),
        template="intercepts/draft_part_edit.html", leave_out="intercepts:draft_question_remove",
        leaving=_(
            "The next version does not ask it any more. Versions that have it keep it, and so do old scores."
        ),
    )  # fmt: skip


@requires(Permission.SCREENING_EDIT)
@require_POST
def draft_question_remove(request, pk):
    row = draft_page.get_question(pk)
    return press_response(
        request, drafts.remove_question, row=row, goes_to=row.draft,
        done=_("The next version leaves it out."),
    )  # fmt: skip


@requires(Permission.SCREENING_EDIT)
@require_http_methods(GET_POST)
def draft_section_add(request, pk):
    draft = draft_page.get_draft(pk)
    return form_response(
        request, SectionForm(request.POST or None), title=_("Add a section"),
        action=draft_sections.add_section, given={"draft": draft}, done=_("Kept."), goes_to=draft,
        trail=_trail(draft),
    )  # fmt: skip


@requires(Permission.SCREENING_EDIT)
@require_http_methods(GET_POST)
def draft_section_edit(request, pk):
    row = draft_page.get_section(pk)
    return edit_response(
        request, SectionEditForm, row, action=draft_sections.edit_section, goes_to=row.draft,
        title=_("Change: %(what)s") % {"what": row.code}, trail=_trail(row.draft),
        template="intercepts/draft_part_edit.html", leave_out="intercepts:draft_section_remove",
        leaving=_("Only a section without signs. Versions that have it keep it, and so do old scores."),
    )  # fmt: skip


@requires(Permission.SCREENING_EDIT)
@require_POST
def draft_section_remove(request, pk):
    row = draft_page.get_section(pk)
    return press_response(
        request, draft_sections.remove_section, row=row, goes_to=row.draft,
        done=_("The next version leaves it out."),
    )  # fmt: skip


@requires(Permission.SCREENING_EDIT)
@require_http_methods(GET_POST)
def draft_numbers_edit(request, pk):
    draft = draft_page.get_draft(pk)
    return edit_response(
        request, NumbersForm, draft, action=draft_sections.edit_numbers, goes_to=draft,
        title=_("Change the numbers of the scoring"), trail=_trail(draft),
        lead=_("They hold for what is recorded with this version. Old scores keep theirs."),
    )  # fmt: skip


@requires(Permission.SCREENING_EDIT)
@require_POST
def screening_publish(request, pk):
    draft = draft_page.get_draft(pk)
    try:
        form = drafts.publish(draft=draft, by=request.user)
    except DomainError as refusal:
        messages.warning(request, refusal.message)
        return redirect(draft)
    messages.success(
        request, _("Version %(number)d is in use from now on.") % {"number": form.number}
    )
    return redirect("intercepts:screening_list")


def _trail(draft):
    return [
        (_("Warning signs"), reverse("intercepts:screening_list")),
        (_("Next version"), draft.get_absolute_url()),
    ]
