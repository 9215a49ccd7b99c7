"""Names are found by how they are heard; phones and documents however they are typed."""

import pytest

from tracekenya.vault import blind
from tracekenya.vault.blind import document_tokens, name_tokens, phone_tokens, sound_tokens


def test_words_are_found_whatever_case_accents_and_order():
    mfano, jina = (
        set(name_tokens(word)) & set(name_tokens("Mfano Jina")) for word in ("mfáno", "JINA")
    )

    assert (len(mfano), len(jina)) == (1, 1)
    assert mfano | jina <= set(name_tokens("JINA mfáno"))


@pytest.mark.parametrize(
    "typed",
    [
        "0712345678", "+254 712 345 678", "00254712345678", "0712-345-678", "254712345678", "712345678",
        "+254 (0)712 345678", "(0712) 345.678", " 0712 345 678 ", "\uff10\uff17\uff11\uff12345678",
        "+254-0712-345-678",
    ],
)  # fmt: skip
def test_a_phone_gives_one_token_however_typed(typed):
    assert phone_tokens(typed) == phone_tokens("+254712345678")


@pytest.mark.parametrize("between", [" / ", ", ", ";", " or ", " au ", "\n"])
def test_several_phones_in_one_field_are_each_found(between):
    both = phone_tokens(f"0712 345 678{between}+256 701 234567")

    assert set(both) == {*phone_tokens("254712345678"), *phone_tokens("00256701234567")}


def test_phones_of_neighbours_abroad_and_landlines_are_kept_apart():
    numbers = ["0712345678", "+255712345678", "+256712345678", "020 2345678", "0812345678", "119"]

    assert len({token for number in numbers for token in phone_tokens(number)}) == len(numbers)


def test_the_whole_name_is_one_token_in_any_order_of_its_words():
    assert blind.whole_name_token("Jina la Mfano") == blind.whole_name_token("mfano jina LA")


def test_first_parts_written_apart_or_together_meet():
    assert set(sound_tokens("Abdi Rahman")) & set(sound_tokens("Cabdiraxmaan"))
    assert set(sound_tokens("Mwana Isha")) & set(sound_tokens("Mwanaisha"))


def test_the_mark_of_an_index_tells_rules_and_key(settings, monkeypatch):
    marks = {blind.mark()}
    monkeypatch.setattr(blind, "RULES", blind.RULES + 1)
    marks.add(blind.mark())
    settings.VAULT_INDEX_KEY = bytes(32)
    marks.add(blind.mark())

    assert len(marks) == 3


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
