"""Every answer carries the headers: each route, refusals, errors, redirects, static files."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from tests.db_roles import application_url
from tests.factories.accounts import UserFactory
from tests.factories.reporting import load_printed_plan
from tests.project.test_routes import ROUTES, address
from tracekenya.ops.layout import PROJECT
from tracekenya.roles.roles import Role

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
OTHER_HOST = re.compile(
    r"""(?:src|href|action|formaction|srcset|poster|data|content)=["'](?:https?:)?//[^"']*"""
)
# Where "leave quickly" leads: a link, which nothing follows by itself.
WAY_OUT = 'href="https://www.wikipedia.org/'
INLINE = re.compile(r"""<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=["']|javascript:""")
ADDRESSES_IN_FILES = re.compile(
    r"""(?:url\(|@import |from |import\(|fetch\()\s*["']?(?:https?:)?//"""
)


def fault_of(answer, *, stored: bool = False) -> list[str]:
    """Return what is wrong with the headers; `stored` for files that browsers may keep."""
    said = answer.headers
    wrong = [name for name, value in HEADERS.items() if said.get(name) != value]
    rules = dict(part.split(" ", 1) for part in said["Content-Security-Policy"].split("; "))
    if rules != dict(part.split(" ", 1) for part in POLICY.split("; ")):
        wrong.append("Content-Security-Policy")
    kept = said["Cache-Control"]
    if ("no-store" in kept) is stored:
        wrong.append(f"Cache-Control: {kept}")
    if said.get("Content-Type", "").startswith("text/html"):
        page = answer.content.decode()
        wrong += [*OTHER_HOST.findall(page.replace(WAY_OUT, "")), *INLINE.findall(page)]
    return wrong


