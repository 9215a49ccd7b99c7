"""A MAC fits the row after its way through the database, whatever was in it, and covers every column."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.accounts import UserFactory
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.audit.trail import STATED, as_stored, mac_of, record
from tracekenya.roles.roles import Role

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
PLAIN = st.one_of(
    st.none(), st.booleans(), TEXT, st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15),
    st.sampled_from([1.0, -0.0, 1e16, 5e-324, 0.1, "Wanjirũ", "محمد", "🙂", "\u202e", "e\u0301", "\x7f"]),
)  # fmt: skip
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.dictionaries(TEXT, VALUES, max_size=6)


def round_trip(fields) -> AuditEvent:
    return AuditEvent.objects.get(pk=record(AuditKind.CHANGED, by=None, fields=fields).pk)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(FIELDS)
def test_it_fits_after_the_way_through_the_database(fields):
    event = round_trip(fields)

    assert mac_of(event) == bytes(event.mac)


@pytest.mark.django_db
@pytest.mark.deep
@settings(max_examples=5_000, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(FIELDS)
def test_it_fits_for_five_thousand_rows(fields):
    event = round_trip(fields)

    assert mac_of(event) == bytes(event.mac)


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{1: "a", "2": "b"}, {"x": (1, 2)}, {"role": Role.CASE_WORKER}])
def test_what_python_writes_otherwise_than_json_is_kept_as_json(fields):
    event = round_trip(fields)

    assert mac_of(event) == bytes(event.mac)
    assert event.fields == as_stored(fields)


@pytest.mark.django_db
@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), b"x"])
def test_what_json_cannot_hold_is_refused_before_the_act_is_done(value):
    with pytest.raises((TypeError, ValueError)):
        record(AuditKind.CHANGED, by=None, fields={"x": value})


def test_every_column_but_the_number_is_covered():
    columns = {field.name for field in AuditEvent._meta.fields}

    assert columns - {"id", "mac"} == set(STATED)


@pytest.mark.django_db
def test_text_cannot_move_from_one_column_to_the_next():
    event = record(AuditKind.VIEWED, by=UserFactory(), target=UserFactory())
    event.target_code, event.target_id = event.target_id, event.target_code
    assert mac_of(event) != bytes(event.mac)

    event.target_code, event.target_id = event.target_id, event.target_code
    assert mac_of(event) == bytes(event.mac)
    event.case_id = uuid.UUID(int=0)
    assert mac_of(event) != bytes(event.mac)
