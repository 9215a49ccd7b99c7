"""Two editors of one record: the form as each has it before them, and what the page answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.db import transaction

from tests.project.page_forms import Ground
from tracekenya.accounts.models import User

STALE = "Somebody else saved this record while you were writing"
ABOVE, BELOW = "Saved by somebody else meanwhile:", "Your text stands below."
FIRST, SECOND = "Saved by the first", "Typed by the second"
ORDER = [
    "textarea",
    "text",
    "number",
    "select",
    "radio",
    "date",
    "checkbox",
]  # the best to try first
DAYS = {"2025-07-02": "2 July 2025", "2025-07-03": "3 July 2025"}
MOST_OPTIONS = 3  # of one control
OK, FOUND = 200, 302

Answers = dict[str, list[str]]
Pair = tuple[str, str, str, str]  # name, what the first and the second answer, the first in words


@dataclass
class Control:
    kind: str
    options: dict[str, str] = field(default_factory=dict)  # value -> label


@dataclass
class Shown:
    """A form as a browser would send it untouched, and what its controls offer."""

    action: str
    answers: Answers = field(default_factory=dict)
    controls: dict[str, Control] = field(default_factory=dict)

    @property
    def version(self) -> str:
        return self.answers["version"][0]


class PageReader(HTMLParser):
    """Collects the forms of a page as they stand, and the words of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Shown] = []
        self.words: list[str] = []
        self.inside = ""  # name of the textarea, select or labelled choice whose words come
        self.many = False  # the select takes several answers
        self.option: tuple[str, str] = ("", "")
        self.label: tuple[Control, str] | None = None  # the choice whose label comes
        self.labels: dict[str, tuple[Control, str]] = {}  # id of a choice -> where its label goes
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        name = facts.get("name") or ""
        if tag == "form":
            self.forms.append(Shown(facts.get("action") or ""))
        elif not self.forms or "disabled" in facts:
            return
        elif tag == "input" and name:
            self._input(name, facts)
        elif tag in ("select", "textarea") and name:
            self.inside, self.many = name, "multiple" in facts
            self.forms[-1].controls[name] = Control(tag)
            self.forms[-1].answers[name] = [""] if tag == "textarea" else []
        elif tag == "option" and self.inside:
            self.option = (self.inside, facts.get("value") or "")
            self.forms[-1].controls[self.inside].options[self.option[1]] = ""
            if "selected" in facts:
                self.forms[-1].answers[self.inside].append(self.option[1])
        elif tag == "label":
            self.label = self.labels.get(facts.get("for") or "")

    def _input(self, name: str, facts: dict[str, str | None]) -> None:
        form, kind, value = self.forms[-1], facts.get("type") or "text", facts.get("value") or ""
        if kind in ("checkbox", "radio"):
            control = form.controls.setdefault(name, Control(kind))
            control.options[value or "on"] = ""
            self.labels[facts.get("id") or ""] = (control, value or "on")
            form.answers.setdefault(name, [])
            if "checked" in facts:
                form.answers[name].append(value or "on")
        elif kind not in ("submit", "button", "file"):
            form.answers.setdefault(name, []).append(value)
            if kind != "hidden":
                form.controls[name] = Control(kind)

    def handle_endtag(self, tag):
        if tag == "select" and self.inside:  # not one that cannot be used
            control = self.forms[-1].controls[self.inside]
            if not self.many and not self.forms[-1].answers[self.inside]:
                self.forms[-1].answers[self.inside] = list(control.options)[:1]
        if tag in ("select", "textarea"):
            self.inside = ""
        elif tag == "option":
            self.option = ("", "")
        elif tag == "label":
            self.label = None

    def handle_data(self, data):
        self.words.append(data)
        if self.option[0]:
            self.forms[-1].controls[self.option[0]].options[self.option[1]] += data.strip()
        elif self.inside and self.forms[-1].controls[self.inside].kind == "textarea":
            self.forms[-1].answers[self.inside][0] += data.removeprefix("\n")
        elif self.label:
            self.label[0].options[self.label[1]] += data.strip()

    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def pairs_of(shown: Shown) -> Iterator[Pair]:
    """Yield what two people may answer to each control, those first that are easiest to see."""
    by_rank = sorted(
        ((ORDER.index(c.kind), n) for n, c in shown.controls.items() if c.kind in ORDER)
    )
    for _rank, name in by_rank:
        control, was = shown.controls[name], shown.answers.get(name, [])
        if control.kind in ("textarea", "text"):
            yield name, FIRST, SECOND, FIRST
            yield name, "UG", "TZ", "UG"
        elif control.kind == "number":
            start = int(float((was or [""])[0] or 0))
            yield name, str(start + 1), str(start + 2), str(start + 1)
        elif control.kind == "date":
            (first, words), (second, _words) = DAYS.items()
            yield name, first, second, words
        elif control.kind == "checkbox" and len(control.options) == 1:
            (tick,) = control.options
            yield name, *(("", tick, "No") if was else (tick, "", "Yes"))
        else:
            others = [value for value in control.options if value and value not in was]
            left = [*others[1:], *was, ""]
            for first, second in list(zip(others, left, strict=False))[:MOST_OPTIONS]:
                yield name, first, second, control.options[first]


