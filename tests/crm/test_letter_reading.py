"""A letter's bytes → what it is to us."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callbridge.crm.incoming_letter import MAX_SUBJECT, MAX_TEXT, Fate, IncomingLetter, LetterKind
from callbridge.crm.letter_reading import letter_key, read_letter
from callbridge.crm.typed_text import clean_line, clean_lines
from tests.support.letters import OUR_ID, OWN, a_bounce, a_letter, a_plain_bounce


def read(raw: bytes) -> IncomingLetter:
    return read_letter(raw, OWN)


def test_a_letter_is_a_lead_with_who_wrote_it_and_what() -> None:
    """R52"""
    letter = read(a_letter(files={"a.pdf": b"%PDF"}))
    assert (letter.kind, letter.address, letter.name) == (LetterKind.LEAD, "anna@client.ru", "Анна Иванова")
    assert (letter.subject, letter.text) == ("Запрос цены", "Пришлите, пожалуйста, прайс.")
    assert [file.name for file in letter.files] == ["a.pdf"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied (vacation)"},
        {"Precedence": "bulk"},
        {"List_Unsubscribe": "<mailto:x@y.ru>"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
        {"subject": "Автоответ: я в отпуске"},
        {"subject": "Out of Office: RE: News"},
        {"sender": "nobody"},
    ],
)
def test_what_a_program_writes_or_nobody_can_be_answered_is_no_lead(headers: dict[str, Any]) -> None:
    """R52"""
    assert read(a_letter(**headers)).kind is LetterKind.AUTOMATIC


def test_a_receipt_is_no_lead() -> None:
    raw = (
        b"From: a@b.ru\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n--b--"
    )
    assert read(raw).kind is LetterKind.AUTOMATIC


def test_letters_of_our_own_are_known_by_their_sender_or_their_message_id() -> None:
    assert read(a_letter(sender="Ромашка <NEWS@example.ru>")).kind is LetterKind.OURS
    assert read(a_letter(message_id=OUR_ID)).kind is LetterKind.OURS
    assert read(a_letter(message_id=OUR_ID.replace("example.ru", "other.ru"))).kind is LetterKind.LEAD


def test_a_form_that_writes_from_our_address_is_its_readers_lead() -> None:
    letter = read(a_letter(sender="Сайт <news@example.ru>", Reply_To="Пётр <petr@client.ru>"))
    assert (letter.kind, letter.address, letter.name) == (LetterKind.LEAD, "petr@client.ru", "Пётр")
    nameless = read(a_letter(sender="Сайт <news@example.ru>", Reply_To="petr@client.ru"))
    assert (nameless.address, nameless.name) == ("petr@client.ru", "")


def test_bounces_of_both_kinds_carry_their_report() -> None:
    for raw in (a_bounce(), a_plain_bounce()):
        letter = read(raw)
        assert letter.kind is LetterKind.BOUNCE
        assert letter.report is not None
        assert (letter.report.message_ids[0], letter.report.fate) == (OUR_ID, Fate.HARD)


def test_of_a_cut_letter_the_last_file_is_left_out() -> None:
    raw = a_letter(files={"whole.bin": b"1" * 60, "cut.bin": b"2" * 6_000})
    letter = read_letter(raw[:-4_000], OWN, is_cut=True)
    assert [file.name for file in letter.files] == ["whole.bin"]
    assert letter.is_cut


def test_a_subject_of_ten_megabytes_is_cut() -> None:
    """R152"""
    letter = read(a_letter().replace(b"Subject: ", b"Subject: " + b"x" * 10_000_000, 1))
    assert (len(letter.subject), letter.address) == (MAX_SUBJECT, "anna@client.ru")


def test_a_letter_is_known_again_by_its_message_id_and_whose_it_is() -> None:
    assert letter_key(a_letter("one")) == letter_key(a_letter("two", X_More="other way"))
    assert letter_key(a_letter()) != letter_key(a_letter(message_id="<2@client.ru>"))
    assert letter_key(a_letter()) != letter_key(a_letter(subject="Другой"))


def test_a_letter_without_a_message_id_is_known_by_its_head() -> None:
    assert letter_key(a_letter(message_id="")) == letter_key(a_letter(message_id=""))
    assert letter_key(a_letter(message_id="")) != letter_key(a_letter(message_id="", X_Received="later"))


_LINES = st.sampled_from(
    [
        b"From: =?x?B?////?= <a@b.ru>", b"From: ((((((", b"From: \xff\xfe <x@y.ru>", b"Subject: =?utf-8?Q?=00=0A?=",
        b"Content-Type: multipart/mixed; boundary=b", b"Content-Type: text/plain; charset=hex", b"--b", b"--b--",
        b"Content-Type: message/rfc822", b"Content-Type: message/delivery-status", b"Action: failed", b"Status: 5.9",
        b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: x-uuencode", b"begin 6 x", b"\0\0", b"",
        b"Content-Disposition: attachment; filename*0*=''%00", b"Message-ID: <a@b>", b"Content-Type: text/html",
        b"Content-Type: multipart/alternative; boundary=\"\"", b"<p>\x80", b"a" * 300,
    ]
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(_LINES | st.binary(max_size=40), max_size=30).map(b"\r\n".join))
def test_whatever_comes_is_read_clean_and_bounded(raw: bytes) -> None:
    """R152"""
    letter = read(raw)
    letter_key(raw)
    for line in (letter.address, letter.name, letter.subject):
        assert line == clean_line(line)
    assert letter.text == clean_lines(letter.text)
    assert len(letter.text) <= MAX_TEXT
