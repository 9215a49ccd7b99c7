"""A phone and the real office, in what goes wrong between them: ended sessions and phones, older forms, loss."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from intercepts.actions import field_phones
from intercepts.models import FieldPhone, FieldSubmission, Intercept, JourneyTally, ScreeningForm
from tests.browser import field_hands as hand
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.deep
ONLINE = "dispatchEvent(new Event('online'))"
OUTBOX = """async ([verb, row]) => {
  const data = await new Promise((done) => { indexedDB.open("trace-field").onsuccess = (e) => done(e.target.result); });
  const store = data.transaction("outbox", "readwrite").objectStore("outbox");
  const wish = verb === "put" ? store.put(row) : store.getAll();
  const found = await new Promise((done) => { wish.onsuccess = () => done(wish.result); });
  data.close();
  return found;
}"""
TOKEN = """async () => {
  const data = await new Promise((done) => { indexedDB.open("trace-field").onsuccess = (e) => done(e.target.result); });
  const wish = data.transaction("meta").objectStore("meta").get("token");
  const found = await new Promise((done) => { wish.onsuccess = () => done(wish.result); });
  data.close();
  return found;
}"""
KNOWS_FORM = """(number) => new Promise((done) => {
  indexedDB.open("trace-field").onsuccess = (opened) => {
    const data = opened.target.result;
    data.transaction("refs").objectStore("refs").get("definition").onsuccess = (found) => {
      data.close();
      done(Boolean(found.target.result) && found.target.result.form.number === number);
    };
  };
})"""
DROP = """async () => { for (const { name } of await indexedDB.databases())
  await new Promise((done) => { indexedDB.deleteDatabase(name).onsuccess = done; }); }"""


def received(page) -> None:
    page.locator(".done", has_text="Received").wait_for()


def test_a_record_arrives_though_the_session_has_ended_and_nothing_can_be_read(stage, client):
    """Test 8: the token of the phone writes and never reads; a sign-in of the office does not concern it."""
    client.force_login(stage.monitor)
    cookie = client.cookies["sessionid"]
    url = stage.url.split("/field/")[0]
    stage.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": url}])
    Session.objects.all().delete()
    client.session.flush()
    hand.no_signs(stage, going_to="")
    hand.out_of_time_to_undo(stage)
    received(stage)
    asked = stage.evaluate(
        """async ([paths, token]) => Promise.all(paths.map(async (path) => {
          const answer = await fetch(path, { headers: { Authorization: `Device ${token}` } });
          return answer.url.includes("/sign-in/") ? "sign in" : answer.status; }))""",
        [
            [reverse("intercepts:my_last"), reverse("intercepts:intercept_list"), "/"],
            stage.evaluate(TOKEN),
        ],
    )

    assert JourneyTally.objects.count() == 1
    assert asked == ["sign in"] * 3


def test_the_same_id_with_other_content_stands_twice_before_the_office(stage, at_the_desk):
    """Test 6: a copy of an older storage sends another record under the same id."""
    stage.context.set_offline(True)
    hand.no_signs(stage, women=1, going_to="")
    [first] = stage.evaluate(OUTBOX, ["all", None])
    stage.locator("#undo").click()
    stage.locator("#women-more").wait_for()
    stage.locator("#women-more").click()
    hand.save(stage)
    [second] = stage.evaluate(OUTBOX, ["all", None])
    hand.out_of_time_to_undo(stage)
    stage.context.set_offline(False)
    stage.evaluate(ONLINE)
    received(stage)
    stage.evaluate(OUTBOX, ["put", first | {"hold": 0}])
    stage.evaluate(ONLINE)
    stage.goto("/field/#waiting")
    stage.locator("#outbox .attention", has_text="The office has another record").wait_for()

    assert first["id"] == second["id"]
    assert JourneyTally.objects.get().women == 2
    desk = at_the_desk(Role.CASE_MANAGER)
    desk.goto(FieldSubmission.objects.get(state="conflict").get_absolute_url())
    desk.get_by_role("button", name="Open").first.click()
    table = desk.locator("section.panel table.table", has_text="What we have")
    table.wait_for()
    both = table.locator("tbody tr", has_text="Women").locator("td").all_inner_texts()
    assert both == ["2", "1"]


def test_a_revoked_phone_hands_in_and_says_what_becomes_of_it(stage):
    """Test 9: what is sealed goes to the office's review; the phone keeps saying so."""
    stage.context.set_offline(True)
    hand.no_signs(stage, going_to="")
    hand.out_of_time_to_undo(stage)
    field_phones.revoke(phone=stage.row, by=stage.monitor)
    stage.context.set_offline(False)
    stage.evaluate(ONLINE)
    stage.locator("#code").wait_for()
    kept = settled(stage)

    assert (kept["state"], kept["reasons"]) == ("attention", ["revoked_phone"])
    assert FieldSubmission.objects.get().reasons == ["revoked_phone"]
    assert JourneyTally.objects.count() == 0