class Editing:
    """A page that two people have open at the same time; nothing of it is kept.

    `typed`: the control to change and how, instead of what is drawn up for each.
    `also`: what both must answer besides. `hidden`: name of a control that is never shown with what
    is saved -> what the page says in its place.
    """

    def __init__(
        self, ground: Ground, route: str, people: tuple[User, User], *,
        typed: Pair | None, also: dict[str, str], hidden: dict[str, str],
    ) -> None:  # fmt: skip
        self.address, self.sender = ground.addresses[route], ground.sender
        self.cookies = [self.sender.cookie_of(user) for user in people]
        self.typed, self.also, self.hidden = typed, also, hidden
        self.form = self.opened()

    def opened(self) -> Shown | None:
        """Return the form with a version that the page shows, as it stands; None for none."""
        _status, page = self._answer(0, "GET", self.address)
        forms = [form for form in PageReader(page).forms if "version" in form.answers]
        return forms[0] if forms else None

    def send(self, who: int, **typed: str) -> tuple[int, str]:
        """Send the form as it was opened, with what is typed ("" leaves it out), for status and page."""
        form = self.form
        answers = form.answers | {name: [t] if t else [] for name, t in (self.also | typed).items()}
        body = urlencode(answers, doseq=True)
        return self._answer(who, "POST", form.action or self.address, body)

    def _answer(self, who: int, method: str, address: str, body: str = "") -> tuple[int, str]:
        answer = self.sender.answer(self.cookies[who], method, address, body)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        return answer.status_code, answer.content.decode() if is_page else ""

    def fault(self) -> str:
        """Return what is wrong when two save the form; "" for nothing."""
        if self.form is None:
            return "the form carries no version"
        refused = []
        for name, first, second, words in [self.typed] if self.typed else pairs_of(self.form):
            with undone():
                status, page = self.send(0, **{name: first})
                if status == FOUND:
                    return self._second(name, first, second, self.hidden.get(name, words))
                refused.append((name, first, status))
        return f"no change was taken: {refused}, {PageReader(page).text()[-900:]}"

    def _second(self, name: str, first: str, second: str, words: str) -> str:
        """Let the other one send what is stale by now, and judge the answer and what is kept."""
        status, page = self.send(1, **{name: second})
        if status != OK:
            return f"{name}: the second is answered {status}"
        answer, kept = PageReader(page), self.opened()
        again = next(form for form in answer.forms if "version" in form.answers)
        said = answer.text()
        shown = said.partition(ABOVE)[2].partition(BELOW)[0]
        is_seen = name not in self.hidden
        faults = {
            "the first save left the version alone": kept.version == self.form.version,
            "no summary says what is wrong": STALE not in said,
            f"of the first only {shown!r} is shown": words not in shown,
            f"{second!r} of the second is gone": "".join(again.answers[name]) != second,
            "the second replaced the first": is_seen
            and "".join(kept.answers[name]) not in (first, words),
            "the page keeps the old version": again.version == self.form.version,
            "the second was saved": again.version != kept.version,
        }
        return "; ".join(f"{name}: {fault}" for fault, is_so in faults.items() if is_so)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
