"""How a name is heard in Kenya, so that its Swahili, Arabic, Somali and English spellings meet.

A sound is the first letter, the class of the first vowel, the other consonants and the kind of the
end. Consonants alone would make Hassan of Hussein, Otieno of Atieno and Salma of Salim.
Somali writes x for h, c for the 'ayn, q for k and long vowels double. A letter that is read in two
ways gives two sounds (Khamis: Hamisi, Kamisi); names are alike when they share one.
Whoever changes this file counts RULES in `blind` up and runs `manage.py reindex_people`.
"""

import re
from itertools import product

MOST_READINGS = 16  # of one word; a word with more is none that people bear

# Names whose spellings differ more than any rule should allow, each from the forms in use.
_FAMILIES = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        (r"m[aou]?[hx]a?m[ae]d[iu]?", "muhamed"),
        (r"m[aou][hx]a?m[ou]+d[iu]?", "mahmud"),
        (r"fa[dt]h?[uio]?m[aoe]h?", "fatuma"),
        (r"(?:kh|[hkq])adi[jg][aoe]h?", "hadija"),
        (r"(?:ci|[uo])(?:s|th)man[iu]?", "usman"),
        (r"s[ue]l[ae]i?man[iu]?", "suleman"),
    )
)
_SERVANT_OF = re.compile(r"^c?abd(?:[uie][lr](?=[^aeiou])|[aiue])?(?=[^aeiou][a-z]{2})")
# (written, read as): alternatives part into readings. Capitals are sounds of more than one letter.
_READINGS = tuple(
    (re.compile(written), read)
    for written, read in (
        (r"ph", ("f",)), (r"ch(?=r)", ("k",)), (r"ch(?=m)", ("h",)), (r"ck", ("k",)),
        (r"ch(?=[ae]+l)", ("C", "k")), (r"t?ch", ("C", "s")), (r"^je(?=[^aeiou])", ("je", "Ce")),
        (r"kh", ("k", "h")), (r"sh", ("s",)), (r"th", ("t", "d")), (r"dh", ("d",)), (r"gh", ("g",)),
        (r"ngk", ("nk",)), (r"dj", ("j",)), (r"dz", ("s", "j")), (r"ds", ("s",)), (r"z", ("s",)), (r"q", ("k",)),
        (r"x", ("h", "ks")), (r"c(?=[eiy])", ("s", "", "C")), (r"c", ("k", "", "C")), (r"v", ("f",)),
        (r"p(?=[^aeiou])", ("b",)), (r"(?<=s)k", ("g",)), (r"t$", ("t", "d")),
        (r"(?<=[ou])h(?=n)", ("",)), (r"^(?P<start>[^aeiou]*)(?:ai|ay|ei)", (r"\g<start>a", r"\g<start>e")),
        (r"m(?=[iu]?$)", ("m", "n")),
    )
)  # fmt: skip
_ANY_READING = re.compile("|".join(written.pattern for written, _read in _READINGS))
_TIDY = tuple(
    (re.compile(pattern), tidy)
    for pattern, tidy in (
        (r"(.)\1+", r"\1"),
        (r"(?<=[^aeiou])y|(?<=.)y(?=.)|(?<=.)y$", "i"),
        (r"(?<=[^aeiou])w|w(?=[^aeiou])|w$", "u"),
        (r"(?<=[aeiou])w(?=u)|(?<=[^aeiou][ou])w(?=[aeiou])", ""),
        (r"(?<=[aeo])u(?=[aeio])", "w"),
        (r"(?<=[^aeiou])h|(?<=[aeiou])h[eiu]?$", ""),
        (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
_PARTS = re.compile(r"[aeiou]+|[^aeiou]")
_CLASS = {"a": "a", "e": "i", "i": "i", "o": "u", "u": "u"}


def sounds(word: str) -> frozenset[str]:
    """Return how `word` (lower case, no accents) may be heard; nothing for a lone letter or none."""
    short = re.sub(r"(.)\1+", r"\1", word)
    for spelled, heard in _FAMILIES:
        if spelled.fullmatch(short):
            short = heard
    if len(short) < 2:
        return frozenset()
    short = _SERVANT_OF.sub("abd", short)
    return frozenset(key for reading in _readings(short) for key in _keys(reading))


def _readings(word: str) -> list[str]:
    if not _ANY_READING.search(word):
        return [word]
    readings = [word]
    for written, read in _READINGS:
        if any(map(written.search, readings)):
            readings = [written.sub(as_read, one) for one, as_read in product(readings, read)]
    return sorted(set(readings))[:MOST_READINGS]


def _keys(reading: str) -> set[str]:
    """Return the key of a reading, two where it ends in o or e: Somali has -o where others have -a."""
    for pattern, tidy in _TIDY:
        reading = pattern.sub(tidy, reading)
    parts = _PARTS.findall(reading)
    if not parts:
        return set()
    begins_open = parts[0][0] in _CLASS
    first = _vowel(parts[0]) if begins_open else parts[0]
    vowels = [_vowel(part) for part in parts if part[0] in _CLASS]
    rest = "".join(part for part in parts[1:] if part[0] not in _CLASS)
    early = "" if begins_open or not vowels else _vowel(next(p for p in parts if p[0] in _CLASS))
    ends_open = parts[-1][0] in _CLASS and len(parts) > 1
    late = vowels[:-1] if ends_open else vowels
    closed = f"{first}{early}{rest}:{'u' if late[-1:] == ['u'] else ''}"
    openly = f"{first}{early}{rest}a"
    end = parts[-1][-1] if ends_open and parts[-1] not in ("ao", "au", "ou") else ""
    if end == "a":
        return {openly}
    return {openly, closed} if end in ("e", "o") and end else {closed}


def _vowel(run: str) -> str:
    """Return the class of the vowel that is heard in a run: a, i (with e) or u (with o)."""
    if run[0] == "a" and run[1:2] in ("i", "e"):
        return "i"
    glides = len(run) > 1 and run[0] in "iu"
    return _CLASS[run[-1] if glides else run[0]]
