"""Writes the client's types from the Python dataclasses: ``python -m callbridge.web.typescript [--check]``."""

import argparse
import sys
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any, Literal

import orjson

from callbridge.app import services
from callbridge.crm import (
    api_token,
    attachment,
    audit,
    call_audio,
    call_list,
    call_log,
    call_round,
    deal_views,
    dictionary,
    directory,
    draft,
    duplicate,
    erasure,
    follow_up,
    importing,
    interest,
    interview,
    interview_results,
    mailing,
    operator,
    pipeline,
    record,
    round_roll,
    saved_view,
    task,
    web_form,
    webhook,
)
from callbridge.matching import match
from callbridge.screenpop import card, wire
from callbridge.telephony import call_event
from callbridge.web import (
    deal_shapes,
    follow_up_shapes,
    import_shapes,
    list_shapes,
    mailing_shapes,
    round_shapes,
    shapes,
)

TARGET = Path(__file__).parents[2] / "screenpop_client" / "src" / "wire" / "messages.gen.ts"

_SERVER_SHAPES: tuple[type, ...] = (
    *(
        operator.Operator,
        shapes.Me,
        wire.OwnState,
        wire.PbxLink,
        services.CdrState,
        services.MailboxState,
        services.Health,
    ),
    *(dictionary.Entry, dictionary.Source, dictionary.OutcomeEntry, dictionary.Campaign, dictionary.Dictionaries),
    *(directory.PhoneView, directory.PersonView, directory.OrganizationView, directory.CampaignRef),
    *(directory.PriorContact, shapes.ContactPage),
    *(
        call_log.CallRow,
        call_log.LegRow,
        call_log.MomentRow,
        shapes.CallPage,
        call_list.CallTotals,
        call_list.CallColumn,
    ),
    *(call_audio.CallAudioFile, call_audio.CallAudioView, audit.AuditEntry),
    *(interest.LeadRow, shapes.LeadPage, interest.SavedInterest, draft.Draft),
    record.RecordRights,
    *(list_shapes.Label, list_shapes.ChoiceMeta, list_shapes.FieldMeta, list_shapes.TabMeta, list_shapes.ListMeta),
    shapes.SettingView,
    *(list_shapes.RowPage, list_shapes.TotalsView),
    *(saved_view.ColumnChoice, saved_view.ViewQuery, saved_view.SavedView),
    *(shapes.TraceLine, shapes.CallTraceView),
    *(record.RecordView, record.FieldChange, record.RecordEntry, shapes.RecordHistory),
    *(deal_shapes.BroughtOver, deal_shapes.DealNotMoved, deal_shapes.MovedDeals),
    *(deal_views.StageView, deal_views.BoardColumn, deal_views.OlderRevision, deal_views.Board),
    *(deal_views.Stay, deal_views.DealPath, deal_views.StageBehind, deal_views.PipelineView),
    *(interview.Option, interview.Question, interview_results.InterviewView, interview_results.SavedResponse),
    *(interview_results.ResponseRow, shapes.ResponsePage, interview_results.Bar),
    *(interview_results.QuestionResult, interview_results.InterviewResults),
    *(follow_up.ReminderBrief, follow_up.ReminderBell, follow_up.FollowUp, follow_up.MyDay),
    *(follow_up_shapes.CalendarState, follow_up_shapes.MadeCalendar),
    *(task.TaskBrief, task.TaskBell, task.TaskPart, task.TaskAnswer, task.TaskView),
    *(api_token.ApiToken, shapes.MadeToken, web_form.WebForm),
    *(attachment.FileView, attachment.RecordFiles),
    *(webhook.Webhook, webhook.Delivery, shapes.MadeWebhook, shapes.Replayed),
    *(duplicate.DuplicateSide, duplicate.DuplicatePair, duplicate.DuplicatePage),
    *(duplicate.MergePreview, duplicate.MergeEntry, erasure.ErasurePreview),
    *(importing.ImportPlan, importing.ImportCounts, importing.ImportJob),
    *(import_shapes.ImportKind, import_shapes.ImportList, import_shapes.ImportView),
    *(import_shapes.RowProblem, import_shapes.PreviewRow, import_shapes.ImportPreview),
    *(mailing.MailingProgress, mailing.AudiencePerson, mailing.AudienceView, mailing.MailPreview),
    mailing_shapes.TestSent,
    *(call_round.RoundProgress, round_roll.RoundAudience, call_round.RoundEntry, call_round.RoundWork),
    *(shapes.FieldError, shapes.ErrorInfo, shapes.ErrorBody),
    *(card.CardNumber, card.CardLine, card.CardCandidate, card.Card),
    *(wire.Hello, wire.Snapshot, wire.Resumed),
    *(
        wire.CardChanged,
        wire.CardWithdrawn,
        wire.OwnStateChanged,
        wire.LinkChanged,
        wire.ListsChanged,
        wire.TasksChanged,
        wire.RemindersChanged,
    ),
)
_CLIENT_SHAPES: tuple[type, ...] = (
    *(shapes.LoginForm, shapes.OwnChanges, shapes.PresenceChange, shapes.NewOperator, shapes.OperatorPatch),
    *(list_shapes.ColumnsWrite, list_shapes.ViewWrite),
    *(deal_shapes.DealRef, deal_shapes.StageMoves),
    *(shapes.NewToken, web_form.WebFormDraft, webhook.WebhookDraft),
    *(deal_shapes.StageMove, pipeline.StageDraft, deal_shapes.NewPipeline, deal_shapes.PipelineStages),
    *(shapes.TaskWords, shapes.TaskDone, shapes.SettingWrite),
    *(follow_up_shapes.SnoozeForm, follow_up_shapes.FollowUpMove, follow_up_shapes.FollowUpClose),
    *(interview.QuestionDraft, shapes.QuestionsWrite),
    *(
        deal_shapes.StagePair,
        deal_shapes.BringOver,
        import_shapes.ImportPlanWrite,
        duplicate.MergeWish,
        shapes.RecordPair,
    ),
    *(mailing_shapes.PreviewForm, mailing_shapes.TestForm, mailing_shapes.MailingMove),
    *(round_shapes.RoundMove, round_shapes.EntrySettled),
    *(interest.InterestForm, shapes.DraftWrite, wire.Resume, wire.Auth, wire.Rendered),
)
"""What the client writes: a field with a default may be left out."""

