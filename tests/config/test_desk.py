"""The configuration of the desk."""

import pytest
from pydantic import ValidationError

from callbridge.config.desk import DeskConfig
from callbridge.crm.status import AbsenceRules, Leaving


def test_what_an_absence_means_is_said_for_each_kind_of_phone() -> None:
    config = DeskConfig(away_grace_s=30, away_headset="remove", away_handset="leave")
    assert config.absence() == AbsenceRules(grace_s=30, headset=Leaving.REMOVE, handset=Leaving.LEAVE)


def test_an_absence_has_a_length_and_a_known_meaning() -> None:
    for wrong in ({"away_grace_s": 0}, {"away_headset": "dismiss"}):
        with pytest.raises(ValidationError):
            DeskConfig.model_validate(wrong)
