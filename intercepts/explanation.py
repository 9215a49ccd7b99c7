"""Score and band in words: why, and what to do now."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from intercepts.enums import Band
from intercepts.models import InterceptedPerson
from intercepts.scoring import capped
from tracekenya.lib.vocabularies import label

DUTIES = {
    Band.EVIDENCE: [
        _lazy("Part the person from the one suspected without danger; never confront anybody."),
        _lazy("Tell your supervisor within one hour."),
    ],
    Band.HIGH_RISK: [
        _lazy("Advise the person, call the family, check the job."),
        _lazy("Offer a bed or transport home. Tell your supervisor today."),
    ],
    Band.AT_RISK: [
        _lazy("Give safe-migration information and the hotline card, ask the person to call back.")
    ],
    Band.NO_CONCERN: [_lazy("Wish a safe journey. No name is kept.")],
}
CHILD = _lazy("A child: call the children officer or 116 now. Never send the child on alone.")
ADULT_EVIDENCE = _lazy("Call the police only if the person agrees or a life is in danger.")


def because(intercepted: InterceptedPerson) -> str:
    """Return "High risk because: sign (5), sign (4), a child", heaviest sign first, then what counted."""
    signs = sorted(intercepted.signs.all(), key=lambda sign: (-sign.weight, sign.code))
    texts = _texts(intercepted)
    reasons = [f"{texts.get(sign.code, sign.code)} ({sign.weight})" for sign in signs]
    if intercepted.is_child:
        reasons.append(_("a child"))
    words = {
        "band": label("screening_band", intercepted.proposed_band),
        "reasons": ", ".join(reasons) or _("no sign was seen"),
    }
    said = _("%(band)s because: %(reasons)s") % words
    return ". ".join([said, *_counted(intercepted)])


def _counted(intercepted: InterceptedPerson) -> list[str]:
    """Return "Title of the section: 12 of 14 points count" of each in which signs were seen."""
    signs, said = list(intercepted.signs.all()), []
    for section in intercepted.form.sections.all() if intercepted.form else ():
        points, is_capped = capped(section, signs)
        words = {
            "section": section.text, "points": points,
            "all": sum(sign.weight for sign in signs if sign.section == section.code),
        }  # fmt: skip
        if is_capped:
            said.append(_("%(section)s: %(points)d of %(all)d points count") % words)
        elif points:
            said.append(
                ngettext("%(section)s: %(points)d point", "%(section)s: %(points)d points", points)
                % words
            )
    return said


def answered_no(intercepted: InterceptedPerson) -> list[str]:
    """Return the questions that were asked and answered with no."""
    texts = _texts(intercepted)
    return [texts.get(code, code) for code in intercepted.answered_no]


def duties(intercepted: InterceptedPerson) -> list[str]:
    """Return what the rules ask to be done now, first things first."""
    band = Band(intercepted.proposed_band)
    if intercepted.is_child:
        return [CHILD, *DUTIES[band]]
    if band is Band.EVIDENCE:
        return [*DUTIES[band], ADULT_EVIDENCE]
    return list(DUTIES[band])


def _texts(intercepted: InterceptedPerson) -> dict[str, str]:
    """Return the words of each question by its code; of an answer, behind those of its question."""
    questions: Iterable = intercepted.form.questions.all() if intercepted.form else ()
    texts = {question.code: question.text for question in questions}
    return texts | {
        each.code: f"{texts[each.answers_to]} {each.text}"
        for each in questions
        if each.answers_to in texts
    }
