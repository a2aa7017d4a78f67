"""The number behind what a page shows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from callbridge.app.shown_numbers import ShownNumbers
from callbridge.crm.dial_wish import DialKind, DialWish
from callbridge.crm.directory import OrganizationView, PersonView, PhoneView
from callbridge.kernel.errors import IllegalMove, NotFound
from callbridge.kernel.hidden_number import hidden_number
from callbridge.kernel.ids import OrganizationId, PersonId
from callbridge.kernel.numbers import NumberPlan, read_number
from tests.support.fake_desk import FakeDesk, call_row, lead_row
from tests.support.kept_follow_ups import KeptFollowUps
from tests.support.web_people import ANNA, NINE

ONE, TWO = "+79211234567", "+79219876543"
CALL = replace(call_row(0, NINE - timedelta(minutes=1)), number=ONE)
PHONES = (PhoneView(raw="8 921 123-45-67", e164=ONE), PhoneView(raw="8 921 987-65-43", e164=TWO))


def shown() -> ShownNumbers:
    desk = FakeDesk(calls_kept=[CALL])
    desk.interests = [replace(lead_row(5), phone=ONE)]
    desk.people = {PersonId(7): PersonView(id=PersonId(7), full_name="Иван", phones=PHONES)}
    desk.firms = {OrganizationId(8): OrganizationView(id=OrganizationId(8), name="ООО", phones=PHONES)}
    return ShownNumbers(desk=desk, promises=KeptFollowUps(), read_number=lambda raw: read_number(raw, NumberPlan()))


@pytest.mark.parametrize(
    ("kind", "record_id"),
    [
        (DialKind.CALL, CALL.call_id),
        (DialKind.LEAD, "5"),
        (DialKind.PERSON, "7"),
        (DialKind.ORGANIZATION, "8"),
    ],
)
async def test_a_hidden_number_is_found_in_the_record_that_shows_it(kind: DialKind, record_id: str) -> None:
    """R152: nobody's browser need know the number."""
    wish = DialWish(number=hidden_number(ONE), kind=kind, id=record_id)
    assert (await shown().of(ANNA, wish)).e164 == ONE


async def test_of_several_numbers_the_one_that_is_shown_is_meant_and_else_the_first() -> None:
    second = DialWish(number=hidden_number(TWO), kind=DialKind.PERSON, id="7")
    assert (await shown().of(ANNA, second)).e164 == TWO
    assert (await shown().of(ANNA, DialWish(kind=DialKind.PERSON, id="7"))).e164 == ONE


async def test_a_number_that_is_shown_whole_is_dialled_as_it_is() -> None:
    assert (await shown().of(ANNA, DialWish(number="8 921 987-65-43"))).e164 == TWO


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        (DialWish(kind=DialKind.CALL, id="main:9.9"), NotFound),
        (DialWish(kind=DialKind.PERSON, id="9"), NotFound),
        (DialWish(kind=DialKind.PERSON, id="x"), NotFound),
        (DialWish(number=hidden_number("+74951112233"), kind=DialKind.PERSON, id="7"), NotFound),
        (DialWish(), IllegalMove),
        (DialWish(number=hidden_number(ONE)), IllegalMove),
    ],
)
async def test_what_is_not_there_or_has_another_number_is_told(wish: DialWish, error: type[Exception]) -> None:
    with pytest.raises(error):
        await shown().of(ANNA, wish)
