"""Revisions, resume, fan-out: what a socket misses it gets again, once, in order."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.app.page_watch import PageWatch
from callbridge.app.sessions import REMEMBERED_MESSAGES, Encode, OperatorSessions
from callbridge.crm.operator import Presence
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.screenpop.sight import Pages
from callbridge.screenpop.wire import (
    CloseCode,
    ListsChanged,
    LiveMessage,
    OwnState,
    Rendered,
    Resume,
    Resumed,
    ServerMessage,
    Snapshot,
)
from tests.support.app import AS_IT_IS, RecordingSink
from tests.support.calls import ANNA, BORIS, CALL, NINE
from tests.support.clock import FakeClock

OWN = OwnState(presence=Presence.READY, pause_reason="", since=NINE)


class Streams:
    def __init__(self, encode: Encode = AS_IT_IS) -> None:
        self.rendered: list[tuple[OperatorId, CallId, int, bool]] = []
        self.clock = FakeClock(NINE)
        self.sessions = OperatorSessions(
            epoch="now",
            snapshot_of=lambda _who, epoch, revision: Snapshot(
                epoch=epoch, revision=revision, own=OWN, cards=(), links=()
            ),
            on_rendered=lambda *told: self.rendered.append(told),
            encode=encode,
            pages=PageWatch(self.clock, patience_s=7.0),
        )

    def push(self, operator_id: OperatorId = ANNA, times: int = 1, *, topic: str = "") -> None:
        for _ in range(times):
            self.sessions.push(
                operator_id, lambda revision: ListsChanged(revision=revision, lists=("calls",)), topic=topic
            )


def revisions(messages: list[ServerMessage]) -> list[int]:
    return [message.revision for message in messages if isinstance(message, LiveMessage)]


def test_each_operators_messages_are_numbered_without_a_gap_for_all_their_tabs() -> None:
    """R149: every tab of an operator hears the same, others nothing."""
    streams, tabs, other = Streams(), [RecordingSink(), RecordingSink()], RecordingSink()
    for tab in tabs:
        streams.sessions.attach(ANNA, None, tab)
    streams.sessions.attach(BORIS, None, other)
    streams.push(times=3)
    assert [revisions(tab.messages) for tab in tabs] == [[1, 2, 3], [1, 2, 3]]
    assert revisions(other.messages) == []


def test_a_message_is_encoded_once_for_all_tabs_and_for_those_that_come_back() -> None:
    encoded: list[ServerMessage] = []

    def encode(message: ServerMessage) -> bytes:
        encoded.append(message)
        return AS_IT_IS(message)

    streams = Streams(encode)
    for _ in range(3):
        streams.sessions.attach(ANNA, None, RecordingSink())
    encoded.clear()
    streams.push(times=2)
    assert revisions(encoded) == [1, 2]
    streams.sessions.attach(ANNA, Resume(epoch="now", revision=0), RecordingSink())
    assert revisions(encoded) == [1, 2]


def test_a_message_that_cannot_be_encoded_leaves_no_gap() -> None:
    """A browser that misses a revision asks for everything anew."""
    faults = [ValueError("broken")]

    def encode(message: ServerMessage) -> bytes:
        if faults:
            raise faults.pop()
        return AS_IT_IS(message)

    streams, tab = Streams(encode), RecordingSink()
    with pytest.raises(ValueError, match="broken"):
        streams.push()
    streams.sessions.attach(ANNA, None, tab)
    streams.push()
    assert revisions(tab.messages) == [1]


def test_a_socket_that_comes_back_gets_just_what_it_missed() -> None:
    streams, back = Streams(), RecordingSink()
    streams.push(times=5)
    streams.sessions.attach(ANNA, Resume(epoch="now", revision=3), back)
    assert back.messages[0] == Resumed(epoch="now", revision=3)
    assert revisions(back.messages) == [4, 5]


@given(st.sampled_from(["now", "before"]), st.integers(-2, 400), st.integers(0, 300))
def test_resume_ends_at_the_present_or_is_replaced_by_a_snapshot(epoch: str, revision: int, pushed: int) -> None:
    streams, back = Streams(), RecordingSink()
    streams.push(times=pushed)
    streams.sessions.attach(ANNA, Resume(epoch=epoch, revision=revision), back)
    first, *rest = back.messages
    if isinstance(first, Resumed):
        assert revisions(rest) == list(range(revision + 1, pushed + 1))
    else:
        assert isinstance(first, Snapshot)
        assert (first.revision, rest) == (pushed, [])
        known = epoch == "now" and pushed - REMEMBERED_MESSAGES <= revision <= pushed and revision >= 0
        assert not known


def read_as_the_client_does(messages: list[ServerMessage]) -> list[int]:
    """Take messages as the browser does: in order, refusing a gap; return the revisions heard."""
    position, heard = -1, []
    for message in messages:
        if isinstance(message, Resumed | Snapshot):
            position = message.revision
        elif isinstance(message, LiveMessage):
            assert message.revision == position + 1, "a gap: the browser starts over"
            position = message.revision
            heard.append(position)
    return heard


def test_of_a_topic_the_last_message_alone_is_remembered() -> None:
    """However often the list of missed calls changed while a browser was away, its cards are still known."""
    streams, back = Streams(), RecordingSink()
    streams.push()
    for _ in range(3 * REMEMBERED_MESSAGES):
        streams.push(topic="missed")
        streams.push(topic="tasks")
    streams.push()
    streams.sessions.attach(ANNA, Resume(epoch="now", revision=0), back)
    last = 6 * REMEMBERED_MESSAGES + 2
    assert read_as_the_client_does(back.messages) == [1, last - 2, last - 1, last]


@given(st.lists(st.sampled_from(["", "", "missed", "tasks"]), max_size=200), st.integers(0, 200))
def test_who_comes_back_hears_every_message_that_no_later_one_replaced(topics: list[str], revision: int) -> None:
    streams, back = Streams(), RecordingSink()
    for topic in topics:
        streams.push(topic=topic)
    streams.sessions.attach(ANNA, Resume(epoch="now", revision=revision), back)
    first = back.messages[0]
    if isinstance(first, Snapshot):
        assert first.revision == len(topics)
        assert revision > len(topics) or len(topics) - revision > REMEMBERED_MESSAGES
        return
    kept = [
        number
        for number, topic in enumerate(topics, 1)
        if number > revision and (not topic or topic not in topics[number:])
    ]
    assert read_as_the_client_does(back.messages) == kept


def test_a_detached_socket_hears_no_more_and_may_be_detached_twice() -> None:
    streams, tab = Streams(), RecordingSink()
    streams.sessions.attach(ANNA, None, tab)
    streams.sessions.detach(ANNA, tab)
    streams.sessions.detach(ANNA, tab)
    streams.push()
    assert revisions(tab.messages) == []
    assert streams.sessions.socket_count == 0


def test_what_everybody_is_told_reaches_an_operator_whose_socket_was_away_just_then() -> None:
    """A PBX link that went down while a browser reconnected would else stay up on that screen."""
    streams, tab, away = Streams(), RecordingSink(), RecordingSink()
    streams.sessions.attach(ANNA, None, tab)
    streams.sessions.attach(BORIS, None, away)
    streams.sessions.detach(BORIS, away)
    streams.sessions.push_all(lambda revision: ListsChanged(revision=revision, lists=("leads",)))
    assert revisions(tab.messages) == [1]
    back = RecordingSink()
    streams.sessions.attach(BORIS, Resume(epoch="now", revision=0), back)
    assert revisions(back.messages) == [1]


def test_of_two_tabs_that_both_get_everything_the_one_that_answers_sees() -> None:
    streams, frozen, tab = Streams(), RecordingSink(), RecordingSink()
    streams.sessions.attach(ANNA, None, frozen)
    streams.sessions.attach(ANNA, None, tab)
    streams.clock.pass_seconds(8)
    assert streams.sessions.pages_of(ANNA) == Pages(open=2, seeing=0, blind_since=NINE)
    streams.sessions.heard(ANNA, tab)
    assert streams.sessions.pages_of(ANNA) == Pages(open=2, seeing=1)
    streams.push()
    assert revisions(frozen.messages) == revisions(tab.messages) == [1]
    streams.sessions.detach(ANNA, tab)
    assert streams.sessions.pages_of(ANNA) == Pages(open=1, blind_since=NINE + timedelta(seconds=8))


def test_closing_reaches_every_socket_of_the_operator() -> None:
    streams, tabs = Streams(), [RecordingSink(), RecordingSink()]
    for tab in tabs:
        streams.sessions.attach(ANNA, None, tab)
    streams.sessions.close(ANNA, CloseCode.SESSION_ENDED)
    assert [tab.closed for tab in tabs] == [CloseCode.SESSION_ENDED] * 2
    streams.sessions.close_all(CloseCode.SERVER_STOPPING)
    assert [tab.closed for tab in tabs] == [CloseCode.SERVER_STOPPING] * 2
    assert streams.sessions.socket_count == 2


def test_an_acknowledgement_is_passed_on() -> None:
    streams = Streams()
    streams.sessions.rendered(ANNA, Rendered(revision=4, card_id=CALL, visible=True))
    assert streams.rendered == [(ANNA, CALL, 4, True)]
