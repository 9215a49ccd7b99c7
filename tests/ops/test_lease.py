"""Services live as long as somebody uses them, however the users end."""

from tests.ops.conftest import is_up, wait_until
from tracekenya.ops import broker
from tracekenya.ops.keys import secrets_in


def test_services_stop_with_the_last_user_only(layout, holder):
    first, second = holder(), holder()
    told = first.environment()

    assert second.environment() == told
    first.end()
    assert is_up(layout)
    second.end()

    assert not is_up(layout)
    assert broker.find_running(layout, secrets_in(layout.secrets_file)) is None


def test_services_stop_after_their_only_user_was_killed(layout, holder):
    killed = holder()
    killed.environment()

    killed.kill()

    assert wait_until(lambda: not is_up(layout))


def test_a_user_that_comes_while_services_stop_gets_them_started_again(layout, holder):
    for _ in range(3):
        leaving = holder()
        leaving.environment()
        leaving.process.stdin.close()  # it leaves at the same time as the next one comes
        coming = holder()

        assert "DATABASE_URL" in coming.environment()
        assert is_up(layout)
        coming.end()
        leaving.process.wait(timeout=30)
        leaving.process.stdout.close()


def test_the_addresses_stay_the_same_from_run_to_run(layout, holder):
    first = holder()
    told = first.environment()
    first.end()
    second = holder()

    assert second.environment() == told
