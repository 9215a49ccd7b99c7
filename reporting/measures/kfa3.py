"""Key focus area 3, migration and labour rights."""

from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from cases.enums import CaseType, PreventionKind
from reporting.facts.casework import (
    PERSON,
    PREVENTION,
    SERVICES,
    TRUST_FUND_PAYMENTS,
    TRUST_FUND_TRAININGS,
)
from reporting.facts.court import CHARGES, offence_day
from reporting.facts.expressions import Codes
from reporting.facts.people import KENYA, adult
from reporting.facts.registers import PARTNERSHIPS
from reporting.facts.road import INTERCEPTED
from reporting.measures.registry import measure
from reporting.measures.rules import (
    FORCED_WORK,
    INTERCEPT_DAY,
    MADE_SAFE,
    VERIFIED,
    VERIFIED_OR_AT_RISK,
    WORKING_AWAY,
    away_from_home,
    main_type_first,
)
from reporting.measures.specification import (
    Counting,
    Mode,
    Part,
    Reading,
    Specification,
    Types,
)

VICTIM = "court_case__victim_links__"
ROUTE_CASE_TYPES = [
    CaseType.TRAFFICKING,
    CaseType.SMUGGLING,
    CaseType.UNSAFE_MIGRATION,
    CaseType.LABOUR_EXPLOITATION,
]


@measure("3.1")
def intercepts_by_type() -> Specification:
    """Intercepts with at least one person verified; events, with persons beside them."""
    kinds = Codes("intercept_type")
    events = Counting(
        (Part(INTERCEPTED, VERIFIED, key=F("intercept_id"), kind=kinds, rank=main_type_first()),)
    )
    people = Counting((Part(INTERCEPTED, VERIFIED, kind=kinds),), leaves_baseline=True)
    made_safe = Counting(
        (Part(INTERCEPTED, VERIFIED & MADE_SAFE, key=F("intercept_id"), kind=kinds),)
    )
    return Specification(
        rule=_(
            "Intercepts in the year in which at least one person was finally classed as evidence or"
            " high risk, however many people were in it. The type is the commonest among them."
        ),
        source=_("Intercepts as finally classed"),
        counting=events,
        types=Types(_("Type of intercept"), "intercept_type"),
        people=people,
        readings=(
            Reading("persons", _("Persons intercepted, each once"), people),
            Reading("made_safe", _("Intercepts in which somebody was made safe"), made_safe),
        ),
    )


@measure("3.2")
def migrant_workers_protected() -> Specification:
    """Adults stopped or warned on the road and made safe, or with a migration outcome; persons."""
    road = Part(
        INTERCEPTED,
        VERIFIED_OR_AT_RISK & MADE_SAFE & adult("person", INTERCEPT_DAY),
        kind=Codes("intercept__destination_country"),
    )
    otherwise = Part(
        PREVENTION, Q(kind=PreventionKind.MIGRATION) & adult("person", F("happened_on"))
    )
    return Specification(
        rule=_(
            "Adults, each once, whom the final class of an intercept puts under evidence, high risk or at"
            " risk and whose outcome made them safe; and adults with a recorded outcome that"
            " protected them from unsafe migration. Children are counted in 1.2."
        ),
        source=_("Intercepts as finally classed; prevention outcomes"),
        counting=Counting((road, otherwise)),
        types=Types(_("Country of destination"), "country", is_multiple=True),
    )


@measure("3.3")
def migrant_workers_supported() -> Specification:
    """Adults exploited at work away from home, with a service or help of the trust fund; persons."""
    exploited_away = (
        Q(case__case_types__overlap=[CaseType.LABOUR_EXPLOITATION])
        | Q(
            case__case_types__overlap=[CaseType.TRAFFICKING],
            case__profile__exploitation_types__overlap=FORCED_WORK,
        )
    ) & away_from_home("case")

    def helped(source, day: str, kind: Codes) -> Part:
        return Part(source, exploited_away & adult(PERSON, F(day)), kind=kind)

    fund = Codes(Value("natf_application"))
    return Specification(
        rule=_(
            "Adults, each once, in cases of labour exploitation or of trafficking for forced work, who"
            " worked away from their home county or country and who in the year were given a service,"
            " trained by the trust fund or paid a grant."
        ),
        source=_("Services of cases; grants of the trust fund"),
        counting=Counting(
            (
                helped(SERVICES, "delivered_on", Codes("kind")),
                helped(TRUST_FUND_TRAININGS, "trained_on", fund),
                helped(TRUST_FUND_PAYMENTS, "disbursed_on", fund),
            )
        ),
        types=Types(_("Service"), "service_type", is_multiple=True),
    )


@measure("3.4")
def perpetrators_prosecuted() -> Specification:
    """Accused persons with a plea taken in a case on a migration route; suspects, each once."""
    case = f"{VICTIM}case"
    migrant = ~Q(**{f"{case}__person__nationality__in": ["", KENYA]}) | Q(
        **{f"{case}__migration_status__in": WORKING_AWAY}
    )
    on_a_route = Q(**{f"{case}__profile__is_cross_border": True}) | (
        migrant & adult(f"{case}__person", offence_day(VICTIM))
    )
    charged = Part(
        CHARGES,
        Q(**{f"{case}__case_types__overlap": ROUTE_CASE_TYPES}) & on_a_route,
        kind=Codes("offence_id"),
    )
    return Specification(
        rule=_(
            "Accused persons, each once, charged in a court case in which a plea was taken in the year"
            " and whose victim was trafficked, smuggled, exploited at work or misled into unsafe"
            " migration over a border or as an adult migrant. Prosecuted does not mean convicted."
        ),
        source=_("Charges in court cases"),
        counting=Counting((charged,)),
        types=Types(_("Offence"), "offence", is_multiple=True),
    )


@measure("3.5")
def partnerships_on_decent_work() -> Specification:
    """Partnerships on decent work and migration in force at the end of the year, by type; rows."""
    active = Part(
        PARTNERSHIPS,
        Q(themes__overlap=["decent_work_migration"]),
        mode=Mode.LEVEL,
        kind=Codes("partner_type"),
    )
    return Specification(
        rule=_(
            "Partnerships on decent work and migration that were in force at the end of the year, by"
            " type of partner."
        ),
        source=_("Register of partnerships"),
        counting=Counting((active,)),
        types=Types(_("Type of partner"), "partner_type"),
    )
