"""A list joins what it needs and nothing else."""

from dataclasses import replace

from callbridge.store.lists.binding import Join
from tests.support.list_things import BOX, TABLE, THINGS

SHELF = BOX.alias("shelf")
WITH_SHELF = replace(
    THINGS,
    joins={
        **THINGS.joins,
        "shelf": Join(target=SHELF, on=SHELF.c.id == BOX.c.id, needs=("box",)),
    },
)


def joined(*names: str) -> str:
    return str(WITH_SHELF.source(names))


def test_a_list_without_names_is_the_table_alone() -> None:
    assert WITH_SHELF.source(()) is TABLE


def test_a_join_brings_what_it_needs_before_itself() -> None:
    whole = joined("shelf")
    assert whole.index("thing_box ON") < whole.index("AS shelf ON")


def test_a_join_is_made_once() -> None:
    assert joined("box", "box").count("JOIN") == 1
    assert joined("shelf", "box").count("JOIN") == 2
