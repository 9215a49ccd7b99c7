"""Key focus area 1, child safeguarding: children only, aged on the day of the event."""

from dataclasses import replace

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.enums import VICTIM_STATUSES, CaseType, PreventionKind
from reporting.facts.activities import ACTIVITIES, ATTENDANCE, HEADCOUNTS
from reporting.facts.casework import (
    CASES_OPENED,
    IS_ABROAD,
    PERSON,
    PREVENTION,
    REFERRALS,
    REINTEGRATIONS,
    SERVICES,
)
from reporting.facts.court import CONVICTIONS_STANDING, PLEAS, offence_day
from reporting.facts.expressions import CodeKey, Codes
from reporting.facts.houses import ARRIVALS, ARRIVED_ON
from reporting.facts.people import CHILD_BANDS, KENYA, child, place
from reporting.facts.registers import PARTNERSHIPS
from reporting.facts.road import INTERCEPTED
from reporting.measures.figures import percent_of_counties, percent_of_places
from reporting.measures.registry import measure
from reporting.measures.rules import (
    AFTER_A_STAY,
    CHILD_PREVENTED_ON_ROAD,
    CHILD_PREVENTED_OTHERWISE,
    NOT_PREVENTED_BEFORE,
    VERIFIED,
)
from reporting.measures.specification import (
    Counting,
    Mode,
    Part,
    Reading,
    Specification,
    Sum,
    Types,
)

SAFEGUARDING_THEMES = ["child_safeguarding", "online_safety"]
SAFEGUARDING_KINDS = ["awareness", "training", "school_club", "mentorship", "community_dialogue"]
PROTECTIVE_SERVICES = [
    "shelter", "alternative_care", "legal_advice", "legal_representation", "court_accompaniment",
    "reunification",
]  # fmt: skip
PROTECTIVE_ORGANISATIONS = ["police", "children_services", "shelter"]
SERVICES_NOT_DIRECT = ["rights_training", "interpretation", "natf_application"]


def _safeguarding(kinds: list[str]) -> Q:
    return Q(activity__kind__in=kinds, activity__themes__overlap=SAFEGUARDING_THEMES)


@measure("1.1")
def children_prevented_from_violence() -> Specification:
    """Children at safeguarding activities or with a violence-prevention outcome; persons + head counts."""
    outcomes = Part(
        PREVENTION,
        Q(kind=PreventionKind.VIOLENCE) & child("person", F("happened_on")),
        kind=Codes("basis"),
    )

    def counting(kinds: list[str], *, with_headcounts: bool = True) -> Counting:
        came = Part(
            ATTENDANCE,
            _safeguarding(kinds) & child("person", F("activity__held_on")),
            kind=Codes("activity__kind"),
        )
        heads = Sum(HEADCOUNTS, _safeguarding(kinds) & Q(age_band__in=CHILD_BANDS), F("people"))
        return Counting((came, outcomes), (heads,) if with_headcounts else ())

    longer = [kind for kind in SAFEGUARDING_KINDS if kind != "awareness"]
    return Specification(
        rule=_(
            "Children, each once, who attended an awareness session, training, school club, mentorship"
            " or community dialogue on child safeguarding or online safety, or for whom an outcome"
            " that prevented violence is recorded; with children counted by heads at such activities."
        ),
        source=_("Attendance and head counts of activities; prevention outcomes"),
        counting=counting(SAFEGUARDING_KINDS),
        types=Types(_("Activity or reason"), "activity_type prevention_basis", is_multiple=True),
        readings=(
            Reading("without_awareness", _("Without single awareness sessions"), counting(longer)),
            Reading(
                "named_only",
                _("Children known by name only, no head counts"),
                counting(SAFEGUARDING_KINDS, with_headcounts=False),
            ),
        ),
    )


