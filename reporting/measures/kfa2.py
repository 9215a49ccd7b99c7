"""Key focus area 2, gender justice: people at activities, and victims supported and sheltered."""

from django.conf import settings
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.enums import CaseType, Sex
from reporting.facts.activities import ATTENDANCE, HEADCOUNTS
from reporting.facts.casework import REINTEGRATIONS, SERVICES
from reporting.facts.expressions import Codes
from reporting.facts.houses import ARRIVALS, SHELTERS
from reporting.facts.people import (
    ADULT_BANDS,
    CHILD_BANDS,
    adult,
    aged,
    bands_between,
    child,
    youth_ages,
)
from reporting.facts.registers import NETWORKS
from reporting.measures.registry import measure
from reporting.measures.rules import AFTER_A_STAY, often_enough
from reporting.measures.specification import (
    Counting,
    Mode,
    Part,
    Reading,
    Specification,
    Sum,
    Types,
)

EMPOWERING = Q(
    activity__kind__in=["mentorship", "training"], activity__themes__overlap=["gender_justice"]
)
ON_THE_DAY = F("activity__held_on")
SHELTERED_CASE_TYPES = [
    CaseType.TRAFFICKING,
    CaseType.GBV,
    CaseType.LABOUR_EXPLOITATION,
    CaseType.CHILD_VIOLENCE,
]
OTHER_YOUTH_AGES = (
    ("adolescents_10_19", _("Adolescents, 10 to 19 years"), (10, 19)),
    ("youth_15_24", _("Youth of the United Nations, 15 to 24 years"), (15, 24)),
    ("youth_18_34", _("Youth of the Constitution, 18 to 34 years"), (18, 34)),
)
ACTIVITY_SOURCE = _("Attendance and head counts of mentorship and training on gender justice")


def _came(where: Q) -> Part:
    return Part(ATTENDANCE, often_enough(EMPOWERING & where), kind=Codes("activity__kind"))


def _empowered(where: Q, cells: Q) -> Counting:
    """Return people known by name and, where one session is enough, those counted by heads."""
    heads = Sum(HEADCOUNTS, EMPOWERING & cells, F("people"))
    return Counting((_came(where),), (heads,) if settings.EMPOWERED_MIN_SESSIONS <= 1 else ())


def _readings(where: Q) -> tuple[Reading, ...]:
    return (
        Reading(
            "named_only", _("People known by name only, no head counts"), Counting((_came(where),))
        ),
        Reading(
            "everybody_once",
            _("Everybody at these activities, each once (2.1 to 2.5 overlap: never add them)"),
            Counting((_came(Q()),)),
        ),
    )


def _mentored(rule, where: Q, cells: Q, more: tuple[Reading, ...] = ()) -> Specification:
    return Specification(
        rule=rule,
        source=ACTIVITY_SOURCE,
        counting=_empowered(where, cells),
        types=Types(_("Activity"), "activity_type", is_multiple=True),
        readings=(*more, *_readings(where)),
    )


@measure("2.1")
def children_empowered() -> Specification:
    """Children at mentorship or training on gender justice; persons + head counts."""
    return _mentored(
        _(
            "Children, each once, who attended mentorship or training on gender justice in the year,"
            " with children counted by heads."
        ),
        child("person", ON_THE_DAY),
        Q(age_band__in=CHILD_BANDS),
    )


@measure("2.2")
def women_empowered() -> Specification:
    """Women of 18 or older at mentorship or training on gender justice; persons + head counts."""
    return _mentored(
        _(
            "Women of 18 or older, each once, who attended mentorship or training on gender justice in"
            " the year, with women counted by heads."
        ),
        Q(person__sex=Sex.FEMALE) & adult("person", ON_THE_DAY),
        Q(sex=Sex.FEMALE, age_band__in=ADULT_BANDS),
    )


@measure("2.3")
def men_empowered() -> Specification:
    """Men of 18 or older at mentorship or training on gender justice; persons + head counts."""
    return _mentored(
        _(
            "Men of 18 or older, each once, who attended mentorship or training on gender justice in the"
            " year, with men counted by heads."
        ),
        Q(person__sex=Sex.MALE) & adult("person", ON_THE_DAY),
        Q(sex=Sex.MALE, age_band__in=ADULT_BANDS),
    )


@measure("2.4")
def adolescents_and_youth_empowered() -> Specification:
    """People of 10 to 34 years, any sex; overlaps 2.1, 2.2, 2.3 and 2.5; persons + head counts."""
    return _mentored(
        _(
            "People of 10 to 34 years, each once, of any sex, who attended mentorship or training on"
            " gender justice in the year, with those counted by heads. They are also in 2.1, 2.2,"
            " 2.3 or 2.5."
        ),
        aged(*youth_ages(), "person", ON_THE_DAY),
        Q(age_band__in=bands_between(*youth_ages())),
        tuple(
            Reading(
                name,
                label,
                _empowered(aged(*ages, "person", ON_THE_DAY), Q(age_band__in=bands_between(*ages))),
            )
            for name, label, ages in OTHER_YOUTH_AGES
        ),
    )


