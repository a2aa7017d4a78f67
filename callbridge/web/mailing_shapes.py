"""Bodies and answers of the mailings' routes (docs/api.md)."""

from dataclasses import dataclass
from datetime import datetime

from callbridge.crm.mailing import MailingAction


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewForm:
    """Body of ``POST /api/mailings/{id}/preview``."""

    subject: str
    body: str
    person_id: int | None = None
    """Who would read it; None: somebody made up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestForm:
    """Body of ``POST /api/mailings/{id}/test``."""

    __test__ = False  # pytest takes its name for a test's

    to: str = ""
    """The operator's own address when empty."""
    person_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TestSent:
    """Where a letter to oneself went."""

    __test__ = False

    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingMove:
    """Body of ``POST /api/mailings/{id}/move``."""

    action: MailingAction
    version: int
    at: datetime | None = None
    """When to begin, of ``schedule``."""
