"""Text out of what strangers send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.letter_text import decoded, header_text, html_text, tidy, unfailing


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r", "cp866", "iso-8859-5"])
def test_a_text_is_read_in_the_charset_it_names(charset: str) -> None:
    assert decoded("Здравствуйте!".encode(charset), charset) == "Здравствуйте!"


@pytest.mark.parametrize("charset", ["", "us-ascii", "x-unknown", "utf-7", "idna", "zlib", "hex", "é", "a" * 100, "\0"])
@pytest.mark.parametrize("truly", ["utf-8", "windows-1251"])
def test_a_text_without_a_charset_is_read_in_the_likeliest_one(charset: str, truly: str) -> None:
    assert decoded("Здравствуйте!".encode(truly), charset) == "Здравствуйте!"


def test_a_charset_that_is_plainly_false_is_not_believed() -> None:
    assert decoded("Здравствуйте!".encode("windows-1251"), "utf-8") == "Здравствуйте!"


def test_a_text_that_was_cut_in_the_middle_of_a_character_is_not_spoilt() -> None:
    assert decoded("Привет".encode()[:-1]) == "Приве"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("=?utf-8?B?0J/RgNC40LLQtdGC?=", "Привет"),
        ("=?koi8-r?Q?=F0=D2=C9=D7=C5=D4?= there", "Привет there"),
        ("Re: =?utf-8?B?0J/RgNA=?=\r\n =?utf-8?B?uNCy0LXRgg==?= - ok", "Re: Привет - ok"),
        ("=?utf-8?Q?a_b?= =?windows-1251?Q?=EF?=", "a bп"),
        ("=?utf-8?B?broken", "=?utf-8?B?broken"),
        ("a\0b\u202ec", "abc"),
        ("Привет".encode().decode("ascii", "surrogateescape"), "Привет"),
        ("\ud800x", "?x"),
    ],
)
def test_a_header_is_read_with_its_encoded_words(raw: str, text: str) -> None:
    assert header_text(raw) == text


def test_html_becomes_what_its_reader_sees() -> None:
    page = (
        "<html><head><title>T</title><style>p{}</style></head><body><script>alert('x')</script><!-- <b>hidden</b> -->"
        "<p>Добрый&nbsp;день!</p>\n<div>Нужно: <b>5</b> шт.<br>и 3 &lt; 4</div><table><tr><td>a</td><td>b</td></tr>"
        "</table></body></html>"
    )
    assert html_text(page) == "Добрый день!\n\nНужно: 5 шт.\nи 3 < 4\n\na b"


@pytest.mark.parametrize("page", ["<!-- <p>x", "<script>x", "<head>x", "<p", "<" * 1000, "<a <a <a"])
def test_html_that_never_ends_ends(page: str) -> None:
    assert "x" not in html_text(page)


def test_a_head_that_is_not_closed_hides_no_body() -> None:
    assert html_text("<head><title>no</title><body>text") == "text"


def test_empty_lines_are_not_piled_up() -> None:
    assert tidy("\n a \n\n\n \n b\0\n") == "a\n\nb"


@pytest.mark.parametrize("fault", [ValueError, KeyError, TypeError, AttributeError, RecursionError])
def test_what_fails_gives_the_other_value(fault: type[Exception]) -> None:
    def read() -> str:
        raise fault

    assert unfailing(read, "other") == "other"
    assert unfailing(lambda: "read", "other") == "read"


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_in_any_charset_are_text(content: bytes, charset: str) -> None:
    decoded(content, charset).encode("utf-8", "surrogatepass")


@given(st.text(max_size=400))
def test_any_header_is_one_clean_line(raw: str) -> None:
    text = header_text(raw)
    assert "\n" not in text
    assert "\0" not in text
    text.encode()


@given(st.text(alphabet="<>!-/ abpscriptheadybrtd&#;x\n\"'=", max_size=400))
def test_any_html_is_clean_lines(page: str) -> None:
    text = html_text(page)
    assert "\n\n\n" not in text
    text.encode()
