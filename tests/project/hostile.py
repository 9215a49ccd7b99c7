"""Inputs as nobody would type them: in answers of forms, in queries, in addresses, in whole bodies."""

import json
import uuid
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.project.page_forms import FORM_TYPE, Form, Ground
from tests.project.test_routes import ROUTES, VALUES
from tracekenya.accounts.models import User

HOSTILE = [
    "", " ", "a\0b", "\ud800", "\u202eabc", "x" * 5000, "x" * 1_000_000,
    "<script>alert(1)</script>", "'; DROP TABLE cases_case; --", "{{ 7 * 7 }}", "%s %(day)s",
    "-1", "0", "99999999999999999999", "1e400", "NaN", "Infinity", "٣",
    "0001-01-01", "9999-12-31", "2999-01-01", "2025-02-30", "0001-01-01T00:00", "9999-12-31T23:59",
    "25:61", "00000000-0000-0000-0000-000000000000", "not-a-uuid",
]  # fmt: skip
SHORT = [bad for bad in HOSTILE if len(bad) < 10_000]  # what fits into an address
# By the page, or by the route that takes the form; what is sealed opens in place.
ANSWERED_IN_PLACE = {
    "shelter:month_print",
    "reporting:earlier_years_paste", "administration:user_detail", "cases:people_search",
    "shelter:shelter_address", *(name for name in ROUTES if name.endswith(("_read", "_reveal"))),
}  # fmt: skip
QUERY_NAMES = [
    "sort", "after", "before", "page", "panel", "q", "year", "quarter", "format", "next", "role",
    "status", "county", "shelter", "from", "to", "case", "month", "lang", "_", "a[]", "__proto__",
]  # fmt: skip
TYPES = [
    FORM_TYPE, "application/json", "text/plain", "text/xml", "multipart/form-data",
    "multipart/form-data; boundary=x", f"{FORM_TYPE}; charset=rot13", f"{FORM_TYPE}; charset=utf-16",
    "multipart/form-data; boundary=x; charset=idna", "", "a" * 300, "application/octet-stream",
]  # fmt: skip
PART = b'--x\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\n\r\n%s\r\n--x--\r\n'
UNREADABLE = ["%00", "%ED%A", "%ED%B"]  # NUL and halves of a surrogate pair in a query
PLAIN_REFUSALS = {400, 403, 404, 405, 413}


@dataclass(frozen=True)
class Try:
    """One request: by whom, what, and which form it is if it is one."""

    what: str
    user: User
    method: str
    address: str
    body: bytes = b""
    kind: str = FORM_TYPE
    query: str = ""
    more: dict[str, str] = field(default_factory=dict)
    form: Form | None = None


@dataclass
class Findings:
    """What was tried and what was wrong."""

    tried: Counter = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    wordless: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        return self.errors + self.wordless

    def __str__(self) -> str:
        kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(self.tried.items()))
        return (
            f"hostile inputs: {self.tried.total()} tried, 500s: {len(self.errors)},"
            f" refused without a word: {len(self.wordless)} ({kinds})"
            + "".join(f"\n  {fault}" for fault in self.faults[:40])
        )


def answers_of(form: Form, changes: dict[str, str]) -> Try:
    """Return the form with some of its answers changed."""
    body = urlencode(form.answers | changes, errors="surrogatepass")
    what = f"form {form.route} { ({name: value[:40] for name, value in changes.items()}) }"
    if form.method == "get":
        return Try(what, form.user, "GET", form.action, query=body, form=form)
    return Try(what, form.user, "POST", form.action, body.encode(), form=form)


def judge(found: Findings, ground: Ground, tried: Try) -> None:
    answer = ground.sender.send(
        tried.user, tried.method, tried.address, tried.body, content_type=tried.kind,
        **({"QUERY_STRING": tried.query} if tried.query else {}), **tried.more,
    )  # fmt: skip
    found.tried[tried.what.partition(" ")[0]] += 1
    what = f"{tried.what} {tried.method} {tried.address[:80]}: {answer.status_code}"
    if answer.status_code >= 500 or _asks_to_sign_in(answer):
        found.errors.append(what)
    elif tried.form is not None:
        _judge_form(found, tried, what, answer)
    elif (
        answer.status_code not in {200, 302} | PLAIN_REFUSALS
        or answer.status_code in PLAIN_REFUSALS - {405}
        and not answer.content
    ):
        found.wordless.append(what)


def _asks_to_sign_in(answer) -> bool:
    """Tell whether the input met nothing but the sign-in page: then it tried nothing."""
    return answer.status_code == 302 and answer.url.startswith("/sign-in/")


