"""One place in a YAML file: reads typed values and names line and field of a wrong one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn, TypeVar

import yaml
from django.db.models import TextChoices

from tracekenya.lib.errors import DomainError

NULL_TAG = "tag:yaml.org,2002:null"
BOOL_WORDS = {"true": True, "false": False}
NUMBER = re.compile(r"-?[0-9]{1,11}(\.[0-9]{1,2})?")
LONGEST_NAME = 120  # characters of a field's name; lines of the budget are such names
LONGEST_TEXT = 500  # characters; the longest sentence that the plan prints has 340

Word = TypeVar("Word", bound=TextChoices)


class PlanFileError(DomainError):
    """The plan file cannot be used; the message names file, line and field."""


@dataclass(frozen=True)
class Cursor:
    """A node of the file and the way to it, such as `key_focus_areas[KFA1].name`."""

    file: str
    path: str
    node: yaml.Node

    @property
    def line(self) -> int:
        return self.node.start_mark.line + 1

    @property
    def is_empty(self) -> bool:
        return self.node.tag == NULL_TAG

    @property
    def is_scalar(self) -> bool:
        return isinstance(self.node, yaml.ScalarNode)

    def fail(self, problem: str) -> NoReturn:
        """Raise PlanFileError for this place."""
        raise PlanFileError(
            f"{self.file}, line {self.line}, field {self.path or '(whole file)'}: {problem}"
        )

    def fields(self) -> dict[str, "Cursor"]:
        """Return the named values of a mapping in file order; a name given twice is an error."""
        if not isinstance(self.node, yaml.MappingNode):
            self.fail("must be a group of named values")
        found: dict[str, Cursor] = {}
        for key, value in self.node.value:
            name = Cursor(self.file, self.path, key).text(longest=LONGEST_NAME)
            child = Cursor(self.file, f"{self.path}.{name}".lstrip("."), value)
            if name in found:
                child.fail(f"is given twice (first on line {found[name].line})")
            found[name] = child
        return found

    def get(self, name: str) -> "Cursor | None":
        """Return the value called `name`; None where it is missing or empty."""
        child = self.fields().get(name)
        return None if child is None or child.is_empty else child

    def need(self, name: str) -> "Cursor":
        """Return the value called `name`, which must be there and not empty."""
        child = self.expect(name)
        return child.fail("is empty") if child.is_empty else child

    def expect(self, name: str) -> "Cursor":
        """Return the value called `name`, which must be there but may be empty."""
        child = self.fields().get(name)
        if child is None:
            Cursor(self.file, f"{self.path}.{name}".lstrip("."), self.node).fail("is missing")
        return child

    def items(self) -> list["Cursor"]:
        """Return the entries of a list, each called by its code or name, else by its place."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.fail("must be a list")
        return [
            Cursor(self.file, f"{self.path}[{_label(node) or place}]", node)
            for place, node in enumerate(self.node.value, start=1)
        ]

    def text(self, *, longest: int = LONGEST_TEXT) -> str:
        """Return one line of plain text, white space tidied."""
        words = " ".join(self._scalar().split())
        if not words:
            self.fail("is empty")
        if len(words) > longest:
            self.fail(f"is longer than {longest} characters")
        if not words.isprintable():
            self.fail("must be plain text")
        return words

    def matching(self, pattern: str, *, example: str) -> str:
        """Return text that has the form `pattern`."""
        text = self.text(longest=40)
        if not re.fullmatch(pattern, text):
            self.fail(f"{text!r} must look like {example}")
        return text

    def number(self) -> Decimal:
        """Return a number that is not negative, with at most two decimals."""
        words = self._scalar()
        if not NUMBER.fullmatch(words):
            self.fail(f"{words[:40]!r} must be a number")
        if words.startswith("-"):
            self.fail(f"{words} must not be negative")
        return Decimal(words)

    def whole(self) -> int:
        """Return a whole number that is not negative."""
        number = self.number()
        return int(number) if number == int(number) else self.fail("must be a whole number")

    def flag(self) -> bool:
        """Return yes or no, written true or false."""
        word = self._scalar().lower()
        return BOOL_WORDS[word] if word in BOOL_WORDS else self.fail("must be true or false")

    def word(self, words: type[Word]) -> Word:
        """Return one of the words of an enumeration."""
        return words(self.one_of([word.value for word in words]))

    def one_of(self, allowed: Iterable[str]) -> str:
        """Return text that is one of `allowed`."""
        text, known = self.text(), list(allowed)
        if text not in known:
            self.fail(f"{text!r} is not known; use one of {', '.join(known)}")
        return text

    def within(self, numbers: range) -> int:
        """Return a whole number of `numbers`."""
        number = self.whole()
        if number not in numbers:
            self.fail(f"{number} lies outside {numbers[0]}-{numbers[-1]}")
        return number

    def _scalar(self) -> str:
        if not self.is_scalar or self.is_empty:
            self.fail("must be one value")
        return str(self.node.value)


def refuse_repeats(cursors: Iterable[Cursor]) -> None:
    """Raise PlanFileError at the first text that an earlier cursor already has."""
    first_lines: dict[str, int] = {}
    for cursor in cursors:
        text = cursor.text()
        if text in first_lines:
            cursor.fail(f"{text} is used twice (first on line {first_lines[text]})")
        first_lines[text] = cursor.line


def _label(node: yaml.Node) -> str:
    """Return the code or name by which people know an entry of a list, or nothing."""
    if not isinstance(node, yaml.MappingNode):
        return ""
    named = {str(key.value): str(value.value) for key, value in node.value}
    return next(
        (named[key][:40] for key in ("code", "number", "name", "where") if key in named), ""
    )
