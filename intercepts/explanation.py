"""Score and band in words: why, and what to do now."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from intercepts.enums import Band
from intercepts.models import InterceptedPerson
from intercepts.scoring import CONTROL, EVASION, VULNERABILITY
from tracekenya.lib.vocabularies import label

SECTIONS = {
    VULNERABILITY: _lazy("What makes the person easy to harm"),
    EVASION: _lazy("What does not fit together"),
    CONTROL: _lazy("Somebody controls the person"),
}
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
    """Return "High risk because: sign (5), sign (4), a child", heaviest sign first."""
    signs = sorted(intercepted.signs.all(), key=lambda sign: (-sign.weight, sign.code))
    texts = _texts(intercepted)
    reasons = [f"{texts.get(sign.code, sign.code)} ({sign.weight})" for sign in signs]
    if intercepted.is_child:
        reasons.append(_("a child"))
    words = {
        "band": label("screening_band", intercepted.proposed_band),
        "reasons": ", ".join(reasons) or _("no sign was seen"),
    }
    return _("%(band)s because: %(reasons)s") % words


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
