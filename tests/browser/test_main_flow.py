"""The main flow by hand, from the bus stage to the return home: each step moves its indicator."""

from dataclasses import dataclass

import pytest
from django.core.management import call_command

from cases.models import Case, CourtCase
from intercepts.models import InterceptedPerson
from referrals.models import Referral
from reporting import results
from shelter.models import Admission, Bed, Shelter
from tests.browser.hands import FORM, SEND, fill_in, follow, send
from tests.factories.accounts import OfficeFactory
from tests.factories.cases import CaseFactory, ShelterOfficeFactory
from tests.factories.reporting import load_printed_plan
from tests.factories.work import (
    BedFactory,
    OrganisationFactory,
    RoomFactory,
    ShelterFactory,
    StationFactory,
)
from tracekenya.directory.models import Organisation
from tracekenya.places.models import County, Office
from tracekenya.roles.roles import Role

YEAR = 2025


@dataclass
class Place:
    """What stands before the first person arrives: where people are met, sleep and find help."""

    office: Office
    house: Shelter
    bed: Bed
    partner: Organisation


@pytest.fixture
def place(transactional_db) -> Place:
    load_printed_plan()
    call_command("load_reference_data", verbosity=0)
    office = OfficeFactory()
    kilifi = County.objects.get(code="003")
    StationFactory(name="Practice stage", county=kilifi, office=office)
    house = ShelterFactory(office=ShelterOfficeFactory())
    bed = BedFactory(room=RoomFactory(shelter=house, kind="girls"))
    return Place(office, house, bed, OrganisationFactory(kind="ngo"))


@pytest.mark.parametrize(
    ("width", "language", "was_exploited", "has_no_mouse"),
    [(1280, "en", True, False), (360, "sw", False, False), (1280, "sw", True, True)],
)
def test_the_flow_moves_its_indicators(
    at_the_desk, place, width, language, was_exploited, has_no_mouse
):
    people = People(at_the_desk, place, width, language, has_no_mouse=has_no_mouse)

    intercepted = record_an_intercept(people, was_exploited)
    assert values("3.1", "1.2") == [0, 0]

    class_the_person(people, intercepted)
    assert values("3.1", "1.2") == [1, 0 if was_exploited else 1]

    case = open_the_case(people, intercepted)
    assign(people, case)
    ask_for_a_bed(people, case, place.bed)
    assert values("2.8", "1.4") == [0, 0]

    stay = admit(people, case)
    assert values("2.8", "1.4") == [1, 1 if was_exploited else 0]

    send_a_referral(people, case, place.partner)
    record_a_service(people, case)
    assert values("1.5") == [1]

    court_case = open_a_court_case(people, case)
    record_the_plea(people, court_case)
    assert values("1.7", "1.8") == [1, 0]

    record_the_verdict(people, court_case)
    assert values("1.8") == [1]

    check_who_takes_over(people, stay)
    assert values("2.9", "1.6") == [0, 0]

    record_the_exit(people, stay)
    assert values("2.9", "1.6") == [1, 1]
    assert case.reintegrations.get().happened_on.isoformat() == "2025-09-10"
    people.check_the_screens()


def values(*codes: str) -> list[int]:
    """Return what the year's own records add to each indicator."""
    return [results.indicator(code).in_year(YEAR).value_year or 0 for code in codes]


class People:
    """Everybody of the flow, each at a screen of their own from the first time they are asked."""

    def __init__(
        self, at_the_desk, place: Place, width: int, language: str, *, has_no_mouse: bool
    ) -> None:
        self.has_no_mouse = has_no_mouse
        self.sit_down, self.width, self.language = at_the_desk, width, language
        self.offices = {Role.SHELTER_MANAGER: place.house.office, Role.FIELD_MONITOR: place.office}
        self.pages = {}

    def __getitem__(self, role: Role):
        if role not in self.pages:
            options = {"width": self.width, "language": self.language}
            self.pages[role] = self.sit_down(role, office=self.offices.get(role), **options)
            self.pages[role].has_no_mouse = self.has_no_mouse
        return self.pages[role]

    def check_the_screens(self) -> None:
        """Every screen spoke the language, fitted its width and met no problem."""
        for page in self.pages.values():
            assert page.locator("html").get_attribute("lang") == self.language
            assert page.evaluate("document.documentElement.scrollWidth") <= self.width
            assert page.problems == []


