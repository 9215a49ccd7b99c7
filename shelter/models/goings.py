"""Who comes to a house and who of its residents is out until when."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from shelter.models.house import OfHouse, Shelter
from shelter.models.stay import Admission, OfStay, OfStayQuerySet
from tracekenya.directory.models import Organisation
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.roles.permissions import Permission
from tracekenya.vault import blind
from tracekenya.vault.fields import EncryptedTextField, known
from tracekenya.vault.owners import SealedFor


class VisitQuerySet(models.QuerySet):
    def visible_to(self, user, permission: Permission) -> "VisitQuerySet":
        """Return the visits of the houses that `permission` reaches, none to residents of closed cases."""
        houses = Shelter.objects.visible_to(user, permission).values("pk")
        return self.filter(shelter__in=houses).exclude(
            admission__case__in=Case.objects.barred_to(user)
        )


class Visit(OfHouse, Record):
    """Somebody who came to the house, to a resident or to work there. Seen by the house; names on the page.

    `matched`: a suspect of our register fits. The house learns that alone, and calls the case manager.
    """

    shelter = models.ForeignKey(Shelter, models.PROTECT, related_name="visits")
    admission = models.ForeignKey(
        Admission, models.CASCADE, related_name="visits", null=True, blank=True,
        verbose_name=_("to whom"),
    )  # fmt: skip
    names = EncryptedTextField("visit.names", max_chars=200, verbose_name=_("names"))
    phone = EncryptedTextField("visit.phone", max_chars=60, blank=True, verbose_name=_("phone"))
    id_kind = CodeField("identity_kind", blank=True, verbose_name=_("kind of identity paper"))
    id_number = EncryptedTextField(
        "visit.id_number", max_chars=60, blank=True, verbose_name=_("number of the paper")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("organisation"),
    )  # fmt: skip
    relation = CodeField("receiver_relation", blank=True, verbose_name=_("relation to the person"))
    purpose = CodeField("visit_purpose", verbose_name=_("for what"))
    resident_agrees = CodeField(
        "visit_agreed", default="not_asked", verbose_name=_("does the resident want it")
    )
    came_at = models.DateTimeField(_("came at"), default=timezone.now)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    escorted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("who was with them"),
    )  # fmt: skip
    items_checked = models.BooleanField(_("bags checked"), default=False)
    outcome = CodeField("visit_outcome", verbose_name=_("let in"))
    refusal_reason = CodeField("visit_refusal", blank=True, verbose_name=_("why not let in"))
    matched = models.BooleanField(default=False, editable=False)
    name_tokens = ArrayField(models.CharField(max_length=16), default=list, editable=False)
    phone_tokens = ArrayField(models.CharField(max_length=16), default=list, editable=False)
    document_tokens = ArrayField(models.CharField(max_length=16), default=list, editable=False)

    objects = VisitQuerySet.as_manager()
    seal_owner = SealedFor("admission__case__person_id")

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "shelter", "admission", "id_kind", "organisation", "relation", "purpose",
            "resident_agrees", "came_at", "left_at", "escorted_by", "items_checked", "outcome",
            "refusal_reason",
        }  # fmt: skip
        personal = {
            "names", "phone", "id_number", "matched", "name_tokens", "phone_tokens", "document_tokens",
        }  # fmt: skip

    class Meta:
        ordering = ["-came_at"]
        indexes = [models.Index(fields=["shelter", "-came_at"], name="visit_of_house")]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("came_at")),
                name="visit_ends_after_start",
            ),
            models.CheckConstraint(
                condition=(Q(outcome="refused") & ~Q(refusal_reason=""))
                | (~Q(outcome="refused") & Q(refusal_reason="")),
                name="visit_refused_iff_reason",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("shelter:visit_detail", self.pk)

    @property
    def case_id(self):
        return self.admission.case_id if self.admission else None

    def index_identity(self) -> None:
        """Refresh the blind indexes from the identity; call before saving a changed identity."""
        self.name_tokens = blind.name_tokens(known(self.names))
        self.phone_tokens = blind.phone_tokens(known(self.phone))
        self.document_tokens = blind.document_tokens(known(self.id_number))


class Absence(OfStay, Record):
    """A resident who is out for a time and expected back. A night out is no bed-night.

    `back_at`: None while the person is out.
    """

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="absences")
    kind = CodeField("absence_kind", verbose_name=_("why out"))
    out_at = models.DateTimeField(_("went out"), default=timezone.now)
    due_back_at = models.DateTimeField(_("due back"))
    back_at = models.DateTimeField(_("came back"), null=True, blank=True)
    escort = EncryptedTextField(
        "absence.escort", max_chars=120, blank=True, verbose_name=_("who goes along")
    )
    with_whom = EncryptedTextField(
        "absence.with_whom", max_chars=200, blank=True, verbose_name=_("with whom, how to reach them")
    )  # fmt: skip

    objects = OfStayQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {"admission", "kind", "out_at", "due_back_at", "back_at"}
        personal = {"escort", "with_whom"}

    class Meta:
        ordering = ["-out_at"]
        indexes = [
            models.Index(fields=["due_back_at"], condition=Q(back_at=None), name="absence_open")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_back_at__gt=F("out_at")), name="absence_due_after_start"
            ),
            models.CheckConstraint(
                condition=Q(back_at__isnull=True) | Q(back_at__gte=F("out_at")),
                name="absence_ends_after_start",
            ),
            ExclusionConstraint(
                name="one_absence_at_a_time",
                expressions=[
                    ("admission", RangeOperators.EQUAL),
                    (
                        Func(
                            F("out_at"),
                            F("back_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),  # fmt: skip
        ]

    def get_absolute_url(self) -> str:
        return address("shelter:absence_detail", self.pk)
