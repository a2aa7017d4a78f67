import pytest

from tests.asterisk.sip_message import MalformedSip, SipMessage, authorization, quoted

INVITE = SipMessage.parse(
    b"INVITE sip:74951110002@127.0.0.1:5060 SIP/2.0\r\n"
    b"v: SIP/2.0/UDP 127.0.0.9:5060;branch=z9hG4bK77\r\n"
    b'f: "Ivan \\"the\\" Great" <sip:+79161234567@127.0.0.9>;tag=abc\r\n'
    b"t: <sip:74951110002@127.0.0.1>\r\n"
    b"m: <sip:trunk@127.0.0.9:5060>\r\n"
    b"CSeq: 7 INVITE\r\n\r\nv=0\r\n"
)


def test_a_request_is_read_by_its_long_names_whatever_it_used() -> None:
    assert (INVITE.method, INVITE.user, INVITE.cseq, INVITE.branch) == ("INVITE", "74951110002", 7, "z9hG4bK77")
    assert (INVITE.tag("from"), INVITE.tag("to")) == ("abc", "")
    assert INVITE.contact == "sip:trunk@127.0.0.9:5060"
    assert INVITE.body == b"v=0\r\n"


def test_a_display_name_is_unquoted() -> None:
    assert INVITE.name_and_user("from") == ('Ivan "the" Great', "+79161234567")


def test_quoting_a_name_comes_back_by_unquoting_it() -> None:
    name = 'back\\slash "and" quotes'
    message = SipMessage("INVITE sip:x SIP/2.0", (("From", f"{quoted(name)} <sip:1@h>"),))
    assert message.name_and_user("from") == (name, "1")


def test_bytes_that_are_no_utf_8_pass_through() -> None:
    raw = b"INVITE sip:x SIP/2.0\r\nFrom: \xcf\xe5 <sip:1@h>"
    assert b"\xcf\xe5 <sip:1@h>" in SipMessage.parse(raw).encode()


@pytest.mark.parametrize("datagram", [b"", b"\r\n\r\n", b"\x00"])
def test_a_keep_alive_is_no_message(datagram: bytes) -> None:
    with pytest.raises(MalformedSip):
        SipMessage.parse(datagram)


def test_a_digest_answers_as_the_standard_says() -> None:
    """RFC 2617 §3.5's example without qop: RFC 2069's, with its erratum."""
    asked = 'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c"'
    challenge = SipMessage("SIP/2.0 401 Unauthorized", (("WWW-Authenticate", asked),))
    name, value = authorization(challenge, "GET", "/dir/index.html", "Mufasa", "CircleOfLife")
    assert name == "Authorization"
    assert 'response="1949323746fe6a43ef61f9606e7febea"' in value
