"""What was done to the person, by what means and for what: the trafficking profile and its route."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField, CodesField
from tracekenya.lib.records import Record
from tracekenya.places.models import County


class TraffickingProfile(Record):
    """Act, means and purpose of one case, in the terms of the law and of HTCDS. Seen with the case."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="profile")
    acts = CodesField("trafficking_act", verbose_name=_("what was done"))
    means = CodesField("trafficking_means", verbose_name=_("by what means"))
    exploitation_types = CodesField("exploitation_type", verbose_name=_("for what purpose"))
    labour_sectors = CodesField("labour_sector", verbose_name=_("sector of work"))
    recruiter_relation = CodeField("recruiter_relation", blank=True, verbose_name=_("recruiter"))
    recruitment_channels = CodesField("recruitment_channel", verbose_name=_("how recruited"))
    exploitation_country = models.CharField(
        _("country of exploitation (two letters)"), max_length=2, blank=True
    )
    is_cross_border = models.BooleanField(_("a border was crossed or was to be"), default=False)

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "case", "acts", "means", "exploitation_types", "labour_sectors", "recruiter_relation",
            "recruitment_channels", "exploitation_country", "is_cross_border",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.case.code

    def get_absolute_url(self) -> str:
        return address("cases:profile_detail", self.pk)


class RouteLeg(models.Model):
    """One leg of the journey; a county inside Kenya, else a country. Seen with the case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="route_legs")
    position = models.PositiveSmallIntegerField(default=1)
    from_county = models.ForeignKey(County, models.PROTECT, related_name="+", null=True, blank=True)
    from_country = models.CharField(max_length=2, default="KE")
    to_county = models.ForeignKey(County, models.PROTECT, related_name="+", null=True, blank=True)
    to_country = models.CharField(max_length=2, default="KE")
    mode = CodeField("transport_mode", blank=True)

    class Privacy:
        open = {
            "id",
            "case",
            "position",
            "from_county",
            "from_country",
            "to_county",
            "to_country",
            "mode",
        }

    class Meta:
        ordering = ["case", "position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="one_leg_per_position")
        ]
