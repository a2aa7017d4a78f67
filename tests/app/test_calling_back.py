"""Calling a customer back by the call's id."""

from dataclasses import replace
from datetime import timedelta

import pytest

from callbridge.app.calling_back import CallingBack, DialPlace, dialled
from callbridge.kernel.errors import IllegalMove, NotFound
from callbridge.kernel.ids import CallId
from tests.support.app import FakePhones
from tests.support.fake_desk import FakeDesk, call_row
from tests.support.web_people import ANNA, NINE

CALL = call_row(0, NINE - timedelta(minutes=1))


def rig(*, context: str = "from-internal", number: str = "+79211234567") -> tuple[CallingBack, FakePhones]:
    phones = FakePhones()
    desk = FakeDesk(calls_kept=[replace(CALL, number=number)])
    places = {"main": DialPlace(technology="PJSIP", context=context)}
    return CallingBack(desk=desk, phones=phones, places=places), phones


async def test_the_operators_phone_dials_the_customer_of_a_call() -> None:
    """R152: nobody's browser need know the number."""
    calling, phones = rig()
    await calling.call_back(replace(ANNA, extension="101"), CALL.call_id)
    assert phones.dialled == [("main", "PJSIP/101", "+79211234567", "from-internal")]


@pytest.mark.parametrize(
    ("more", "extension", "code"),
    [
        ({"number": "anonymous"}, "101", "callback.no_number"),
        ({}, "", "callback.no_phone"),
        ({"context": ""}, "101", "callback.off"),
    ],
)
async def test_what_is_missing_is_told_and_nothing_is_dialled(more: dict[str, str], extension: str, code: str) -> None:
    calling, phones = rig(**more)
    with pytest.raises(IllegalMove) as refused:
        await calling.call_back(replace(ANNA, extension=extension), CALL.call_id)
    assert (refused.value.code, phones.dialled) == (code, [])


async def test_a_call_that_is_not_there_or_out_of_reach_is_not_found() -> None:
    with pytest.raises(NotFound):
        await rig()[0].call_back(ANNA, CallId("main:9.9"))


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        ("+7 (921) 123-45-67", "+79211234567"),
        ("8921*1#", "8921*1#"),
        ("", ""),
        ("+", ""),
        ("anna@firm", ""),
        ("1,2", ""),
    ],
)
def test_only_what_a_phone_can_dial_goes_out(number: str, wanted: str) -> None:
    assert dialled(number) == wanted
