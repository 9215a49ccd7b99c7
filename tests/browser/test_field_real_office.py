"""A phone and the real office: enrolled with a code, both paths recorded, received with the reference."""

from intercepts.models import Intercept, JourneyTally
from tests.browser import field_hands as hand


def test_both_paths_arrive_at_the_real_office(stage):
    hand.no_signs(stage, going_to="")
    hand.out_of_time_to_undo(stage)
    stage.locator(".done", has_text="Received").wait_for()
    stage.locator("#another").click()
    hand.whole_intercept(stage, names="Zawadi", phone="0712 000 111", said="Alone at the gate")
    hand.save(stage)
    hand.out_of_time_to_undo(stage)
    stage.locator(".done", has_text="INT-").wait_for()
    said = stage.locator(".done").inner_text()
    stage.goto("/field/#waiting")
    stage.locator("#day", has_text="2 today, 2 received").wait_for()

    [tally], [intercept] = JourneyTally.objects.all(), Intercept.objects.all()
    assert (tally.women, tally.station, tally.recorded_by) == (1, stage.station, stage.monitor)
    assert intercept.code in said
    assert (intercept.station, intercept.narrative) == (stage.station, "Alone at the gate")
    [met] = intercept.people.select_related("person")
    assert (met.person.names, met.proposed_band) == ("Zawadi", "high_risk")
