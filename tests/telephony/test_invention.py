"""Inventions: what they keep, what they hide, and that they are the same for the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.kernel.numbers import NumberForm, NumberPlan, read_number
from callbridge.telephony.invention import Inventions
from callbridge.telephony.topology import Topology, endpoint_of

DIGITS = st.text("0123456789", min_size=6, max_size=20)


def inventions(**shape: object) -> Inventions:
    return Inventions(Topology(**shape))  # type: ignore[arg-type]


@pytest.mark.parametrize("kept", ["101", "10", "54321", "", "<unknown>", "anonymous", "s", "*72", "+", "112"])
def test_extensions_short_codes_and_words_for_nothing_are_kept(kept: str) -> None:
    assert inventions().number(kept) == kept


@pytest.mark.parametrize(
    "spelt", ["79161234567", "89161234567", "9161234567", "00 7 (916) 123-45-67", "*7289161234567"]
)
def test_a_number_is_the_same_however_it_is_spelt(spelt: str) -> None:
    """R147: the plan before it, its length and its punctuation stay."""
    made = inventions()
    assert made.number("+79161234567") == "+79005550001"
    invented = made.number(spelt)
    assert re.sub(r"\D", "", invented)[-10:] == "9005550001"
    assert re.sub(r"\d", "0", invented) == re.sub(r"\d", "0", spelt)


def test_the_end_of_a_number_is_the_same_as_of_the_whole() -> None:
    made = inventions()
    assert [made.number(each) for each in ("+74951234567", "1234567", "+79161234567", "7654321")] == [
        "+79005550001",
        "5550001",
        "+79015550001",
        "5550002",
    ]


def test_an_invented_number_is_read_as_a_number() -> None:
    number = read_number(inventions().number("+74959876543"), NumberPlan())
    assert number.form is NumberForm.E164


@given(st.lists(DIGITS, unique=True, max_size=40))
def test_different_numbers_stay_different_and_keep_their_length(originals: list[str]) -> None:
    made = inventions()
    told = [made.number(each) for each in originals]
    assert [len(each) for each in told] == [len(each) for each in originals]
    distinct = {each if len(each) <= 16 else each[-10:] for each in originals}
    assert len(set(told)) >= len({each[-16:] for each in distinct})
    assert told == [made.number(each) for each in originals]


@given(st.text(max_size=60))
def test_whatever_stands_there_six_digits_in_a_row_never_stay(text: str) -> None:
    made = inventions()
    for method in (made.number, made.name, made.caller_id, made.channel, made.endpoint, made.resource, made.address):
        told = method(text + "89161234567")
        assert "9161234567" not in told
        assert isinstance(made.identity(text) + made.queue(text) + made.context(text), str)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Operator 105", "Person 1"),
        ("Иван Петров", "Абонент 1"),
        ("\udccf\udce5", "Абонент 1\udcff"),
        ("+79161234567", "+79005550001"),
        ("Call to 89031112233", "Person 1"),
        ("101", "101"),
        ("Anonymous", "Anonymous"),
        ("<unknown>", "<unknown>"),
    ],
)
def test_a_name_keeps_its_script_and_no_more(name: str, told: str) -> None:
    assert inventions().name(name) == told


@pytest.mark.parametrize(
    ("channel", "told"),
    [
        ("PJSIP/101-0000002a", "PJSIP/101-0000002a"),
        ("PJSIP/beeline-msk-0000002a", "PJSIP/trunk1-0000002a"),
        ("PJSIP/ivanov@office-0000002a<ZOMBIE>", "PJSIP/user1@trunk1-0000002a<ZOMBIE>"),
        ("SIP/10.1.2.3-0000002a", "SIP/192.0.2.1-0000002a"),
        ("SIP/74951234567-0000002a", "SIP/79005550001-0000002a"),
        ("Local/102@from-internal-00000000;1", "Local/102@from-internal-00000000;1"),
        ("Local/89161234567@acme-out-00000000;2", "Local/89005550001@context1-00000000;2"),
        ("AsyncGoto/PJSIP/acme-0000002a", "AsyncGoto/PJSIP/trunk1-0000002a"),
        ("DAHDI/i1/89161234567-2", "DAHDI/trunk1/89005550001-2"),
        ("no channel", "id1"),
        ("", ""),
    ],
)
def test_a_channel_keeps_its_technology_and_suffix(channel: str, told: str) -> None:
    assert inventions().channel(channel) == told


def test_a_trunk_has_the_same_name_wherever_it_is_named() -> None:
    made = inventions()
    assert endpoint_of(made.channel("PJSIP/acme-0000002a")) == made.endpoint("PJSIP/acme") == "PJSIP/trunk1"
    assert made.endpoint("Local/101@from-queue/n") == "Local/101@from-queue/n"
    assert made.endpoint("89161234567@acme&PJSIP/101") == "89005550001@trunk1&PJSIP/101"


def test_what_the_configuration_calls_a_phone_stays_one_and_a_trunk_leads_outside() -> None:
    made = inventions(internal=re.compile(r"^(?:op_\w+|\d{3})$"), trunks=frozenset({"200"}))
    assert made.channel("PJSIP/op_ivanova-00000001") == "PJSIP/90001-00000001"
    assert made.channel("PJSIP/200-00000002") == "PJSIP/trunk1-00000002"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("10.1.2.3", "192.0.2.1"),
        ("10.1.2.3:5060", "192.0.2.1:5060"),
        ("IPV4/UDP/10.1.2.3/5060", "IPV4/UDP/192.0.2.1/5060"),
        ("fd00::7", "2001:db8::1"),
        ("IPV6/TLS/[fd00::7]/5061", "IPV6/TLS/[2001:db8::1]/5061"),
        ("sip:101@10.1.2.3:5060;transport=udp", "sip:101@192.0.2.1:5060"),
        ("sips:acme@pbx.acme.ru", "sips:trunk1@host1.example"),
        ("pbx.acme.ru", "host1.example"),
        ("<none>", "<none>"),
    ],
)
def test_an_address_becomes_one_of_those_for_documents(address: str, told: str) -> None:
    assert inventions().address(address) == told


def test_many_addresses_are_different() -> None:
    made = inventions()
    assert len({made.host(f"10.0.{block}.{last}") for block in range(3) for last in range(250)}) == 750


@pytest.mark.parametrize(
    ("identity", "told"),
    [
        ("1795402943.12", "1795402943.12"),
        ("acme-pbx-1795402943.12", "host1-1795402943.12"),
        ("f72d4c17-a532-4265-9c99-62dc51cb9446", "f72d4c17-a532-4265-9c99-62dc51cb9446"),
        ("call-to-89161234567", "id1"),
    ],
)
def test_an_id_keeps_what_asterisk_counted(identity: str, told: str) -> None:
    assert inventions().identity(identity) == told


def test_queues_and_contexts_keep_only_what_everybody_has() -> None:
    made = inventions()
    assert [made.queue(each) for each in ("600", "vip", "vip", "79161234567")] == ["600", "queue1", "queue1", "queue2"]
    assert [made.context(each) for each in ("from-trunk", "acme", "")] == ["from-trunk", "context1", ""]


def test_beyond_a_million_the_oldest_invention_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callbridge.telephony.invention.REMEMBERED", 2)
    made = inventions()
    assert [made.queue(each) for each in ("a", "b", "a", "c", "a")] == [
        "queue1",
        "queue2",
        "queue1",
        "queue3",
        "queue4",
    ]
    assert len({made.number(f"7916123456{last}") for last in range(5)}) == 5