@measure("2.5")
def boys_empowered() -> Specification:
    """Boys under 18, a part of 2.1; persons + head counts."""
    return _mentored(
        _(
            "Boys under 18, each once, who attended mentorship or training on gender justice in the"
            " year, with boys counted by heads. They are part of 2.1."
        ),
        Q(person__sex=Sex.MALE) & child("person", ON_THE_DAY),
        Q(sex=Sex.MALE, age_band__in=CHILD_BANDS),
    )


@measure("2.6")
def victims_of_gender_based_violence_supported() -> Specification:
    """People of any age in a GBV case with a service or an arrival in a shelter; persons."""
    violence = Q(case__case_types__overlap=[CaseType.GBV])
    types = F("case__case_types")
    return Specification(
        rule=_(
            "People of any age, each once, in cases of gender-based violence, to whom a service was"
            " provided or who came into a shelter in the year."
        ),
        source=_("Services and stays of cases"),
        counting=Counting(
            (Part(SERVICES, violence, kind=types), Part(ARRIVALS, violence, kind=types))
        ),
        types=Types(_("What the case is about"), "case_type", is_multiple=True),
    )


@measure("2.7")
def shelters_established() -> Specification:
    """Shelters open at the end of the year; rows."""
    return Specification(
        rule=_("Shelters that were open at the end of the year."),
        source=_("Register of shelters"),
        counting=Counting((Part(SHELTERS, Q(), mode=Mode.LEVEL),)),
    )


@measure("2.8")
def victims_supported_in_shelters() -> Specification:
    """Residents whose stay touches the year, by case type, without dependants; persons."""

    def stayed(role: str) -> Counting:
        where = Q(role=role, case__case_types__overlap=SHELTERED_CASE_TYPES)
        return Counting((Part(ARRIVALS, where, mode=Mode.OVERLAP, kind=F("case__case_types")),))

    return Specification(
        rule=_(
            "People, each once, who lived in a shelter on at least one day of the year, in cases of"
            " trafficking, gender-based violence, labour exploitation or violence against a child."
            " Dependants are counted apart."
        ),
        source=_("Stays in the shelters"),
        counting=stayed("resident"),
        types=Types(_("What the case is about"), "case_type", is_multiple=True),
        readings=(Reading("dependants", _("Dependants who came along"), stayed("dependant")),),
    )


@measure("2.9")
def persons_reintegrated() -> Specification:
    """People of any age reintegrated after a stay in a shelter; persons."""
    kinds = Codes("kind")
    after_a_stay = Counting((Part(REINTEGRATIONS, Q(), kind=kinds, mark=AFTER_A_STAY),))
    anybody = Counting((Part(REINTEGRATIONS, Q(), kind=kinds),))
    required = settings.REINTEGRATION_REQUIRES_SHELTER
    return Specification(
        rule=_(
            "People of any age, each once, who were reintegrated in the year after a stay in a shelter."
        )
        if required
        else _("People of any age, each once, who were reintegrated in the year."),
        source=_("Reintegrations of cases and stays in the shelters"),
        counting=after_a_stay if required else anybody,
        types=Types(_("To whom or where"), "reintegration_type"),
        readings=(
            Reading("any_programme", _("Whether sheltered before or not"), anybody)
            if required
            else Reading("after_a_stay", _("After a stay in a shelter only"), after_a_stay),
        ),
    )


def _networks(where: Q) -> Counting:
    voice = Q(themes__overlap=["survivor_voice"])
    return Counting((Part(NETWORKS, voice & where, mode=Mode.LEVEL, kind=Codes("level")),))


@measure("2.10")
def networks_established() -> Specification:
    """Networks for survivors' voices that we founded, in being at the end of the year; rows."""
    return Specification(
        rule=_(
            "Networks for the voice of survivors that we founded, alone or with others, and that were"
            " in being at the end of the year."
        ),
        source=_("Register of networks"),
        counting=_networks(Q(our_role__in=["founder", "co_founder"])),
        types=Types(_("Level"), "partnership_level"),
    )


@measure("2.11")
def networks_joined() -> Specification:
    """Networks for survivors' voices in which we take any part at the end of the year; rows."""
    return Specification(
        rule=_(
            "Networks for the voice of survivors in which we took any part at the end of the year, by"
            " level. Those of 2.10 are among them: never add the two."
        ),
        source=_("Register of networks"),
        counting=_networks(Q()),
        types=Types(_("Level"), "partnership_level"),
    )
