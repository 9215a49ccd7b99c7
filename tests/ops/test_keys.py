"""Secrets are made once, for their owner alone, and never for a database that has its own."""

import base64
import os
import stat

import pytest

from tracekenya.ops import embedded
from tracekenya.ops.console import SetupError
from tracekenya.ops.keys import APPLICATION_KEYS, secrets_in


def test_secrets_stay_the_same_and_only_the_owner_reads_them(tmp_path):
    file = tmp_path / "secrets.json"

    made = secrets_in(file)

    assert secrets_in(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(set(made.values())) == len(made)


def test_keys_have_the_shape_that_settings_ask_for(tmp_path):
    made = secrets_in(tmp_path / "secrets.json")

    name, _, key = made["VAULT_KEYS"].partition(":")
    assert name == "local1"
    for text in (key, made["VAULT_INDEX_KEY"], made["AUDIT_KEY"]):
        assert len(base64.b64decode(text, validate=True)) == 32
    assert len(made["SECRET_KEY"]) >= 50


def test_a_secrets_file_that_cannot_be_read_is_never_made_anew(tmp_path):
    file = tmp_path / "secrets.json"
    file.write_text("{half")

    with pytest.raises(SetupError, match="cannot be read"):
        secrets_in(file)

    assert file.read_text() == "{half"


def test_a_configured_database_gets_no_invented_keys(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example.org/live")
    monkeypatch.setenv("REDIS_URL", "redis://redis.example.org/0")

    embedded.prepare()

    assert [name for name in APPLICATION_KEYS if name in os.environ] == []


def test_a_database_named_in_the_env_file_is_used(tmp_path):
    (tmp_path / ".env").write_text(
        "# live\nDATABASE_URL=postgres://db/live\nexport REDIS_URL=redis://r\n"
    )

    assert not embedded.needs_services()
    assert not embedded.is_configured("SECRET_KEY")


def test_an_image_starts_no_services_of_its_own(monkeypatch):
    monkeypatch.setenv("EMBEDDED_SERVICES", "off")

    assert not embedded.needs_services()
