"""Text as filters compare it, alike in Python and on both engines."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import literal, select

from callbridge.store.plain_text import Bytewise, PlainText, plain_text
from callbridge.store.store import SqlStore
from callbridge.store.types import CleanText


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ООО «Ёлка»", "ооо  елка "),
        ("Петрова-Водкина", "петрова водкина"),
        ("100%_\\'", "100    "),
        ("ÉCOLE Straße", "école straße"),
        ("日本", "日本"),
        ("", ""),
        (None, None),
    ],
)
def test_case_marks_and_yo_make_no_difference(text: str | None, plain: str | None) -> None:
    assert plain_text(text) == plain


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0")))
async def test_the_engine_makes_the_same_of_any_text(store: SqlStore, text: str) -> None:
    statement = select(PlainText(literal(text, CleanText())))
    assert await store.database.read(lambda tx: tx.value(statement)) == plain_text(text)


async def test_a_writer_knows_the_function_as_a_reader_does(store: SqlStore) -> None:
    statement = select(PlainText(literal("Ё", CleanText())))
    assert await store.database.run(lambda tx: tx.value(statement)) == "е"


async def test_texts_are_compared_byte_by_byte(store: SqlStore) -> None:
    words = ["Я", "ё", "а", "Z", "a", "А"]
    rows = select(literal(words[0], CleanText()).label("word"))
    every = rows.union_all(*(select(literal(word, CleanText())) for word in words[1:])).subquery()
    ordered = select(every.c.word).order_by(Bytewise(every.c.word))
    found = await store.database.read(lambda tx: [row[0] for row in tx.rows(ordered)])
    assert found == sorted(words, key=str.encode)