_UNIONS: dict[str, Any] = {
    "LiveMessage": wire.LiveMessage,
    "ServerMessage": wire.ServerMessage,
    "ClientMessage": wire.ClientMessage,
}

_VALUE_OF: dict[tuple[type, str], type[StrEnum]] = {
    (card.Card, "direction"): call_event.Direction,
    (card.Card, "match"): match.MatchKind,
    (card.CardCandidate, "reason"): match.MatchReason,
    (call_log.CallRow, "direction"): call_event.Direction,
    (call_log.CallRow, "outcome"): call_event.Outcome,
    (call_log.CallRow, "hung_up_by"): call_event.HungUpBy,
    (call_log.LegRow, "ring_end"): call_event.RingEnd,
    (call_log.MomentRow, "reason"): call_event.UnparkReason,
    (directory.PriorContact, "direction"): call_event.Direction,
    (directory.PriorContact, "call_outcome"): call_event.Outcome,
}
"""Text fields that hold the value of an enum of a room their own room may not import."""

_MAY_BE_EMPTY = {
    (call_log.CallRow, "outcome"),
    (call_log.CallRow, "hung_up_by"),
    (call_log.LegRow, "ring_end"),
    (call_log.MomentRow, "reason"),
    (directory.PriorContact, "direction"),
    (directory.PriorContact, "call_outcome"),
}

_PLAIN: dict[Any, str] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    datetime: "Instant",
    date: "Day",
    type(None): "null",
    Any: "unknown",
}