@pytest.mark.parametrize(
    "who",
    [
        "stranger",
        *(role.value for role in Role if role.value in {"case_manager", "system_administrator"}),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_route_carries_them(client, practice, who, method):
    client.raise_request_exception = False
    load_printed_plan()
    if who != "stranger":
        client.force_login(UserFactory(role=who))
    answers = {}
    for name in ROUTES:
        if name in {"account_logout", "set_language"} and method == "post":
            continue  # they would change who asks
        if name == "field:field_ping" and method == "get":
            continue  # has no content, and as few bytes as can be (gate/ping.py)
        answers[name] = getattr(client, method)(address(name))

    assert {name: wrong for name, answer in answers.items() if (wrong := fault_of(answer))} == {}
    assert {name for name, answer in answers.items() if answer.status_code >= 500} - {
        "healthz"
    } == set()
    assert len(answers) > 200


REFUSALS = {
    400: lambda client: client.get("/cases/?a=%00"),
    403: lambda client: client.get("/administration/accounts/"),
    404: lambda client: client.get("/no-such-page/"),
    405: lambda client: client.delete("/"),
    413: lambda client: client.post(
        "/language/", "a=1&" * 2001, content_type="application/x-www-form-urlencoded"
    ),
}


@pytest.mark.parametrize("status", REFUSALS)
def test_each_refusal_carries_them(signed_in, status):
    client, _user = signed_in(Role.CASE_WORKER)

    answer = REFUSALS[status](client)

    assert answer.status_code == status
    assert fault_of(answer) == []


def test_a_foreign_form_and_a_busy_minute_carry_them(signed_in, settings, broker_url):
    client, user = signed_in(Role.CASE_WORKER)
    strict = Client(enforce_csrf_checks=True)
    foreign = strict.post("/language/", {"language": "sw"}, HTTP_ORIGIN="https://evil.example")
    settings.REQUESTS_OF_PERSON = 1
    client.get("/")
    busy = client.get("/")

    assert [foreign.status_code, busy.status_code] == [403, 429]
    assert [fault_of(foreign), fault_of(busy)] == [[], []]


def test_an_error_of_ours_carries_them(signed_in):
    client, _user = signed_in(Role.CASE_WORKER)
    client.raise_request_exception = False

    answer = _with_a_broken_page(client)

    assert answer.status_code == 500
    assert fault_of(answer) == []
    assert answer.content.decode().count("Something went wrong on our side") == 2


def _with_a_broken_page(client):
    """Ask for a page that fails: the route's own view is put back afterwards."""
    pattern = ROUTES["livez"]
    view = pattern.callback

    def fails(request):
        raise ZeroDivisionError

    fails.public_because = "it only fails"
    pattern.callback = fails
    try:
        return client.get("/livez")
    finally:
        pattern.callback = view


def test_a_stopped_part_is_said_with_them(client, db, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert fault_of(answer) == []


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/healthz", "/static/css/app.css"])
def test_another_host_is_refused_with_them(client, practice, path):
    answer = client.get(path, HTTP_HOST="evil.example")

    assert b"evil.example" not in b"".join(answer)
    assert "evil.example" not in str(answer.headers)
    if not path.startswith("/static/") and path != "/healthz":
        assert answer.status_code in (302, 400)


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/static/css/app.css", "text/css"), ("/static/js/frame.js", "text/javascript")],
)
def test_files_carry_them_and_may_be_kept(client, path, kind):
    answer = client.get(path)
    body = b"".join(answer)

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(kind)
    assert fault_of(answer, stored=True) == []
    assert body != b""


def test_a_missing_file_is_said_with_them(client, practice):
    answer = client.get("/static/no-such-file.css")

    assert answer.status_code == 404
    assert fault_of(answer) == []


def test_no_file_of_ours_asks_another_host():
    files = [f for f in (PROJECT / "static").rglob("*") if f.suffix in {".css", ".js", ".svg"}]

    asking = [f.name for f in files if ADDRESSES_IN_FILES.search(f.read_text())]

    assert len(files) > 10
    assert asking == []


def test_a_leak_would_be_found():
    assert OTHER_HOST.findall('<img src="//evil.example/x"><a href="https://evil.example">') != []
    assert INLINE.findall("<script>1</script>") != []
    assert INLINE.findall('<p style="color: red" onclick="x()">') != []
    assert ADDRESSES_IN_FILES.search("a { background: url(https://evil.example/x) }")


# --- With TLS ---------------------------------------------------------------------------------------
HTTPS = {
    "SITE_URL": "https://cases.example.org", "ALLOWED_HOSTS": "cases.example.org", "DEBUG": "off",
    "EMBEDDED_SERVICES": "off",
}  # fmt: skip
ASK = """
import django, json
django.setup()
from django.conf import settings
from django.test import Client
client = Client(SERVER_NAME="cases.example.org")
page = client.get("/livez", secure=True)
plain = client.get("/sign-in/")
bad = client.get("/livez", secure=True, HTTP_HOST="evil.example")
answer = client.get("/sign-in/", secure=True)
cookies = {name: [m["secure"], m["httponly"], m["samesite"], m["path"], m["domain"]] for name, m in answer.cookies.items()}
print(json.dumps({
    "hsts": [page.headers.get("Strict-Transport-Security"), bad.headers.get("Strict-Transport-Security")],
    "bad": bad.status_code, "plain": [plain.status_code, plain.headers.get("Location")], "cookies": cookies,
    "names": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME],
    "session": [settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE],
}))
"""


def _environment() -> dict[str, str]:
    return os.environ | HTTPS | {
        "DJANGO_SETTINGS_MODULE": "tracekenya.settings", "DATABASE_URL": application_url(),
        "STATIC_ROOT": str(settings.STATIC_ROOT),
    }  # fmt: skip


def test_with_tls_cookies_and_transport_are_strict(db):
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", ASK], cwd=PROJECT, env=_environment() | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])

    whole = "max-age=63072000; includeSubDomains; preload"
    assert said["hsts"] == [whole, whole]
    assert said["bad"] == 400
    assert said["plain"] == [301, "https://cases.example.org/sign-in/"]
    assert said["names"] == ["__Host-sessionid", "__Host-csrftoken", "__Host-language"]
    assert said["cookies"] == {"__Host-csrftoken": [True, True, "Lax", "/", ""]}
    assert said["session"] == [True, True, "Lax"]


def test_the_deployment_check_has_nothing_to_say(db):
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=PROJECT, env=_environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (
        0,
        "System check identified no issues (0 silenced).\n",
    ), done.stderr
