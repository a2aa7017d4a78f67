"""Call scripts as their readers see them: a talk's, the editor's, the interest's."""

from dataclasses import dataclass
from datetime import datetime

from callbridge.crm.call_script import ScriptStep


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptRevision:
    """What a talk is led by; never changed once it was published."""

    id: int
    script_id: int
    name: str
    name_en: str
    revision: int
    steps: tuple[ScriptStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenScript:
    """The script for a talk, None when there is none."""

    script: ScriptRevision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRevision:
    """One publishing of a script."""

    id: int
    revision: int
    published_at: datetime
    published_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptEdit:
    """A script in the editor: what is written, and what of it was published."""

    id: int
    version: int
    steps: tuple[ScriptStep, ...]
    revisions: tuple[PublishedRevision, ...]
    """Newest first."""
    is_published: bool
    """The newest revision is what is written now."""
    unreachable: tuple[str, ...]
    """Keys of steps that no answer leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadAnswer:
    """An answer of an interest, with the step it was given at."""

    title: str
    answer: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadScript:
    """What was answered in the talk that an interest is about; no name when no script led it."""

    name: str = ""
    name_en: str = ""
    revision: int = 0
    answers: tuple[LeadAnswer, ...] = ()
