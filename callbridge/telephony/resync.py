"""After a (re)connect: what is known meets what the PBX says lives now."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot, header
from callbridge.telephony.call import Call
from callbridge.telephony.call_event import CallEvent
from callbridge.telephony.channel import Channel, ChannelKind, ChannelState, state_of
from callbridge.telephony.switchboard import Switchboard

Listed = tuple[Channel, Mapping[str, str]]
"""A live channel with its CoreShowChannel headers."""

HOLDING_TECHNOLOGIES = frozenset({"holding_bridge"})
"""Bridges whose channels wait and do not hear each other (a parking lot)."""


def resync(board: Switchboard, snapshot: PbxSnapshot, at: datetime, last_seen: datetime) -> list[CallEvent]:
    """Bring the switchboard to the snapshot's state; the caller feeds `snapshot.live` afterwards.

    The lists and the live events overlap. A channel whose Newchannel is live is told by the live events from its birth
    on, so its list items are skipped; one whose Hangup is live is not brought alive again, and one that is known ends
    by that Hangup, with its true cause.
    """
    out = board.begin(at)
    board.tell.is_catching_up = board.is_gathering = True
    births = _unique_ids(snapshot.live, "Newchannel")
    hangups = _unique_ids(snapshot.live, "Hangup")
    listed: dict[str, Mapping[str, str]] = {
        item.headers.get("Uniqueid", ""): item.headers for item in snapshot.channels
    }
    for channel in list(board.channels.values()):
        if channel.unique_id not in listed and channel.unique_id not in hangups:
            board.lose(channel, last_seen)
    board.forget_ends()
    board.forget(hangups - births - board.channels.keys())
    seen = _take_channels(board, listed, births, at)
    _take_queues(board, snapshot, at)
    board.is_gathering = False
    for channel, headers in seen:
        _take_state(board, channel, headers)
    _take_bridges(board, seen, _holding(snapshot))
    for call in _calls(seen):
        board.settle(call)
        board.talks.refresh(call)
    board.tell.is_catching_up = False
    return out


def _take_channels(
    board: Switchboard, listed: dict[str, Mapping[str, str]], births: set[str], at: datetime
) -> list[Listed]:
    seen = []
    for unique_id, headers in listed.items():
        if unique_id in births and unique_id not in board.channels:
            continue
        channel = board.meet(headers)
        if channel is not None:
            _age(channel, headers, at)
            seen.append((channel, headers))
    return seen


def _unique_ids(events: tuple[AmiEvent, ...], name: str) -> set[str]:
    return {event.headers.get("Uniqueid", "") for event in events if event.name == name}


def _calls(seen: list[Listed]) -> list[Call]:
    return list({id(channel.call): channel.call for channel, _ in seen}.values())


def _age(channel: Channel, headers: Mapping[str, str], at: datetime) -> None:
    """Let a call found now begin when its oldest channel did."""
    if not channel.call.is_told and channel.is_partial:
        channel.call.started_at = min(channel.call.started_at, at - timedelta(seconds=_age_seconds(headers)))


def _age_seconds(headers: Mapping[str, str]) -> int:
    """Return a channel's age: ``Duration: 00:01:05`` of CoreShowChannels, ``Seconds: 65`` of Status."""
    parts = (headers.get("Duration") or headers.get("Seconds", "")).split(":")
    if len(parts) > 3 or not all(part.isascii() and part.isdigit() and len(part) < 8 for part in parts):
        return 0
    age = 0
    for part in parts:
        age = age * 60 + int(part)
    return age


def _holding(snapshot: PbxSnapshot) -> set[str]:
    return {
        item.headers.get("BridgeUniqueid", "")
        for item in snapshot.bridges
        if item.headers.get("BridgeTechnology") in HOLDING_TECHNOLOGIES
    }


def _take_bridges(board: Switchboard, seen: list[Listed], holding: set[str]) -> None:
    for channel, headers in seen:
        if channel.bridge is not None and channel.bridge.bridge_id != header(headers, "BridgeId"):
            board.bridges.leave(channel)  # all before anybody enters: a transferer never heard who came after (t05)
    for channel, headers in seen:
        if bridge_id := header(headers, "BridgeId"):
            board.enter_bridge(channel, bridge_id, is_holding=bridge_id in holding)


def _take_state(board: Switchboard, channel: Channel, headers: Mapping[str, str]) -> None:
    state = state_of(headers)
    is_called_phone = channel.kind is ChannelKind.PHONE and header(headers, "Application") == "AppDial"
    if state is ChannelState.RINGING or (state is ChannelState.DOWN and is_called_phone):
        board.ring(channel)  # down in AppDial: the DialBegin went by while nobody looked
    elif state is ChannelState.UP and channel.state is not ChannelState.UP:
        if channel.is_leg and channel.call.first_answer_at is None:
            channel.call.may_be_answered = True
        board.answer(channel)


def _take_queues(board: Switchboard, snapshot: PbxSnapshot, at: datetime) -> None:
    if not snapshot.queues:
        return
    waiting = set()
    for item in snapshot.queues:
        channel = board.channels.get(item.headers.get("Uniqueid", "")) if item.name == "QueueEntry" else None
        if channel is None:
            continue
        waiting.add(channel.unique_id)
        text = item.headers.get("Wait", "")
        wait_s = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
        board.join_queue(channel, item.headers.get("Queue", ""), at - timedelta(seconds=wait_s))
    leaving = _unique_ids(snapshot.live, "QueueCallerLeave") | _unique_ids(snapshot.live, "QueueCallerAbandon")
    for call in {id(call): call for call in board.calls.values()}.values():
        if call.queue is not None and call.queue.unique_id not in waiting | leaving:
            board.leave_queue(call, is_abandoned=False)
