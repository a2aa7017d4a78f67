"""Scripts and what was answered as rows: steps are kept whole, as JSON, since a revision is read and written whole."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select

from callbridge.crm.call_script import (
    AskKind,
    FillField,
    ScriptAnswer,
    ScriptFill,
    ScriptStep,
)
from callbridge.crm.script_answers import ScriptGiven, kept_answers
from callbridge.store import tables as t
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

MAX_ID = 2**31 - 1
_STEPS = Prepared(select(t.call_script_revision.c.steps).where(t.call_script_revision.c.id == bindparam("id")))
_ANSWER = Prepared(
    insert(t.lead_script_answer).inline(), columns=("lead_id", "position", "revision_id", "step", "answer", "at")
)


def write_steps(steps: Sequence[ScriptStep]) -> str:
    """Return the JSON that is kept of steps."""
    return json.dumps([asdict(step) for step in steps], ensure_ascii=False)


def read_steps(text: str) -> tuple[ScriptStep, ...]:
    """Return what `write_steps` wrote."""
    return tuple(_step(kept) for kept in json.loads(text))


def _step(kept: Mapping[str, Any]) -> ScriptStep:
    return ScriptStep(
        key=kept["key"],
        title=kept["title"],
        words=kept["words"],
        ask=AskKind(kept["ask"]),
        answers=tuple(_answer(answer) for answer in kept["answers"]),
        next=kept["next"],
        fill=None if kept["fill"] is None else FillField(kept["fill"]),
    )


def _answer(kept: Mapping[str, Any]) -> ScriptAnswer:
    fills = tuple(
        ScriptFill(field=FillField(fill["field"]), value=fill["value"], text=fill["text"]) for fill in kept["fills"]
    )
    return ScriptAnswer(text=kept["text"], next=kept["next"], fills=fills)


def keep_answers(tx: Tx, lead_id: int, given: ScriptGiven | None, at: datetime) -> None:
    """Write what was answered in the talk of an interest; answers of a revision that is not there are none."""
    if given is None or not 0 < given.revision_id <= MAX_ID:
        return
    row = tx.row(_STEPS, id=given.revision_id)
    if row is None:
        return
    kept = kept_answers(read_steps(row.steps), given, at)
    tx.executemany(
        _ANSWER,
        [
            {"lead_id": lead_id, "position": position, "revision_id": given.revision_id, **asdict(answer)}
            for position, answer in enumerate(kept)
        ],
    )