def _judge_form(found: Findings, tried: Try, what: str, answer) -> None:
    form = tried.form
    is_refusal = answer.status_code == 200 and form.method == "post"
    says_why = {form.route, form.target} & ANSWERED_IN_PLACE or b"error-summary" in answer.content
    if answer.status_code == 400 and any(sign in tried.query for sign in UNREADABLE):
        says_why = b"<main" in answer.content  # a page of its own, before any view
    elif answer.status_code not in (200, 302):
        says_why = False
    elif not is_refusal or not form.names:  # a click that opens something answers in place
        return
    if not says_why:
        found.wordless.append(what)


def bad_values() -> st.SearchStrategy[str]:
    """Text, numbers and days as nobody would type them, and the known bad ones.

    Without the longest: each form meets it field by field, and here it would take most of the time.
    """
    days = st.dates().map(str) | st.datetimes().map(lambda at: at.isoformat(timespec="minutes"))
    numbers = st.integers().map(str) | st.floats().map(str) | st.decimals().map(str)
    return st.sampled_from(SHORT) | st.text(max_size=200) | days | numbers | st.uuids().map(str)


def short_values() -> st.SearchStrategy[str]:
    return st.sampled_from(SHORT) | st.text(max_size=60) | st.integers().map(str)


@st.composite
def bad_forms(draw, forms: list[Form]) -> Try:
    """Draw a form with some of its answers, or all of them, replaced by bad ones."""
    form = draw(st.sampled_from(forms))
    names = draw(st.sets(st.sampled_from(form.names), min_size=1)) if form.names else set()
    return answers_of(form, {name: draw(bad_values()) for name in sorted(names)})


@st.composite
def bad_queries(draw, ground: Ground, names: list[str]) -> Try:
    """Draw a page with names in its query that it knows or does not know, and bad values."""
    route = draw(st.sampled_from(sorted(ground.addresses)))
    pairs = draw(
        st.lists(st.tuples(st.sampled_from(names), short_values()), min_size=1, max_size=4)
    )
    query = urlencode(pairs, errors="surrogatepass")
    part = {"HTTP_HX_REQUEST": "true"} if draw(st.booleans()) else {}
    return Try(
        f"query {route} {query[:80]}", ground.furthest(route), "GET", ground.addresses[route],
        query=query, more=part,
    )  # fmt: skip


@st.composite
def bad_addresses(draw, ground: Ground, routes: list[str]) -> Try:
    """Draw an address whose key, code, word or year is replaced by a bad one."""
    route = draw(st.sampled_from(routes))
    parts = ground.addresses[route].split("/")
    places = [i for i, part in enumerate(parts) if _is_given(part)]
    place = draw(st.sampled_from(places))
    parts[place] = quote(draw(short_values() | st.uuids().map(str)), errors="surrogatepass")
    method = draw(st.sampled_from(["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS"]))
    return Try(f"address {route}", ground.furthest(route), method, "/".join(parts))


def _is_given(part: str) -> bool:
    """Tell whether this part of an address is a value and not a word of ours."""
    if part in {str(value) for value in VALUES.values()} | {"no-such-token"}:
        return True
    try:
        return bool(uuid.UUID(part))
    except ValueError:
        return False


@st.composite
def bad_bodies(draw, ground: Ground, forms: list[Form]) -> Try:
    """Draw a form whose body is of another type than it says, or is no form at all."""
    form = draw(st.sampled_from(forms))
    kind = draw(st.sampled_from(TYPES))
    written = json.dumps(form.answers)
    one = st.sampled_from([*form.names, "file", "x\0y", ""]).map(
        lambda n: PART % (n.encode(), b"../a.pdf", b"%PDF-1.7")
    )
    body = draw(
        st.sampled_from([written, written[:-3], "[1]", "null", "a=%", "=&=&", "&" * 2000])
        .map(str.encode) | st.binary(max_size=300) | one | st.just(urlencode(form.answers, errors="surrogatepass").encode())
    )  # fmt: skip
    return Try(f"body {form.route} {kind[:50]}", form.user, "POST", form.action, body, kind)


def drawn(ground: Ground, forms: list[Form], how_many: int, part: int = 0) -> Findings:
    """Send `how_many` drawn inputs of all kinds, the same ones for the same `part`."""
    found = Findings()
    posted = [form for form in forms if form.method == "post"]
    names = sorted({*QUERY_NAMES, *(n for f in forms if f.method == "get" for n in f.names)})
    routes = sorted(r for r in ground.addresses if ROUTES[r].pattern.converters)
    kinds = st.integers(0, 9).flatmap(
        lambda n: bad_forms(forms) if n < 6
        else bad_queries(ground, names) if n < 7
        else bad_addresses(ground, routes) if n < 8
        else bad_bodies(ground, posted)
    )  # fmt: skip

    @seed(part)
    @settings(
        max_examples=how_many, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(kinds)
    def send(tried):
        judge(found, ground, tried)

    send()
    return found
