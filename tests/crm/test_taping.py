"""Which tapes may be begun, paused and ended by whom, and what their files are called."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from callbridge.crm.operator import Role
from callbridge.crm.taping import TapeFile, TapeOrder, TapeRules, TapeState
from callbridge.kernel.ids import CallId, LegId

START, PAUSE, RESUME, STOP = TapeOrder.START, TapeOrder.PAUSE, TapeOrder.RESUME, TapeOrder.STOP
FILE = TapeFile.parse("{year}/{month}/{day}/card-{extension}-{time}-{unique_id}.wav", timezone(timedelta(hours=3)))
AT = datetime(2026, 3, 2, 22, 30, 5, tzinfo=UTC)


def test_a_tape_is_named_by_the_pbxs_own_day_and_the_phone() -> None:
    name = FILE.name(CallId("main:1772442000.1"), LegId("main:1772442000.2"), "PJSIP/101", AT)
    assert name == "2026/03/03/card-101-013005-1772442000.2.wav"


def test_nothing_that_comes_from_the_pbx_leads_elsewhere_or_adds_options() -> None:
    name = FILE.name(CallId("main:1.1"), LegId("main:../../x,b|y"), "PJSIP/1/../é", AT)
    assert name == "2026/03/03/card-_-013005-.._.._x_b_y.wav"


@pytest.mark.parametrize(
    "pattern",
    ["/etc/x.wav", "../x.wav", "a/../x.wav", "a//x.wav", "x", "x.exe", "a,b.wav", "{number}.wav", "{.wav", "a b.wav"],
)
def test_a_path_that_could_lead_elsewhere_or_means_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"must be a path|unknown placeholder"):
        TapeFile.parse(pattern, UTC)


@pytest.mark.parametrize(
    ("role", "state", "is_own", "orders"),
    [
        (Role.OPERATOR, None, False, ()),
        (Role.OPERATOR, TapeState.RUNNING, True, (PAUSE,)),
        (Role.OPERATOR, TapeState.PAUSED, False, (RESUME,)),
        (Role.SUPERVISOR, None, False, (START,)),
        (Role.SUPERVISOR, TapeState.RUNNING, True, (PAUSE, STOP)),
        (Role.ADMIN, TapeState.RUNNING, False, (PAUSE,)),
    ],
)
def test_what_may_be_asked_is_by_role_and_by_who_began_the_tape(
    role: Role, state: TapeState | None, is_own: bool, orders: tuple[TapeOrder, ...]
) -> None:
    rules = TapeRules(start=Role.SUPERVISOR, pause=Role.OPERATOR, files={"main": FILE})
    assert rules.orders(role, "main", state, is_own=is_own) == orders


def test_nothing_may_be_asked_where_it_is_not_set_up() -> None:
    nobody = TapeRules(files={"main": FILE})
    assert nobody.orders(Role.ADMIN, "main", None, is_own=False) == ()
    assert nobody.orders(Role.ADMIN, "main", TapeState.RUNNING, is_own=True) == ()
    elsewhere = TapeRules(start=Role.OPERATOR, pause=Role.OPERATOR, files={})
    assert elsewhere.orders(Role.ADMIN, "main", None, is_own=False) == ()
