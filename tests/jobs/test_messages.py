"""What travels through Redis: ids, in JSON. Nothing else is sent, and nothing else is accepted."""

import ast
import base64
import inspect
import pickle  # noqa: S403
import re
import time
from pathlib import Path

import pytest
import redis
from celery import current_app
from django.conf import settings
from kombu import Connection

from cases.actions import people
from reporting.report import kind
from tests.project.test_architecture import ROOT
from tests.reporting.report_data import fill
from tracekenya.celery import app
from tracekenya.jobs import broker
from tracekenya.jobs.models import Job, JobState

OURS = ("tracekenya", "cases", "shelter", "intercepts", "referrals", "programmes", "reporting")
SENDING = {"delay", "apply_async", "send_task", "signature", "s", "si", "apply"}
MARKS = ("Zqmarkera", "zqmarkera", "0711222333", "QX-998877")


def our_tasks() -> dict[str, object]:
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}


def test_every_task_takes_ids_as_text_or_nothing():
    taken = {
        f"{name}:{argument.name}": argument.annotation
        for name, task in our_tasks().items()
        for argument in inspect.signature(task.run).parameters.values()
    }

    assert len(our_tasks()) >= 4
    assert [where for where in taken if not where.endswith("_id")] == []
    assert set(taken.values()) <= {str, "str"}


def test_only_the_broker_sends_and_it_sends_an_id():
    found = {}
    for folder in OURS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in SENDING
                ):
                    found.setdefault(str(path.relative_to(ROOT)), []).append(ast.unparse(node))

    assert list(found) == ["tracekenya/jobs/broker.py"]
    [call] = found["tracekenya/jobs/broker.py"]
    assert "args=[str(job_id)]" in call
    assert "kwargs" not in call


def test_the_clock_sends_no_arguments():
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert set(entry) <= {"task", "schedule", "options"}
        assert entry["task"] in our_tasks()


def test_json_alone_is_spoken_and_no_result_is_kept():
    conf = current_app.conf

    assert (conf.task_serializer, list(conf.accept_content)) == ("json", ["json"])
    assert (conf.task_ignore_result, conf.result_backend) == (True, None)


class Evil:
    """Writes a file when somebody unpickles it."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self):
        return Path.touch, (Path(self.path),)


def kept_in(url: str) -> bytes:
    """Return everything that this database of Redis holds, names and values, bodies opened.

    Its own dump would pack the values, so that no word could be found in them.
    """
    client = redis.Redis.from_url(url)
    read = {
        b"string": client.get,
        b"list": lambda key: b"\n".join(client.lrange(key, 0, -1)),
        b"set": lambda key: b"\n".join(client.smembers(key)),
        b"hash": lambda key: b"\n".join(
            part for pair in client.hgetall(key).items() for part in pair
        ),
        b"zset": lambda key: b"\n".join(client.zrange(key, 0, -1)),
        b"none": lambda key: b"",
    }
    with client:
        kept = b"\n".join(
            key + b"=" + (read[client.type(key)](key) or b"") for key in client.scan_iter()
        )
    bodies = re.findall(rb'"body": "([A-Za-z0-9+/=]+)"', kept)
    return b"\n".join([kept, *(base64.b64decode(body) for body in bodies)])


def wait_until(is_so, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


@pytest.mark.django_db(transaction=True)
def test_a_pickled_message_is_refused_and_no_word_of_a_person_passes_redis(
    start_worker, broker_url, tmp_path
):
    fill()
    people.register(
        by=None, names="Zqmarkera Otieno", phone="0711222333", document_number="QX-998877"
    )
    touched = tmp_path / "touched"
    assert Path(pickle.loads(pickle.dumps(Evil(str(touched)))) or touched).exists()  # noqa: S301  the control
    touched.unlink()
    with Connection(broker_url) as connection:
        sender = connection.SimpleQueue("celery")
        body = pickle.dumps(([Evil(str(touched))], {}, {}))
        headers = {
            "id": "1",
            "task": broker.RUN_TASK,
            "lang": "py",
            "argsrepr": "",
            "kwargsrepr": "",
        }
        sender.producer.publish(
            body, content_type="application/x-python-serialize", content_encoding="binary",
            headers=headers, routing_key="celery", exchange="",
        )  # fmt: skip
        sender.close()
    job = kind.order(year=2025, language="en", by=None)
    waiting = kept_in(broker_url)
    start_worker()

    wait_until(lambda: Job.objects.get().state in {JobState.DONE, JobState.FAILED})

    assert str(job.pk).encode() in waiting
    assert Job.objects.get().state == JobState.DONE
    assert not touched.exists()
    everything = waiting + kept_in(broker_url)
    assert [mark for mark in MARKS if mark.encode() in everything] == []
