"""The configuration of dialling."""

import pytest
from pydantic import ValidationError

from callbridge.config.dial import DialConfig


def test_an_empty_forbidden_forbids_nothing() -> None:
    assert DialConfig(forbidden="").rules().forbidden.search("+7809") is None


def test_a_pattern_that_is_none_is_a_mistake() -> None:
    with pytest.raises(ValidationError):
        DialConfig(allowed="(")