@measure("1.2")
def children_prevented_from_trafficking() -> Specification:
    """Children stopped on the road before exploitation, or with a trafficking-prevention outcome; persons."""
    road = Part(INTERCEPTED, CHILD_PREVENTED_ON_ROAD, kind=Codes("intercept_type"))
    otherwise = Part(PREVENTION, CHILD_PREVENTED_OTHERWISE, kind=Codes("basis"))
    awareness = Part(
        ATTENDANCE,
        Q(activity__themes__overlap=["counter_trafficking"])
        & child("person", F("activity__held_on")),
        kind=Codes("activity__kind"),
    )
    return Specification(
        rule=_(
            "Children, each once, whom the final class of an intercept puts under evidence or high risk,"
            " whatever the type, before exploitation had begun and with an outcome that made them"
            " safe; and children with a recorded outcome that prevented trafficking."
        ),
        source=_("Intercepts as finally classed; prevention outcomes"),
        counting=Counting((road, otherwise)),
        types=Types(
            _("Type of intercept or reason"),
            "intercept_type prevention_basis activity_type",
            is_multiple=True,
        ),
        readings=(
            Reading(
                "with_awareness",
                _("With children at counter-trafficking activities"),
                Counting((road, otherwise, awareness)),
            ),
        ),
    )


@measure("1.3")
def scope_across_counties_and_countries() -> Specification:
    """Places with a case opened, a verified intercept or an activity in the year; percent of 50."""
    here = Q(county__isnull=False)
    cases = Part(CASES_OPENED, here | IS_ABROAD, key=CodeKey(place(IS_ABROAD, "county_id")))
    abroad = ~Q(country=KENYA)
    activities = Part(ACTIVITIES, here | abroad, key=CodeKey(place(abroad, "county_id")))
    road = Part(INTERCEPTED, VERIFIED, key=CodeKey("intercept__station__county_id"))
    in_kenya = (
        replace(cases, where=here),
        replace(activities, where=here & ~abroad),
        road,
    )
    return Specification(
        rule=_(
            "Counties in which a case was opened, an intercept was verified or an activity was held"
            " in the year, and one more for all work abroad, as a percentage of 50 possible places."
        ),
        source=_("Cases, intercepts and activities"),
        counting=Counting((cases, road, activities), figure=percent_of_places),
        readings=(
            Reading(
                "counties_of_47",
                _("Counties of Kenya only, out of 47"),
                Counting(in_kenya, figure=percent_of_counties),
            ),
        ),
    )


@measure("1.4")
def children_protected_from_trafficking() -> Specification:
    """Child victims in trafficking cases with a first protective measure; persons."""
    victims = Q(
        case__case_types__overlap=[CaseType.TRAFFICKING, CaseType.ONLINE_EXPLOITATION],
        case__trafficking_status__in=VICTIM_STATUSES,
    )
    forms = F("case__profile__exploitation_types")
    sheltered = Part(
        ARRIVALS, victims & child(PERSON, ARRIVED_ON), kind=forms, mark=NOT_PREVENTED_BEFORE
    )
    handed_on = Part(
        REFERRALS,
        victims & Q(organisation__kind__in=PROTECTIVE_ORGANISATIONS) & child(PERSON, REFERRALS.day),
        kind=forms,
        mark=NOT_PREVENTED_BEFORE,
    )
    served = Part(
        SERVICES,
        victims & Q(kind__in=PROTECTIVE_SERVICES) & child(PERSON, F("delivered_on")),
        kind=forms,
        mark=NOT_PREVENTED_BEFORE,
    )
    return Specification(
        rule=_(
            "Children, each once, in cases of trafficking or online exploitation, with the status of a"
            " potential, presumed or identified victim, who in the year came into a shelter, were"
            " taken over by police, children services or another shelter, or were given shelter,"
            " alternative care, legal help or reunification. Children whom 1.2 counts for the same"
            " case are left out."
        ),
        source=_("Stays, referrals and services of cases"),
        counting=Counting((sheltered, handed_on, served)),
        types=Types(_("Type of exploitation"), "exploitation_type", is_multiple=True),
    )


