import pytest
from argon2 import PasswordHasher

from callbridge.kernel.errors import NotAuthenticated, TooManyAttempts
from callbridge.web import logins as module
from callbridge.web.attempts import FREE_PER_LOGIN
from callbridge.web.logins import Logins
from callbridge.web.passwords import Passwords
from tests.support.web_people import ANNA
from tests.support.web_services import CHEAP, PASSWORD, World


def made(world: World) -> Logins:
    return Logins(world.operators, world.clock, session_hours=12, passwords=Passwords(CHEAP))


async def test_a_right_password_opens_a_session_of_which_only_the_hash_is_stored() -> None:
    world = World()
    token, login = await made(world).open("Anna", PASSWORD, "10.0.0.1")
    assert login.operator == ANNA
    assert token.encode() not in world.operators.open
    assert set(world.operators.open) == {login.token_hash}
    assert login.csrf not in repr(login)


@pytest.mark.parametrize(("login", "password"), [("anna", "wrong"), ("nobody", PASSWORD), ("", "")])
async def test_a_wrong_login_and_a_wrong_password_are_told_alike(login: str, password: str) -> None:
    with pytest.raises(NotAuthenticated) as refused:
        await made(World()).open(login, password, "10.0.0.1")
    assert (refused.value.code, refused.value.params) == ("auth.bad_credentials", {})


async def test_guessing_is_slowed_even_when_the_last_guess_is_right() -> None:
    logins = made(World())
    for _ in range(FREE_PER_LOGIN):
        with pytest.raises(NotAuthenticated):
            await logins.open("anna", "wrong", "10.0.0.1")
    with pytest.raises(TooManyAttempts):
        await logins.open("anna", PASSWORD, "10.0.0.1")


async def test_a_session_ends_after_its_hours() -> None:
    world = World()
    logins = made(world)
    token, _ = await logins.open("anna", PASSWORD, "10.0.0.1")
    world.clock.pass_seconds(logins.lifetime_s - 1)
    assert await logins.find(token)
    world.clock.pass_seconds(module.REMEMBER_S)
    assert await logins.find(token) is None


async def test_logging_out_ends_the_session_at_once_although_it_was_remembered() -> None:
    logins = made(World())
    token, login = await logins.open("anna", PASSWORD, "10.0.0.1")
    await logins.close(login)
    assert await logins.find(token) is None


async def test_ending_all_sessions_of_an_operator_ends_each() -> None:
    logins = made(World())
    tokens = [(await logins.open("anna", PASSWORD, "10.0.0.1"))[0] for _ in range(2)]
    await logins.close_all_of(ANNA.id)
    assert [await logins.find(token) for token in tokens] == [None, None]


async def test_a_session_is_read_from_the_store_once_in_a_while_only() -> None:
    world = World()
    logins = made(world)
    token, _ = await logins.open("anna", PASSWORD, "10.0.0.1")
    before = world.operators.asked
    for _ in range(10):
        await logins.find(token)
    assert world.operators.asked == before
    world.clock.pass_seconds(module.REMEMBER_S)
    await logins.find(token)
    assert world.operators.asked == before + 1


async def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_REMEMBERED", 3)
    logins = made(World())
    tokens = [(await logins.open("anna", PASSWORD, "10.0.0.1"))[0] for _ in range(8)]
    assert len(logins._remembered) <= 3
    assert [login.operator.id for token in tokens if (login := await logins.find(token))] == [ANNA.id] * 8


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "\udcff"])
async def test_a_made_up_cookie_is_nobody(token: str) -> None:
    assert await made(World()).find(token) is None
    with pytest.raises(NotAuthenticated):
        await made(World()).require(token)


async def test_a_login_with_an_old_hash_gets_a_new_one() -> None:
    world = World()
    old = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
    world.operators.hashes[ANNA.id] = old
    await made(world).open("anna", PASSWORD, "10.0.0.1")
    assert world.operators.hashes[ANNA.id] != old
    await made(world).open("anna", PASSWORD, "10.0.0.1")


async def test_a_csrf_token_is_compared_whatever_it_is_made_of() -> None:
    _, login = await made(World()).open("anna", PASSWORD, "10.0.0.1")
    assert login.has_csrf(login.csrf)
    assert not any(login.has_csrf(token) for token in ("", "ы", "\udcff", login.csrf[:-1], login.csrf + "x"))
