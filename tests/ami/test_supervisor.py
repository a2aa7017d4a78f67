"""One PBX's link over its life, against a real server on loopback."""

import asyncio
import random
import socket
import ssl
from collections import Counter
from pathlib import Path

import pytest
import structlog.testing

from callbridge.ami.backoff import Pace
from callbridge.ami.supervisor import PbxSupervisor
from callbridge.app.pbx_port import Heard, LinkDown, LinkUp
from callbridge.kernel.errors import AmiUnavailable, ConfigError
from tests.support.ami_link import QUICK, WAIT_S, TickingClock, let_run_until, linked, pbx
from tests.support.ami_server import FakeAmi, error, listing, message

NEVER = Pace(first_retry_s=1000, longest_retry_s=1000, refused_retry_s=1000, boot_grace_s=0.05, goodbye_s=0.05)


def channel(uniqueid: str) -> bytes:
    return message(Event="Newchannel", Privilege="call,all", Uniqueid=uniqueid)


async def test_the_snapshot_comes_first_then_events_in_order() -> None:
    async with FakeAmi() as server:
        shown = message(Event="CoreShowChannel", Uniqueid="1.1")
        bridge = message(Event="BridgeListItem", BridgeUniqueid="b")
        member = message(Event="QueueMember", Queue="sales")
        server.handlers["CoreShowChannels"] = lambda fields: (
            channel("during") + listing(fields, "CoreShowChannelsComplete", shown)
        )
        server.handlers["BridgeList"] = lambda fields: listing(fields, "BridgeListComplete", bridge)
        server.handlers["QueueStatus"] = lambda fields: (
            listing(fields, "QueueStatusComplete", member) + channel("after 1") + channel("after 2")
        )
        async with linked(pbx(server.port)) as link:
            up = await link.up()
            assert [item.get("Uniqueid") for item in up.snapshot.channels] == ["1.1"]
            assert [item.get("BridgeUniqueid") for item in up.snapshot.bridges] == ["b"]
            assert [item.get("Queue") for item in up.snapshot.queues] == ["sales"]
            live = [event.get("Uniqueid") or event.name for event in up.snapshot.live]
            later = [await link.heard() for _ in range(4 - len(live))]
            assert live + later == ["FullyBooted", "during", "after 1", "after 2"]
            assert link.supervisor.is_up


async def test_login_asks_only_for_the_event_classes_that_are_followed() -> None:
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        [login] = server.named("Login")
        assert login["Events"] == "system,call,agent,user,cdr"
        assert "Secret" not in login


async def test_a_link_that_went_silent_is_cut_and_made_again() -> None:
    """Fault 6: a half-open connection was never noticed."""
    async with FakeAmi() as server:
        server.handlers["Ping"] = lambda _: None
        async with linked(pbx(server.port, ping_interval_s=0.05)) as link:
            await link.up()
            assert (await link.down()).error == "ami.half_open"
            await link.up()
            assert link.supervisor.counts.half_opens >= 1


async def test_what_was_asked_while_the_link_is_down_is_refused_and_never_sent_later() -> None:
    """Fault 7: actions sent while down were replayed after the reconnect (an Originate would ring later)."""
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        server.handlers["Login"] = lambda _: None
        server.drop()
        await link.down()
        with pytest.raises(AmiUnavailable):
            await link.supervisor.ask({"Action": "Originate", "Channel": "PJSIP/101"})
        del server.handlers["Login"]
        server.drop()
        await link.up()
        await link.supervisor.ask({"Action": "Ping"})
        assert server.named("Originate") == []


async def test_a_user_without_the_system_class_gets_no_fully_booted_and_is_linked_all_the_same() -> None:
    """Fault 7 (second half): everything waited for FullyBooted, which such a user never gets."""
    async with FakeAmi(is_system=False) as server, linked(pbx(server.port)) as link:
        assert (await link.up()).snapshot.live == ()
        await link.supervisor.ask({"Action": "Ping"})


