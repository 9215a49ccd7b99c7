"""What is sealed in casework and opens by a click: what happened, counselling notes, the part in court, reasons."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases import access, reasons
from cases.models import Case, CourtCaseVictim, Note, Suspect
from cases.reveals import Reveal
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission


def _get_victim(user: Any, pk: Any, act: Permission) -> CourtCaseVictim:
    """Return a case's part in a court case, for whom `act` reaches the case.

    Raises OutOfScope unless the court case is seen, PermissionDenied when `act` does not reach it.
    """
    link = CourtCaseVictim.objects.filter(pk=pk).first()
    if link is None:
        raise OutOfScope(str(pk))
    link.court_case = access.get_court_case_for(user, link.court_case_id)
    case = Case.objects.visible_to(user, act).filter(pk=link.case_id).first()
    if case is None:
        raise PermissionDenied(act)
    link.case = case
    return link


def _get_suspect(user: Any, pk: Any, act: Permission) -> Suspect:
    return access.get_suspect_for(user, pk)


def _title_of_note(note: Note) -> str:
    return _now("%(noun)s: %(what)s") % {"noun": _("Note"), "what": note}


CASE_TEXT = Reveal(
    route="cases:case_read", folder="", act=Permission.CASE_NARRATIVE,
    get=access.get_case_for, fields=("summary", "closing_note"), label=_("Read what happened"),
    title=lambda case: _now("What happened in %(code)s") % {"code": case.code},
    case_of=lambda case: case,
)  # fmt: skip
WITNESS = Reveal(
    route="cases:witness_read", folder="court/victims/", act=Permission.WITNESS_VIEW,
    get=_get_victim, fields=("role", "witness_note"), label=_("Open the part in court"),
    title=lambda link: _now("Part of %(code)s in court") % {"code": link.case.code},
    home=lambda link: link.court_case.get_absolute_url(),
    name_of_home=lambda link: link.court_case.code,
    lead=_("Whether somebody testifies is known to few. Do not say it on."),
)  # fmt: skip
SUSPECT = Reveal(
    route="cases:suspect_reveal", folder="suspects/", end="identity/", act=Permission.SUSPECT_REVEAL,
    get=_get_suspect, fields=("names", "phone", "document_number", "birth_year"),
    label=_("Open identity"), case_of=lambda suspect: None,
    title=lambda suspect: _now("Identity of %(code)s") % {"code": suspect.code},
)  # fmt: skip


class CounsellingReveal(Reveal):
    """A counselling note of somebody else: after a proof, and with a reason where one is asked."""

    def needs_proof(self, row: Any, user: Any) -> bool:
        return row.recorded_by_id != user.pk


COUNSELLING = CounsellingReveal(
    route="cases:counselling_read", folder="notes/", end="counselling/",
    act=Permission.COUNSELLING_VIEW_SHARED, get=access.get_counselling_for, fields=("text",),
    title=_title_of_note, lead=_("A counselling note. Read only what you need for the person."),
    case_of=lambda note: note.case,
)  # fmt: skip
REASON = Reveal(
    route="cases:reason_read", folder="reasons/", act=Permission.REASON_VIEW,
    get=reasons.get_reason_for, fields=("text",), label=_("Read the words"),
    title=lambda reason: _now("Why it was opened: %(kind)s") % {"kind": reason},
    name_of_home=lambda reason: str(_("Reason")),
    lead=_("Words that a colleague wrote in confidence. Read them for the check that you are making."),
)  # fmt: skip
SEALED = (CASE_TEXT, WITNESS, SUSPECT, COUNSELLING, REASON)
