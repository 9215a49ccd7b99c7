"""What must be known before a child goes home: the home, who takes over, and the two decisions."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shelter.models.stay import Admission, OfStay, OfStayQuerySet
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField, CodesField
from tracekenya.lib.records import Record
from tracekenya.vault.fields import EncryptedTextField

CHECKS = ("relation", "identity", "authority", "home")  # what is looked at, of who takes over


def both_or_neither(one: str, other: str) -> Q:
    """Return the condition that two columns are filled together or not at all."""
    return Q(**{f"{one}__isnull": True, f"{other}__isnull": True}) | Q(
        **{f"{one}__isnull": False, f"{other}__isnull": False}
    )


def somebody(**options) -> models.ForeignKey:
    """Return a key to the member of staff who did something."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False, **options
    )  # fmt: skip


class HomeAssessment(OfStay, Record):
    """What the person said and staff found about going home. Seen by who assesses, after a proof.

    `stops`: the alarms that follow from the answers; the action works them out, nobody types them.
    """

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="home_assessments")
    assessed_on = models.DateField(_("assessed on"))
    pressure = CodeField("yes_no_unsure", verbose_name=_("is anybody pressing the person to go"))
    would_send_again = CodeField("yes_no_unsure", verbose_name=_("could they be sent away again"))
    feels_safe = CodeField("yes_no_unsure", verbose_name=_("feels safe there"))
    wants_to_go = CodeField("yes_no_unsure", verbose_name=_("wants to go there"))
    sexual_abuse = CodeField("abuse_answer", verbose_name=_("sexual abuse at home"))
    physical_abuse = CodeField("abuse_answer", verbose_name=_("beatings at home"))
    emotional_abuse = CodeField("abuse_answer", verbose_name=_("insults or threats at home"))
    guardian_substance = CodeField(
        "yes_no_unsure", verbose_name=_("a guardian drinks or takes drugs")
    )
    economy = CodeField("home_economy", verbose_name=_("how the household lives"))
    suicidal_thoughts = CodeField("yes_no_unsure", verbose_name=_("thoughts of suicide"))
    guardians_sold = CodeField(
        "yes_no_unsure", verbose_name=_("did a guardian sell or send the person away")
    )
    suspect_at_home = CodeField("yes_no_unsure", verbose_name=_("does a suspect live there"))
    words = EncryptedTextField(
        "home_assessment.words", max_chars=3000, blank=True, verbose_name=_("in words")
    )
    stops = CodesField("home_alarm", editable=False)

    objects = OfStayQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {"admission"}
        special = {
            "assessed_on", "pressure", "would_send_again", "feels_safe", "wants_to_go", "sexual_abuse",
            "physical_abuse", "emotional_abuse", "guardian_substance", "economy", "suicidal_thoughts",
            "guardians_sold", "suspect_at_home", "words", "stops",
        }  # fmt: skip

    class Meta:
        ordering = ["-recorded_at"]

    def get_absolute_url(self) -> str:
        return address("shelter:home_assessment_detail", self.pk)


