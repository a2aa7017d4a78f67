"""What a mail server says became of a letter of ours."""

import pytest

from callbridge.crm.incoming_letter import BounceReport, Fate
from callbridge.crm.letter_bounce import MAX_WORDS, is_bounce, report_of
from callbridge.crm.letter_parts import parsed, parts_of
from tests.support.letters import OUR_ID, a_bounce, a_letter, a_plain_bounce


def reported(raw: bytes) -> BounceReport | None:
    letter = parsed(raw)
    parts = parts_of(letter)
    return report_of(letter, parts, parts.text)


def bounces(raw: bytes, sender: str) -> bool:
    letter = parsed(raw)
    return is_bounce(letter, parts_of(letter), sender)


@pytest.mark.parametrize(
    ("status", "diagnostic", "action", "fate"),
    [
        ("5.1.1", "smtp; 550 5.1.1 no such user", "failed", Fate.HARD),
        ("4.4.7", "smtp; 451 4.4.7 expired", "failed", Fate.SOFT),
        ("4.2.2", "smtp; 452 mailbox full", "delayed", Fate.DELAYED),
        ("2.0.0", "smtp; 250 ok", "Delivered", Fate.DELIVERED),
        ("", "smtp; 554 refused", "failed", Fate.HARD),
        ("strange", "nothing known", "failed", Fate.SOFT),
        ("5.0.0 (permanent failure)", "x-local; gone", "failed", Fate.HARD),
    ],
)
def test_a_delivery_status_says_what_became_of_the_letter(
    status: str, diagnostic: str, action: str, fate: Fate
) -> None:
    """R27"""
    report = reported(a_bounce(status, diagnostic, action=action))
    assert report is not None
    assert (report.fate, report.message_ids[0]) == (fate, OUR_ID)
    assert report.words == diagnostic.partition(";")[2].strip() or report.words == diagnostic


def test_a_status_that_only_tells_of_a_relay_says_nothing() -> None:
    assert reported(a_bounce("2.0.0", "smtp; 250 ok", action="relayed")) is None


def test_a_text_that_quotes_our_letter_is_a_bounce_with_the_servers_words() -> None:
    """R27"""
    report = reported(a_plain_bounce())
    assert report == BounceReport(
        message_ids=(OUR_ID,), fate=Fate.HARD, words="<p1@example.net>: 550 5.1.1 no such user"
    )


@pytest.mark.parametrize(
    ("words", "fate"),
    [
        ("host said: 450 try later", Fate.SOFT),
        ("it did not work", Fate.SOFT),
        ("call 5.1.1.1 or 550.20", Fate.SOFT),
        ("said 5.7.1 no", Fate.HARD),
    ],
)
def test_a_text_without_a_permanent_code_is_no_hard_bounce(words: str, fate: Fate) -> None:
    report = reported(a_plain_bounce(words))
    assert report is not None
    assert report.fate is fate


def test_a_bounce_that_quotes_nothing_reports_nothing() -> None:
    """Who names an address only may be anybody."""
    assert reported(a_bounce(of="nothing")) is None
    assert reported(a_plain_bounce(of="")) is None


def test_a_report_by_reference_is_taken_and_its_words_are_bounded() -> None:
    raw = a_letter("550 " + "no " * 1_000, sender="postmaster@x.ru", In_Reply_To=OUR_ID)
    report = reported(raw)
    assert report is not None
    assert (report.fate, len(report.words)) == (Fate.HARD, MAX_WORDS)


def test_mail_servers_are_known_by_what_they_send_or_by_their_name() -> None:
    assert bounces(a_bounce(), "somebody@example.net")
    assert bounces(a_plain_bounce(), "MAILER-DAEMON@old.example.net")
    assert bounces(a_letter(X_Failed_Recipients="a@b.ru"), "x@y.ru")
    assert not bounces(a_letter(), "anna@client.ru")
    assert not bounces(a_letter(Auto_Submitted="auto-replied"), "postmaster@client.ru")