async def test_a_refused_login_is_told_once_and_tried_again_slowly() -> None:
    """Fault 9: a wrong password was retried for ever without a word."""
    async with FakeAmi() as server:
        with structlog.testing.capture_logs() as logs:
            async with linked(pbx(server.port, secret="wrong")) as link:
                assert (await link.down()).error == "ami.login_refused"
                await server.until("Login", 4)
                assert link.inbox.empty()
        warnings = [entry["event"] for entry in logs if entry["log_level"] == "warning"]
        assert warnings == ["asterisk refused the ami login: check username, secret and permit in manager.conf"]
    assert Pace().refused_retry_s == 30


async def test_stopping_while_a_reconnect_is_due_connects_no_more() -> None:
    """Fault 10: close() during a pending reconnect connected and logged in anyway."""
    async with FakeAmi() as server:
        async with linked(pbx(server.port), pace=NEVER) as link:
            await link.up()
            server.drop()
            await link.down()
        assert server.connections == 1


@pytest.mark.parametrize("host", ["x" * 70 + ".invalid", "127.0.0.1"])
async def test_whatever_a_connect_fails_with_another_attempt_follows(host: str) -> None:
    """Fault 12: an error that is no OSError (here: a name no resolver can take) ended reconnecting for good."""
    with socket.socket() as deaf, structlog.testing.capture_logs() as logs:
        deaf.bind(("127.0.0.1", 0))  # held, so that no other test listens there meanwhile
        async with linked(pbx(deaf.getsockname()[1], host=host)) as link:
            assert (await link.down()).error == "ami.unavailable"
            await let_run_until(lambda: sum(entry["event"] == "ami link failed" for entry in logs) >= 3)
    (down,) = [entry for entry in logs if entry["event"] == "ami link is down"]
    assert down["reason"]


async def test_events_are_passed_on_in_order_through_one_bounded_inbox() -> None:
    """Fault 12 (second half): coroutine callbacks had neither order nor back-pressure."""
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        server.send(b"".join(channel(str(n)) for n in range(500)))
        assert [await link.heard() for _ in range(500)] == [str(n) for n in range(500)]
        assert link.supervisor.counts.heard == 501


async def test_an_inbox_that_overflows_loses_the_link_and_never_an_event_silently() -> None:
    async with FakeAmi() as server, linked(pbx(server.port), room=10) as link:
        await link.up()
        server.send(b"".join(channel(str(n)) for n in range(100)))
        await let_run_until(lambda: link.supervisor.counts.overflows == 1)
        assert server.connections == 1  # there is no room for LinkDown yet, and it comes before anything else
        items = [await link.next() for _ in range(12)]
        assert [item.event.get("Uniqueid") for item in items[:10] if isinstance(item, Heard)] == [
            str(n) for n in range(10)
        ]
        assert isinstance(items[10], LinkDown)
        assert items[10].error == "ami.overflow"
        assert isinstance(items[11], LinkUp)
        assert link.supervisor.counts.overflows == 1


async def test_what_comes_while_the_inbox_has_no_room_for_the_snapshot_follows_it_in_order() -> None:
    async with FakeAmi() as server, linked(pbx(server.port), room=4) as link:
        filler = LinkDown(pbx="other", at=TickingClock().now(), error="")
        for _ in range(4):
            link.inbox.put_nowait(filler)
        await server.until("QueueStatus")
        server.send(channel("late 1") + channel("late 2"))
        await let_run_until(lambda: link.supervisor.counts.heard == 3)
        assert not link.supervisor.is_up
        assert [await link.next() for _ in range(4)] == [filler] * 4
        live = [event.get("Uniqueid") or event.name for event in (await link.up()).snapshot.live]
        assert live + [await link.heard() for _ in range(3 - len(live))] == ["FullyBooted", "late 1", "late 2"]


