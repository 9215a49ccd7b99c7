"""What acts keep in the trail beside fields of the record: the names, and the codes, in words.

Rooms that know such codes say so from `AppConfig.ready()`; a code that nobody knows stays as it is.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracekenya.roles.roles import ROLE_TEXTS, Role

Labels = Callable[[], Mapping[str, Any]]  # code -> label, asked when a page is drawn

NAMES: dict[str, Promise] = {
    "page": _("Page"), "method": _("Way of asking"), "key": _("Key"), "list": _("List"),
    "kind": _("Kind"), "rows": _("Rows"), "filters": _("Filters"), "reason": _("Reason"),
    "emergency": _("In an emergency"), "year": _("Year"), "state": _("State"), "to": _("New state"),
    "from": _("Old state"), "user": _("Colleague"), "found": _("Found"), "reset": _("Reset"),
    "conflict": _("Conflict of interest"), "dormant": _("Asleep"), "type": _("Kind"), "by": _("By"),
    "case": _("Case"), "with": _("Same person as"), "names": _("Names"), "proposed": _("Proposed"), "basis": _("Legal basis"),
    "taken_back": _("Taken back"), "bed": _("Bed"), "admission": _("Stay"), "shelter": _("Shelter"),
    "room": _("Room"), "person": _("Person"), "incident": _("Incident"), "medicine": _("Medicine"),
}  # fmt: skip
LISTS = {"filters", "by"}  # names whose value is a list, never a pair of before and after
RESETS: dict[str, Promise] = {
    "asked": _("asked for"), "agreed": _("agreed to"), "declined": _("declined"),
    "stopped": _("stopped"),
}  # fmt: skip
CONFLICTS: dict[str, Promise] = {"declared": _("declared")}
# The field of the record whose codes a name stands for, the first that the record has.
_STATES = ("status", "stage", "final_class")
STANDS_FOR = {"to": _STATES, "from": _STATES, "reason": ("reason", "class_reason")}

_labels: dict[str, list[Labels]] = {
    "reset": [lambda: RESETS],
    "conflict": [lambda: CONFLICTS],
    "role": [lambda: {role.value: ROLE_TEXTS[role].title for role in Role}],
}


def know(name: str, labels: Labels) -> None:
    """Take `labels` for the codes that acts keep under `name`; earlier ones go first."""
    _labels.setdefault(name, []).append(labels)


def name_words(name: str) -> str:
    """Return the label of a name that is no field of the record; an unknown one as it is."""
    return str(NAMES.get(name, name))


def code_words(name: str, code: Any) -> str:
    """Return the words of a code kept under `name`; an unknown one as it is."""
    for labels in _labels.get(name, ()):
        if isinstance(code, str) and code in (found := labels()):
            return str(found[code])
    return str(code)
