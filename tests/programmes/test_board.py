"""The board's register: written by its secretary, read by staff and board, attendance in one go."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from programmes.models import BoardAttendance, BoardMeeting, BoardMember
from tests.factories.programmes import (
    BoardAttendanceFactory,
    BoardMeetingFactory,
    BoardMemberFactory,
)
from tests.programmes.entry import add, change, errors, url
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
HELD_ON = dt.date(2025, 5, 14)


@pytest.fixture
def secretary(signed_in):
    return signed_in(Role.BOARD_MEMBER, is_board_secretary=True)[0]


@pytest.fixture
def meeting():
    return BoardMeetingFactory(held_on=HELD_ON)


def address(meeting) -> str:
    return reverse("programmes:board_attendance", args=[meeting.pk])


def answers_of(meeting) -> dict[str, bool]:
    return dict(meeting.attendances.values_list("member__code", "attended"))


def test_staff_and_board_read_it_and_the_secretary_alone_writes(signed_in, meeting):
    member = BoardMemberFactory(names="Zawadi Marker")
    pages = [
        url("board_meeting", "list"), url("board_member", "list"),
        meeting.get_absolute_url(), member.get_absolute_url(),
    ]  # fmt: skip
    forms = [
        url("board_meeting", "add"), url("board_member", "add"), address(meeting),
        url("board_meeting", "edit", meeting), url("board_member", "edit", member),
    ]  # fmt: skip

    for role in Role:
        client, _ = signed_in(role)
        read = [client.get(page) for page in pages]
        written = {client.get(form).status_code for form in forms}
        outside = role in (Role.BOARD_MEMBER, Role.DONOR_VIEWER)
        expected = 404 if role is Role.DONOR_VIEWER else 200
        assert (role, {each.status_code for each in read}) == (role, {expected})
        assert (role, written) == (role, {404 if outside else 403})
        assert "Zawadi" not in "".join(each.text for each in read)

    client, _ = signed_in(Role.BOARD_MEMBER, is_board_secretary=True)
    assert {client.get(form).status_code for form in forms} == {200}
    assert "Zawadi Marker" in client.get(member.get_absolute_url()).text


def test_a_board_member_finds_the_board_in_the_menu_and_no_dead_link(signed_in, meeting):
    client, _ = signed_in(Role.BOARD_MEMBER)
    page = client.get(meeting.get_absolute_url())

    assert [str(each["label"]) for each in page.context["menu"]] == [
        "Home", "Board", "Indicators", "Reports",
    ]  # fmt: skip
    assert [label for label, _url in page.context["trail"]] == ["Board meetings"]
    seat = client.get(BoardMemberFactory().get_absolute_url())
    assert [str(each["label"]) for each in seat.context["menu"] if each["current"]] == ["Board"]


def test_staff_find_the_board_under_programmes(signed_in, meeting):
    client, _ = signed_in(Role.FINANCE_OFFICER)
    page = client.get(meeting.get_absolute_url())

    assert "Board" not in [str(each["label"]) for each in page.context["menu"]]
    assert [label for label, _url in page.context["trail"]] == [
        "Programmes and registers", "Board meetings",
    ]  # fmt: skip


def test_each_seat_held_that_day_has_a_box_and_one_save_keeps_all(secretary, meeting):
    first, second = BoardMemberFactory(code="A1"), BoardMemberFactory(code="A2", ends_on=HELD_ON)
    BoardMemberFactory(code="A3", ends_on=HELD_ON - dt.timedelta(days=1))
    BoardMemberFactory(code="A4", starts_on=HELD_ON + dt.timedelta(days=1))

    shown = secretary.get(address(meeting))
    sent = secretary.post(address(meeting), {"version": 1, "came": [str(second.pk)]})

    assert [label for _key, label in shown.context["form"].fields["came"].choices] == ["A1", "A2"]
    assert sent["Location"] == meeting.get_absolute_url()
    assert answers_of(meeting) == {"A1": False, "A2": True}
    page = secretary.get(meeting.get_absolute_url())
    assert [str(tag.text) for tag in page.context["tags"]] == ["Attendance complete"]
    assert page.context["changes"][0].details == ["A1: nothing → No", "A2: nothing → Yes"]
    assert first.get_absolute_url() in page.text


def test_a_correction_names_who_changed_in_the_history(secretary, meeting):
    first, second = BoardMemberFactory(code="A1"), BoardMemberFactory(code="A2")
    secretary.post(address(meeting), {"version": 1, "came": [str(first.pk), str(second.pk)]})

    secretary.post(address(meeting), {"version": 2, "came": [str(first.pk)]})

    assert answers_of(meeting) == {"A1": True, "A2": False}
    page = secretary.get(meeting.get_absolute_url())
    assert page.context["changes"][0].details == ["A2: Yes → No"]


def test_of_two_who_enter_at_once_the_second_sees_what_the_first_kept(secretary, meeting):
    first, second = BoardMemberFactory(code="A1"), BoardMemberFactory(code="A2")
    secretary.post(address(meeting), {"version": 1, "came": [str(first.pk)]})

    stale = secretary.post(address(meeting), {"version": 1, "came": [str(second.pk)]})
    again = secretary.post(address(meeting), {"version": 2, "came": [str(second.pk)]})

    assert errors(stale)["__all__"] == [
        "Somebody else saved this record while you were writing. Your text is kept below."
    ]
    assert stale.context["saved_meanwhile"] == [{"label": "Came", "value": "A1"}]
    assert stale.context["form"]["came"].value() == [str(second.pk)]
    assert stale.context["form"]["version"].value() == "2"
    assert (again.status_code, answers_of(meeting)) == (302, {"A1": False, "A2": True})


def test_a_seat_that_was_not_held_that_day_cannot_be_ticked(secretary, meeting):
    BoardMemberFactory(code="A1")
    other = BoardMemberFactory(code="A2", starts_on=HELD_ON + dt.timedelta(days=1))

    for bad in (str(other.pk), "x\0", str(uuid.uuid4())):
        answer = secretary.post(address(meeting), {"version": 1, "came": [bad]})
        assert list(errors(answer)) == ["came"]
    assert answers_of(meeting) == {}


def test_without_seats_there_is_no_attendance(secretary, meeting):
    answer = secretary.post(address(meeting), {"version": 1})

    assert errors(answer) == {
        "__all__": ["Nobody held a seat on that day. Enter the members first."]
    }


def test_nobody_came_yet_to_a_meeting_to_come(secretary):
    BoardMemberFactory()
    add(secretary, "board_meeting", held_on="2190-01-01", kind="ordinary")
    meeting = BoardMeeting.objects.get()

    answer = secretary.post(address(meeting), {"version": 1})
    page = secretary.get(meeting.get_absolute_url())

    assert errors(answer) == {
        "came": ["1 January 2190 is in the future. Enter the day on which it happened."]
    }
    assert [str(tag.text) for tag in page.context["tags"]] == ["To come"]
    assert [str(act.label) for act in page.context["acts"]] == ["Change"]


def test_a_meeting_with_attendance_cannot_be_moved_to_a_day_to_come(secretary, meeting):
    BoardAttendanceFactory(meeting=meeting)

    answer = change(secretary, "board_meeting", meeting, held_on="2190-01-01", kind="ordinary")

    assert errors(answer) == {
        "held_on": [
            "Its attendance is kept already, so it cannot be held on 1 January 2190, a day to come."
        ]
    }


def test_the_same_meeting_is_entered_once(secretary, meeting):
    twin = add(secretary, "board_meeting", held_on="2025-05-14", kind="ordinary")
    other = add(secretary, "board_meeting", held_on="2025-05-14", kind="committee")

    assert errors(twin) == {
        "held_on": ["A meeting of this kind on 14 May 2025 is in the register already."]
    }
    assert other.status_code == 302


def test_the_list_says_how_many_came_and_what_is_missing(secretary, meeting):
    member = BoardMemberFactory(code="A1")
    BoardAttendanceFactory(meeting=meeting, member=member)
    BoardAttendanceFactory(meeting=meeting, member=BoardMemberFactory(code="A2"), attended=False)
    empty = BoardMeetingFactory(held_on=dt.date(2025, 6, 1))

    def shown(**params):
        listing = secretary.get(url("board_meeting", "list"), params).context["listing"]
        cells = {column.name: column.cell for column in listing.page.columns}
        return [
            (cells["came"](row), str(getattr(cells["state"](row), "text", "")))
            for row in listing.slice.rows
        ]

    assert shown() == [("", "Attendance not entered yet"), ("1 of 2", "Attendance complete")]
    assert shown(attendance="missing") == [("", "Attendance not entered yet")]
    assert shown(year=2024) == []

    BoardMemberFactory(code="A3")  # entered late: the seat was held that day

    assert shown(attendance="off") == [("1 of 2", "Attendance to be checked")]
    assert empty.attendances.count() == 0


def test_a_seat_does_not_end_before_the_member_last_came(secretary, meeting):
    member = BoardMemberFactory(code="A1")
    BoardAttendanceFactory(meeting=meeting, member=member)
    seat = {"code": "A1", "starts_on": "2024-01-01"}

    early = change(secretary, "board_member", member, **seat, ends_on="2025-05-13")
    late = change(secretary, "board_member", member, **(seat | {"starts_on": "2025-05-15"}))
    right = change(secretary, "board_member", member, **seat, ends_on="2025-05-14")

    text = "This member came to the meeting of 14 May 2025, outside of a seat bounded by %s."
    assert errors(early) == {"ends_on": [text % "13 May 2025"]}
    assert errors(late) == {"starts_on": [text % "15 May 2025"]}
    assert right.status_code == 302


@pytest.mark.parametrize(
    ("answers", "field", "message"),
    [
        ({"code": "bd01"}, "code", "This code is in use already. Each seat has its own."),
        ({"names": " zawadi  MARKER "}, "names",
         "BD01 holds a seat under these names already, since 1 January 2024."),
        ({"ends_on": "2023-12-31"}, "ends_on",
         "It cannot end on 31 December 2023, before it began (1 January 2024)."),
        ({"names": "x" * 501}, "names",
         "Ensure this value has at most 500 characters (it has 501)."),
    ],
)  # fmt: skip
def test_a_seat_that_cannot_be_is_refused(secretary, answers, field, message):
    BoardMemberFactory(code="BD01", names="Zawadi Marker")
    seat = {"code": "BD02", "names": "Another Marker", "starts_on": "2024-01-01"}

    answer = add(secretary, "board_member", **(seat | answers))

    assert errors(answer) == {field: [message]}
    assert BoardMember.objects.count() == 1


def test_attendance_and_trail_are_kept_together_or_not_at_all(secretary, meeting, broken_trail):
    member = BoardMemberFactory(code="A1")
    secretary.raise_request_exception = False

    answer = secretary.post(address(meeting), {"version": 1, "came": [str(member.pk)]})

    assert answer.status_code == 500
    assert BoardAttendance.objects.count() == 0
    assert AuditEvent.objects.filter(target_id=str(meeting.pk)).count() == 0
