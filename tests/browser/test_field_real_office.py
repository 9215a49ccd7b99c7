"""A phone and the real office: enrolled with a code, both paths recorded, received with the reference."""

from intercepts.actions import field_phones
from intercepts.actions.screening import load_form
from intercepts.models import Intercept, JourneyTally
from tests.browser import field_hands as hand
from tests.factories.accounts import UserFactory
from tests.factories.work import StationFactory
from tracekenya.roles.roles import Role

MUCH_LATER = 90_000  # milliseconds; the beat of a minute is the last resort


def test_both_paths_arrive_at_the_real_office(chromium, live_server, transactional_db, practice):
    load_form()
    station = StationFactory(name="Mtwapa stage")
    StationFactory(name="Likoni ferry")
    monitor = UserFactory(role=Role.FIELD_MONITOR)
    row = field_phones.add(by=monitor, label="Phone 7", monitor=monitor)
    code = field_phones.make_code(phone=row, by=monitor)
    context = chromium.new_context(
        viewport={"width": 360, "height": 640}, base_url=live_server.url, locale="en-GB"
    )
    context.clock.install()
    page = context.new_page()

    hand.enrol(page, code)
    hand.no_signs(page, going_to="")
    hand.out_of_time_to_undo(page)
    page.locator(".done", has_text="Received").wait_for(timeout=MUCH_LATER)
    page.locator("#another").click()
    hand.whole_intercept(page, names="Zawadi", phone="0712 000 111", said="Alone at the gate")
    hand.save(page)
    hand.out_of_time_to_undo(page)
    page.locator(".done", has_text="INT-").wait_for(timeout=MUCH_LATER)
    said = page.locator(".done").inner_text()
    page.goto("/field/#waiting")
    page.locator("#day", has_text="2 today, 2 received").wait_for()
    context.close()

    [tally], [intercept] = JourneyTally.objects.all(), Intercept.objects.all()
    assert (tally.women, tally.station, tally.recorded_by) == (1, station, monitor)
    assert intercept.code in said
    assert (intercept.station, intercept.narrative) == (station, "Alone at the gate")
    [met] = intercept.people.select_related("person")
    assert (met.person.names, met.proposed_band) == ("Zawadi", "high_risk")
