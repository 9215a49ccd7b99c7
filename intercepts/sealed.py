"""What a child said at the stage, and what was heard afterwards: sealed, opened by a click that leaves a row."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.reveals import Reveal
from intercepts.access import get_follow_up_for, get_intercepted_for
from tracekenya.roles.permissions import Permission

CHILD_VIEW = Reveal(
    route="intercepts:child_read", folder="people/", act=Permission.INTERCEPT_NARRATIVE,
    get=lambda user, pk, act: get_intercepted_for(user, pk), fields=("child_view",),
    label=_("Read what the child says"), home=lambda row: row.intercept.get_absolute_url(),
    title=lambda row: _now("What the child says: %(code)s") % {"code": row.person.code},
    name_of_home=lambda row: row.intercept.code,
)  # fmt: skip

FOLLOW_UP_NOTE = Reveal(
    route="intercepts:follow_up_read", folder="follow-ups/", act=Permission.INTERCEPT_NARRATIVE,
    get=lambda user, pk, act: get_follow_up_for(user, pk), fields=("note",),
    label=_("Read what we heard"), case_of=lambda row: None,
    title=lambda row: _now("What we heard: %(code)s") % {"code": row.code},
    name_of_home=lambda row: row.code,
)  # fmt: skip
