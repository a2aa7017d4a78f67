"""The configuration of the desk."""

import pytest
from pydantic import ValidationError

from callbridge.config.desk import DeskConfig
from callbridge.crm.status import AbsenceRule, AbsenceRules, Leaving


def test_what_an_absence_means_is_said_for_each_kind_of_phone() -> None:
    """Issue 5: a logout, a closed page and a lost link mean what is configured, each for itself."""
    config = DeskConfig(lost_grace_s=30, lost_headset="remove", closed_handset="pause", logout_handset="remove")
    assert config.absence() == AbsenceRules(
        logged_out=AbsenceRule(headset=Leaving.PAUSE, handset=Leaving.REMOVE),
        closed=AbsenceRule(grace_s=60, headset=Leaving.PAUSE, handset=Leaving.PAUSE),
        lost=AbsenceRule(grace_s=30, headset=Leaving.REMOVE, handset=Leaving.LEAVE),
    )


def test_an_absence_has_a_length_and_a_known_meaning() -> None:
    for wrong in ({"lost_grace_s": 0}, {"closed_grace_s": 0}, {"logout_headset": "dismiss"}):
        with pytest.raises(ValidationError):
            DeskConfig.model_validate(wrong)
