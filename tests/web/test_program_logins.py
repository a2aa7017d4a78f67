"""Programs at the door: known by a token, forgotten at once when it is revoked, held to their rate."""

import pytest

from callbridge.crm.api_token import Scope
from callbridge.kernel.errors import NotAuthenticated, TooManyAttempts
from callbridge.web.program_logins import WRONG_PER_MINUTE, ProgramLogins, bearer_of
from tests.support.clock import FakeClock
from tests.support.kept_programs import MAKER, KeptPrograms
from tests.support.web_people import NINE


@pytest.mark.parametrize(
    ("header", "token"),
    [("Bearer abc", "abc"), ("bEARER  abc ", "abc"), ("Basic abc", None), ("", None), ("Bearer ", "")],
)
def test_a_token_stands_behind_its_scheme(header: str, token: str | None) -> None:
    assert bearer_of(header) == token


async def test_the_token_is_in_no_store_and_in_no_text() -> None:
    programs = KeptPrograms()
    token, kept = await ProgramLogins(programs, FakeClock(NINE), per_minute=9).make("Сайт", (), MAKER, None)
    assert token.startswith("cbt_")
    assert token not in repr((programs.kept, kept))


async def test_a_token_is_read_once_in_five_seconds_and_forgotten_when_revoked() -> None:
    programs, clock = KeptPrograms(), FakeClock(NINE)
    logins = ProgramLogins(programs, clock, per_minute=9)
    token, kept = await logins.make("Сайт", (Scope.CALLS_READ,), MAKER, None)
    for _ in range(3):
        assert (await logins.require(token, "10.0.0.1")).id == kept.id
    assert programs.asked == 1
    clock.pass_seconds(5.0)
    await logins.require(token, "10.0.0.1")
    assert programs.asked == 2
    await logins.revoke(kept.id, MAKER)
    with pytest.raises(NotAuthenticated):
        await logins.require(token, "10.0.0.1")


async def test_a_token_has_its_rate() -> None:
    logins = ProgramLogins(KeptPrograms(), FakeClock(NINE), per_minute=2)
    token, _ = await logins.make("Сайт", (), MAKER, None)
    for _ in range(2):
        await logins.require(token, "10.0.0.1")
    with pytest.raises(TooManyAttempts):
        await logins.require(token, "10.0.0.1")


async def test_guessing_is_slowed_by_address_and_does_not_shut_out_who_is_known() -> None:
    programs = KeptPrograms()
    logins = ProgramLogins(programs, FakeClock(NINE), per_minute=99)
    token, _ = await logins.make("Сайт", (), MAKER, None)
    await logins.require(token, "10.0.0.1")
    for number in range(WRONG_PER_MINUTE):
        with pytest.raises(NotAuthenticated):
            await logins.require(f"cbt_{number}", "10.0.0.1")
    with pytest.raises(TooManyAttempts):
        await logins.require("cbt_x", "10.0.0.1")
    with pytest.raises(NotAuthenticated):
        await logins.require("cbt_x", "10.0.0.2")
    await logins.require(token, "10.0.0.1")


async def test_what_cannot_be_a_token_is_not_looked_up() -> None:
    programs = KeptPrograms()
    logins = ProgramLogins(programs, FakeClock(NINE), per_minute=99)
    for wrong in ("", "x", "cbt_" + "x" * 100):
        with pytest.raises(NotAuthenticated):
            await logins.require(wrong, "10.0.0.1")
    assert programs.asked == 0
