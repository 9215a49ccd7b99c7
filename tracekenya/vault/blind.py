"""Blind indexes: keyed fingerprints by which a sealed name, phone or document is found again.

Exact tokens stand for whole names, words, phones and documents; sound tokens for how a word is
heard in Kenya, so that Mohamed, Muhammad and Mohamedi meet. A token is 16 hexadecimal digits
(64 bits) of HMAC-SHA-256 under VAULT_INDEX_KEY; without the key nobody can test a guess.
"""

import hashlib
import hmac
import re
import unicodedata

import phonenumbers
from django.conf import settings

HOME_REGION = "KE"
_SAME_SOUND = (
    ("ph", "f"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("zh", "z"),
    ("ck", "k"), ("ch", "c"), ("q", "k"), ("x", "k"), ("z", "s"), ("v", "f"), ("ou", "u"),
    ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ai", "i"), ("ay", "i"), ("ie", "i"), ("y", "i"),
)  # fmt: skip
_C_LIKE_K = re.compile(r"c(?=[aou])")


def plain(text: str) -> str:
    """Return `text` in lower case without accents or punctuation, words parted by one blank."""
    stripped = "".join(
        c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)
    )
    return " ".join(re.sub(r"[^\w\s]|_", "", stripped.casefold()).split())


def sound(word: str) -> str:
    """Return how `word` is heard: first letter and consonants, like-sounding letters made one.

    Covers spellings of Kenyan, Swahili, Arabic and Somali names (Wanjiru, Wanjirũ; Achieng, Aching).
    """
    heard = plain(word)
    for written, said in _SAME_SOUND:
        heard = heard.replace(written, said)
    heard = _C_LIKE_K.sub("k", heard)
    first, rest = heard[:1], heard[1:]
    first = "a" if first in "aeiou" else first
    skeleton = first + re.sub(r"[aeiouhw]", "", rest)
    return re.sub(r"(.)\1+", r"\1", skeleton)


def name_tokens(names: str) -> list[str]:
    """Return exact tokens of the whole name and of each of its words."""
    words = plain(names).split()
    keys = {f"name:{' '.join(words)}"} if words else set()
    return sorted(_token(key) for key in keys | {f"word:{word}" for word in words})


def whole_name_token(names: str) -> str:
    return _token(f"name:{plain(names)}")


def sound_tokens(names: str) -> list[str]:
    """Return one token for the sound of each word."""
    return sorted({_token(f"sound:{sound(word)}") for word in plain(names).split()})


def phone_tokens(*numbers: str) -> list[str]:
    """Return one token a number; 0712 345 678 and +254712345678 give the same."""
    return sorted({_token(f"phone:{normal_phone(number)}") for number in numbers if number.strip()})


def document_tokens(*numbers: str) -> list[str]:
    kept = (re.sub(r"[^0-9a-z]", "", number.casefold()) for number in numbers)
    return sorted({_token(f"document:{number}") for number in kept if number})


def normal_phone(number: str) -> str:
    """Return E.164 (+254...) where the number can be read as one, else its digits."""
    international = re.sub(r"^\s*00", "+", number)  # 00 is how many dial abroad
    try:
        return phonenumbers.format_number(
            phonenumbers.parse(international, HOME_REGION), phonenumbers.PhoneNumberFormat.E164
        )
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", number)


def _token(key: str) -> str:
    return hmac.new(settings.VAULT_INDEX_KEY, key.encode(), hashlib.sha256).hexdigest()[:16]
