"""Names are found by how they are heard; phones and documents however they are typed."""

import pytest

from tracekenya.vault.blind import document_tokens, name_tokens, phone_tokens, sound, sound_tokens


@pytest.mark.parametrize(
    "spellings",
    [
        ["Mohamed", "Muhammad", "Mohamedi", "Mohammed"],
        ["Wanjiru", "Wanjirũ"],
        ["Achieng", "Aching"],
        ["Khadija", "Kadija"],
        ["Aisha", "Aysha", "Eisha"],
        ["Yusuf", "Yusuph"],
    ],
)
def test_spellings_of_one_name_sound_alike(spellings):
    assert len({sound(word) for word in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Achieng", "Wanjiru"), ("Mohamed", "Mustafa"), ("Zuhura", "Zainabu")]
)
def test_different_names_sound_different(one, other):
    assert sound(one) != sound(other)


def test_words_are_found_whatever_case_accents_and_order():
    mfano, jina = (
        set(name_tokens(word)) & set(name_tokens("Mfano Jina")) for word in ("mfáno", "JINA")
    )

    assert (len(mfano), len(jina)) == (1, 1)
    assert mfano | jina <= set(name_tokens("JINA mfáno"))


@pytest.mark.parametrize(
    "typed", ["0712345678", "+254 712 345 678", "00254712345678", "0712-345-678"]
)
def test_a_phone_gives_one_token_however_typed(typed):
    assert phone_tokens(typed) == phone_tokens("+254712345678")


def test_a_document_gives_one_token_however_typed():
    assert document_tokens("AK 0123-456") == document_tokens("ak0123456")


def test_tokens_depend_on_the_key(settings):
    before = sound_tokens("Mfano")
    settings.VAULT_INDEX_KEY = bytes(32)

    assert sound_tokens("Mfano") != before


def test_empty_input_gives_no_token():
    assert (name_tokens(" "), sound_tokens(""), phone_tokens(""), document_tokens("-")) == (
        [],
        [],
        [],
        [],
    )
