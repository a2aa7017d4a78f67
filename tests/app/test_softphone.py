"""Headsets: who gets which login to the PBX, for how long, and which SIP call a card is about."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from callbridge.app.softphone import PhoneSite, SoftphoneDesk
from callbridge.crm.operator import DeviceMode
from callbridge.crm.softphone import LOGIN_GIVEN
from callbridge.kernel.errors import AmiUnavailable, IllegalMove, InvalidInput, NotFound
from callbridge.kernel.ids import CallId, LegId
from tests.support.clock import FakeClock
from tests.support.web_headsets import SITE, FakePhoneLegs, FakeRegistrar, KeptTalks, talk
from tests.support.web_people import ANNA, NINE
from tests.support.web_services import FakeAudit

NINA = replace(ANNA, extension="121", device_mode=DeviceMode.HEADSET)
CALL = CallId("main:1.1")


class Desk(SoftphoneDesk):
    """The use case over doubles that tests look into."""

    def __init__(self, site: PhoneSite = SITE) -> None:
        self.clock, self.registrar, self.legs, self.audit = (
            FakeClock(NINE),
            FakeRegistrar(),
            FakePhoneLegs(),
            FakeAudit(),
        )
        self.talks = KeptTalks()
        numbers = iter(range(100))
        super().__init__(
            sites={"main": replace(site, new_password=lambda: f"made-{next(numbers)}")},
            registrar=self.registrar,
            calls=self.legs,
            talks=self.talks,
            audit=self.audit,
            clock=self.clock,
        )


async def test_the_password_is_made_put_into_the_pbx_and_written_down_in_the_audit_trail() -> None:
    """R73: the browser registers with a password of its own that lasts some hours."""
    desk = Desk()
    login = await desk.login(NINA, "10.0.0.7")
    assert desk.registrar.passwords == {("main", "121"): "made-0"}
    assert (login.username, login.password, login.domain) == ("121", "made-0", "pbx.example")
    assert login.expires_at == NINE + timedelta(hours=12)
    assert "made-0" not in repr(login)
    (note,) = desk.audit.notes
    assert (note.action, note.operator_id, note.detail["address"]) == (LOGIN_GIVEN, NINA.id, "10.0.0.7")
    assert "made-0" not in str(note)


async def test_a_young_password_stays_so_that_a_talk_in_another_browser_goes_on() -> None:
    desk = Desk()
    await desk.login(NINA, "")
    desk.registrar.passwords.clear()  # the PBX lost its database: it is told again
    assert (await desk.login(NINA, "")).password == "made-0"
    assert desk.registrar.passwords == {("main", "121"): "made-0"}
    desk.clock.pass_seconds(7 * 3600)
    assert (await desk.login(NINA, "")).password == "made-1"


async def test_a_password_whose_time_is_over_is_taken_out_of_the_pbx_also_when_it_was_away() -> None:
    desk = Desk()
    await desk.login(NINA, "")
    await desk.sweep()
    assert desk.registrar.passwords
    desk.clock.pass_seconds(13 * 3600)
    desk.registrar.fails_with = AmiUnavailable()
    await desk.sweep()
    desk.registrar.fails_with = None
    await desk.sweep()
    assert desk.registrar.passwords == {}


async def test_a_password_that_an_administrator_wrote_is_given_as_it_is_and_ends_never() -> None:
    desk = Desk(replace(SITE, kept_passwords=lambda: {"121": "s3cret"}))
    login = await desk.login(NINA, "")
    assert (login.password, login.expires_at, desk.registrar.passwords) == ("s3cret", None, {})
    with pytest.raises(IllegalMove, match=r"phone\.no_password"):
        await desk.login(replace(NINA, extension="122"), "")


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (replace(NINA, pbx="other"), "phone.off"),
        (replace(NINA, device_mode=DeviceMode.HANDSET), "phone.not_headset"),
        (replace(NINA, extension=""), "phone.no_extension"),
    ],
)
async def test_who_has_no_headset_gets_no_login(who: object, code: str) -> None:
    desk = Desk()
    with pytest.raises(IllegalMove, match=re.escape(code)):
        await desk.login(who, "")  # type: ignore[arg-type]
    assert desk.registrar.passwords == {}


async def test_a_turn_server_is_given_with_a_name_that_ends_with_the_password() -> None:
    servers = ("stun:a.example:3478", "turn:a.example:3478")
    login = await Desk(replace(SITE, ice_servers=servers, turn_secret="shared")).login(NINA, "")
    stun, turn = login.ice_servers
    assert (list(stun.urls), stun.username) == (["stun:a.example:3478"], "")
    until = int((NINE + timedelta(hours=12)).astimezone(UTC).timestamp())
    assert turn.username == f"{until}:{NINA.login}"
    assert datetime.fromtimestamp(until, UTC) == login.expires_at


async def test_a_card_is_matched_to_the_sip_calls_of_the_operators_own_legs() -> None:
    desk = Desk()
    desk.legs.legs[NINA.id, CALL] = ("main", (LegId("main:1.2"), LegId("main:1.3")))
    desk.registrar.sip_calls[LegId("main:1.2")] = "abc@pbx"
    assert list((await desk.sessions(NINA, CALL)).sip_call_ids) == ["abc@pbx"]
    with pytest.raises(NotFound):
        await desk.sessions(NINA, CallId("main:9.9"))


async def test_how_a_talk_sounded_is_kept_with_the_call_that_its_card_was_matched_to() -> None:
    """R73: quality is stored with the call; nobody writes to a call that their card was not."""
    desk = Desk()
    with pytest.raises(NotFound):
        await desk.talked(NINA, talk())
    desk.legs.legs[NINA.id, CALL] = ("main", (LegId("main:1.2"),))
    desk.registrar.sip_calls[LegId("main:1.2")] = "abc@pbx"
    await desk.sessions(NINA, CALL)
    with pytest.raises(InvalidInput):
        await desk.talked(NINA, talk(mos=float("nan")))
    await desk.talked(NINA, talk())
    (kept,) = await desk.quality(CALL)
    assert (kept.mos, kept.received, kept.at) == (4.3, 3050, NINE)
    with pytest.raises(NotFound):
        await desk.talked(NINA, talk())
