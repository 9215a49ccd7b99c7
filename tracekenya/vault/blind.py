"""Blind indexes: keyed fingerprints by which a sealed name, phone or document is found again.

Exact tokens stand for whole names, words, phones and documents; sound tokens for how a word is
heard in Kenya (`sounds`), so that Mohamed, Muhammad and Maxamed meet. A token is 16 hexadecimal
digits (64 bits) of HMAC-SHA-256 under VAULT_INDEX_KEY; without the key nobody can test a guess.
Decision 14 says what the tokens still tell.
"""

import hmac
import re
import unicodedata

import phonenumbers
from django.conf import settings

from tracekenya.vault.sounds import sounds

RULES = 2  # counted up whenever the same identity would give other tokens; then reindex_people
HOME_REGION = "KE"
# Parts of names that say whose child, wife or servant: they tell nobody apart.
PARTICLES = frozenset({"al", "arap", "bin", "bint", "binti", "el", "ole", "wa", "wuod", "nyar"})
# First parts that are written apart or together: Abdi Rahman, Mwana Isha.
_JOINED = re.compile(r"c?abd(i|u|ul|il|el|ur|al)?|mwana|nuu?r|noor")
_NEXT_PHONE = re.compile(r"[,;/|\n]|\b(?:or|au|na|and)\b", re.IGNORECASE)
_HOME_NUMBER = re.compile(r"(?:254)?0*([17]\d{8})")


def mark() -> str:
    """Return the token that every index made by these rules under this key holds among its words."""
    return _token(f"rules:{RULES}")


def plain(text: str) -> str:
    """Return `text` in lower case without accents or punctuation, words parted by one blank."""
    stripped = "".join(
        c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)
    )
    return " ".join(re.sub(r"[^\w\s]|_", "", stripped.casefold()).split())


def name_tokens(names: str) -> list[str]:
    """Return exact tokens of the whole name, in any order of its words, and of each word."""
    words = plain(names).split()
    whole = {whole_name_token(names)} if words else set()
    return sorted(whole | {word_token(word) for word in words})


def whole_name_token(names: str) -> str:
    return _token(f"name:{' '.join(sorted(plain(names).split()))}")


def word_token(word: str) -> str:
    """Return the exact token of one plain word."""
    return _token(f"word:{word}")


def sound_tokens(names: str) -> list[str]:
    """Return the tokens of how each word is heard, of joined first parts and of initials."""
    words = plain(names).split()
    heard = {token for word in [*words, *_together(words)] for token in heard_tokens(word)}
    return sorted(heard | {_initial(word) for word in words if len(word) == 1})


def heard_tokens(word: str) -> set[str]:
    """Return a token for each way in which one plain word is heard; none for a lone letter."""
    return {_token(f"sound:{sound}") for sound in sounds(word)}


def wanted_words(names: str) -> list[tuple[str, set[str]]]:
    """Return for each word that must be met its exact token and the sounds that stand for it.

    Particles and lone letters need not be met, except where the name has nothing else. An initial
    that was recorded stands for a word beside other words.
    """
    words = list(dict.fromkeys(plain(names).split()))
    telling = [word for word in words if len(word) > 1 and word not in PARTICLES] or words
    wanted = []
    for word in telling:
        sounding = heard_tokens(word)
        if len(telling) > 1:
            beside = _together(words, word)
            sounding = sounding.union(*map(heard_tokens, beside), {_initial(word)})
        wanted.append((word_token(word), sounding or {_initial(word)}))
    return wanted


def phone_tokens(*numbers: str) -> list[str]:
    """Return one token a number; 0712 345 678 and +254712345678 give the same.

    One text may hold several numbers, parted by a comma, a stroke or a new line.
    """
    every = (normal_phone(part) for number in numbers for part in _NEXT_PHONE.split(number))
    return sorted({_token(f"phone:{number}") for number in every if number})


def document_tokens(*numbers: str) -> list[str]:
    kept = (re.sub(r"[^0-9a-z]", "", number.casefold()) for number in numbers)
    return sorted({_token(f"document:{number}") for number in kept if number})


def plate_token(plate: str) -> str:
    """Return the token of a number plate, "" for none; kba 123x and KBA-123X give the same."""
    letters = normal_plate(plate)
    return _token(f"plate:{letters}") if letters else ""


def normal_plate(plate: str) -> str:
    """Return the letters and digits of a number plate in capitals."""
    return re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", plate).upper())


def normal_phone(number: str) -> str:
    """Return E.164 (+254...) where the number can be read as one, else its digits."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", number))
    if not digits:
        return ""
    if home := _HOME_NUMBER.fullmatch(re.sub(r"^00", "", digits)):
        return f"+254{home[1]}"
    international = re.sub(r"^\s*00", "+", number)  # 00 is how many dial abroad
    try:
        return phonenumbers.format_number(
            phonenumbers.parse(international, HOME_REGION), phonenumbers.PhoneNumberFormat.E164
        )
    except phonenumbers.NumberParseException:
        return digits


def _together(words: list[str], only: str = "") -> list[str]:
    """Return first parts with the word after them, as one word; with `only`, those of that word."""
    pairs = zip(words, words[1:], strict=False)
    return [
        one + other
        for one, other in pairs
        if _JOINED.fullmatch(one) and (not only or only in (one, other))
    ]


def _initial(word: str) -> str:
    return _token(f"initial:{word[:1]}")


def _token(key: str) -> str:
    return hmac.digest(settings.VAULT_INDEX_KEY, key.encode(), "sha256").hex()[:16]
