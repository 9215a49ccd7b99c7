"""What is sealed about leaving and opens by a click: who takes over, the home, the two decisions."""

from functools import partial
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.reveals import Reveal
from shelter.house_records import get_of_stay
from shelter.models import ExitDecision, HomeAssessment, Receiver
from tracekenya.lib.addresses import address
from tracekenya.roles.permissions import Permission


def _row(model: Any, user: Any, pk: Any, act: Permission) -> Any:
    return get_of_stay(model, user, pk, act)


def _gate_of(row: Any) -> str:
    return address("shelter:exit_gate", row.admission_id)


def _code(row: Any) -> str:
    return row.admission.case.code


RECEIVER = Reveal(
    route="shelter:receiver_read", folder="receivers/", act=Permission.RELEASE_CHECK,
    get=partial(_row, Receiver),
    fields=("names", "phone", "id_number", "authority_reference"), label=_("Show who it is"),
    case_of=lambda row: row.admission.case, name_of_home=_code,
    title=lambda row: _now("Who takes %(code)s over") % {"code": _code(row)},
)  # fmt: skip
HOME = Reveal(
    route="shelter:home_assessment_read", folder="home-assessments/", act=Permission.HOME_ASSESS,
    get=partial(_row, HomeAssessment),
    fields=(
        "assessed_on", "stops", "wants_to_go", "feels_safe", "pressure", "would_send_again",
        "guardians_sold", "suspect_at_home", "suicidal_thoughts", "sexual_abuse", "physical_abuse",
        "emotional_abuse", "guardian_substance", "economy", "words",
    ),
    label=_("Open the answers"), case_of=lambda row: row.admission.case, name_of_home=_code,
    title=lambda row: _now("Home of %(code)s") % {"code": _code(row)},
)  # fmt: skip
DECISION = Reveal(
    route="shelter:decision_read", folder="exit-decisions/", act=Permission.HOME_ASSESS,
    get=partial(_row, ExitDecision),
    fields=("director_words", "officer_names", "officer_reference"), label=_("Open the reasons"),
    case_of=lambda row: row.admission.case, home=_gate_of, name_of_home=_code,
    title=lambda row: _now("Decision about %(code)s") % {"code": _code(row)},
)  # fmt: skip