def record_an_intercept(people, was_exploited) -> InterceptedPerson:
    page = people[Role.FIELD_MONITOR]
    follow(page, "/intercepts/record/")
    station = page.locator("[name=station] option", has_text="Practice stage")
    answers = {
        "station": station.get_attribute("value"),
        "happened_on": "2025-06-02",
        "transport_mode": "matatu",
        "person-sex": "female",
        "person-stated_age": "15",
        "person-signs_control": ["c_child_recruited", "c_threat"],
        "person-intercept_type": "child_trafficking",
        "person-outcome": "handed_children_officer",
        "person-names": "Practice Girl",
    }
    send(page, answers | ({"person-was_exploited": True} if was_exploited else {}))
    return InterceptedPerson.objects.get()


def class_the_person(people, intercepted) -> None:
    page = people[Role.PROGRAMME_MANAGER]
    page.goto(intercepted.intercept.get_absolute_url())
    follow(page, "/classify/")
    send(page, {"final_class": "evidence_of_trafficking", "why": "Practice: the family was found"})


def open_the_case(people, intercepted) -> Case:
    page = people[Role.CASE_MANAGER]
    page.goto(intercepted.intercept.get_absolute_url())
    follow(page, "/open-case/")
    send(page, {})  # everything is filled in from the intercept
    return Case.objects.get()


def assign(people, case) -> None:
    for role in (Role.CASE_WORKER, Role.LEGAL_OFFICER):
        worker = people[role].user
        page = people[Role.CASE_MANAGER]
        send(page, {"worker": str(worker.pk)}, at=f"/cases/{case.pk}/assign/")


def ask_for_a_bed(people, case, bed) -> None:
    page = people[Role.CASE_WORKER]
    page.goto(case.get_absolute_url())
    follow(page, "/hold-bed/")
    send(page, {"bed": str(bed.pk)})


def admit(people, case) -> Admission:
    page = people[Role.SHELTER_MANAGER]
    page.goto("/shelter/")
    stay = Admission.objects.get()
    page.goto(stay.shelter.get_absolute_url())
    follow(page, "/admit/")
    answers = {"admitted_at": "2025-06-02T20:00", "legal_authority": "children_officer"}
    send(page, answers)
    return stay


def send_a_referral(people, case, partner) -> None:
    worker, manager = people[Role.CASE_WORKER], people[Role.CASE_MANAGER]
    consent = {"scope": "share_referral", "status": "given", "giver": "parent_guardian",
               "mode": "signature", "given_on": "2025-06-03"}  # fmt: skip
    send(worker, consent, at=f"/cases/{case.pk}/consents/add/")
    draft = {"organisation": str(partner.pk), "reason": "additional_services"}
    send(worker, draft, at=f"/referrals/cases/{case.pk}/add/")
    assert Referral.objects.get().status == "draft"

    manager.goto(Referral.objects.get().get_absolute_url())
    follow(manager, "/send/")
    send(manager, {})  # the consent is the basis: nothing is asked
    assert Referral.objects.get().status == "sent"


def record_a_service(people, case) -> None:
    service = {"kind": "counselling_individual", "delivered_on": "2025-06-05", "minutes": "45"}
    page = people[Role.CASE_WORKER]
    page.goto(case.get_absolute_url())
    follow(page, "/services/add/")
    send(page, service)


def open_a_court_case(people, case) -> CourtCase:
    page = people[Role.LEGAL_OFFICER]
    suspect = {"names": "Practice Person", "sex": "male", "roles": ["recruiter"]}
    send(page, suspect, at=f"/cases/{case.pk}/suspects/add/")
    court = {"court": "Practice Law Courts", "court_level": "magistrate", "role": "complainant",
             "charge_sheet_on": "2025-06-10"}  # fmt: skip
    send(page, court, at=f"/cases/{case.pk}/court/add/")
    return CourtCase.objects.get()


def record_the_plea(people, court_case) -> None:
    page = people[Role.LEGAL_OFFICER]
    page.goto(court_case.get_absolute_url())
    follow(page, "/charges/add/")
    accused = page.locator("[name=suspect] option[value]:not([value=''])").get_attribute("value")
    send(page, {"suspect": accused, "offence": offence(page)})
    follow(page, "/plea/")
    send(page, {"plea_on": "2025-06-12"})


