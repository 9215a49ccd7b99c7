"""Codes that rules name: the committed list is what the source says, and enums are in it."""

from cases.enums import ChargeResult, StatusReason
from intercepts.enums import FinalClass
from referrals.enums import ReferralStatus
from reporting.measures.rules import FORCED_WORK, WORKING_AWAY
from shelter.enums import ExitKind, RoomKind
from tracekenya.lib import vocabularies
from tracekenya.lists import rule_codes
from tracekenya.lists.scan import named_codes
from tracekenya.lists.titles import title_of

NAMED_BY = {
    "charge_outcome": ChargeResult, "status_reason": StatusReason, "exit_type": ExitKind,
    "intercept_classification": FinalClass, "referral_status": ReferralStatus,
    "room_kind": RoomKind, "migration_status": WORKING_AWAY, "exploitation_type": FORCED_WORK,
}  # fmt: skip


def test_every_code_that_the_source_names_is_in_the_committed_list():
    missing = {
        name: sorted(set(codes) - set(rule_codes.named().get(name, ())))
        for name, codes in named_codes().items()
    }

    assert {name: codes for name, codes in missing.items() if codes} == {}


def test_codes_of_enums_and_measures_cannot_be_retired():
    free = [
        (name, str(code))
        for name, codes in NAMED_BY.items()
        for code in codes
        if not rule_codes.is_named(name, str(code))
    ]

    assert free == []


def test_most_terms_are_free():
    free = [
        (name, code)
        for name in vocabularies.names()
        for code in vocabularies.from_file()[name]
        if not rule_codes.is_named(name, code)
    ]

    assert len(free) > 400
    assert ("case_source", "health_facility") in free


def test_closed_lists_exist():
    assert set(vocabularies.names()) >= rule_codes.CLOSED


def test_every_list_has_a_title_of_its_own():
    titles = [title_of(name) for name in vocabularies.names()]

    assert len(set(titles)) == len(titles)
    assert [name for name in vocabularies.names() if title_of(name) == name] == []
