"""What holds for every organisation of the directory."""

from django.db import connection
from django.utils.translation import gettext as _

from tracekenya.directory.models import Organisation
from tracekenya.lib.errors import DomainError

NAMES_LOCK = 4_711_001  # one number for all who enter a name, so that the second one sees the first


def refuse_known_name(organisation: Organisation, field: str = "name") -> None:
    """Put single blanks into the name and refuse it when another one has it in whatever case.

    Call inside the transaction that saves. Raises DomainError at `field`, naming the other one.
    """
    organisation.name = " ".join(organisation.name.split())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NAMES_LOCK])
    rows = Organisation.objects.filter(name__iexact=organisation.name)
    other = rows.exclude(pk=organisation.pk).first()
    if other is not None:
        words = _("“%(name)s” is in the directory already (%(kind)s). Open it there.")
        facts = {"name": other.name, "kind": other.get_kind_display()}
        raise DomainError(words % facts, field=field)
