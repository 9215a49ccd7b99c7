"""Which codes the rules of the work name: read from the source of the apps, for a committed list."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

from tracekenya.lib import vocabularies
from tracekenya.lists.rule_codes import CLOSED

APPS = ("cases", "shelter", "intercepts", "referrals", "programmes", "reporting", "tracekenya")
# Practice data and migrations name codes too, but no rule hangs on them; the pages of lists are generic.
LEFT_OUT = {"migrations", "practice", "administration", "lists", "ops", "ui"}
MOST_LISTS = 2  # a word that stands in more lists than that says nothing about any of them
TOO_COMMON = {
    "other", "unknown", "none", "open", "yes", "no", "day", "year", "month", "annual",
    "photo",  # a picture of a vehicle or a ticket, not what a person agreed to
}  # fmt: skip
# Named by rules too, but columns are called the same or the word is common.
ALSO = {
    "case_source": {"court", "intercept"}, "consent_giver": {"self"}, "funding_kind": {"grant"},
    "network_role": {"member"}, "notified_by": {"self", "staff"}, "service_type": {"shelter"},
    "organisation_type": {"donor", "police", "shelter"}, "partnership_theme": {"funding"},
}  # fmt: skip


def named_codes() -> dict[str, list[str]]:
    """Return list -> the codes in it that a rule names, both sorted; closed lists are left out.

    Members of an enum count for the lists that hold all its members; any other text that is a code
    counts for its lists when there are few of them and no column has that name.
    """
    lists = {name: set(terms) for name, terms in vocabularies.from_file().items()}
    columns = {field.name for model in apps.get_models() for field in model._meta.get_fields()}
    found: dict[str, set[str]] = {name: set(codes) for name, codes in ALSO.items()}
    for path in _files():
        tree = ast.parse(path.read_text())
        for members in _enums(tree):
            for name in _lists_of(members, lists):
                found.setdefault(name, set()).update(members & lists[name])
        for code in _texts(tree) - columns - TOO_COMMON:
            holding = [name for name, codes in lists.items() if code in codes]
            if len(holding) <= MOST_LISTS:
                for name in holding:
                    found.setdefault(name, set()).add(code)
    return {name: sorted(codes) for name, codes in sorted(found.items()) if name not in CLOSED}


def _files() -> Iterator[Path]:
    for app in APPS:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            if not LEFT_OUT & set(path.relative_to(settings.BASE_DIR).parts):
                yield path


def _enums(tree: ast.Module) -> Iterator[set[str]]:
    """Yield the values of each class that derives from StrEnum."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and "StrEnum" in {_name(base) for base in node.bases}:
            yield _texts(node)


def _lists_of(members: set[str], lists: dict[str, set[str]]) -> list[str]:
    whole = [name for name, codes in lists.items() if members <= codes]
    if whole:
        return whole
    best = max((len(members & codes) for codes in lists.values()), default=0)
    return [name for name, codes in lists.items() if best > 1 and len(members & codes) == best]


def _texts(tree: ast.AST) -> set[str]:
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _name(node: ast.expr) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))