class _Writer:
    """Collects the named types that the shapes mention."""

    def __init__(self) -> None:
        self.aliases: dict[str, str] = {"Day": "string", "Instant": "string"}
        self.enums: dict[str, type[StrEnum]] = {}
        self.known = {shape.__name__ for shape in (*_SERVER_SHAPES, *_CLIENT_SHAPES)}

    def text(self, hint: Any) -> str:
        """Return the TypeScript of a Python annotation."""
        if plain := _PLAIN.get(hint):
            return plain
        if isinstance(hint, typing.NewType):
            self.aliases[hint.__name__] = self.text(hint.__supertype__)
            return hint.__name__
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            self.enums[hint.__name__] = hint
            return hint.__name__
        if isinstance(hint, type) and is_dataclass(hint):
            if hint.__name__ not in self.known:
                raise TypeError(f"{hint.__name__} is used and must be listed")
            return hint.__name__
        return self._composed(hint)

    def _composed(self, hint: Any) -> str:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin in (typing.Union, types.UnionType):
            return " | ".join(self.text(part) for part in arguments)
        if origin is Literal:
            return " | ".join(f'"{value}"' for value in arguments)
        if origin in (tuple, Sequence, list):
            inner = self.text(arguments[0])
            return f"readonly ({inner})[]" if "|" in inner else f"readonly {inner}[]"
        if origin in (dict, Mapping):
            return f"Readonly<Record<{self.text(arguments[0])}, {self.text(arguments[1])}>>"
        raise TypeError(f"no TypeScript for {hint!r}")

    def shape(self, shape: type, *, is_from_client: bool) -> str:
        """Return the declaration of one dataclass."""
        hints = typing.get_type_hints(shape)
        lines = [f"export type {shape.__name__} = {{"]
        for item in fields(shape):
            mark = "?" if is_from_client and _may_be_left_out(item) else ""
            lines.append(f"  readonly {item.name}{mark}: {self._field(shape, item, hints[item.name])};")
        return "\n".join([*lines, "};"])

    def _field(self, shape: type, item: Field[Any], hint: Any) -> str:
        place = (shape, item.name)
        text = self.text(_VALUE_OF.get(place, hint))
        return f'{text} | ""' if place in _MAY_BE_EMPTY else text


def _may_be_left_out(item: Field[Any]) -> bool:
    return item.name != "type" and (item.default is not MISSING or item.default_factory is not MISSING)


def _strings(enum: type[StrEnum]) -> str:
    values = " | ".join(f'"{member.value}"' for member in enum)
    return f"export type {enum.__name__} = {values};"


def _numbers(enum: type[IntEnum]) -> str:
    name = enum.__name__
    members = "\n".join(f"  {member.name}: {member.value}," for member in enum)
    return (
        f"export const {name} = {{\n{members}\n}} as const;\nexport type {name} = (typeof {name})[keyof typeof {name}];"
    )


def _constants(name: str, kind: str, values: Sequence[Any]) -> str:
    """Return a table that is declared in Python as one of the client's."""
    rows = "\n".join(f"  {_object(value)}," for value in values)
    return f"export const {name}: readonly {kind}[] = [\n{rows}\n];"


def _object(value: Any) -> str:
    return "{ " + ", ".join(f"{item.name}: {_value(getattr(value, item.name))}" for item in fields(value)) + " }"


def _value(value: Any) -> str:
    return orjson.dumps(value).decode()


def generate() -> str:
    """Return the whole text of the TypeScript module."""
    writer = _Writer()
    declared = [writer.shape(shape, is_from_client=False) for shape in _SERVER_SHAPES]
    declared += [writer.shape(shape, is_from_client=True) for shape in _CLIENT_SHAPES]
    declared += [f"export type {name} = {writer.text(union)};" for name, union in _UNIONS.items()]
    values = [_strings(enum) for _, enum in sorted(writer.enums.items())]
    aliases = [f"export type {name} = {text};" for name, text in sorted(writer.aliases.items())]
    head = "// Written by `python -m callbridge.web.typescript` from the Python dataclasses. Do not edit."
    declared.append(_constants("CALL_COLUMNS", "CallColumn", call_list.CALL_COLUMNS))
    missed = ", ".join(f'"{outcome}"' for outcome in call_list.MISSED_OUTCOMES)
    declared.append(f"export const MISSED_OUTCOMES: readonly Outcome[] = [{missed}];")
    version = f"export const PROTOCOL_VERSION = {wire.PROTOCOL_VERSION};"
    return (
        "\n\n".join([head, version, _numbers(wire.CloseCode), "\n".join(aliases), "\n".join(values), *declared]) + "\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the module, or with ``--check`` return 1 when the one on disk is stale."""
    parser = argparse.ArgumentParser(prog="python -m callbridge.web.typescript", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is stale")
    wanted = generate()
    if not parser.parse_args(arguments).check:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(wanted, encoding="utf-8")
        return 0
    is_fresh = TARGET.exists() and TARGET.read_text(encoding="utf-8") == wanted
    if not is_fresh:
        sys.stderr.write(f"{TARGET.name} is stale: run python -m callbridge.web.typescript\n")
    return 0 if is_fresh else 1


if __name__ == "__main__":
    sys.exit(main())
