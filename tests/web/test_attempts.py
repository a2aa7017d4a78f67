import pytest

from callbridge.kernel.errors import TooManyAttempts
from callbridge.web import attempts
from callbridge.web.attempts import FREE_PER_ADDRESS, FREE_PER_LOGIN, LoginAttempts
from tests.support.clock import FakeClock
from tests.support.web_people import NINE


def fail(limit: LoginAttempts, times: int, login: str = "anna", address: str = "10.0.0.1") -> None:
    for _ in range(times):
        limit.begin(login, address)


def wait_s(limit: LoginAttempts, login: str = "anna", address: str = "10.0.0.1") -> int:
    with pytest.raises(TooManyAttempts) as refused:
        limit.begin(login, address)
    return int(str(refused.value.params["retry_after_s"]))


def test_the_first_failures_are_free_and_then_each_doubles_the_wait() -> None:
    clock = FakeClock(NINE)
    limit = LoginAttempts(clock)
    fail(limit, FREE_PER_LOGIN)
    waits = []
    for _ in range(4):
        waits.append(wait_s(limit))
        clock.pass_seconds(waits[-1])
        fail(limit, 1)
    assert waits == [2, 3, 5, 9]


def test_the_wait_never_exceeds_five_minutes() -> None:
    """A program with a wrong password that tried for four days ended the logins of its whole office, right ones too."""
    clock = FakeClock(NINE)
    limit = LoginAttempts(clock)
    for _ in range(1_100):
        fail(limit, 1)
        clock.pass_seconds(attempts.MAX_PAUSE_S)
    fail(limit, 1)
    assert wait_s(limit) == attempts.MAX_PAUSE_S + 1


def test_a_login_is_the_same_in_any_case() -> None:
    limit = LoginAttempts(FakeClock(NINE))
    fail(limit, FREE_PER_LOGIN, "ANNA")
    assert wait_s(limit, "anna")


def test_trying_many_logins_from_one_address_is_slowed_too() -> None:
    limit = LoginAttempts(FakeClock(NINE))
    for number in range(FREE_PER_ADDRESS):
        limit.begin(f"login{number}", "2001:db8::1")
    assert wait_s(limit, "another", "2001:db8::ffff")
    limit.begin("another", "2001:db8:0:1::1")


def test_success_forgets_the_login_and_the_attempt() -> None:
    limit = LoginAttempts(FakeClock(NINE))
    for number in range(FREE_PER_ADDRESS * 3):
        limit.begin(f"login{number}", "10.0.0.1")
        limit.succeeded(f"login{number}", "10.0.0.1")
    fail(limit, FREE_PER_LOGIN - 1)
    limit.succeeded("anna", "10.0.0.1")
    fail(limit, FREE_PER_LOGIN)


def test_failures_are_forgotten_after_a_while() -> None:
    clock = FakeClock(NINE)
    limit = LoginAttempts(clock)
    fail(limit, FREE_PER_LOGIN)
    clock.pass_seconds(attempts.FORGET_AFTER_S + 2)
    fail(limit, FREE_PER_LOGIN)


def test_memory_is_bounded_however_many_logins_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MAX_REMEMBERED", 100)
    limit = LoginAttempts(FakeClock(NINE))
    for number in range(300):
        limit.begin(f"login{number}", f"10.0.0.{number}")
    assert len(limit._failures) <= 101
