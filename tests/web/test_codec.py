import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.interest import InterestForm
from callbridge.crm.operator import Presence
from callbridge.crm.task import TaskBell, TaskBrief, TaskKind
from callbridge.kernel.errors import DomainError, InvalidInput, SessionError
from callbridge.kernel.ids import CallId
from callbridge.screenpop.card import Card, CardLine, CardNumber, CardState, NumberKind
from callbridge.screenpop.wire import (
    Alive,
    Auth,
    CardChanged,
    CardWithdrawn,
    CloseCode,
    Hello,
    LinkChanged,
    ListsChanged,
    OwnState,
    OwnStateChanged,
    PbxLink,
    Rendered,
    Resume,
    Resumed,
    ServerMessage,
    Snapshot,
    TasksChanged,
    WithdrawReason,
)
from callbridge.web.codec import MAX_UNKNOWN_NAMED, decode, decode_client_message, encode
from callbridge.web.shapes import DraftWrite

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OWN = OwnState(presence=Presence.READY, pause_reason="", since=AT)
LINK = PbxLink(pbx="main", is_up=True, since=AT)
CARD = Card(
    id=CallId("main:1.1"),
    state=CardState.RINGING,
    direction="inbound",
    pbx="main",
    number=CardNumber(
        kind=NumberKind.KNOWN, raw="89161234567", e164="+79161234567", display="+7 916 123-45-67", caller_name="<b>"
    ),
    line=CardLine(did="+74951110001", queue="", campaign=None),
    match="unknown",
    candidates=(),
    contacts=(),
    contacts_total=0,
    started_at=AT,
    rang_at=AT,
)
BRIEF = TaskBrief(
    id=1,
    kind=TaskKind.TASK,
    name="Позвонить",
    author="Анна",
    due_at=AT,
    happened_at=AT,
    is_unseen=True,
    is_overdue=True,
)
MESSAGES: tuple[ServerMessage, ...] = (
    Hello(protocol=1, server_version="1", server_at=AT, beat_s=2.0),
    Snapshot(epoch="e", revision=1, own=OWN, cards=(CARD,), links=(LINK,)),
    Resumed(epoch="e", revision=1),
    CardChanged(revision=2, card=CARD),
    CardWithdrawn(revision=3, card_id=CARD.id, reason=WithdrawReason.ANSWERED_ELSEWHERE, by="Анна"),
    OwnStateChanged(revision=4, own=OWN),
    LinkChanged(revision=5, link=LINK),
    ListsChanged(revision=6, lists=("calls", "leads")),
    TasksChanged(revision=7, tasks=TaskBell(unseen=1, overdue=1, latest=(BRIEF,))),
)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_every_server_message_goes_out_with_its_type_and_every_field(message: ServerMessage) -> None:
    sent = orjson.loads(encode(message))
    assert sent["type"] == message.type
    assert set(sent) == set(message.__dataclass_fields__)


def test_an_instant_goes_out_as_rfc_3339_in_utc() -> None:
    moscow = AT.astimezone(timezone(timedelta(hours=3)))
    assert orjson.loads(encode(replace(OWN, since=moscow)))["since"] == "2026-03-02T12:00:00+03:00"
    assert orjson.loads(encode(OWN))["since"] == "2026-03-02T09:00:00Z"


def test_hostile_text_goes_out_as_text() -> None:
    assert orjson.loads(encode(CARD))["number"]["caller_name"] == "<b>"


def test_every_client_message_is_read() -> None:
    auth = b'{"type":"auth","csrf":"c","tab":"t","resume":{"epoch":"e","revision":7}}'
    assert decode_client_message(auth) == Auth(csrf="c", tab="t", resume=Resume(epoch="e", revision=7))
    rendered = b'{"type":"rendered","revision":1,"card_id":"main:1.1","visible":false}'
    assert decode_client_message(b'{"type":"alive"}') == Alive()
    assert decode_client_message(rendered) == Rendered(revision=1, card_id=CARD.id, visible=False)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_whatever_a_browser_sends_is_a_message_or_a_session_error(raw: bytes) -> None:
    with contextlib.suppress(SessionError):
        decode_client_message(raw)