class Receiver(OfStay, Record):
    """Somebody to whom a resident may be handed over, and what was checked by whom.

    Seen by those who check releases. No fingerprints are kept: whether a suspect fits is asked anew
    in the moment of the release.
    """

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="receivers")
    names = EncryptedTextField("receiver.names", max_chars=200, verbose_name=_("names"))
    phone = EncryptedTextField("receiver.phone", max_chars=60, blank=True, verbose_name=_("phone"))
    relation = CodeField("receiver_relation", verbose_name=_("relation to the person"))
    id_kind = CodeField("identity_kind", blank=True, verbose_name=_("kind of identity paper"))
    id_number = EncryptedTextField(
        "receiver.id_number", max_chars=60, blank=True, verbose_name=_("number of the paper")
    )
    authority_kind = CodeField(
        "authority_kind", blank=True, verbose_name=_("who allows it, in writing")
    )
    authority_reference = EncryptedTextField(
        "receiver.authority_reference", max_chars=120, blank=True,
        verbose_name=_("number of that letter or order"),
    )  # fmt: skip
    relation_by, relation_at = somebody(), models.DateTimeField(null=True, editable=False)
    identity_by, identity_at = somebody(), models.DateTimeField(null=True, editable=False)
    authority_by, authority_at = somebody(), models.DateTimeField(null=True, editable=False)
    home_by, home_at = somebody(), models.DateTimeField(null=True, editable=False)
    second_by, second_at = somebody(), models.DateTimeField(null=True, editable=False)
    is_not_the_suspect = models.BooleanField(default=False, editable=False)
    handed_at = models.DateTimeField(_("handed over"), null=True, editable=False)

    objects = OfStayQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "admission", "relation", "id_kind", "authority_kind", "relation_by", "relation_at",
            "identity_by", "identity_at", "authority_by", "authority_at", "home_by", "home_at",
            "second_by", "second_at", "handed_at",
        }  # fmt: skip
        personal = {"names", "phone", "id_number", "authority_reference", "is_not_the_suspect"}

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=F("recorded_by")),
                name="receiver_second_is_other",
            ),
            *(
                models.CheckConstraint(
                    condition=both_or_neither(f"{check}_by", f"{check}_at"),
                    name=f"receiver_{check}_by_iff_at",
                )
                for check in (*CHECKS, "second")
            ),
            models.CheckConstraint(
                condition=Q(is_not_the_suspect=False) | Q(second_by__isnull=False),
                name="receiver_cleared_by_second",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("shelter:receiver_detail", self.pk)


class ExitDecision(OfStay, Record):
    """Whether a child goes home in spite of alarms: director and children officer decide, both.

    Seen by the director (codes and facts, no name) and by who assesses homes. `stops`: the alarms as
    they stood when it was asked. Who asked is `recorded_by`, when is `recorded_at`.
    """

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="exit_decisions")
    stops = CodesField("home_alarm", verbose_name=_("what stops it"))
    director_verdict = CodeField("verdict", blank=True, verbose_name=_("decision of the director"))
    director_words = EncryptedTextField(
        "exit_decision.director_words", max_chars=1000, blank=True, verbose_name=_("reasons of the director")
    )  # fmt: skip
    director_by, director_at = somebody(), models.DateTimeField(null=True, editable=False)
    officer_verdict = CodeField(
        "verdict", blank=True, verbose_name=_("decision of the children officer")
    )
    officer_names = EncryptedTextField(
        "exit_decision.officer_names", max_chars=120, blank=True, verbose_name=_("children officer")
    )
    officer_reference = EncryptedTextField(
        "exit_decision.officer_reference", max_chars=120, blank=True, verbose_name=_("number of the letter")
    )  # fmt: skip
    officer_on = models.DateField(_("day of that decision"), null=True, blank=True)
    officer_recorded_by = somebody()

    objects = OfStayQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "admission", "stops", "director_verdict", "director_by", "director_at",
            "officer_verdict", "officer_on", "officer_recorded_by",
        }  # fmt: skip
        personal = {"officer_names", "officer_reference"}
        special = {"director_words"}

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(director_by__isnull=True) | ~Q(director_by=F("recorded_by")),
                name="decision_not_by_who_asked",
            ),
            models.CheckConstraint(
                condition=Q(director_verdict="", director_by=None, director_at=None)
                | (
                    ~Q(director_verdict="")
                    & Q(director_by__isnull=False, director_at__isnull=False)
                ),
                name="decision_director_iff_at",
            ),
            models.CheckConstraint(
                condition=Q(officer_verdict="", officer_on=None, officer_recorded_by=None)
                | (
                    ~Q(officer_verdict="")
                    & Q(officer_on__isnull=False, officer_recorded_by__isnull=False)
                ),
                name="decision_officer_iff_on",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("shelter:decision_detail", self.pk)
