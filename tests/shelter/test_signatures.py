"""Signatures: digits alone are kept and drawn, whatever is sent."""

import random

import pytest

from shelter import signatures

SIGNED = "12,40 14,44 18,50;80,20 81,22 90,30"


def test_the_strokes_are_kept_as_they_were_drawn():
    assert signatures.cleaned(f" {SIGNED}; ") == SIGNED
    assert signatures.strokes_of(SIGNED)[1] == [(80, 20), (81, 22), (90, 30)]
    assert signatures.path_of("1,2 3,4;5,6") == "M1 2L1 2L3 4M5 6L5 6"


@pytest.mark.parametrize(
    "text",
    [
        "", ";;;", "1,1 2,2 3,3", "<svg onload=x>", f'{SIGNED}"/><script>', "1,1 2,2 3,3 4,4 5,5 400,6",
        "1,1 2,2 3,3 4,4 5,5 6,161", "1 2 3 4 5 6", "1,2,3 4,5 6,7 8,9 1,1 2,2", "-1,1 2,2 3,3 4,4 5,5 6,6",
        "1.5,1 2,2 3,3 4,4 5,5 6,6", ",1 2,2 3,3 4,4 5,5 6,6", "1,1 " * 6000, "\x001,1 2,2 3,3 4,4 5,5 6,6",
        "١,١ 2,2 3,3 4,4 5,5 6,6",
    ],
)  # fmt: skip
def test_what_is_no_signature_is_refused(text):
    with pytest.raises(ValueError, match=r"only|too few|outside|unpack|literal|limit"):
        signatures.cleaned(text)


def test_whatever_is_drawn_holds_digits_and_the_letters_of_a_path_alone():
    draw = random.Random(5)
    alphabet = "0123456789,; <>\"'MLzé\x00"
    for _ in range(2000):
        text = "".join(draw.choices(alphabet, k=draw.randint(0, 60)))
        assert set(signatures.path_of(text)) <= set("0123456789ML ")


def test_a_huge_number_is_outside_of_the_field():
    assert signatures.path_of("9" * 15_000 + ",1") == ""