@measure("1.5")
def children_receiving_direct_services() -> Specification:
    """Children with a delivered service of a direct kind; persons."""
    served = Part(
        SERVICES,
        ~Q(kind__in=SERVICES_NOT_DIRECT) & child(PERSON, F("delivered_on")),
        kind=Codes("kind"),
    )
    returned = Part(REINTEGRATIONS, child(PERSON, F("happened_on")), kind=Codes("kind"))
    return Specification(
        rule=_(
            "Children, each once, to whom a service was provided on a day before their 18th birthday;"
            " trainings on rights, interpretation and applications to the trust fund are not direct"
            " services."
        ),
        source=_("Services of cases"),
        counting=Counting((served,)),
        types=Types(_("Service"), "service_type reintegration_type", is_multiple=True),
        readings=(
            Reading(
                "with_reintegration",
                _("With children who were reintegrated"),
                Counting((served, returned)),
            ),
        ),
    )


@measure("1.6")
def children_reintegrated() -> Specification:
    """Children with a reintegration, sheltered before or not; persons."""
    returned = Part(REINTEGRATIONS, child(PERSON, F("happened_on")), kind=Codes("kind"))
    return Specification(
        rule=_(
            "Children, each once, who were reintegrated on a day before their 18th birthday, whether"
            " they had lived in a shelter or not."
        ),
        source=_("Reintegrations of cases"),
        counting=Counting((returned,)),
        types=Types(_("To whom or where"), "reintegration_type"),
        readings=(
            Reading(
                "after_a_stay",
                _("After a stay in a shelter only"),
                Counting((replace(returned, mark=AFTER_A_STAY),)),
            ),
        ),
    )


@measure("1.7")
def cases_brought_to_court() -> Specification:
    """Court cases with a child victim, by the day of the plea; court cases, however many accused."""
    pleas = Part(PLEAS, child(PERSON, offence_day()), kind=F("case__profile__exploitation_types"))
    return Specification(
        rule=_(
            "Court cases, each once, in which a plea was taken in the year and at least one victim was a"
            " child on the day of the offence (or, where that day is not known, when our case was"
            " opened)."
        ),
        source=_("Court cases and their victims"),
        counting=Counting((pleas,)),
        types=Types(_("Type of exploitation"), "exploitation_type", is_multiple=True),
    )


@measure("1.8")
def successful_prosecutions() -> Specification:
    """Court cases of the kind of 1.7 with a first conviction that still stands; court cases."""
    with_child = PLEAS.rows().filter(
        child(PERSON, offence_day()), court_case__plea_on__isnull=False
    )
    convicted = Part(
        CONVICTIONS_STANDING,
        Q(charge__court_case__in=with_child.values("court_case")),
        mode=Mode.STANDING,
        kind=F("sentence_types"),
    )
    return Specification(
        rule=_(
            "Court cases with a child victim, each once, in the year of their first conviction (as"
            " charged, for a lesser offence or by plea agreement), unless it was overturned by the"
            " end of the year."
        ),
        source=_("Outcomes of charges in court"),
        counting=Counting((convicted,)),
        types=Types(_("Sentence"), "sentence_type", is_multiple=True),
    )


@measure("1.9")
def advocacy_partnerships_for_children() -> Specification:
    """Partnerships on child rights advocacy in force at the end of the year; rows."""
    active = Part(
        PARTNERSHIPS,
        Q(themes__overlap=["child_rights_advocacy"]),
        mode=Mode.LEVEL,
        kind=Codes("level"),
    )
    return Specification(
        rule=_(
            "Partnerships on advocacy for child rights that were in force at the end of the year."
        ),
        source=_("Register of partnerships"),
        counting=Counting((active,)),
        types=Types(_("Level"), "partnership_level"),
    )
