"""The compose file, the example of the environment and the image name only what settings know."""

import re

import pytest
import yaml

from tracekenya.ops.layout import PROJECT

COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
OURS = ("setup", "web", "worker", "beat")
# Values that only the compose file itself reads, to write addresses and to open a port.
OF_COMPOSE = {"APPLICATION_PASSWORD", "DATABASE_PASSWORD", "REDIS_PASSWORD"}
OF_IMAGE = {"PATH", "HOME", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "DJANGO_SETTINGS_MODULE"}
READ_BY = re.compile(
    r"""(?:env(?:\.\w+)?\(|secret_bytes\(env,|environ\.get\(|address\s=)\s*"([A-Z_]{4,})" """.strip()
)


def known_names() -> set[str]:
    """Return every name that settings, their helpers, the web server and ops read."""
    rooms = ("settings.py", "web_server.py", "lib/configuration.py", "ops/embedded.py")
    texts = [(PROJECT / "tracekenya" / room).read_text() for room in rooms]
    return {name for text in texts for name in READ_BY.findall(text)}


def example_names() -> set[str]:
    text = (PROJECT / ".env.example").read_text()
    return set(re.findall(r"^(?:# )?([A-Z_]+)=", text, re.MULTILINE))


def test_the_names_are_read_from_settings():
    assert known_names() >= {"DATABASE_URL", "VAULT_KEYS", "VAULT_INDEX_KEY", "AUDIT_KEY", "BIND"}


@pytest.mark.parametrize("service", OURS)
def test_each_variable_of_a_service_is_known(service):
    assert set(COMPOSE["services"][service]["environment"]) - known_names() == set()


def test_each_variable_that_compose_asks_for_stands_in_the_example():
    text = (PROJECT / "docker-compose.yml").read_text()

    assert set(re.findall(r"\$\{([A-Z_]+)", text)) - example_names() == set()


def test_the_example_holds_nothing_that_nobody_reads():
    assert example_names() - known_names() - OF_COMPOSE == set()


def test_the_image_sets_only_what_is_known():
    text = (PROJECT / "Dockerfile").read_text().rpartition("FROM ")[2]
    block = re.search(r"^ENV (.*?)(?<!\\)$", text, re.MULTILINE | re.DOTALL).group(1)

    assert set(re.findall(r"\b([A-Z_]+)=", block)) - known_names() - OF_IMAGE == set()


def test_every_host_in_an_address_is_a_service():
    values = COMPOSE["services"]["web"]["environment"]
    hosts = re.findall(r"@(\w+):(\d+)/", values["DATABASE_URL"] + values["REDIS_URL"])

    assert hosts == [("database", "5432"), ("redis", "6379")]
    assert {host for host, _ in hosts} <= set(COMPOSE["services"])


def test_only_the_setup_knows_the_owner_of_the_tables():
    users = {
        name: {
            variable: value.removeprefix("postgres://").partition(":")[0]
            for variable, value in COMPOSE["services"][name]["environment"].items()
            if variable.startswith("DATABASE_")
        }
        for name in OURS
    }
    application = {"DATABASE_URL": "tracekenya_app"}

    owner = COMPOSE["services"]["database"]["environment"]["POSTGRES_USER"]
    assert users == {
        "setup": application | {"DATABASE_OWNER_URL": owner},
        **dict.fromkeys(("web", "worker", "beat"), application),
    }


def test_the_only_open_port_is_the_web_servers_and_bound_to_this_host():
    opened = {name: made["ports"] for name, made in COMPOSE["services"].items() if "ports" in made}

    assert opened == {"web": ["127.0.0.1:${PORT:-8000}:8000"]}
    assert "BIND=0.0.0.0:8000" in (PROJECT / "Dockerfile").read_text()


def test_every_volume_is_declared_and_used():
    used = {
        volume.partition(":")[0]
        for made in COMPOSE["services"].values()
        for volume in made.get("volumes", [])
    }

    assert used == set(COMPOSE["volumes"])


@pytest.mark.parametrize("service", [name for name in COMPOSE["services"] if name != "setup"])
def test_long_running_services_are_watched_restarted_and_limited(service):
    made = COMPOSE["services"][service]

    assert made["restart"] == "unless-stopped"
    assert set(made["deploy"]["resources"]["limits"]) == {"cpus", "memory"}
    assert made["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert made["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("service", COMPOSE["services"])
def test_no_service_runs_as_root(service):
    image_user = re.findall(r"^USER (\w+)$", (PROJECT / "Dockerfile").read_text(), re.MULTILINE)

    assert COMPOSE["services"][service].get("user") or image_user == ["tracekenya"]


def test_waiting_is_for_services_that_exist():
    waited = {name for made in COMPOSE["services"].values() for name in made.get("depends_on", {})}

    assert waited == {"database", "redis", "setup"}
