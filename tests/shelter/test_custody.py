"""Belongings: taken in, signed for, given back on demand; nobody leaves without them unnoticed."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from shelter.models import Admission, BelongingItem, Signature, StayTask
from shelter.money import sum_of
from tests.factories.house import BelongingItemFactory, SignatureFactory, StayTaskFactory
from tests.factories.work import AdmissionFactory, BedAssignmentFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
STROKES = "10,10 20,20 30,30;40,40 50,50 60,60"


def typed(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def hours_ago(hours):
    return timezone.now() - dt.timedelta(hours=hours)


def url(name, pk):
    return reverse(f"shelter:{name}", args=[pk])


@pytest.fixture
def staff(signed_in, shelter):
    """Staff of the house at night."""
    client, _user = signed_in(Role.SHELTER_STAFF, office=shelter.office)
    return client


@pytest.fixture
def stay(shelter, bed):
    row = AdmissionFactory(shelter=shelter, admitted_at=hours_ago(48))
    BedAssignmentFactory(bed=bed, admission=row, period=(hours_ago(48), None))
    return row


@pytest.fixture
def child_stay(shelter):
    return AdmissionFactory(shelter=shelter, case__person__child=True, admitted_at=hours_ago(48))


def item_of(stay, **facts):
    usual = {"received_at": hours_ago(40), "place": "Safe, envelope 4"}
    return BelongingItemFactory(admission=stay, **usual | facts)


def add(client, stay, **facts):
    usual = {
        "kind": "phone", "status": "held", "description": "Blue telephone", "quantity": "1",
        "condition": "used", "place": "Safe, envelope 4", "received_at": typed(hours_ago(1)),
        "submission": str(uuid.uuid4()),
    }  # fmt: skip
    return client.post(url("belonging_add", stay.pk), usual | facts)


def hand_out(client, stay, things, **facts):
    usual = {
        "items": [item.pk for item in things], "status": "returned", "out_to": "resident",
        "handed_out_at": typed(timezone.now()), "mode": "touch", "signer": "resident",
        "strokes": STROKES, "submission": str(uuid.uuid4()),
    }  # fmt: skip
    return client.post(url("belongings_hand_out", stay.pk), usual | facts)


def test_what_the_person_brought_is_written_down_and_settles_the_task(staff, stay):
    task = StayTaskFactory(admission=stay, kind="belongings")
    sent = {"submission": str(uuid.uuid4())}

    assert add(staff, stay, **sent).url == stay.get_absolute_url()
    add(staff, stay, **sent)

    row = BelongingItem.objects.get()
    task.refresh_from_db()
    assert (row.status, row.place, str(row.description)) == (
        "held",
        "Safe, envelope 4",
        "Blue telephone",
    )
    assert task.status == "done"
    shown = staff.get(stay.get_absolute_url()).content.decode()
    assert ("1 thing in safe keeping." in shown, "Not signed for" in shown) == (True, True)
    assert "Blue telephone" not in shown
    assert "Blue telephone" in staff.get(row.get_absolute_url()).content.decode()
    assert AuditEvent.objects.filter(target_id=str(row.pk), kind="viewed").count() == 1


def test_the_next_thing_is_one_click_away(staff, stay):
    assert add(staff, stay, more="yes").url == url("belonging_add", stay.pk)


def test_somebody_brought_nothing(staff, stay):
    task = StayTaskFactory(admission=stay, kind="belongings")
    assert "Brought nothing" in staff.get(stay.get_absolute_url()).content.decode()

    assert staff.post(url("belongings_none", stay.pk)).status_code == 302

    task.refresh_from_db()
    assert task.status == "done"
    assert "The person brought nothing." in staff.get(stay.get_absolute_url()).content.decode()


def test_nothing_is_not_what_is_written_down(staff, stay):
    StayTaskFactory(admission=stay, kind="belongings")
    item_of(stay)

    page = staff.post(url("belongings_none", stay.pk), follow=True).content.decode()

    assert "Things of this person are written down already." in page
    assert StayTask.objects.get().status == "not_started"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kind": "cash"}, "write the amount"),
        ({"kind": "other", "description": ""}, "Write what it is."),
        ({"place": " "}, "Write where it lies"),
        ({"quantity": "0"}, "greater than or equal to 1"),
        ({"quantity": "1000"}, "less than or equal to 999"),
        ({"received_at": "2099-01-01T10:00"}, "is in the future"),
        ({"received_at": "2020-01-01T10:00"}, "before the person arrived"),
        ({"status": "returned"}, "Select a valid choice"),
        ({"kind": "gold\x00"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(staff, stay, facts, words):
    shown = add(staff, stay, **{"description": "Typed words"} | facts).content.decode()

    assert words in shown
    assert "Typed words" in shown or facts.get("description") == ""
    assert not BelongingItem.objects.exists()


def test_the_resident_may_keep_a_thing_and_give_it_to_us_later(staff, stay):
    add(staff, stay, status="with_resident", place="")
    row = BelongingItem.objects.get()
    back = url("belonging_back", row.pk)

    assert staff.post(back, {"version": row.version, "place": "Safe 2"}).status_code == 302

    row.refresh_from_db()
    assert (row.status, row.place) == ("held", "Safe 2")
    assert staff.get(back).url == row.get_absolute_url()


def test_somebody_signs_for_what_was_taken_in(staff, stay):
    items = [item_of(stay), item_of(stay, kind="passport", description="Kenyan passport")]
    page = url("belongings_sign", stay.pk)
    shown = staff.get(page).content.decode()
    assert ("Practice telephone" in shown, "Kenyan passport" in shown) == (True, True)
    assert AuditEvent.objects.filter(target_id=str(stay.pk), kind="revealed").count() == 1
    sent = {
        "purpose": "items_in", "items": [item.pk for item in items], "mode": "touch",
        "signer": "resident", "strokes": STROKES, "submission": str(uuid.uuid4()),
    }  # fmt: skip

    for _ in range(2):
        assert staff.post(page, sent).status_code == 302

    row = Signature.objects.get()
    assert (str(row.strokes), set(row.items.all())) == (STROKES, set(items))
    assert "Not signed for" not in staff.get(stay.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"strokes": ""}, "Sign in the field below"),
        ({"strokes": "1,1 2,2"}, "This is no signature yet"),
        ({"strokes": "<svg/onload=alert(1)>"}, "This is no signature yet"),
        ({"signer": ""}, "Choose who signed."),
        ({"mode": ""}, "Say how it was signed."),
        ({"items": []}, "Choose the things for which somebody signs."),
    ],
)
def test_nothing_else_is_a_signature(staff, stay, facts, words):
    usual = {
        "purpose": "items_in", "items": [item_of(stay).pk], "mode": "touch", "signer": "resident",
        "strokes": STROKES, "submission": str(uuid.uuid4()),
    }  # fmt: skip

    shown = staff.post(url("belongings_sign", stay.pk), usual | facts).content.decode()

    assert words in shown
    assert "onload=alert(1)>" not in shown
    assert not Signature.objects.exists()


def test_signing_for_the_rules_settles_their_task(staff, stay):
    task = StayTaskFactory(admission=stay, kind="rules")
    sent = {
        "purpose": "rules", "mode": "paper", "signer": "resident", "strokes": STROKES,
        "submission": str(uuid.uuid4()),
    }  # fmt: skip

    staff.post(url("belongings_sign", stay.pk), sent)

    task.refresh_from_db()
    assert task.status == "done"
    assert (Signature.objects.get().mode, str(Signature.objects.get().strokes)) == ("paper", "")


def test_an_adult_gets_papers_back_at_any_hour(staff, stay):
    paper, phone = item_of(stay, kind="passport"), item_of(stay)

    assert hand_out(staff, stay, [paper]).status_code == 302

    paper.refresh_from_db()
    phone.refresh_from_db()
    assert (paper.status, paper.out_to, phone.status) == ("returned", "resident", "held")
    assert (paper.handed_out_by.role, paper.version) == ("shelter_staff", 2)
    assert list(Signature.objects.get(purpose="items_out").items.all()) == [paper]
    kept = AuditEvent.objects.get(target_id=str(paper.pk), kind="changed").fields
    assert kept["status"] == ["held", "returned"]


def test_the_same_form_sent_twice_hands_out_once(staff, stay):
    item, sent = item_of(stay), {"submission": str(uuid.uuid4())}

    for _ in range(2):
        assert hand_out(staff, stay, [item], **sent).status_code == 302

    item.refresh_from_db()
    assert (item.version, Signature.objects.count()) == (2, 1)


@pytest.mark.parametrize("kind", ["passport", "identity_paper", "other_paper"])
def test_papers_of_a_child_go_to_who_takes_the_child_over(staff, child_stay, kind):
    item = item_of(child_stay, kind=kind)

    assert "papers of a child" in hand_out(staff, child_stay, [item]).content.decode()
    assert (
        hand_out(staff, child_stay, [item], out_to="children_officer", signer="officer").status_code
        == 302
    )


def test_a_child_gets_the_own_phone_back(staff, child_stay):
    assert hand_out(staff, child_stay, [item_of(child_stay)]).status_code == 302


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"mode": ""}, "signs for them"),
        ({"mode": "", "status": "lost", "out_to": ""}, "write what happened"),
        ({"mode": "", "status": "disposed", "out_to": ""}, "write what happened"),
        ({"status": "evidence_police"}, "Choose who takes the things"),
        ({"status": "lost"}, "Choose who takes the things"),
        ({"out_to": ""}, "Choose who takes the things"),
        ({"out_to": "thrown_away"}, "Choose who takes the things"),
        ({"items": []}, "Choose what is handed out."),
        ({"items": ["not-a-key"]}, "is not a valid UUID"),
        ({"handed_out_at": "2099-01-01T10:00"}, "is in the future"),
        ({"handed_out_at": typed(hours_ago(41))}, "before it was taken in"),
        ({"strokes": ""}, "Sign in the field below"),
    ],
)
def test_nothing_leaves_safe_keeping_without_a_signature_or_a_reason(staff, stay, facts, words):
    item = item_of(stay)

    shown = hand_out(staff, stay, [item], **facts).content.decode()

    item.refresh_from_db()
    assert words in shown
    assert (item.status, Signature.objects.exists()) == ("held", False)


@pytest.mark.parametrize(
    ("facts", "taker"),
    [
        ({"status": "lost", "out_to": "", "mode": "", "out_words": "Gone since Friday"}, ""),
        ({"status": "disposed", "out_to": "", "mode": "paper"}, "thrown_away"),
        ({"status": "evidence_police", "out_to": "", "signer": "officer"}, "police"),
    ],
)
def test_what_is_lost_thrown_away_or_evidence_is_said(staff, stay, facts, taker):
    item = item_of(stay)

    assert hand_out(staff, stay, [item], **facts).status_code == 302

    item.refresh_from_db()
    assert (item.status, item.out_to) == (facts["status"], taker)


def test_what_was_wrongly_written_as_gone_is_taken_in_and_signed_again(staff, stay):
    item = item_of(stay)
    SignatureFactory(admission=stay, signed_at=hours_ago(39)).items.add(item)
    hand_out(staff, stay, [item])
    item.refresh_from_db()

    staff.post(url("belonging_back", item.pk), {"version": item.version, "place": "Safe 2"})

    item.refresh_from_db()
    assert (item.status, item.handed_out_at, item.out_to) == ("held", None, "")
    assert "Not signed for" in staff.get(stay.get_absolute_url()).content.decode()


def money_of(stay, amount="5,000 KES", **facts):
    return item_of(stay, kind="cash", amount=amount, description="", **facts)


def hand_out_part(client, item, part, **facts):
    usual = {
        "part": part, "out_to": "resident", "handed_out_at": typed(timezone.now()),
        "mode": "touch", "signer": "resident", "strokes": STROKES, "version": item.version,
        "submission": str(uuid.uuid4()),
    }  # fmt: skip
    return client.post(url("belonging_part", item.pk), usual | facts)


def test_a_part_of_a_sum_goes_and_the_rest_stays_in_safe_keeping(signed_in, shelter, stay):
    client, user = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    item, sent = money_of(stay, value_kes=5000), {"submission": str(uuid.uuid4())}

    for _ in range(2):
        assert hand_out_part(client, item, "1200.50", **sent).url == item.get_absolute_url()

    part = BelongingItem.objects.get(part_of=item)
    item.refresh_from_db()
    assert (str(item.amount), item.status, item.value_kes) == ("3,799.50 KES", "held", None)
    assert (str(part.amount), part.status, part.out_to) == ("1,200.50 KES", "returned", "resident")
    assert (part.handed_out_by, part.received_at) == (user, item.received_at)
    assert list(Signature.objects.get().items.all()) == [part]
    shown = " ".join(client.get(item.get_absolute_url()).content.decode().split())
    assert "5,000 KES was taken in altogether." in shown
    assert ("3,799.50 KES" in shown, "1,200.50 KES" in shown) == (True, True)
    assert "Part of" in client.get(part.get_absolute_url()).content.decode()
    receipt = " ".join(client.post(url("receipt_print", stay.pk)).content.decode().split())
    assert ("3,799.50 KES" in receipt, "A part: " in receipt) == (True, True)
    leaving = client.post(
        url("stay_exit", stay.pk),
        {"kind": "independent_living", "left_at": typed(timezone.now()), "safety_plan": "A plan"},
    )
    assert "The house still keeps things of this person: 1." in leaving.content.decode()


def test_the_last_part_ends_the_sum_and_a_part_that_comes_back_is_kept_again(staff, stay):
    item = money_of(stay)
    hand_out_part(staff, item, "1200")
    item.refresh_from_db()
    hand_out_part(staff, item, "3800")

    item.refresh_from_db()
    part = BelongingItem.objects.get(part_of=item)
    assert (item.status, str(item.amount), Signature.objects.count()) == (
        "returned", "3,800 KES", 2,
    )  # fmt: skip
    staff.post(url("belonging_back", part.pk), {"version": part.version, "place": "Safe 2"})
    part.refresh_from_db()
    assert (part.status, str(part.amount)) == ("held", "1,200 KES")


@pytest.mark.parametrize(
    ("part", "facts", "words"),
    [
        ("5000.01", {}, "Only 5,000 KES is kept."),
        ("0", {}, "greater than or equal to 0.01"),
        ("-1", {}, "greater than or equal to 0.01"),
        ("1.005", {}, "no more than 2 decimal places"),
        ("9" * 40, {}, "no more than 11 digits"),
        ("NaN", {}, "Enter a number."),
        ("\0", {}, "Enter a number."),
        ("", {}, "This field is required."),
        ("10", {"strokes": ""}, "Sign in the field below"),
        ("10", {"out_to": "police"}, "Select a valid choice"),
        ("10", {"handed_out_at": typed(hours_ago(41))}, "before it was taken in"),
        ("10", {"handed_out_at": "2099-01-01T10:00"}, "is in the future"),
        ("10", {"version": 7}, "Somebody else saved this record"),
    ],
)
def test_no_part_goes_that_cannot_be_and_what_was_typed_stays(staff, stay, part, facts, words):
    item = money_of(stay)

    shown = hand_out_part(staff, item, part, out_words="Typed words", **facts).content.decode()

    item.refresh_from_db()
    assert words in shown
    assert "Typed words" in shown
    assert (BelongingItem.objects.count(), str(item.amount)) == (1, "5,000 KES")
    assert not Signature.objects.exists()


def test_of_two_hands_at_one_sum_the_second_looks_again(staff, stay):
    item = money_of(stay)
    hand_out_part(staff, item, "3000")

    shown = hand_out_part(staff, item, "3000").content.decode()  # the form of before

    assert "Only 2,000 KES is kept." in shown
    assert BelongingItem.objects.count() == 2


def test_only_money_in_safe_keeping_goes_in_parts(staff, stay):
    phone, spoken = item_of(stay), money_of(stay, "some coins")

    assert staff.get(url("belonging_part", phone.pk)).url == phone.get_absolute_url()
    shown = staff.get(url("belonging_part", spoken.pk), follow=True).content.decode()

    assert "First write the amount as one number and one currency" in shown
    assert "Hand out a part" not in staff.get(phone.get_absolute_url()).content.decode()
    assert (
        "of each currency a line"
        in add(staff, stay, kind="cash", amount="3,200 KES and 20 USD").content.decode()
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3,200 KES", "3,200 KES"), ("KSh. 300/=", "300 KSh"), ("3 200", "3,200"),
        ("12.50 USD", "12.50 USD"), ("3,200,000 KES", "3,200,000 KES"), ("2 notes of 500", None),
        ("3200 KES and 20 USD", None), ("0", None), ("12,50", None), ("-5 KES", None), ("", None),
        ("\0", None), ("KES 1.234", None), ("1234567890", None), ("\u0663", None),
    ],
)  # fmt: skip
def test_a_sum_is_one_number_and_one_currency(text, said):
    found = sum_of(text)

    assert (None if found is None else str(found)) == said


def test_the_exit_waits_for_what_the_house_keeps_or_says_why(signed_in, shelter, stay):
    client, _user = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    item = item_of(stay)
    page = url("stay_exit", stay.pk)
    sent = {
        "kind": "independent_living", "left_at": typed(timezone.now()), "safety_plan": "A plan",
    }  # fmt: skip

    refused = client.post(page, sent).content.decode()
    assert "The house still keeps things of this person: 1." in refused
    assert Admission.objects.get().status == "admitted"

    assert client.post(page, sent | {"open_items_reason": "will_be_fetched"}).status_code == 302
    shown = client.get(stay.get_absolute_url()).content.decode()
    assert "At the exit things stayed here: Will be fetched." in shown
    assert hand_out(client, stay, [item]).status_code == 302  # fetched later
    item.refresh_from_db()
    assert item.status == "returned"


def test_the_exit_goes_once_everything_was_handed_out(signed_in, shelter, stay):
    client, _user = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    hand_out(client, stay, [item_of(stay)])
    sent = {
        "kind": "independent_living", "left_at": typed(timezone.now()), "safety_plan": "A plan",
    }  # fmt: skip

    assert client.post(url("stay_exit", stay.pk), sent).status_code == 302


def test_two_editors_of_one_thing(staff, stay):
    row = item_of(stay)
    page = url("belonging_edit", row.pk)
    sent = {
        "version": 1, "kind": "phone", "description": "First words", "quantity": "1",
        "condition": "used", "place": "Safe", "received_at": typed(row.received_at),
    }  # fmt: skip

    assert staff.post(page, sent).status_code == 302
    again = staff.post(page, sent | {"description": "Other words"}).content.decode()

    assert "Somebody else saved this record" in again
    assert ("First words" in again, "Other words" in again) == (True, True)


def test_strangers_and_other_houses(signed_in, staff, stay):
    row = item_of(AdmissionFactory())
    for name in ("belonging_detail", "belonging_edit", "belonging_back", "belonging_part"):
        assert staff.get(url(name, row.pk)).status_code == 404
    for name in ("belonging_add", "belongings_sign", "belongings_hand_out"):
        assert staff.get(url(name, row.admission_id)).status_code == 404
    mine = item_of(stay)
    assert hand_out(staff, stay, [row, mine]).status_code == 200
    reader, _user = signed_in(Role.CASE_MANAGER)
    assert reader.get(url("belonging_detail", mine.pk)).status_code == 200
    assert reader.get(url("belonging_edit", mine.pk)).status_code == 403
    other, _user = signed_in(Role.ME_OFFICER)
    assert other.get(url("belonging_detail", mine.pk)).status_code == 403


def test_a_request_without_arrival_has_no_belongings(staff, shelter):
    asked = AdmissionFactory(shelter=shelter, status="requested", admitted_at=None)

    assert "has not come to the house" in add(staff, asked).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_and_shows_no_words(
    signed_in, shelter, django_assert_num_queries, count
):
    client, _user = signed_in(Role.CASE_MANAGER)
    for _ in range(count):
        item_of(AdmissionFactory(shelter=shelter), description="Blue telephone")
    page = reverse("shelter:belonging_list")
    client.get(page)

    with django_assert_num_queries(4):
        answer = client.get(page)

    assert len(answer.context["listing"].slice.rows) == count
    assert "Blue telephone" not in answer.content.decode()


def test_the_list_finds_what_somebody_left_behind(signed_in, shelter, stay):
    client, _user = signed_in(Role.CASE_MANAGER)
    item_of(stay)
    gone = item_of(AdmissionFactory(shelter=shelter, status="exited", ended_at=timezone.now()))

    answer = client.get(reverse("shelter:belonging_list"), {"left": "yes"})

    assert list(answer.context["listing"].slice.rows) == [gone]
