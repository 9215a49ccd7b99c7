"""The texts that the code marks for translation, read without the gettext tools."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

from tracekenya.ops.layout import PROJECT
from tracekenya.ops.tools import IGNORED_BY_MESSAGES

CONTEXT, TEXT, PLURAL = "context", "text", "plural"
ARGUMENTS = {
    "_": [TEXT],
    "gettext": [TEXT],
    "ngettext": [TEXT, PLURAL],
    "pgettext": [CONTEXT, TEXT],
    "npgettext": [CONTEXT, TEXT, PLURAL],
}
MARKED_IN_TEMPLATE = re.compile(
    r"""(?<!\w)(?P<name>_|n?p?gettext)\(
    (?P<arguments>u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    (?:,\s*u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))*)""",
    re.VERBOSE,
)


class Marked(NamedTuple):
    """One text of the code, as a catalogue keys it; `plural` is empty for a text without number."""

    context: str | None
    text: str
    plural: str


def marked_texts() -> set[Marked]:
    """Return every text in Python files and templates, those of tests and tools left out."""
    in_code = {text for path in _files("*.py") for text in of_python(path.read_text())}
    templates = [*_files("*.html"), *_files("*.txt")]
    return in_code | {text for path in templates for text in _of_template(path.read_text())}


def _files(pattern: str) -> Iterator[Path]:
    for room in PROJECT.iterdir():
        if room.is_dir() and room.name not in IGNORED_BY_MESSAGES:
            yield from room.rglob(pattern)


def of_python(source: str) -> Iterator[Marked]:
    """Yield the texts that a module marks."""
    tree = ast.parse(source)
    own_names = _names_in(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            values = [getattr(each, "value", None) for each in node.args]
            yield from _marked(own_names.get(name, name), values)


def _names_in(tree: ast.Module) -> dict[str, str]:
    """Return under which name a module knows each function of gettext."""
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    names = [each for node in imports for each in node.names]
    return {each.asname: each.name for each in names if each.asname}


def _of_template(source: str) -> Iterator[Marked]:
    for found in MARKED_IN_TEMPLATE.finditer(templatize(source)):
        yield from _marked(found["name"], ast.literal_eval(f"[{found['arguments']}]"))


def _marked(name: str, values: list[object]) -> Iterator[Marked]:
    roles = ARGUMENTS.get(name.removesuffix("_lazy").removesuffix("_noop"), [])
    given = dict(zip(roles, values, strict=False))
    if isinstance(given.get(TEXT), str):
        yield Marked(given.get(CONTEXT), given[TEXT], given.get(PLURAL, ""))