async def test_a_link_on_which_something_comes_is_alive_whatever_becomes_of_the_ping() -> None:
    async with FakeAmi() as server:
        server.handlers["Ping"] = lambda fields: channel(fields["ActionID"])
        async with linked(pbx(server.port, ping_interval_s=0.3)) as link:
            await link.up()
            # On a machine that stands still a link may be cut: each has ActionIDs of its own.
            await let_run_until(lambda: max(pings_by_link(server).values(), default=0) >= 2)


def pings_by_link(server: FakeAmi) -> Counter[str]:
    return Counter(fields["ActionID"].rpartition("-")[0] for fields in server.named("Ping"))


async def test_an_authority_that_went_away_and_came_back_costs_only_time(tmp_path: Path) -> None:
    tls = Path(__file__).parents[1] / "support" / "tls"
    ca = tmp_path / "ca.pem"
    ca.write_bytes((tls / "ca.pem").read_bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tls / "localhost.pem")
    config = {"host": "localhost", "tls": True, "tls_ca": str(ca)}
    async with FakeAmi(tls=context) as server, linked(pbx(server.port, **config)) as link:
        await link.up()
        ca.rename(tmp_path / "away")
        server.drop()
        assert (await link.down()).error == "ami.unavailable"
        (tmp_path / "away").rename(ca)
        await link.up()


async def test_a_restarted_pbx_is_found_again_and_asked_anew() -> None:
    async with FakeAmi() as server, linked(pbx(server.port)) as link:
        await link.up()
        await server.stop()
        assert (await link.down()).error == "ami.unavailable"
        await server.start()
        await link.up()
        assert len(server.named("CoreShowChannels")) == 2
        assert (link.supervisor.counts.ups, link.supervisor.counts.downs) == (2, 1)


async def test_a_pbx_that_boots_after_it_let_us_in_is_asked_again() -> None:
    async with FakeAmi(is_system=False) as server, linked(pbx(server.port)) as link:
        await link.up()
        server.send(message(Event="FullyBooted", Privilege="system,all"))
        assert (await link.down()).error == "ami.booted_late"
        await link.up()


async def test_a_user_who_may_not_list_channels_is_told_so() -> None:
    async with FakeAmi() as server:
        denied = lambda fields: error(fields, "Permission denied")  # noqa: E731
        server.handlers.update({"CoreShowChannels": denied, "Status": denied})
        async with linked(pbx(server.port)) as link:
            assert (await link.down()).error == "ami.permission_denied"


async def test_stopping_logs_off() -> None:
    async with FakeAmi() as server:
        async with linked(pbx(server.port)) as link:
            await link.up()
        assert len(server.named("Logoff")) == 1


async def test_stopping_takes_no_answer_from_a_stuck_peer_and_no_room_in_the_inbox() -> None:
    async with FakeAmi() as server:
        server.handlers["Logoff"] = lambda _: None
        async with asyncio.timeout(WAIT_S / 2), linked(pbx(server.port), pace=NEVER, room=1) as link:
            await server.until("QueueStatus")
        assert not link.supervisor.is_up


async def test_a_peer_that_accepts_and_says_nothing_does_not_hold_up_the_stop() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        async with asyncio.timeout(WAIT_S / 2), linked(pbx(mute.getsockname()[1]), pace=QUICK):
            pass


async def test_a_tls_link_to_a_server_that_speaks_none_is_unavailable() -> None:
    async with FakeAmi() as server, linked(pbx(server.port, tls=True)) as link:
        assert (await link.down()).error == "ami.unavailable"


def test_what_the_configuration_names_must_be_readable_at_the_start() -> None:
    for changes in ({"tls": True, "tls_ca": "/nowhere/ca.pem"}, {"secret": "", "secret_file": "/nowhere/secret"}):
        with pytest.raises(ConfigError):
            PbxSupervisor(pbx(1, **changes), inbox=asyncio.Queue(1), clock=TickingClock(), rng=random.Random(1))
