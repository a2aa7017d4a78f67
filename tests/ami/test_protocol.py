"""Actions and events over a real loopback connection; the faults of panoramisk that live in its protocol."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from callbridge.ami.connection import AmiConnection
from callbridge.ami.protocol import MAX_IN_FLIGHT
from callbridge.kernel.errors import AmiRefused, AmiUnavailable
from callbridge.telephony.ami_event import AmiEvent
from tests.support.ami_link import let_run_until, pbx
from tests.support.ami_server import FakeAmi, error, listing, message, success

WANTED = frozenset({"Newchannel", "OriginateResponse"})


class Ear:
    """Keeps what was heard, and lets a test wait for it."""

    def __init__(self) -> None:
        self.events: asyncio.Queue[AmiEvent] = asyncio.Queue()

    def __call__(self, event: AmiEvent) -> None:
        self.events.put_nowait(event)
        if event.get("Uniqueid") == "bad":
            raise KeyError("a bug in the handler")

    async def next(self) -> AmiEvent:
        async with asyncio.timeout(60):
            return await self.events.get()


@asynccontextmanager
async def connected(server: FakeAmi, ear: Ear) -> AsyncIterator[AmiConnection]:
    connection = AmiConnection(pbx(server.port), WANTED, ear)
    try:
        await connection.open()
        yield connection
    finally:
        connection.abort()
        await connection.lost.wait()


async def test_atxfer_is_answered_and_the_connection_lives_on() -> None:
    """Fault 1: "successfully queued" without Async raised KeyError and cut the connection."""
    async with FakeAmi() as server, connected(server, Ear()) as connection:
        server.handlers["Atxfer"] = lambda fields: success(fields, "Atxfer successfully queued")
        response = await connection.ask({"Action": "Atxfer", "Channel": "PJSIP/101-1", "Exten": "102"})
        assert response.message == "Atxfer successfully queued"
        await connection.ask({"Action": "Ping"})
        assert server.connections == 1


async def test_queue_add_is_answered_once() -> None:
    """Fault 2: "Added interface to queue" was taken for the start of a list, and its future never ended."""
    async with FakeAmi() as server, connected(server, Ear()) as connection:
        server.handlers["QueueAdd"] = lambda fields: success(fields, "Added interface to queue")
        response = await connection.ask({"Action": "QueueAdd", "Queue": "sales", "Interface": "PJSIP/101"})
        assert response.message == "Added interface to queue"


async def test_a_handler_that_raises_costs_one_event_and_not_the_connection() -> None:
    """Fault 3: an exception in a callback closed the connection."""
    ear = Ear()
    async with FakeAmi() as server, connected(server, ear) as connection:
        await connection.ask({"Action": "Ping"})
        server.send(message(Event="Newchannel", Uniqueid="bad") + message(Event="Newchannel", Uniqueid="good"))
        assert [(await ear.next()).get("Uniqueid") for _ in "12"] == ["bad", "good"]
        await connection.ask({"Action": "Ping"})
        assert not connection.lost.is_set()


async def test_a_cyrillic_name_split_between_packets_arrives_whole() -> None:
    """Fault 4: each read was decoded alone, and the letter at the border was dropped."""
    ear = Ear()
    async with FakeAmi() as server, connected(server, ear) as connection:
        raw = message(Event="Newchannel", CallerIDName="Иван Петров")
        cut = raw.index("в".encode()) + 1
        await connection.ask({"Action": "Ping"})
        seen = connection.received_chunks
        server.send(raw[:cut])
        await let_run_until(lambda: connection.received_chunks > seen)
        server.send(raw[cut:])
        assert (await ear.next()).headers["CallerIDName"] == "Иван Петров"


async def test_a_value_with_a_line_break_is_refused_before_anything_is_sent() -> None:
    """Fault 5: a value with CR LF became a second action."""
    async with FakeAmi() as server, connected(server, Ear()) as connection:
        with pytest.raises(AmiRefused) as caught:
            await connection.ask({"Action": "QueuePause", "Reason": "x\r\n\r\nAction: UserEvent\r\nUserEvent: hacked"})
        assert caught.value.code == "ami.action_invalid"
        await connection.ask({"Action": "Ping"})
        assert [fields["Action"] for fields in server.actions] == ["Ping"]


async def test_an_action_without_an_answer_ends_in_time() -> None:
    """Fault 6 (first half): nothing had a timeout, pings piled up."""
    async with FakeAmi() as server, connected(server, Ear()) as connection:
        connection._protocol._timeout_s = 0.05  # from here on: a busy machine takes its time to connect
        server.handlers["Ping"] = lambda _: None
        with pytest.raises(AmiUnavailable) as caught:
            await connection.ask({"Action": "Ping"})
        assert caught.value.code == "ami.no_answer"


async def test_actions_end_when_the_connection_is_lost_even_inside_a_list() -> None:
    """Fault 8: a connection lost inside a list reply left its future open for ever."""
    async with FakeAmi() as server, connected(server, Ear()) as connection:
        server.handlers["QueueStatus"] = lambda fields: listing(
            fields, "QueueStatusComplete", message(Event="QueueMember")
        )[:-60]
        server.handlers["Ping"] = lambda _: None
        async with asyncio.TaskGroup() as tasks:
            asked = [
                tasks.create_task(outcome(connection.ask_list({"Action": "QueueStatus"}))),
                tasks.create_task(outcome(connection.ask({"Action": "Ping"}))),
            ]
            await server.until("Ping")
            server.drop()
        assert [task.result() for task in asked] == ["ami.unavailable", "ami.unavailable"]
        assert await outcome(connection.ask({"Action": "Ping"})) == "ami.unavailable"


async def test_originate_is_answered_and_its_outcome_is_an_event_too() -> None:
    """Fault 11: OriginateResponse went into the action's future only; event handlers never saw it."""
    ear = Ear()
    async with FakeAmi() as server, connected(server, ear) as connection:
        server.handlers["Originate"] = lambda fields: (
            success(fields, "Originate successfully queued")
            + message(Event="OriginateResponse", Privilege="call,all", ActionID=fields["ActionID"], Reason="4")
        )
        response = await connection.ask({"Action": "Originate", "Async": "true"})
        assert response.message == "Originate successfully queued"
        assert (await ear.next()).get("Reason") == "4"


