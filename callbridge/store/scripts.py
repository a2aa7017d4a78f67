"""Call scripts in the database; `Scripts` of app/script_port.py. What was published is never changed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.call_script import ScriptStep, check_steps, clean_steps, unreachable_steps
from callbridge.crm.record import Author
from callbridge.crm.script_choice import ScriptDirection, ScriptScope, TalkFacts, choose_script
from callbridge.crm.script_fills import check_fills
from callbridge.crm.script_views import LeadAnswer, LeadScript, PublishedRevision, ScriptEdit, ScriptRevision
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.kernel.ids import LeadId, OperatorId
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.database import Database
from callbridge.store.dictionaries import dictionaries
from callbridge.store.leads import lead_by_id
from callbridge.store.reach import reach_of
from callbridge.store.script_rows import read_steps, write_steps
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

CALL_SCRIPT = "call_script"
PUBLISHED, EDITED = "script.published", "script.edited"
_script, _revision, _answer = t.call_script, t.call_script_revision, t.lead_script_answer
_SCRIPT = Prepared(select(_script).where(_script.c.id == bindparam("id")))
_ACTIVE = Prepared(
    select(
        _script.c.id, _script.c.campaign_id, _script.c.topic_id, _script.c.line, _script.c.direction, _script.c.position
    ).where(_script.c.is_active.is_(True), _script.c.revision > 0)
)
_whole = select(_revision, _script.c.name, _script.c.name_en).select_from(
    _revision.join(_script, _script.c.id == _revision.c.call_script_id)
)
_BY_ID = Prepared(_whole.where(_revision.c.id == bindparam("id")))
_NEWEST = Prepared(_whole.where(_script.c.id == bindparam("id"), _revision.c.revision == _script.c.revision))
_REVISIONS = Prepared(
    select(_revision, t.operator.c.full_name.label("published_by"))
    .select_from(_revision.outerjoin(t.operator, t.operator.c.id == _revision.c.published_by_id))
    .where(_revision.c.call_script_id == bindparam("id"))
    .order_by(_revision.c.revision.desc())
)
_INSERT = Prepared(
    insert(_revision).inline(),
    columns=("call_script_id", "revision", "steps", "published_at", "published_by_id"),
)
_ANSWERS = Prepared(select(_answer).where(_answer.c.lead_id == bindparam("id")).order_by(_answer.c.position))


class SqlScripts:
    """Call scripts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def chosen(self, facts: TalkFacts) -> ScriptRevision | None:
        return await self._database.read(lambda tx: chosen(tx, facts))

    async def revision(self, revision_id: int) -> ScriptRevision:
        return await self._database.read(lambda tx: _found(tx, _BY_ID, revision_id))

    async def view(self, script_id: int) -> ScriptEdit:
        return await self._database.read(lambda tx: view_script(tx, script_id))

    async def write(
        self, script_id: int, version: int, steps: Sequence[ScriptStep], author: Author, *, at: datetime, publish: bool
    ) -> ScriptEdit:
        return await self._database.run(
            lambda tx: write_script(tx, script_id, version, steps, author, at=at, publish=publish)
        )

    async def of_lead(self, lead_id: LeadId, *, reader_id: OperatorId | None) -> LeadScript:
        return await self._database.read(lambda tx: script_of_lead(tx, lead_id, reader_id))


def chosen(tx: Tx, facts: TalkFacts) -> ScriptRevision | None:
    """Return the newest revision of the script for a talk."""
    scope = choose_script(
        (
            ScriptScope(
                script_id=row.id,
                campaign_id=row.campaign_id,
                topic_id=row.topic_id,
                line=row.line,
                direction=ScriptDirection(row.direction),
                position=row.position,
            )
            for row in tx.rows(_ACTIVE)
        ),
        facts,
    )
    return None if scope is None else _found(tx, _NEWEST, scope.script_id)


def view_script(tx: Tx, script_id: int) -> ScriptEdit:
    """Return a script as the editor shows it."""
    row = tx.row(_SCRIPT, id=script_id)
    if row is None:
        raise NotFound("record.not_found", id=script_id)
    revisions = tx.rows(_REVISIONS, id=script_id)
    steps = read_steps(row.steps)
    return ScriptEdit(
        id=row.id,
        version=row.version,
        steps=steps,
        revisions=tuple(
            PublishedRevision(
                id=one.id,
                revision=one.revision,
                published_at=one.published_at,
                published_by=one.published_by or "",
            )
            for one in revisions
        ),
        is_published=bool(revisions) and read_steps(revisions[0].steps) == steps,
        unreachable=unreachable_steps(steps),
    )


def write_script(
    tx: Tx,
    script_id: int,
    version: int,
    steps: Sequence[ScriptStep],
    author: Author,
    *,
    at: datetime,
    publish: bool,
) -> ScriptEdit:
    """Keep the steps of a script that is at `version`, and publish them as a new revision."""
    tx.serialize(f"call script {script_id}")
    row = tx.row(_SCRIPT, id=script_id)
    if row is None:
        raise NotFound("record.not_found", id=script_id)
    if row.version != version:
        raise Conflict("record.changed", id=script_id)
    cleaned = check_steps(steps) if publish else clean_steps(steps)
    if publish:
        check_fills(cleaned, dictionaries(tx))
    text = write_steps(cleaned)
    values = {"steps": text, "version": version + 1, "updated_at": at, "revision": row.revision + publish}
    tx.execute(update(_script).where(_script.c.id == script_id).values(**values))
    if publish:
        tx.execute(
            _INSERT,
            call_script_id=script_id,
            revision=row.revision + 1,
            steps=text,
            published_at=at,
            published_by_id=author.operator_id,
        )
    titles = {"steps": " → ".join(step.title for step in cleaned)}
    note = AuditNote(
        at=at,
        operator_id=author.operator_id,
        action=PUBLISHED if publish else EDITED,
        entity=CALL_SCRIPT,
        entity_id=str(script_id),
        detail={"revision": str(row.revision + 1), **titles} if publish else titles,
    )
    write_note(tx, note)
    return view_script(tx, script_id)


def script_of_lead(tx: Tx, lead_id: int, reader_id: OperatorId | None) -> LeadScript:
    """Return what was answered in the talk of an interest in the reader's reach."""
    if lead_by_id(tx, lead_id, reach_of(tx, reader_id)) is None:
        raise NotFound("record.not_found", id=lead_id)
    rows = tx.rows(_ANSWERS, id=lead_id)
    if not rows:
        return LeadScript()
    script = _found(tx, _BY_ID, rows[0].revision_id)
    titles = {step.key: step.title for step in script.steps}
    return LeadScript(
        name=script.name,
        name_en=script.name_en,
        revision=script.revision,
        answers=tuple(LeadAnswer(title=titles.get(row.step, ""), answer=row.answer, at=row.at) for row in rows),
    )


def _found(tx: Tx, statement: Prepared, number: int) -> ScriptRevision:
    row = tx.row(statement, id=number)
    if row is None:
        raise NotFound("record.not_found", id=number)
    return ScriptRevision(
        id=row.id,
        script_id=row.call_script_id,
        name=row.name,
        name_en=row.name_en,
        revision=row.revision,
        steps=read_steps(row.steps),
    )