def offence(page) -> str:
    return page.locator("[name=offence] option:not([value=''])").first.get_attribute("value")


def record_the_verdict(people, court_case) -> None:
    page = people[Role.LEGAL_OFFICER]
    follow(page, "/hearings/add/")
    send(page, {"held_on": "2025-09-01", "kind": "judgment", "outcome": "proceeded"})
    follow(page, "/outcomes/add/")
    verdict = {"outcome": "convicted", "decided_on": "2025-09-01", "years": "10",
               "sentence_types": ["imprisonment"]}  # fmt: skip
    send(page, verdict)


def check_who_takes_over(people, stay) -> None:
    manager, worker = people[Role.SHELTER_MANAGER], people[Role.CASE_WORKER]
    manager.goto(stay.get_absolute_url())
    follow(manager, "/way-out/")
    follow(manager, "/home/")
    alarms = ["pressure", "would_send_again", "guardians_sold", "suspect_at_home",
              "suicidal_thoughts", "guardian_substance"]  # fmt: skip
    abuse = ["sexual_abuse", "physical_abuse", "emotional_abuse"]
    home = {
        "assessed_on": "2025-09-05",
        "wants_to_go": "yes",
        "feels_safe": "yes",
        "economy": "enough",
    }
    send(manager, home | dict.fromkeys(alarms, "no") | dict.fromkeys(abuse, "never"))

    grandmother = {"names": "Practice Grandmother", "relation": "grandparent",
                   "id_kind": "national_id", "id_number": "00000001",
                   "authority_kind": "court_order", "authority_reference": "Order 7/2025"}  # fmt: skip
    manager.goto(stay.get_absolute_url())
    follow(manager, "/way-out/")
    follow(manager, "/receivers/add/")
    send(manager, grandmother)
    receiver = stay.receivers.get()
    manager.goto(receiver.get_absolute_url())
    follow(manager, "/check/")
    send(manager, {"checks": ["relation", "identity", "authority", "home"]})

    worker.goto(receiver.get_absolute_url())
    follow(worker, "/second/")  # the risk is high: one pair of eyes is not enough
    send(worker, {"has_looked": True})


def record_the_exit(people, stay) -> None:
    page = people[Role.SHELTER_MANAGER]
    page.goto(stay.get_absolute_url())
    follow(page, "/exit/")
    answers = {"kind": "reunified_family", "left_at": "2025-09-10T10:00",
               "receiver": str(stay.receivers.get().pk), "reintegration_kind": "extended_family",
               "authority_document": "Order 7/2025"}  # fmt: skip
    send(page, answers)


def test_a_form_sent_twice_makes_one_record(at_the_desk):
    page = at_the_desk(Role.CASE_MANAGER)
    case = CaseFactory()
    page.goto(f"/cases/{case.pk}/services/add/")
    fill_in(page, {"kind": "medical", "delivered_on": "2025-06-05"})

    sent = page.locator(FORM).evaluate("form => new URLSearchParams(new FormData(form)).toString()")
    page.locator(SEND).dblclick(no_wait_after=True)
    page.wait_for_url(f"**{case.get_absolute_url()}")
    again = page.request.post(
        f"/cases/{case.pk}/services/add/",
        data=sent,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )

    assert again.url.endswith(case.get_absolute_url())
    assert case.services.count() == 1
    assert page.problems == []


def test_a_stale_edit_shows_both_and_keeps_the_text(at_the_desk):
    page = at_the_desk(Role.CASE_MANAGER)
    case = CaseFactory(summary="As it was.", source="police")
    other_tab = page.context.new_page()
    for tab in (page, other_tab):
        tab.goto(f"/cases/{case.pk}/edit/")

    send(other_tab, {"summary": "Saved in the other tab."})
    fill_in(page, {"summary": "Typed in this tab."})
    page.locator(SEND).click()
    page.wait_for_load_state()

    assert page.locator(".alert-warning dd").all_inner_texts() == ["Saved in the other tab."]
    assert page.locator("[name=summary]").input_value() == "Typed in this tab."
    case.refresh_from_db()
    assert case.summary == "Saved in the other tab."

    page.locator(SEND).click()
    page.wait_for_url(f"**{case.get_absolute_url()}")
    case.refresh_from_db()
    assert case.summary == "Typed in this tab."
    assert page.problems == []
