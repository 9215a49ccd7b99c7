"""`manage.py seed_demo`: the same twice, refused where it must be, all of it or nothing."""

import datetime as dt
import hashlib
import json
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from cases.actions.offences import load_offences
from cases.models import Case, Offence, Person
from intercepts.actions.screening import load_form
from reporting.actions.practice import STORING_ORDER, load_practice_data
from tests.factories.accounts import UserFactory
from tests.factories.cases import PersonFactory
from tests.factories.reporting import load_printed_plan
from tracekenya.accounts.installation import is_practice
from tracekenya.accounts.models import Installation, User
from tracekenya.audit.models import AuditEvent
from tracekenya.directory.actions import load_agencies
from tracekenya.vault.fields import EncryptedTextField

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)
NOT_OF_THE_SEED = {"password", "last_login", "joined_at"}  # salted, or of the clock


@pytest.fixture
def plan(settings, tmp_path):
    """The plan and the reference data are loaded; the accounts go to a folder of the test."""
    settings.STATE_ROOT = tmp_path
    load_printed_plan()
    load_offences()
    load_form()
    load_agencies()


def seed(**options):
    out = StringIO()
    call_command("seed_demo", cases=20, intercepts=30, stdout=out, **options)
    return out.getvalue()


def digest_of_seeding(tmp_path, *, seed=7, today=TODAY):
    """Seed, fingerprint all that was stored with sealed texts opened, and roll back."""
    with transaction.atomic():
        made = load_practice_data(
            cases=40, intercepts=60, seed=seed, today=today, accounts_file=tmp_path / "a.json"
        )
        digest = hashlib.sha256()
        for model in STORING_ORDER:
            for line in sorted(_lines(model)):
                digest.update(line.encode())
        transaction.set_rollback(True)
    return digest.hexdigest(), made


def _lines(model):
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.name not in NOT_OF_THE_SEED and field.get_internal_type() != "BigAutoField"
    ]
    has_cipher = any(isinstance(field, EncryptedTextField) for field in fields)
    names = [field.attname for field in fields]
    if not has_cipher:
        return [f"{model.__name__} {row}" for row in model._default_manager.values_list(*names)]
    return [
        f"{model.__name__} {[getattr(row, name) for name in names]}"
        for row in model._default_manager.all()
    ]


def test_same_seed_and_day_give_the_same_data(plan, tmp_path):
    first, made = digest_of_seeding(tmp_path)
    second, made_again = digest_of_seeding(tmp_path)

    assert first == second
    assert made == made_again


def test_another_seed_or_day_gives_other_data(plan, tmp_path):
    first, _ = digest_of_seeding(tmp_path)

    assert digest_of_seeding(tmp_path, seed=8)[0] != first
    assert digest_of_seeding(tmp_path, today=dt.date(2026, 11, 23))[0] != first


def test_command_marks_practice_writes_accounts_for_the_owner_and_prints_them(plan, settings):
    said = seed()

    target = settings.STATE_ROOT / "practice-accounts.json"
    accounts = json.loads(target.read_text())
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert len(accounts) == 16
    assert all(row["email"] in said and row["password"] in said for row in accounts)
    assert is_practice()
    assert (
        AuditEvent.objects.filter(kind="created", target_type="accounts.installation").count() == 1
    )


def test_counts_of_nothing_give_an_organisation_without_cases(plan):
    call_command("seed_demo", cases=0, intercepts=0, stdout=StringIO())

    assert Case.objects.count() == 0
    assert User.objects.count() == 32


def test_database_with_a_person_is_refused_in_one_line(plan):
    PersonFactory()

    with pytest.raises(CommandError) as refused:
        seed()

    assert str(refused.value) == "Practice data goes only into an empty database."
    assert (User.objects.count(), Person.objects.count()) == (0, 1)


def test_if_empty_leaves_a_filled_database_alone(plan):
    UserFactory()

    assert seed(if_empty=True) == "Practice data: already there.\n"
    assert User.objects.count() == 1


def test_live_database_is_never_filled(plan):
    Installation.objects.create(canary=Installation.CANARY)

    with pytest.raises(CommandError, match="only into an empty database"):
        seed()

    assert seed(if_empty=True) == "Practice data: already there.\n"
    assert not is_practice()


def test_plan_must_be_loaded_first():
    with pytest.raises(CommandError) as refused:
        seed()

    assert str(refused.value) == "Load the plan first: manage.py load_strategic_plan"
    assert Installation.objects.count() == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"cases": -1, "intercepts": 0}, "--cases must be between 0 and 50000, not -1."),
        ({"cases": 1, "intercepts": -5}, "--intercepts must be between 0 and 200000, not -5."),
        ({"cases": 10**9, "intercepts": 1}, "--cases must be between 0 and 50000, not 1000000000."),
    ],
)
def test_absurd_counts_are_refused(plan, options, message):
    with pytest.raises(CommandError) as refused:
        call_command("seed_demo", stdout=StringIO(), **options)

    assert str(refused.value) == message
    assert User.objects.count() == 0


def test_nothing_is_stored_when_the_accounts_cannot_be_written(settings, tmp_path):
    load_printed_plan()
    (tmp_path / "file").write_text("not a folder")
    settings.STATE_ROOT = tmp_path / "file"

    with pytest.raises(CommandError, match="cannot be written: "):
        seed()

    assert (User.objects.count(), Offence.objects.count(), Installation.objects.count()) == (
        0,
        0,
        0,
    )
