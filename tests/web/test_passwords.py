import asyncio

import pytest
from argon2 import PasswordHasher

from callbridge.kernel.errors import InvalidInput, TooManyAttempts
from callbridge.web import passwords
from callbridge.web.passwords import Passwords, hash_password
from tests.support.web_services import CHEAP, PASSWORD


async def test_a_password_is_kept_as_argon2id_and_recognised() -> None:
    kept = Passwords(CHEAP)
    hashed = await kept.hash(PASSWORD)
    assert hashed.startswith("$argon2id$")
    assert await kept.verify(hashed, PASSWORD)
    assert not await kept.verify(hashed, PASSWORD + "!")


async def test_no_such_login_costs_a_hash_and_is_wrong() -> None:
    kept = Passwords(CHEAP)
    assert not await kept.verify(None, "nobody has this password")


async def test_a_broken_hash_is_a_wrong_password_and_no_crash() -> None:
    assert not await Passwords(CHEAP).verify("not a hash", PASSWORD)


async def test_a_hash_of_other_parameters_is_outdated() -> None:
    kept = Passwords(CHEAP)
    older = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
    assert kept.is_outdated(older)
    assert not kept.is_outdated(await kept.hash(PASSWORD))


@pytest.mark.parametrize(("password", "code"), [("short", "too_short"), ("x" * 201, "too_long")])
async def test_a_new_password_has_a_sensible_length(password: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await Passwords(CHEAP).hash(password)
    assert refused.value.fields == {"password": code}


def test_the_command_line_gets_the_real_parameters() -> None:
    assert hash_password(PASSWORD).startswith("$argon2id$v=19$m=65536,")


async def test_a_crowd_at_the_login_is_turned_away_rather_than_queued_without_end() -> None:
    kept = Passwords(CHEAP)
    hashed = await kept.hash(PASSWORD)
    crowd = [kept.verify(hashed, PASSWORD) for _ in range(passwords.MAX_WAITING + 5)]
    answers = await asyncio.gather(*crowd, return_exceptions=True)
    assert sum(answer is True for answer in answers) == passwords.MAX_WAITING
    assert sum(isinstance(answer, TooManyAttempts) for answer in answers) == 5
