"""What to know before reading an indicator: labels that say another thing than the figures, overlaps."""

from django.utils.translation import gettext_lazy as _

# The plan's labels are kept verbatim, so what is odd about them stands beside them (docs/domain.md).
LABELS = {
    "1.3": _(
        "The plan calls this an increase. Its figures are a share: counties and countries reached, "
        "of 50 possible ones."
    ),
    "4.2": _(
        "The plan calls this a percentage. Its figures are shillings: from 18 to 68 million KES "
        "received in a year."
    ),
    "4.6": _(
        "The plan calls this an increase. Its figures are a share: attendances of board members, "
        "of all that were expected."
    ),
}
OVERLAPS = {
    "1.2": _("A child counted here is not counted in 1.4 for the same case."),
    "1.4": _("A child counted in 1.2 is not counted here for the same case."),
    "1.6": _(
        "The baseline (547) is higher than those of 1.5 (500) and 2.9 (527): the three were not "
        "counted on the same basis before 2022."
    ),
    "1.7": _("One court case may also stand behind accused persons of 3.4; the units differ."),
    "2.1": _("Includes the boys of 2.5 and most of the adolescents of 2.4: do not add them."),
    "2.2": _("Women up to 34 are also counted in 2.4: do not add the two."),
    "2.3": _("Men up to 34 are also counted in 2.4: do not add the two."),
    "2.4": _("Everybody counted here is also counted in 2.1, 2.2, 2.3 or 2.5: do not add them."),
    "2.5": _("Every boy counted here is also counted in 2.1: do not add the two."),
    "2.9": _(
        "The plan prints the same baseline and target as for 2.8; only people who stayed in a "
        "shelter are counted."
    ),
    "2.10": _("These networks may also be counted in 2.11: do not add the two."),
    "2.11": _("Networks that the organisation founded are also counted in 2.10: do not add them."),
    "3.1": _("Events are counted; people stand beside them in the tables below."),
    "3.4": _("Accused persons are counted; their court cases may also be counted in 1.7."),
}
