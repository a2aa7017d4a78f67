"""What operators ask of their phones."""

import pytest

from callbridge.ami.commands import AmiCommands
from callbridge.app.pbx_port import PhoneControl, QueuePlace
from callbridge.kernel.errors import AmiRefused, AmiUnavailable
from tests.support.ami_link import Link, linked, pbx
from tests.support.ami_server import FakeAmi, error, success, unknown


def phones(link: Link) -> PhoneControl:
    return AmiCommands({"main": link.supervisor})


async def test_answering_notifies_the_endpoint_and_never_the_channel() -> None:
    """R73: ✓ takes the call on the desk phone."""
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        server.handlers["PJSIPNotify"] = lambda fields: success(fields, "NOTIFY sent")
        await phones(link).answer("main", "PJSIP/101")
        [sent] = server.named("PJSIPNotify")
        assert (sent["Endpoint"], sent["Variable"], "Channel" in sent) == ("101", "Event=talk", False)


async def test_a_phone_asterisk_does_not_know_is_a_refusal_with_its_words() -> None:
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        server.handlers["PJSIPNotify"] = lambda fields: error(fields, "Unable to retrieve endpoint 999")
        with pytest.raises(AmiRefused) as caught:
            await phones(link).answer("main", "PJSIP/999")
        assert caught.value.params["message"] == "Unable to retrieve endpoint 999"


@pytest.mark.parametrize("endpoint", ["SIP/101", "101", "PJSIP/", ""])
async def test_only_a_pjsip_phone_can_be_told_to_answer(endpoint: str) -> None:
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        with pytest.raises(AmiRefused):
            await phones(link).answer("main", endpoint)


async def test_pausing_names_the_member_and_the_reason() -> None:
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        server.handlers["QueuePause"] = lambda fields: success(fields, "Interface paused successfully")
        await phones(link).set_paused("main", "PJSIP/101", is_paused=True, reason="Обед")
        await phones(link).set_paused("main", "PJSIP/101", is_paused=False, reason="")
        told = [(f["Interface"], f["Paused"], f.get("Reason")) for f in server.named("QueuePause")]
        assert told == [("PJSIP/101", "true", "Обед"), ("PJSIP/101", "false", None)]


async def test_a_member_of_no_queue_is_paused_without_complaint() -> None:
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        for answer in (lambda fields: error(fields, "Interface not found"), unknown):
            server.handlers["QueuePause"] = answer
            await phones(link).set_paused("main", "PJSIP/101", is_paused=True, reason="")
        server.handlers["QueuePause"] = lambda fields: error(fields, "Permission denied")
        with pytest.raises(AmiRefused):
            await phones(link).set_paused("main", "PJSIP/101", is_paused=True, reason="")


PLACE = QueuePlace(queue="night", interface="Local/101@q/n", phone="PJSIP/101", name="Анна", penalty=5)


async def test_joining_a_queue_tells_it_whose_state_and_name_and_whether_paused() -> None:
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        server.handlers["QueueAdd"] = lambda fields: success(fields, "Added interface to queue")
        assert await phones(link).join_queue("main", PLACE, is_paused=True, reason="Обед")
        [sent] = server.named("QueueAdd")
        del sent["Action"], sent["ActionID"]
        assert sent == {
            "Queue": "night",
            "Interface": "Local/101@q/n",
            "StateInterface": "PJSIP/101",
            "MemberName": "Анна",
            "Penalty": "5",
            "Paused": "true",
            "Reason": "Обед",
        }


async def test_who_is_there_already_is_no_error_and_no_queue_is_one_of_its_own() -> None:
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        server.handlers["QueueAdd"] = lambda fields: error(fields, "Unable to add interface: Already there")
        assert not await phones(link).join_queue("main", PLACE, is_paused=False, reason="")
        server.handlers["QueueAdd"] = lambda fields: error(fields, "Unable to add interface to queue: No such queue")
        with pytest.raises(AmiRefused) as caught:
            await phones(link).join_queue("main", PLACE, is_paused=False, reason="")
        assert (caught.value.code, caught.value.params["queue"]) == ("queue.unknown", "night")
        server.handlers["QueueAdd"] = unknown
        with pytest.raises(AmiRefused):
            await phones(link).join_queue("main", PLACE, is_paused=False, reason="")


async def test_who_is_gone_already_or_static_leaves_without_complaint() -> None:
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        for words in (
            "Unable to remove interface: Not there",
            "Unable to remove interface from queue: No such queue",
            "Member not dynamic",
        ):
            server.handlers["QueueRemove"] = lambda fields, words=words: error(fields, words)  # type: ignore[misc]
            await phones(link).leave_queue("main", "night", "PJSIP/101")
        server.handlers["QueueRemove"] = lambda fields: error(fields, "Permission denied")
        with pytest.raises(AmiRefused):
            await phones(link).leave_queue("main", "night", "PJSIP/101")
        sent = server.named("QueueRemove")[0]
        assert (sent["Queue"], sent["Interface"]) == ("night", "PJSIP/101")


async def test_no_command_reaches_a_pbx_that_is_not_there() -> None:
    with pytest.raises(AmiUnavailable):
        await AmiCommands({}).answer("elsewhere", "PJSIP/101")
