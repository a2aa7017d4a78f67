"""A letter's bytes: what mail programs need of it, and nothing that its fields could smuggle in."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.app.mail_port import Letter
from callbridge.mail.message import Sender, message_bytes

NEWS = Sender(address="news@почта.рф", name="ООО «Ромашка»", reply_to="office@example.ru")
LINK = "https://crm.example.ru/a-rather-long-path-of-somebodys-proxy/unsubscribe/abcdefghijklmnopqrstuvwx"


def a_letter(**more: Any) -> Letter:
    given: dict[str, Any] = {
        "to": "petr@example.ru",
        "to_name": "Пётр Ёлкин",
        "subject": "Приглашаем на «Дом и сад»",
        "text": "Здравствуйте, Пётр!\n",
        "html": "<p>Здравствуйте, Пётр!</p>",
        "message_id": "<0123@example.ru>",
        "unsubscribe_url": LINK,
        "at": datetime(2026, 11, 26, 12, tzinfo=UTC),
    }
    return Letter(**(given | more))


def parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=SMTP)


def test_a_letter_has_both_bodies_and_names_both_ends() -> None:
    """R27."""
    message = parsed(message_bytes(a_letter(), NEWS))
    assert str(message["From"]) == "ООО «Ромашка» <news@xn--80a1acny.xn--p1ai>"
    assert str(message["To"]) == "Пётр Ёлкин <petr@example.ru>"
    assert str(message["Subject"]) == "Приглашаем на «Дом и сад»"
    assert (message["Reply-To"], message["Message-ID"]) == ("office@example.ru", "<0123@example.ru>")
    assert message["Date"] == "Thu, 26 Nov 2026 12:00:00 +0000"
    bodies = {kind: message.get_body((kind,)) for kind in ("plain", "html")}
    shown = {kind: body.get_content().strip() for kind, body in bodies.items() if body is not None}
    assert shown == {"plain": "Здравствуйте, Пётр!", "html": "<p>Здравствуйте, Пётр!</p>"}


def test_mail_programs_can_unsubscribe_with_one_click() -> None:
    """RFC 8058; the address stands on one line, however long it is."""
    raw = message_bytes(a_letter(), NEWS)
    assert f"List-Unsubscribe: <{LINK}>\r\n".encode() in raw
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw


def test_a_letter_of_no_mailing_offers_no_way_out_of_one_and_asks_for_no_holiday_answers() -> None:
    """R117: one about a reminder; RFC 3834."""
    message = parsed(message_bytes(a_letter(unsubscribe_url=""), NEWS))
    assert message["Auto-Submitted"] == "auto-generated"
    assert {"List-Unsubscribe", "List-Unsubscribe-Post", "Precedence"}.isdisjoint(message.keys())


def test_lines_are_short_enough_for_every_server() -> None:
    raw = message_bytes(a_letter(text="слово " * 2_000, subject="Тема " * 60), NEWS)
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


@given(name=st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=80))
def test_a_name_of_any_letters_adds_no_header(name: str) -> None:
    message = parsed(message_bytes(a_letter(to_name=name, subject=name), NEWS))
    assert len(message.keys()) == 11
    assert [address.addr_spec for address in message["To"].addresses] == ["petr@example.ru"]


def test_an_address_that_nobody_read_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="not read"):
        message_bytes(a_letter(to="petr@example.ru\r\nBcc: x@y.ru"), NEWS)


def test_message_ids_end_in_the_senders_domain() -> None:
    assert NEWS.domain == "xn--80a1acny.xn--p1ai"
