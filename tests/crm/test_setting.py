"""The system's parameters (R145)."""

import pytest

from callbridge.crm.setting import BASE_CURRENCY, PROMOTE_ON, SETTINGS, KeptSetting, read_setting, whole
from callbridge.kernel.errors import InvalidInput


def test_a_parameter_that_was_never_set_has_its_default() -> None:
    kept = KeptSetting(key=BASE_CURRENCY, value="EUR", version=3)
    assert whole([kept]) == [kept, KeptSetting(key=PROMOTE_ON, value="deal")]


def test_a_currency_is_three_letters() -> None:
    assert read_setting(SETTINGS[BASE_CURRENCY], " usd ") == "USD"
    for wrong in ("", "US", "USDT", "12€", "РУБ"):
        with pytest.raises(InvalidInput):
            read_setting(SETTINGS[BASE_CURRENCY], wrong)


def test_a_choice_is_one_of_those_offered() -> None:
    """A14: a prospect becomes a customer by a deal or by a contract."""
    assert read_setting(SETTINGS[PROMOTE_ON], "contract") == "contract"
    with pytest.raises(InvalidInput) as refused:
        read_setting(SETTINGS[PROMOTE_ON], "never")
    assert refused.value.fields == {"value": "unknown_value"}
