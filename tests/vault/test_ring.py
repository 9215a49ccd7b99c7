"""The ring of keys from the environment or a file: read whole, or the start is refused."""

import base64
import os

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.factories.cases import PersonFactory
from tracekenya.accounts.installation import refuse_unsafe_start
from tracekenya.lib.configuration import vault_keys
from tracekenya.vault import ring
from tracekenya.vault.actions import rotate
from tracekenya.vault.models import DataKey

ONE, TWO = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))


def ring_of(**values: str) -> dict[str, bytes]:
    env = environ.Env()
    env.ENVIRON = values
    return vault_keys(env)


def key_file(tmp_path, text: str, mode: int = 0o600) -> str:
    path = tmp_path / "vault.keys"
    path.write_text(text)
    path.chmod(mode)
    return str(path)


def test_the_first_key_seals_and_all_open():
    keys = ring_of(VAULT_KEYS=f"live2:{TWO},live1:{ONE}")

    assert list(keys.items()) == [("live2", b"\x02" * 32), ("live1", b"\x01" * 32)]


def test_a_file_holds_one_key_a_line(tmp_path):
    path = key_file(tmp_path, f"live2:{TWO}\nlive1:{ONE}\n")

    assert list(ring_of(VAULT_KEYS_FILE=path)) == ["live2", "live1"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "No vault key: set VAULT_KEYS or VAULT_KEYS_FILE"),
        ("live1:c2hvcnQ=", "VAULT_KEYS must hold 32 bytes in base64"),
        ("live1:not base64", "VAULT_KEYS must hold 32 bytes in base64"),
        (ONE, "VAULT_KEYS must read id:base64"),
        (f":{ONE}", "VAULT_KEYS must read id:base64"),
        (f"live-1:{ONE}", "VAULT_KEYS must read id:base64"),
        (f"ufunguo\u00e9:{ONE}", "VAULT_KEYS must read id:base64"),
        (f"{'x' * 17}:{ONE}", "VAULT_KEYS must read id:base64"),
        (f"live1:{ONE},live1:{TWO}", "VAULT_KEYS names the key live1 twice"),
        (f"live1:{ONE},live2:{ONE}", "VAULT_KEYS names the key live2 twice"),
    ],
)
def test_a_ring_that_cannot_be_right_is_refused_in_one_line(text, words):
    with pytest.raises(ImproperlyConfigured) as refusal:
        ring_of(VAULT_KEYS=text)

    assert str(refusal.value).startswith(words)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("secret", [ONE, "c2hvcnQ="])
def test_a_refusal_never_shows_the_key(secret):
    with pytest.raises(ImproperlyConfigured) as refusal:
        ring_of(VAULT_KEYS=f"live-1:{secret}")

    assert secret not in str(refusal.value)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o606])
def test_a_file_that_others_may_read_is_refused(tmp_path, mode):
    path = key_file(tmp_path, f"live1:{ONE}", mode)

    with pytest.raises(ImproperlyConfigured, match="may be read by others: chmod 600"):
        ring_of(VAULT_KEYS_FILE=path)


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_file_of_its_owner_alone_is_read(tmp_path, mode):
    assert list(ring_of(VAULT_KEYS_FILE=key_file(tmp_path, f"live1:{ONE}", mode))) == ["live1"]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="VAULT_KEYS_FILE cannot be read: No such file"):
        ring_of(VAULT_KEYS_FILE=str(tmp_path / "no"))


def test_a_file_of_random_bytes_is_refused(tmp_path):
    path = tmp_path / "vault.keys"
    path.write_bytes(b"\xff" + os.urandom(32))
    path.chmod(0o600)

    with pytest.raises(ImproperlyConfigured, match="one a line"):
        ring_of(VAULT_KEYS_FILE=str(path))


def test_two_places_for_the_keys_are_refused(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="not both"):
        ring_of(VAULT_KEYS=f"live1:{ONE}", VAULT_KEYS_FILE=key_file(tmp_path, f"live1:{ONE}"))


def test_a_key_that_is_still_needed_cannot_be_taken_out(practice, settings):
    settings.VAULT_KEYS = {"new1": bytes(range(32)), **settings.VAULT_KEYS}
    PersonFactory(names="Zuhura Kielelezo")
    refuse_unsafe_start()
    old = DataKey.objects.exclude(kek="new1").get().kek
    settings.VAULT_KEYS = {"new1": bytes(range(32))}

    with pytest.raises(ImproperlyConfigured, match=f"VAULT_KEYS lacks the key {old}"):
        refuse_unsafe_start()


def test_another_key_under_an_old_name_is_refused(practice, settings):
    old = ring.first_id()
    settings.VAULT_KEYS = {"new1": bytes(range(32)), old: bytes(32)}

    with pytest.raises(ImproperlyConfigured, match=f"The vault key {old} does not fit"):
        refuse_unsafe_start()


def test_a_key_is_taken_out_after_the_ring_was_turned(practice, settings):
    PersonFactory(names="Zuhura Kielelezo")
    settings.VAULT_KEYS = {"new1": bytes(range(32)), **settings.VAULT_KEYS}
    rotate()
    settings.VAULT_KEYS = {"new1": bytes(range(32))}

    refuse_unsafe_start()
