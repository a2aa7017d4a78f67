"""What is done with calls, as actions."""

import pytest

from callbridge.ami.call_control import AmiCallControl
from callbridge.app.control_port import DeviceState, NotedTape
from callbridge.crm.taping import TapeState
from callbridge.kernel.errors import AmiUnavailable
from callbridge.kernel.ids import LegId
from tests.support.ami_link import Link, linked, pbx
from tests.support.ami_server import FakeAmi, error, message, success


def control(link: Link) -> AmiCallControl:
    return AmiCallControl({"main": link.supervisor})


async def test_dialling_rings_the_phone_first_names_the_customer_and_the_click() -> None:
    """R152: an operator whose role reads no numbers calls all the same."""
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        server.handlers["Originate"] = lambda fields: success(fields, "Originate successfully queued")
        await control(link).dial("main", "PJSIP/101", "+79211234567", "from-internal", click="a-1")
        [sent] = server.named("Originate")
        wanted = {
            "Channel": "PJSIP/101", "Context": "from-internal", "Exten": "+79211234567", "CallerID": "+79211234567",
            "Priority": "1", "Async": "true", "Variable": "PJSIP_HEADER(add,X-Callbridge-Click)=a-1",
        }  # fmt: skip
        assert {name: sent[name] for name in wanted} == wanted


async def test_a_phone_is_told_to_lift_itself_by_the_header_of_its_model() -> None:
    """R74: the operator asked for the call in the browser; of another technology nothing is told."""
    models = {"main": ("1* Call-Info: <sip:callbridge>;answer-after=0", "* Alert-Info: Auto Answer")}
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        server.handlers["Originate"] = lambda fields: success(fields, "Originate successfully queued")
        dialling = AmiCallControl({"main": link.supervisor}, models)
        await dialling.dial("main", "PJSIP/101", "200", "office", click="a-1")
        await dialling.pick_up("main", "PJSIP/201", "PJSIP/101")
        await dialling.dial("main", "SIP/101", "200", "office", click="a-1")
        assert [sent.get("Variable") for sent in server.named("Originate")] == [
            "PJSIP_HEADER(add,X-Callbridge-Click)=a-1,PJSIP_HEADER(add,Call-Info)=<sip:callbridge>;answer-after=0",
            "PJSIP_HEADER(add,Alert-Info)=Auto Answer",
            None,
        ]


async def test_tapes_are_begun_paused_and_ended_by_the_channels_uniqueid() -> None:
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        for action in ("MixMonitor", "MixMonitorMute", "StopMixMonitor", "Setvar"):
            server.handlers[action] = lambda fields: success(fields, "Success")
        leg = LegId("main:1.2")
        assert await control(link).start_tape(leg, "a/b.wav") == ""
        await control(link).pause_tape(leg, is_paused=True)
        await control(link).stop_tape(leg, "")
        await control(link).stop_tape(leg, "0x1")
        [begun], [muted] = server.named("MixMonitor"), server.named("MixMonitorMute")
        assert (begun["Channel"], begun["File"], begun["Options"][:2]) == ("1.2", "a/b.wav", "i(")
        assert (muted["Channel"], muted["Direction"], muted["State"]) == ("1.2", "both", "1")
        assert [sent.get("MixMonitorID") for sent in server.named("StopMixMonitor")] == [None, "0x1"]
        noted = [(sent["Variable"].removeprefix("CALLBRIDGE_"), sent["Value"]) for sent in server.named("Setvar")]
        assert noted[:4] == [
            ("TAPE_STATE", "running"), ("TAPE_STATE", "paused"), ("TAPE_STATE", ""), ("TAPE", ""),
        ]  # fmt: skip


async def test_what_a_channel_remembers_of_its_tape_is_read_from_it() -> None:
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        leg, kept = LegId("main:1.2"), {"CALLBRIDGE_TAPE": "0x7", "CALLBRIDGE_TAPE_STATE": "paused"}
        server.handlers["Getvar"] = lambda fields: message(
            Response="Success", ActionID=fields["ActionID"], Value=kept[fields["Variable"]]
        )
        assert await control(link).noted_tape(leg) == NotedTape(tape_id="0x7", state=TapeState.PAUSED)
        kept["CALLBRIDGE_TAPE_STATE"] = "?"
        assert await control(link).noted_tape(leg) is None


async def test_a_phone_that_asterisk_does_not_know_or_may_not_tell_of() -> None:
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        server.handlers["PJSIPShowEndpoint"] = lambda fields: error(fields, "Unable to retrieve endpoint 999")
        assert await control(link).device("main", "PJSIP/999") is DeviceState.UNREACHABLE
        server.handlers["PJSIPShowEndpoint"] = lambda fields: error(fields, "Permission denied")
        assert await control(link).device("main", "PJSIP/101") is DeviceState.UNKNOWN
        assert await control(link).device("main", "SIP/101") is DeviceState.UNKNOWN
        with pytest.raises(AmiUnavailable):
            await control(link).device("other", "PJSIP/101")