async def test_a_list_is_collected_to_its_end_amid_other_events() -> None:
    ear = Ear()
    async with FakeAmi() as server, connected(server, ear) as connection:
        items = [message(Event="CoreShowChannel", Uniqueid=str(n)) for n in range(3)]

        def answer(fields: dict[str, str]) -> bytes:
            whole = listing(fields, "CoreShowChannelsComplete", *items)
            return whole.replace(items[1][:-2], message(Event="Newchannel", Uniqueid="live") + items[1][:-2])

        server.handlers["CoreShowChannels"] = answer
        listed = await connection.ask_list({"Action": "CoreShowChannels"})
        assert [item.get("Uniqueid") for item in listed] == ["0", "1", "2"]
        assert (await ear.next()).get("Uniqueid") == "live"


async def test_other_managers_answers_are_not_ours() -> None:
    ear = Ear()
    async with FakeAmi() as server, connected(server, ear) as connection:
        await connection.ask({"Action": "Ping"})
        server.send(message(Response="Error", ActionID="1", Message="not yours"))
        server.send(message(Event="CoreShowChannel", ActionID="1"))
        server.send(message(Event="UserEvent", Privilege="user,all", ActionID="1"))
        server.send(message(Event="OriginateResponse", Privilege="call,all", ActionID="1", Uniqueid="theirs"))
        assert (await ear.next()).get("Uniqueid") == "theirs"
        assert ear.events.empty()


async def test_a_refusal_tells_asterisks_message() -> None:
    async with FakeAmi() as server, connected(server, Ear()) as connection:
        server.handlers["A"] = lambda fields: error(fields, "No such channel")
        server.handlers["B"] = lambda fields: error(fields, "Permission denied")
        with pytest.raises(AmiRefused) as caught:
            await connection.ask({"Action": "A"})
        assert (caught.value.code, caught.value.params["message"]) == ("ami.refused", "No such channel")
        assert await outcome(connection.ask_list({"Action": "B"})) == "ami.permission_denied"


async def test_no_more_than_a_bounded_number_of_actions_waits_at_once() -> None:
    async with FakeAmi() as server, connected(server, Ear()) as connection:
        server.handlers["Slow"] = lambda _: None
        async with asyncio.TaskGroup() as tasks:
            for _ in range(MAX_IN_FLIGHT):
                tasks.create_task(outcome(connection.ask({"Action": "Slow"})))
            await server.until("Slow", MAX_IN_FLIGHT)
            assert await outcome(connection.ask({"Action": "Ping"})) == "ami.too_many_actions"
            connection.abort()


async def test_an_abandoned_action_is_forgotten() -> None:
    async with FakeAmi() as server, connected(server, Ear()) as connection:
        server.handlers["Slow"] = lambda _: None
        for n in range(MAX_IN_FLIGHT + 1):
            async with asyncio.TaskGroup() as tasks:
                asked = tasks.create_task(connection.ask({"Action": "Slow"}))
                await server.until("Slow", n + 1)
                asked.cancel()
        await connection.ask({"Action": "Ping"})


async def outcome(asking: object) -> str:
    """Return the error code an action ended with, ``ok`` when it did not."""
    try:
        await asking  # type: ignore[misc]
    except (AmiUnavailable, AmiRefused) as failure:
        return failure.code
    return "ok"
