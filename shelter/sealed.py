"""What is sealed in the shelter and opens by a click: the address, urgent needs, how somebody left."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.access import get_case_for
from cases.reveals import Reveal
from shelter.access import get_admission_for, get_exit_for, get_shelter_for
from shelter.models import Admission, ShelterExit
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission


def _get_departure(user: Any, pk: Any, act: Permission) -> ShelterExit:
    """Return how the stay `pk` ended, for whom the act reaches its case. Raises OutOfScope."""
    admission = get_admission_for(user, pk)
    case = get_case_for(user, admission.case_id, act)
    exit_ = ShelterExit.objects.filter(admission=admission).first()
    if exit_ is None:
        raise OutOfScope(str(pk))
    admission.case = case
    exit_.admission = admission
    return exit_


def _get_stay_and_case(user: Any, pk: Any, act: Permission) -> Admission:
    """Return the stay, for whom the act reaches its case. Raises OutOfScope, PermissionDenied."""
    admission = get_admission_for(user, pk)
    get_case_for(user, admission.case_id, act)
    return admission


ADDRESS = Reveal(
    route="shelter:shelter_address", folder="", end="address/", act=Permission.SHELTER_ADDRESS,
    get=get_shelter_for, fields=("address",), label=_("Show the address"),
    case_of=lambda shelter: None, title=lambda shelter: _now("Address of the shelter"),
    lead=_(
        "The place is secret. Do not write it down, forward it or say it on the phone in public."
    ),
)  # fmt: skip
NEEDS = Reveal(
    route="shelter:needs_read", folder="stays/", end="needs/", act=Permission.MEDICAL_VIEW,
    get=get_admission_for, fields=("urgent_needs",), label=_("Open urgent needs"),
    title=lambda stay: _now("Urgent needs: %(code)s") % {"code": stay.case.code},
    name_of_home=lambda stay: stay.case.code,
)  # fmt: skip
DEPARTURE = Reveal(
    route="shelter:exit_reveal", folder="stays/", end="exit/reveal/", act=Permission.PERSON_REVEAL,
    get=_get_departure,
    fields=(
        "released_to", "destination_place", "escort", "authority_document", "safety_plan",
        "open_items_words",
    ),
    label=_("Show to whom the person went"), case_of=lambda exit_: exit_.admission.case,
    title=lambda exit_: _now("To whom %(code)s went") % {"code": exit_.admission.case.code},
    home=lambda exit_: exit_.admission.get_absolute_url(),
    name_of_home=lambda exit_: exit_.admission.case.code,
)  # fmt: skip
EXIT_HEALTH = Reveal(
    route="shelter:exit_health_read", folder="stays/", end="exit/health/", act=Permission.MEDICAL_VIEW,
    get=get_exit_for, fields=("medicine_given",), label=_("Was medicine handed over?"),
    case_of=lambda exit_: exit_.admission.case, key=lambda exit_: exit_.admission_id,
    title=lambda exit_: _now("Health at the exit of %(code)s") % {"code": exit_.admission.case.code},
    home=lambda exit_: exit_.admission.get_absolute_url(),
    name_of_home=lambda exit_: exit_.admission.case.code,
)  # fmt: skip
TELL = Reveal(
    route="shelter:may_tell_read", folder="stays/", end="may-tell/read/", act=Permission.PERSON_REVEAL,
    get=_get_stay_and_case, fields=("house_name", "may_tell", "may_tell_safe_to_call"),
    label=_("Show whom to tell"),
    title=lambda stay: _now("Whom to tell: %(code)s") % {"code": stay.case.code},
    name_of_home=lambda stay: stay.case.code,
)  # fmt: skip
