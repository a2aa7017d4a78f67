"""Which phones ✓ is not offered for."""

from datetime import timedelta

import pytest

from callbridge.app import deaf_phones
from callbridge.app.deaf_phones import FIRST, DeafPhones
from callbridge.screenpop.card import CannotAnswer
from tests.support.calls import NINE
from tests.support.clock import FakeClock


def test_a_phone_that_did_not_obey_is_asked_again_after_a_while_and_then_after_a_longer_one() -> None:
    """R74."""
    clock = FakeClock(NINE)
    deaf = DeafPhones(clock)
    assert deaf.why("main", "PJSIP/101") is None
    deaf.failed("main", "PJSIP/101", CannotAnswer.SILENT)
    assert deaf.why("main", "PJSIP/101") is CannotAnswer.SILENT
    assert deaf.why("main", "PJSIP/102") is None
    clock.pass_seconds(FIRST.total_seconds())
    assert deaf.why("main", "PJSIP/101") is None
    deaf.failed("main", "PJSIP/101", CannotAnswer.REFUSED)
    clock.pass_seconds((FIRST + timedelta(seconds=1)).total_seconds())
    assert deaf.why("main", "PJSIP/101") is CannotAnswer.REFUSED
    deaf.answered("main", "PJSIP/101")
    assert deaf.why("main", "PJSIP/101") is None


def test_only_pjsip_can_be_asked() -> None:
    assert DeafPhones(FakeClock(NINE)).why("main", "SIP/101") is CannotAnswer.NOT_PJSIP


def test_only_so_many_phones_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deaf_phones, "MAX_PHONES", 1)
    deaf = DeafPhones(FakeClock(NINE))
    for name in ("PJSIP/101", "PJSIP/102"):
        deaf.failed("main", name, CannotAnswer.SILENT)
    assert [deaf.why("main", f"PJSIP/{number}") for number in (101, 102)] == [None, CannotAnswer.SILENT]
