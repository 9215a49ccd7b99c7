"""Whether somebody at the door fits a person suspected: asked anew each time, answered without a name.

People suspected are presumed innocent: an answer stops a visit or a release and sends the house to
the case manager; it says nothing about anybody's guilt. Nothing of the question is kept.
"""

from dataclasses import dataclass

from django.db.models import Q

from cases.models import Suspect
from tracekenya.vault import blind
from tracekenya.vault.fields import known, open_together

MOST_CHARS = 500  # of one text that is compared
WORDS_THAT_TELL = 2  # words of two names that must meet before they are alike


@dataclass(frozen=True)
class Match:
    """exact: same phone, same paper, or same name and year of birth. likely: the name is heard alike.

    An exact one is never likely too. Both False: nobody of the register fits.
    """

    exact: bool = False
    likely: bool = False

    def __bool__(self) -> bool:
        return self.exact or self.likely


def match(
    names: str = "", phone: str = "", document: str = "", birth_year: int | None = None
) -> Match:
    """Hold an identity against every person suspected, whatever cases the reader may open."""
    names, phone, document = (text.strip()[:MOST_CHARS] for text in (names, phone, document))
    if _document_fits(document):
        return Match(exact=True)
    wanted = blind.wanted_words(names)
    whole = {blind.whole_name_token(names)} if wanted else set()
    alone = {blind.whole_name_token(word) for word in blind.plain(names).split()}
    phones = set(blind.phone_tokens(phone))
    sounds = {token for _, heard in wanted for token in heard}
    near = Q(name_tokens__overlap=[*whole, *alone, *(word for word, _ in wanted)])
    rows = Suspect.objects.filter(
        near | Q(sound_tokens__overlap=[*sounds]) | Q(phone_tokens__overlap=[*phones])
    )
    is_likely = False
    for held, heard, numbers, born in rows.values_list(
        "name_tokens", "sound_tokens", "phone_tokens", "birth_year"
    ):
        is_same_name = not whole.isdisjoint(held)
        if not phones.isdisjoint(numbers) or (is_same_name and born and born == birth_year):
            return Match(exact=True)
        met = sum(word in held or not sounds.isdisjoint(heard) for word, sounds in wanted)
        is_likely |= is_same_name or met >= WORDS_THAT_TELL or not alone.isdisjoint(held)
    return Match(likely=is_likely)


def _document_fits(document: str) -> bool:
    """Papers of people suspected have no index; the few that are known are opened and compared."""
    tokens = set(blind.document_tokens(document))
    if not tokens:
        return False
    rows = list(Suspect.objects.exclude(document_number=b"").only("document_number"))
    open_together(rows)
    return any(
        not tokens.isdisjoint(blind.document_tokens(known(row.document_number))) for row in rows
    )
