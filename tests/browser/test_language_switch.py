"""Choosing the other language keeps what stands in the form, and nothing of it stays behind."""

import pytest

from tests.factories.accounts import CountyFactory
from tracekenya.roles.roles import Role

TYPED = "Practice words, ĩ and ö, <b>"


@pytest.mark.parametrize("faulty", [False, True])
def test_what_was_typed_is_there_in_the_other_language(at_the_desk, faulty):
    county = CountyFactory()
    page = at_the_desk(Role.CASE_MANAGER)
    page.goto("/cases/open/")
    if faulty:
        page.locator("main form:not([action]) button[type=submit].btn-primary").first.click()
        page.wait_for_load_state()
    page.fill("[name=names]", TYPED)
    page.select_option("[name=county]", county.pk)
    page.check("[name=case_types] >> nth=1")
    token = page.input_value("main [name=submission]")

    page.locator("form[data-language] button[value=sw]").click()
    page.wait_for_load_state()

    assert page.locator("html").get_attribute("lang") == "sw"
    assert page.input_value("[name=names]") == TYPED
    assert page.input_value("[name=county]") == county.pk
    assert page.is_checked("[name=case_types] >> nth=1")
    assert page.input_value("main [name=submission]") == token
    assert page.evaluate("sessionStorage.length") == 0
    assert page.problems == []
