"""The way out, all combinations of facts held against a table that is written down separately."""

from itertools import chain, combinations, product

from shelter.gate import Facts, refusals

HOME_ALARMS = ("sexual_abuse", "guardians_sold", "suspect_in_house", "suicidal", "unwilling")
CHECKED = frozenset({"relation", "identity", "authority", "home"})
# kind of exit: (somebody lets the child go, it is to family, kin or school, letters that count)
ORDER = {"court_order", "children_officer_letter"}
KINDS = {
    "reunified_family": (True, True, ORDER),
    "kinship_foster": (True, True, ORDER),
    "returned_school": (True, True, ORDER),
    "independent_living": (True, False, ORDER),
    "transferred_shelter": (True, False, ORDER),
    "police_custody": (True, False, ORDER),
    "repatriated": (True, False, ORDER | {"embassy_letter"}),
    "voluntary_exit": (None, False, set()),
    "absconded": (False, False, set()),
    "hospital": (False, False, set()),
    "deceased": (False, False, set()),
}
RECEIVERS = {"nobody": None, "nothing": frozenset(), "part": CHECKED - {"home"}, "all": CHECKED}
MATCHES = {"no": (0, 0, 0), "exact": (1, 0, 0), "likely": (0, 1, 0), "cleared": (0, 1, 1)}
BOOLS = (False, True)


def subsets(things):
    return map(frozenset, chain.from_iterable(combinations(things, n) for n in range(6)))


def expected(kind, receiver, authority, fit, stops, director, officer, high, second):
    """What must stop a child, as a set of codes."""
    let_go, home, letters = KINDS[kind]
    if let_go is None:
        return {"own_decision"}
    if not let_go:
        return set()
    said = set()
    if RECEIVERS[receiver] is None:
        said.add("no_receiver")
    else:
        said |= {f"no_{check}" for check in CHECKED - RECEIVERS[receiver]}
        said |= set() if authority in letters else {"no_order"}
    said |= {"exact": {"matches"}, "likely": {"may_match"}}.get(fit, set())
    said |= {"no_second"} if high and not second else set()
    if home and stops:
        said |= {"no_director"} if not director else set()
        said |= {"no_officer"} if not officer else set()
    return said


def test_every_combination_of_facts_about_a_child_is_judged_as_the_table_says():
    seen = passed = 0
    for kind, receiver, fit, stops, director, officer, high, second in product(
        KINDS, RECEIVERS, MATCHES, subsets(HOME_ALARMS), BOOLS, BOOLS, BOOLS, BOOLS
    ):
        authority = "court_order"
        exact, likely, cleared = map(bool, MATCHES[fit])
        facts = Facts(
            kind=kind, is_child=True, has_receiver=RECEIVERS[receiver] is not None,
            checks=RECEIVERS[receiver] or frozenset(), authority=authority, exact=exact,
            likely=likely, is_cleared=cleared, is_high_risk=high, has_second=second,
            is_assessed=True, stops=stops, director=director, officer=officer,
        )  # fmt: skip
        found = {refusal.code for refusal in refusals(facts)}
        table = expected(kind, receiver, authority, fit, stops, director, officer, high, second)
        assert found == table, facts
        seen, passed = seen + 1, passed + (not found)
    assert seen == 11 * 4 * 4 * 32 * 16
    nobody = 3 * 4 * 4 * 32 * 16
    second = 3  # of the four answers about risk and second
    fits = 2  # no match, or cleared
    elsewhere = 4 * fits * second * 32 * 4
    home = 3 * fits * second * (31 * 1 + 4)
    assert passed == nobody + elsewhere + home


def test_which_letter_counts_for_which_exit():
    letters = ("", "court_order", "children_officer_letter", "police_letter", "embassy_letter")
    for kind, letter in product(KINDS, letters):
        let_go, _home, counting = KINDS[kind]
        facts = Facts(
            kind=kind, is_child=True, has_receiver=True, checks=CHECKED, authority=letter,
            is_assessed=True,
        )  # fmt: skip
        codes = {refusal.code for refusal in refusals(facts)}
        assert ("no_order" in codes) == (bool(let_go) and letter not in counting), (kind, letter)


def test_a_spouse_is_a_home_whatever_the_exit_is_called():
    usual = {
        "is_child": True, "has_receiver": True, "checks": CHECKED, "authority": "court_order",
        "stops": frozenset({"unwilling"}),
    }  # fmt: skip
    to_spouse = Facts(kind="independent_living", home="spouse_own_household", **usual)
    alone = Facts(kind="independent_living", home="independent", **usual)

    assert [r.code for r in refusals(to_spouse)] == ["not_assessed", "no_director", "no_officer"]
    assert refusals(alone) == []


def test_an_adult_is_stopped_by_nothing_but_a_plan_that_is_not_written():
    for kind, receiver, fit, stops, high, plan in product(
        KINDS, RECEIVERS, MATCHES, subsets(HOME_ALARMS), BOOLS, BOOLS
    ):
        exact, likely, cleared = map(bool, MATCHES[fit])
        facts = Facts(
            kind=kind, is_child=False, has_receiver=RECEIVERS[receiver] is not None, exact=exact,
            likely=likely, is_cleared=cleared, is_high_risk=high, stops=stops, has_safety_plan=plan,
        )  # fmt: skip
        wanted = ["no_safety_plan"] if KINDS[kind][1] and stops and not plan else []
        assert [refusal.code for refusal in refusals(facts)] == wanted


def test_each_refusal_says_who_decides():
    facts = Facts(
        kind="reunified_family", is_child=True, exact=True, likely=True, is_high_risk=True,
        has_receiver=True, stops=frozenset(HOME_ALARMS),
    )  # fmt: skip
    found = refusals(facts)

    assert len(found) == 11
    assert [refusal.code for refusal in found if not refusal.who or not refusal.field] == []
    assert "register" in str(next(r.sentence for r in found if r.code == "matches"))
