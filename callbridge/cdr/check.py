"""Whether a PBX's call detail records can be read and fit: asked without changing anything there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from callbridge.cdr.source import source_of
from callbridge.config import PbxConfig
from callbridge.kernel.errors import CallbridgeError
from callbridge.telephony.cdr_row import CdrRow

LOOKED_BACK = timedelta(days=7)
_WRONG_ZONE = timedelta(minutes=14)
"""Zones differ by quarters of an hour; a channel's birth and its first record by moments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CdrFinding:
    """One thing that is right or to be mended; `code` is one of kernel/messages.py, `params` fill its text."""

    code: str
    params: dict[str, object] = field(default_factory=dict)
    is_ok: bool = False


async def check_cdr(pbx: PbxConfig, now: datetime) -> Sequence[CdrFinding]:
    """Read the records of the last days; nothing is found of a PBX without a source. Never raises for what is wrong."""
    try:
        source = source_of(pbx)
        if source is None:
            return ()
        columns = await source.columns()
        rows = await source.rows(now - LOOKED_BACK, now + timedelta(days=1))
    except CallbridgeError as error:
        return (CdrFinding(code=error.code, params=dict(error.params)),)
    findings = [] if columns.has_links else [CdrFinding(code="check.cdr_no_links")]
    if not rows:
        return (
            *findings,
            CdrFinding(code="check.cdr_empty", params={"hours": int(LOOKED_BACK.total_seconds() // 3600)}),
        )
    newest = max(row.started_at for row in rows)
    findings += [] if (off := _zone_is_off(rows)) is None else [off]
    told = f"{newest.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    return (*findings, CdrFinding(code="check.cdr_ok", params={"newest": told}, is_ok=not findings))


def _zone_is_off(rows: Sequence[CdrRow]) -> CdrFinding | None:
    """Compare the records' times with the seconds in their Uniqueids, which know no zones."""
    apart = [row.started_at - datetime.fromtimestamp(row.birth[0], UTC) for row in rows if row.birth[0]]
    least = min(apart, key=abs, default=timedelta())
    if abs(least) < _WRONG_ZONE:
        return None
    hours = round(least.total_seconds() / 900) / 4
    return CdrFinding(code="check.cdr_zone", params={"hours": f"{hours:+g}"})
