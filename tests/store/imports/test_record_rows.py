"""Records of other kinds from a file, row by row."""

from callbridge.crm.importing import ImportPlan, OnMatch, RowState
from callbridge.store import tables as t
from tests.store.imports.conftest import Manager

EVENTS = """Название;Тип;Начало;Окончание;Место
Выставка «Дом»;Выставка;23.11.2026;2026-11-25;Крокус
Неверная;Нет такого;01.01.2026;;
Наоборот;;25.11.2026;23.11.2026;
"""
MAPPING = ("name", "type", "date_from", "date_to", "place")


async def test_events_are_made_with_what_they_name_and_wrong_ones_are_told(vera: Manager) -> None:
    job = await vera.run(EVENTS, "campaign", mapping=MAPPING)
    assert (job.counts.created, job.counts.failed) == (1, 2)
    assert await vera.rows(t.campaign, "name", "place", "type_id") == [("Выставка «Дом»", "Крокус", 3)]
    bad = [dict(row.mistakes) async for row in vera.importer.bad_rows(vera.operator, job.id)]
    assert bad == [{"type": "not_found"}, {"date_to": "before_start"}]


async def test_a_name_that_is_there_is_skipped_or_filled(vera: Manager) -> None:
    await vera.run("Название\nВыставка\n", "campaign")
    assert (await vera.run("Название\nВыставка\n", "campaign")).counts.skipped == 1
    text = "Название;Место\nВыставка;Крокус\n"
    filled = await vera.run(text, "campaign", OnMatch.FILL)
    assert filled.counts.filled == 1
    assert await vera.rows(t.campaign, "place") == [("Крокус",)]
    assert (await vera.run(text, "campaign", OnMatch.FILL)).counts.skipped == 1


async def test_what_will_happen_to_other_kinds_is_told_too(vera: Manager) -> None:
    await vera.run("Название\nВыставка «Дом»\n", "campaign")
    job = await vera.load(EVENTS, "campaign")
    plan = ImportPlan(mapping=MAPPING, on_match=OnMatch.SKIP)
    _, outcomes = await vera.importer.preview(vera.operator, job.id, plan)
    assert [one.state for one in outcomes] == [RowState.SKIPPED, RowState.FAILED, RowState.CREATED]
    assert outcomes[0].record == "Выставка «Дом»"
