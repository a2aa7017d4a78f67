"""The demo's people."""

from callbridge.commands.demo_data import CUSTOMERS, numbers
from callbridge.kernel.numbers import NumberForm


def test_every_customer_has_a_number_of_their_own_that_can_be_read() -> None:
    read = numbers(*(each.number for each in CUSTOMERS))
    assert all(number.form is NumberForm.E164 for number in read)
    assert len({number.e164 for number in read}) == len(CUSTOMERS)
