"""The policy in words: what docs/ACCESS.md and the pages about rights are made of."""

from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, Tier, letters, tier_of
from tracekenya.roles.roles import ROLE_TEXTS, Role

SCOPE_WORDS = {
    Scope.NONE: "no",
    Scope.OWN: "own records",
    Scope.ASSIGNED: "records granted to the person",
    Scope.SHELTER: "records of the own shelter",
    Scope.COUNTY: "records of the own county",
    Scope.AGGREGATES: "aggregates with small cells hidden",
    Scope.PUBLISHED: "published reports",
    Scope.ORGANISATION: "the whole organisation",
}

TIER_WORDS = {
    Tier.OPEN: "open: codes, age band, days, states",
    Tier.PERSONAL: "personal: who somebody is; opened by a click, each opening is in the trail",
    Tier.SPECIAL: "special: address of a shelter, counselling, medical, witness, what happened",
}

HEAD = """# Who may do what

Printed by `manage.py describe_access --write` from `tracekenya/roles/`; a test fails when it differs.
A role says which acts, its scope says on which records; both are needed. A dash means no.
A small r behind the letter: the role is asked for a reason before anything opens.
Other people's records answer 404, acts that a role lacks 403; board and donor meet 404 in both cases.
"""


def access_document() -> str:
    """Return docs/ACCESS.md: the roles with their sentences, the letters, the whole table."""
    return "\n".join([HEAD, *_role_lines(), "", *_letter_lines(), "", *_table_lines(), ""])


def _role_lines() -> list[str]:
    rows = [
        f"| {n} | `{role}` | {t.title} | {t.sentence} |"
        for n, (role, t) in enumerate(ROLE_TEXTS.items(), 1)
    ]
    return [
        "## The sixteen roles",
        "",
        "| | role | title | what it is for |",
        "|---|---|---|---|",
        *rows,
    ]


def _letter_lines() -> list[str]:
    rows = [f"| {scope} | {words} |" for scope, words in SCOPE_WORDS.items()]
    tiers = [f"| {tier} | {words} |" for tier, words in TIER_WORDS.items()]
    return [
        "## The letters",
        "",
        "| letter | on which records |",
        "|---|---|",
        *rows,
        "",
        "## The tiers of what an act opens",
        "",
        "| tier | what |",
        "|---|---|",
        *tiers,
    ]


def _table_lines() -> list[str]:
    table = letters()
    head = "| act | tier | " + " | ".join(str(n) for n, _ in enumerate(Role, 1)) + " |"
    rows = [
        f"| `{act}` | {tier_of(act)} | " + " | ".join(table[role, act] for role in Role) + " |"
        for act in Permission
    ]
    return [
        "## The table",
        "",
        "Columns are the numbers of the roles above.",
        "",
        head,
        "|---" * 18 + "|",
        *rows,
    ]
