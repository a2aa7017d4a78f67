"""The parts of a letter: its text, the files on it, what is enclosed."""

from email.message import EmailMessage
from email.policy import SMTP

from callbridge.crm.letter_parts import MAX_BOUNDARIES, MAX_FILES, header, parsed, parts_of
from tests.support.letters import OUR_ID, a_bounce, a_letter


def test_a_letter_gives_its_text_and_its_files() -> None:
    parts = parts_of(parsed(a_letter("Смотрите.", files={"прайс.pdf": b"%PDF", "b.bin": b"\0"})))
    assert parts.text == "Смотрите."
    assert [(file.name, file.content) for file in parts.files] == [("прайс.pdf", b"%PDF"), ("b.bin", b"\0")]


def test_of_text_and_html_the_text_is_taken_and_html_alone_is_read() -> None:
    both = EmailMessage(policy=SMTP)
    both.set_content("текст")
    both.add_alternative("<p>страница</p>", subtype="html")
    assert parts_of(parsed(both.as_bytes())).text == "текст"
    alone = EmailMessage(policy=SMTP)
    alone.set_content("<p>страница</p>", subtype="html")
    assert parts_of(parsed(alone.as_bytes())).text == "страница"


def test_a_delivery_status_gives_its_blocks_and_what_it_encloses() -> None:
    for enclosed in ("message/rfc822", "text/rfc822-headers"):
        parts = parts_of(parsed(a_bounce(enclosed=enclosed)))
        assert [header(block, "action") for block in parts.statuses] == ["", "failed"]
        assert parts.enclosed == (OUR_ID,)


def test_a_letter_enclosed_in_another_is_read_too() -> None:
    outer = EmailMessage(policy=SMTP)
    inner = EmailMessage(policy=SMTP)
    inner.set_content("внутри")
    outer.set_content("")
    outer.add_attachment(inner)
    assert parts_of(parsed(outer.as_bytes())).text == "внутри"


def test_a_letter_nested_deeper_than_people_nest_is_one_text() -> None:
    """R152"""
    nested = b"From: a@b.ru\r\n"
    for number in range(MAX_BOUNDARIES + 1):
        nested += b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number)
    letter = parsed(nested + b"\r\nend")
    assert not letter.is_multipart()
    assert header(letter, "From") == "a@b.ru"
    assert parts_of(letter).text.endswith("end")


def test_letters_enclosed_in_letters_without_end_are_one_text() -> None:
    """R152"""
    letter = parsed(b"From: a@b.ru\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 5_000 + b"\r\nend")
    assert header(letter, "From") == "a@b.ru"
    parts_of(letter)


def test_no_more_files_are_taken_than_a_person_would_send() -> None:
    files = {f"{number}.bin": b"x" for number in range(MAX_FILES + 10)}
    assert len(parts_of(parsed(a_letter(files=files))).files) == MAX_FILES


def test_a_file_without_a_name_gets_one_and_an_empty_one_is_none() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\npng\r\n"
        b"--b\r\nContent-Type: image/png\r\n\r\n--b--\r\n"
    )
    assert [file.name for file in parts_of(parsed(raw)).files] == ["attachment.png"]


def test_a_parameter_that_python_cannot_read_is_passed_over() -> None:
    name = b"Content-Disposition: attachment; filename*" + b"9" * 5_000 + b"*=x\r\n"
    raw = b"Content-Type: text/plain; charset*0*=\xff''%\r\n" + name + b"\r\ntext"
    assert len(parts_of(parsed(raw)).files) + len(parts_of(parsed(raw)).text) > 0
