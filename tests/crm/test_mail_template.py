"""The language of mailings' texts: strict, and what fields hold is never read as a template or as markup."""

import re
from contextlib import suppress
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.call_script import WORDS as SCRIPT_WORDS
from callbridge.crm.call_script import ScriptStep, WordField, check_steps
from callbridge.crm.mail_template import WORDS, MailField, Slot, read_mail, read_template, render
from callbridge.kernel.errors import InvalidInput

LINK = "https://crm.example.ru/unsubscribe/token"
VALUES = {
    MailField.NAME: "Анна",
    MailField.FULL_NAME: "Сидорова Анна Петровна",
    MailField.ORGANIZATION: "ООО «Ромашка» & Ко",
    MailField.EVENT: "Выставка",
    MailField.UNSUBSCRIBE: LINK,
}
words = st.sampled_from([word for pair in WORDS.values() for word in pair])


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def markup_of(html: str) -> _Tags:
    reading = _Tags()
    reading.feed(html)
    return reading


def test_fields_are_filled_in_either_language_and_a_fallback_stands_for_an_empty_one() -> None:
    """R27."""
    told = render(read_mail("{{event}}: для {{ Имя }}", "{{имя|коллега}}, {{job_title | коллега}}!\n{{ 1 }}"), VALUES)
    assert told.subject == "Выставка: для Анна"
    assert told.text == f"Анна,  коллега!\n{{ 1 }}\n\n-- \nОтписаться от рассылки: {LINK}"


@pytest.mark.parametrize("word", [word for pair in WORDS.values() for word in pair])
def test_a_field_in_single_braces_means_the_same_in_texts_written_before(word: str) -> None:
    """R27."""
    assert read_template(f"a {{{word}}} b {{{word}|x}}", "body") == read_template(
        f"a {{{{{word}}}}} b {{{{{word}|x}}}}", "body"
    )


def test_a_script_and_a_letter_write_what_both_can_say_alike() -> None:
    """R27, R102: one way of writing fields, whoever's text it is."""
    for script, letter in ((WordField.NAME, MailField.NAME), (WordField.ORGANIZATION, MailField.ORGANIZATION)):
        assert SCRIPT_WORDS[script] == WORDS[letter]
    both = "Здравствуйте, {{имя}}! {{ организация }}"
    assert [part.field for part in read_template(both, "body") if isinstance(part, Slot)] == [
        MailField.NAME,
        MailField.ORGANIZATION,
    ]
    assert check_steps([ScriptStep(key="hello", title="Привет", words=both)])


def test_the_way_out_is_put_below_unless_the_text_has_it_and_speaks_the_texts_language() -> None:
    assert render(read_mail("News", "Hello"), VALUES).text.endswith(f"Unsubscribe: {LINK}")
    own = render(read_mail("News", "Bye: {unsubscribe}."), VALUES)
    assert own.text == f"Bye: {LINK}."
    assert markup_of(own.html).links == [LINK]


def test_the_html_has_the_texts_paragraphs_lines_and_links() -> None:
    told = render(read_mail("S", "Первый <b>\nвторой\n\nСайт https://example.ru/a?b=1&c=2."), VALUES)
    markup = markup_of(told.html)
    assert markup.tags == {"html", "meta", "body", "p", "br", "a"}
    assert markup.links == ["https://example.ru/a?b=1&c=2", LINK]
    assert "Первый <b>" in markup.text


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("{имячко}", "mailing.unknown_field", "{имячко}"),
        ("{{имячко}}", "mailing.unknown_field", "{{имячко}}"),
        ("{}", "mailing.unknown_field", "{}"),
        ("{name.first}", "mailing.unknown_field", "{name.first}"),
        ("{имя", "mailing.lone_brace", None),
        ("имя}", "mailing.lone_brace", None),
        ("{имя|{фио}}", "mailing.lone_brace", None),
        ("{{имя}", "mailing.lone_brace", None),
    ],
)
def test_an_unknown_field_or_a_stray_brace_is_a_mistake_of_its_place(text: str, code: str, word: str | None) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_mail("Тема", text)
    assert (refused.value.fields, refused.value.params.get("word")) == ({"body": code}, word)
    with pytest.raises(InvalidInput) as refused:
        read_mail(text, "Текст")
    assert refused.value.fields == {"subject": code}


def test_a_text_that_is_being_sent_keeps_the_words_in_braces_that_it_was_begun_with() -> None:
    """R27."""
    begun = read_mail("{{так}}", "{{name}}, {{ так }}", is_sent=True)
    assert render(begun, VALUES).subject == "{так}"
    assert render(begun, VALUES).text.startswith("Анна, { так }")


def test_a_letter_without_words_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_mail(" ", "\n")
    assert refused.value.fields == {"subject": "required", "body": "required"}


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_and_nothing_else_happens(text: str) -> None:
    with suppress(InvalidInput):
        assert all(isinstance(part, str | Slot) for part in read_template(text, "body"))


@given(st.text(max_size=200).filter(lambda text: re.search(r"\{\s*\w", text) is None))
def test_a_text_with_its_braces_doubled_says_itself_unless_they_begin_a_name(text: str) -> None:
    doubled = text.replace("{", "{{").replace("}", "}}")
    assert "".join(str(part) for part in read_template(doubled, "body")) == text


@given(value=st.text(max_size=100), word=words)
def test_whatever_a_field_holds_stays_one_line_and_text(value: str, word: str) -> None:
    hostile = dict.fromkeys(MailField, value) | {MailField.UNSUBSCRIBE: LINK}
    told = render(read_mail(f"a {{{word}}} b", f"[{{{word}}}]"), hostile)
    assert len(told.subject.splitlines()) <= 1
    assert markup_of(told.html).tags <= {"html", "meta", "body", "p", "br", "a"}
    assert set(markup_of(told.html).links) <= {LINK}
    assert told.text.count("\n") == told.text.count("\n-- \n") * 3
    kept = re.search(r"\[(.*)\]", markup_of(told.html).text, re.DOTALL)
    assert kept is not None
    assert kept.group(1).split() == re.search(r"\[(.*)\]", told.text, re.DOTALL).group(1).split()  # type: ignore[union-attr]


def test_a_field_is_never_read_as_a_template_or_a_link() -> None:
    told = render(read_mail("S", "{{имя}}"), VALUES | {MailField.NAME: "{фио} http://evil.example <script>"})
    assert told.text.startswith("{фио} http://evil.example <script>")
    assert markup_of(told.html).links == [LINK]
