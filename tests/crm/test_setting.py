"""The system's parameters (R145)."""

import pytest

from callbridge.crm.operator import Role
from callbridge.crm.reach import Width
from callbridge.crm.setting import (
    BASE_CURRENCY,
    EVERYWHERE,
    NEW_DEAL,
    PROMOTE_ON,
    SETTINGS,
    WRAP_UP_S,
    KeptSetting,
    Level,
    Place,
    reach_key,
    read_setting,
    resolved,
    resolved_value,
)
from callbridge.kernel.errors import InvalidInput


def test_a_parameter_that_was_never_set_has_its_default() -> None:
    kept = KeptSetting(key=BASE_CURRENCY, value="EUR", version=3)
    found = {one.key: one for one in resolved([(EVERYWHERE, [kept])])}
    assert list(found) == list(SETTINGS)
    assert (found[BASE_CURRENCY].value, found[BASE_CURRENCY].version) == ("EUR", 3)
    assert (found[PROMOTE_ON].value, found[PROMOTE_ON].version, found[PROMOTE_ON].is_default) == ("deal", 0, True)


def test_the_narrowest_place_that_sets_a_parameter_says_what_holds() -> None:
    """R145: a user's value, else their branch's, else the system's; a parameter of one level has no other."""
    user, team = Place(Level.USER, 7), Place(Level.TEAM, 4)
    by_hand = KeptSetting(key=NEW_DEAL, value="hand", version=2)
    stray = KeptSetting(key=BASE_CURRENCY, value="EUR", version=1)
    mine = next(one for one in resolved([(user, [stray]), (team, [by_hand]), (EVERYWHERE, [])]) if one.key == NEW_DEAL)
    assert (mine.key, mine.value, mine.place, mine.version, mine.inherited) == (NEW_DEAL, "hand", team, 0, "hand")
    own = KeptSetting(key=NEW_DEAL, value="outcome", version=1)
    mine = next(one for one in resolved([(user, [own]), (team, [by_hand]), (EVERYWHERE, [])]) if one.key == NEW_DEAL)
    assert (mine.value, mine.place, mine.version, mine.inherited) == ("outcome", user, 1, "hand")


def test_what_is_chosen_by_default_is_among_what_is_offered() -> None:
    """A17: when reminders fire and escalate are parameters."""
    for setting in SETTINGS.values():
        assert read_setting(setting, setting.default) == setting.default


def test_every_role_but_an_admins_reach_may_be_narrowed_and_is_all_until_then() -> None:
    """R152: an admin sees all, whatever is set."""
    keys = [reach_key(role) for role in Role if reach_key(role) in SETTINGS]
    assert keys == ["reach.operator", "reach.supervisor", "reach.manager"]
    assert {SETTINGS[key].default for key in keys} == {"all"}
    assert [read_setting(SETTINGS[keys[0]], width) for width in Width] == ["own", "branch", "all"]
    with pytest.raises(InvalidInput):
        read_setting(SETTINGS[keys[0]], "team")


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


def test_how_long_somebody_wraps_up_is_theirs_their_branchs_or_the_systems() -> None:
    user, team = Place(Level.USER, 7), Place(Level.TEAM, 4)
    minute = KeptSetting(key=WRAP_UP_S, value="60", version=1)
    assert resolved_value(SETTINGS[WRAP_UP_S], [(user, []), (team, []), (EVERYWHERE, [])]) == "0"
    assert resolved_value(SETTINGS[WRAP_UP_S], [(user, []), (team, [minute]), (EVERYWHERE, [])]) == "60"