def test_what_is_no_message_closes_with_its_code() -> None:
    with pytest.raises(SessionError) as refused:
        decode_client_message(b"hello?")
    assert refused.value.close_code == CloseCode.BAD_MESSAGE


def test_a_message_that_is_too_large_is_not_even_parsed() -> None:
    with pytest.raises(SessionError):
        decode_client_message(b'{"type":"auth","csrf":"c","tab":"' + b"t" * 70_000 + b'"}')


def test_every_wrong_missing_and_unknown_field_is_named_at_once() -> None:
    raw = b'{"at":"yesterday","is_private":"yes","outcome_id":"4","wat":1,"phones":["1",2]}'
    with pytest.raises(InvalidInput) as refused:
        decode(InterestForm, raw)
    assert refused.value.fields == {
        "at": "wrong_type",
        "is_private": "wrong_type",
        "outcome_id": "wrong_type",
        "wat": "unknown_field",
        "phones": "wrong_type",
        "method_id": "required",
    }


def test_an_instant_comes_in_as_utc_and_never_naive() -> None:
    form = decode(InterestForm, b'{"at":"2026-03-02T12:00:00+03:00","method_id":1}')
    assert (form.at, form.at.tzinfo) == (AT, UTC)
    with pytest.raises(InvalidInput) as refused:
        decode(InterestForm, b'{"at":"2026-03-02T12:00:00","method_id":1}')
    assert refused.value.fields == {"at": "no_offset"}


def test_an_instant_at_the_end_of_time_is_out_of_range() -> None:
    with pytest.raises(InvalidInput) as refused:
        decode(InterestForm, b'{"at":"9999-12-31T23:59:59-14:00","method_id":1}')
    assert refused.value.fields == {"at": "out_of_range"}


def test_free_form_json_that_could_not_be_given_back_is_out_of_range() -> None:
    """Python reads integers of any size; JSON goes out with 64 bits."""
    raw = b'{"schema":1,"base_version":0,"values":{"a":[123456789012345678901234567890]}}'
    with pytest.raises(InvalidInput) as refused:
        decode(DraftWrite, raw)
    assert refused.value.fields == {"values": "out_of_range"}


def test_of_endless_unknown_fields_only_the_first_are_named() -> None:
    raw = orjson.dumps({f"field{number}": number for number in range(20_000)})
    with pytest.raises(InvalidInput) as refused:
        decode(DraftWrite, raw)
    assert list(refused.value.fields.values()).count("unknown_field") == MAX_UNKNOWN_NAMED


def test_a_number_no_database_could_hold_is_out_of_range() -> None:
    with pytest.raises(InvalidInput) as refused:
        decode(InterestForm, b'{"at":"2026-03-02T12:00:00Z","method_id":99999999999}')
    assert refused.value.fields == {"method_id": "out_of_range"}


@pytest.mark.parametrize(
    "raw",
    [b"", b"[]", b"1", b"{", b'{"a":NaN}', b'{"values":{"a":["\\u0000"]}}', b'{"\\u0000":1}', b"\xff", b"[" * 5000],
)
def test_what_is_no_usable_json_object_is_refused(raw: bytes) -> None:
    with pytest.raises(DomainError) as refused:
        decode(DraftWrite, raw)
    assert refused.value.code == "wrong_type"


def test_an_escaped_backslash_before_u0000_is_no_nul() -> None:
    raw = rb'{"schema":1,"base_version":0,"values":{"content":"\\u0000"}}'
    assert decode(DraftWrite, raw).values == {"content": r"\u0000"}


def test_a_shape_within_a_shape_is_checked_too() -> None:
    with pytest.raises(InvalidInput) as refused:
        decode(Auth, b'{"type":"auth","csrf":"c","tab":"t","resume":{"epoch":"e","revision":1,"x":2}}')
    assert refused.value.fields == {"resume.x": "unknown_field"}
