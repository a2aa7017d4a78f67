"""Call scripts on both engines: revisions, the choice for a talk, answers kept with the interest (R102, R138)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from callbridge.crm.call_script import (
    AskKind,
    FillField,
    ScriptAnswer,
    ScriptFill,
    ScriptStep,
)
from callbridge.crm.interest import InterestForm
from callbridge.crm.script_answers import GivenAnswer, ScriptGiven
from callbridge.crm.script_choice import TalkFacts
from callbridge.kernel.errors import Conflict, InvalidInput, NotFound
from callbridge.kernel.ids import LeadId, OperatorId
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.stores import NOW, phone

FORM = InterestForm(at=NOW, method_id=1, person_text="Пётр Сидоров", outcome_id=1)
TOPIC = ScriptFill(field=FillField.TOPIC, value=1)
WHAT = ScriptStep(
    key="what", title="Что нужно", ask=AskKind.CHOICE,
    answers=(ScriptAnswer(text="Дом", next="note", fills=(TOPIC,)), ScriptAnswer(text="Ничего")),
)  # fmt: skip
NOTE = ScriptStep(key="note", title="Пожелания", ask=AskKind.TEXT, fill=FillField.CONTENT)


@pytest.fixture
def vera(store: SqlStore, anna: OperatorId) -> Writer:
    return Writer(store, anna)


async def published(vera: Writer, name: str, *steps: ScriptStep, **of: Any) -> int:
    made = await vera.make("call_script", name=name, direction="any", **of)
    scripts = vera.store.scripts
    await scripts.write(made.id, made.version, steps or (WHAT, NOTE), vera.author, at=vera.at, publish=True)
    return made.id


async def test_what_was_published_stays_as_it_was(vera: Writer) -> None:
    """R102: a talk keeps the revision it began with."""
    scripts = vera.store.scripts
    script_id = await published(vera, "Дома", topic=1)
    first = await scripts.chosen(TalkFacts(topic_id=1))
    assert first is not None
    assert (first.revision, first.name, first.steps) == (1, "Дома", (WHAT, NOTE))
    edit = await scripts.view(script_id)
    kept = await scripts.write(script_id, edit.version, [NOTE], vera.author, at=vera.at, publish=False)
    assert (kept.is_published, kept.steps) == (False, (NOTE,))
    assert await scripts.chosen(TalkFacts(topic_id=1)) == first
    again = await scripts.write(script_id, kept.version, [NOTE], vera.author, at=vera.at, publish=True)
    assert [(one.revision, one.published_by) for one in again.revisions] == [(2, "Anna"), (1, "Anna")]
    newest = await scripts.chosen(TalkFacts(topic_id=1))
    assert newest is not None
    assert (newest.revision, newest.steps) == (2, (NOTE,))
    assert await scripts.revision(first.id) == first
    done = await vera.store.records.history("call_script", script_id, 10)
    assert [entry.action for entry in done] == [
        "script.published", "script.edited", "script.published", "record.created",
    ]  # fmt: skip


async def test_a_script_is_written_by_one_at_a_time_and_published_only_sound(vera: Writer) -> None:
    scripts = vera.store.scripts
    script_id = await published(vera, "Дома")
    with pytest.raises(Conflict):
        await scripts.write(script_id, 1, [NOTE], vera.author, at=vera.at, publish=False)
    endless = replace(NOTE, next="note")
    with pytest.raises(InvalidInput):
        await scripts.write(script_id, 2, [endless], vera.author, at=vera.at, publish=True)
    nothing = replace(WHAT, answers=(ScriptAnswer(text="Дом", fills=(replace(TOPIC, value=999),)),))
    with pytest.raises(InvalidInput):
        await scripts.write(script_id, 2, [nothing], vera.author, at=vera.at, publish=True)
    assert (await scripts.view(script_id)).version == 2
    for missing in (scripts.view(999), scripts.revision(999)):
        with pytest.raises(NotFound):
            await missing


async def test_a_talk_has_the_script_that_names_most_of_it(vera: Writer) -> None:
    """R102: by campaign, topic and line; what is put away or not published is no script."""
    campaign = await vera.make("campaign", name="Выставка")
    await vera.make("call_script", name="Черновик", direction="any", topic=1)
    assert await vera.store.scripts.chosen(TalkFacts(topic_id=1)) is None
    for name, of in (("Всем", {}), ("Тема", {"topic": 1}), ("Событие", {"campaign": campaign.id, "line": "sales"})):
        await published(vera, name, **of)
    asked = {
        "Всем": TalkFacts(),
        "Тема": TalkFacts(topic_id=1, queue="other"),
        "Событие": TalkFacts(topic_id=1, campaign_id=campaign.id, queue="sales"),
    }
    for name, facts in asked.items():
        found = await vera.store.scripts.chosen(facts)
        assert found is not None
        assert found.name == name


async def test_answers_are_kept_with_the_interest_under_its_revision(vera: Writer, anna: OperatorId) -> None:
    """R102: a later revision changes nothing of what was answered; a strange revision keeps nobody from saving."""
    script_id = await published(vera, "Дома", topic=1)
    first = await vera.store.scripts.chosen(TalkFacts(topic_id=1))
    assert first is not None
    answers = (
        GivenAnswer(step="what", answer=0, at=NOW),
        GivenAnswer(step="note", text="с садом", at=NOW + timedelta(seconds=9)),
    )
    await vera.store.scripts.write(script_id, 2, [NOTE], vera.author, at=vera.at, publish=True)

    async def saved(key: str, given: ScriptGiven | None) -> LeadId:
        done = await vera.store.desk.save_interest(
            key=key, form=replace(FORM, script=given), numbers=(phone("+79161234567"),), owner_id=anna,
            private_sales=False, at=NOW + timedelta(minutes=3),
        )  # fmt: skip
        return done.lead_id

    lead_id = await saved("a", ScriptGiven(revision_id=first.id, answers=answers))
    kept = await vera.store.scripts.of_lead(lead_id, reader_id=anna)
    assert (kept.name, kept.revision) == ("Дома", 1)
    assert [(one.title, one.answer) for one in kept.answers] == [("Что нужно", "Дом"), ("Пожелания", "с садом")]
    for key, strange in (("b", 999), ("c", 2**40), ("d", -1)):
        other = await saved(key, ScriptGiven(revision_id=strange, answers=answers))
        assert (await vera.store.scripts.of_lead(other, reader_id=anna)).answers == ()
    with pytest.raises(NotFound):
        await vera.store.scripts.of_lead(LeadId(999), reader_id=anna)


async def test_what_an_erased_person_answered_is_forgotten(vera: Writer, anna: OperatorId) -> None:
    await published(vera, "Дома", NOTE)
    script = await vera.store.scripts.chosen(TalkFacts())
    assert script is not None
    given = ScriptGiven(revision_id=script.id, answers=(GivenAnswer(step="note", text="звать Петром", at=NOW),))
    saved = await vera.store.desk.save_interest(
        key="k", form=replace(FORM, script=given), numbers=(phone("+79161234567"),), owner_id=anna,
        private_sales=False, at=NOW + timedelta(minutes=3),
    )  # fmt: skip
    assert saved.person_id is not None
    await vera.store.duplicates.erase(saved.person_id, anna, at=NOW + timedelta(hours=1))
    kept = await vera.store.scripts.of_lead(saved.lead_id, reader_id=anna)
    assert [(one.title, one.answer) for one in kept.answers] == [("Пожелания", "")]