def test_a_phone_made_ready_anew_is_not_ended_by_what_it_saved_before(stage):
    """What was saved under the revoked token still goes, and its answer concerns that token alone."""
    stage.context.route("**/field/v1/submissions", lambda route: route.abort())
    hand.no_signs(stage, going_to="")
    hand.out_of_time_to_undo(stage)
    field_phones.revoke(phone=stage.row, by=stage.monitor)
    stage.evaluate(ONLINE)
    stage.locator("#code").wait_for()
    again = field_phones.add(by=stage.monitor, label="Phone 8", monitor=stage.monitor)
    stage.context.unroute("**/field/v1/submissions")
    hand.enrol(stage, field_phones.make_code(phone=again, by=stage.monitor))
    stage.evaluate(ONLINE)
    kept = settled(stage)
    hand.no_signs(stage, going_to="")
    hand.out_of_time_to_undo(stage)
    received(stage)

    assert (kept["state"], kept["reasons"]) == ("attention", ["revoked_phone"])
    assert JourneyTally.objects.count() == 1


def test_a_record_of_an_older_form_is_taken_and_the_phone_learns_the_new_one(stage):
    """Test 10: two newer forms came out while the phone was without a network."""
    stage.context.set_offline(True)
    hand.whole_intercept(stage, names="Zawadi")
    hand.save(stage)
    hand.out_of_time_to_undo(stage)
    old = ScreeningForm.objects.get(is_current=True)
    for number in (1, 2):
        newest = newer(old, old.number + number)
    stage.context.set_offline(False)
    stage.evaluate(ONLINE)
    stage.locator(".done", has_text="INT-").wait_for()
    stage.wait_for_function(KNOWS_FORM, arg=newest.number)

    [person] = Intercept.objects.get().people.select_related("person")
    assert person.person.names == "Zawadi"
    assert (person.form, [sign.code for sign in person.signs.all()]) == (old, ["c_passport_held"])
    assert FieldSubmission.objects.get().reasons == ["older_form"]


def newer(old: ScreeningForm, number: int) -> ScreeningForm:
    """Publish the next form with the same questions."""
    ScreeningForm.objects.filter(is_current=True).update(is_current=False)
    made = ScreeningForm.objects.create(number=number, is_current=True)
    for row in (*old.sections.all(), *old.questions.all()):
        row.pk, row.form = None, made
        row.save()
    return made


def test_what_was_thrown_away_is_missed_at_the_office(stage, at_the_desk):
    """Test 13: two waited when the browser emptied its storage; the office's page says so."""
    stage.context.route("**/field/v1/submissions", lambda route: route.abort())
    for _ in range(2):
        hand.no_signs(stage, going_to="")
        hand.out_of_time_to_undo(stage)
        stage.locator("#another").click()
    stage.clock.fast_forward(61_000)
    told(stage, waiting=2)
    stage.evaluate(DROP)
    stage.reload()
    stage.locator(".alarm", has_text="thrown away").wait_for()
    hand.enrol(stage, field_phones.make_code(phone=stage.row, by=stage.monitor))
    told(stage, missing=2)

    desk = at_the_desk(Role.CASE_MANAGER)
    desk.goto(stage.row.get_absolute_url())
    assert desk.locator("main", has_text="2 records lost").count() == 1


def test_the_browser_sends_what_waits_when_the_page_is_closed(stage, settings):
    """Background Sync: no page of ours is open; a vain try is tried again, and then the record arrives.

    The office answers nobody; `set_offline` would not do, for it does not always hold for the worker.
    """
    hosts, settings.ALLOWED_HOSTS = settings.ALLOWED_HOSTS, ["elsewhere.invalid"]
    hand.no_signs(stage, going_to="")
    hand.out_of_time_to_undo(stage)
    browser = stage.context.new_cdp_session(stage)
    known = []
    browser.on(
        "ServiceWorker.workerRegistrationUpdated", lambda e: known.extend(e["registrations"])
    )
    browser.send("ServiceWorker.enable")
    wish = {
        "origin": stage.url.split("/field/")[0], "tag": "send", "lastChance": False,
        "registrationId": waited(stage, known, lambda each: "/field/" in each["scopeURL"])["registrationId"],
    }  # fmt: skip
    tags = stage.evaluate("navigator.serviceWorker.ready.then((worker) => worker.sync.getTags())")
    stage.goto("about:blank")
    browser.send("ServiceWorker.dispatchSyncEvent", wish)  # in vain
    stage.wait_for_timeout(11_000)  # the worker has tried a second time
    before = JourneyTally.objects.count()
    settings.ALLOWED_HOSTS = hosts
    browser.send("ServiceWorker.dispatchSyncEvent", wish)
    waited(stage, [None], lambda each: JourneyTally.objects.count() == 1)

    assert (tags, before) == (["send"], 0)


def waited(page, rows, fits):
    """Return the first of `rows` that fits, as soon as there is one."""
    for _ in range(300):
        for each in rows:
            if fits(each):
                return each
        page.wait_for_timeout(200)
    raise AssertionError("nothing came")


def settled(page):
    """Return the one record that waits, as soon as it is not on its way."""
    for _ in range(100):
        [kept] = page.evaluate(OUTBOX, ["all", None])
        if kept["state"] != "sending":
            return kept
        page.wait_for_timeout(100)
    raise AssertionError("still on its way")


def told(page, **facts: int) -> None:
    """Wait until the office has heard so much of the phone."""
    waited(page, [page.row.pk], lambda pk: FieldPhone.objects.filter(pk=pk, **facts).exists())
