"""A file attached to a record (R26): what it may be called, what it is by its first bytes, and what may be shown of it.

What a browser is told of a file never comes from who sent it: the type is read from the bytes, and only types in
`PREVIEWS` are ever shown inside a page of ours; all else is downloaded.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.crm.entities import LISTED
from callbridge.crm.entity import Entity
from callbridge.crm.typed_text import clean_line
from callbridge.kernel.errors import InvalidInput, NotFound

ADDED, CHANGED, REMOVED, RESTORED = "file.added", "file.changed", "file.removed", "file.restored"
OPENED, TAKEN = "file.opened", "file.taken"
"""What the audit trail says was done, on the record that the file belongs to."""

MAX_NAME_BYTES = 240
"""In UTF-8: what every file system takes, with room for a browser's own " (1)"."""
MAX_NOTE = 2_000
HEAD_BYTES = 4096
"""How much of a file is looked at to tell what it is."""
MAX_FILES = 500
"""Files of one record."""
UNKNOWN = "application/octet-stream"
_NAMELESS = "file"
_TEXT_SUFFIXES = frozenset({"txt", "csv", "tsv", "log", "md", "ini", "json"})
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_PRINTED_CONTROLS = frozenset(b"\t\n\r\f")


class Preview(StrEnum):
    """How a page may show a file."""

    NONE = "none"
    IMAGE = "image"
    PDF = "pdf"
    TEXT = "text"


PREVIEWS: Mapping[str, Preview] = {
    "image/png": Preview.IMAGE,
    "image/jpeg": Preview.IMAGE,
    "image/gif": Preview.IMAGE,
    "image/webp": Preview.IMAGE,
    "application/pdf": Preview.PDF,
    "text/plain; charset=utf-8": Preview.TEXT,
    "text/plain; charset=windows-1251": Preview.TEXT,
}
"""By media type; SVG and HTML run scripts, so neither is here."""

OWNERS = ("campaign", "deal", "contract", "lead", "person", "organization", "task")
"""Kinds of record that files hang on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttachment:
    """A file that has come whole and is about to be attached."""

    owner_entity: str
    owner_id: int
    name: str
    sha256: str
    size: int
    media_type: str
    storage_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file as it is kept."""

    id: int
    version: int
    owner_entity: str
    owner_id: int
    name: str
    sha256: str
    size: int
    media_type: str
    storage_key: str
    note: str
    author: str
    created_at: datetime
    archived_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """What a reader is told of a file."""

    id: int
    version: int
    name: str
    size: int
    preview: Preview
    note: str
    author: str
    created_at: datetime
    is_removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFiles:
    """The files of one record, newest first, and what its reader may do."""

    files: tuple[FileView, ...]
    may_write: bool
    is_kept: bool
    """False when no storage is set up."""
    max_bytes: int
    """Of one file."""


def view(attachment: Attachment) -> FileView:
    """Return what a reader is told."""
    return FileView(
        id=attachment.id,
        version=attachment.version,
        name=attachment.name,
        size=attachment.size,
        preview=preview_of(attachment.media_type),
        note=attachment.note,
        author=attachment.author,
        created_at=attachment.created_at,
        is_removed=attachment.archived_at is not None,
    )


def preview_of(media_type: str) -> Preview:
    """Return how a page may show what is of this type."""
    return PREVIEWS.get(media_type, Preview.NONE)


def owner_kind(entity_id: str) -> Entity:
    """Return the kind of record that a file is to hang on; raises NotFound."""
    if entity_id not in OWNERS:
        raise NotFound("files.not_attachable")
    return LISTED[entity_id]


def clean_name(raw: str) -> str:
    """Return the last part of a path as a name that every disk and header takes, never empty."""
    last = raw.replace("\\", "/").rsplit("/", 1)[-1]
    name = clean_line(unicodedata.normalize("NFC", last)).strip(". ")
    return _shortened(name) or _NAMELESS


def new_name(raw: str) -> str:
    """Return a name that somebody typed, as `clean_name`; raises InvalidInput when nothing is left of it."""
    if not clean_line(raw).strip(". /\\"):
        raise InvalidInput({"name": "required"})
    return clean_name(raw)


def media_type_of(head: bytes, name: str) -> str:
    """Return what a file is by its first bytes; a text also by its name, for anything may look like one."""
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if name.rpartition(".")[2].lower() in _TEXT_SUFFIXES and not _is_binary(head):
        return f"text/plain; charset={_charset(head)}"
    return UNKNOWN


def _shortened(name: str) -> str:
    if len(name.encode()) <= MAX_NAME_BYTES:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix.encode()) > 16:
        stem, dot, suffix = name, "", ""
    room = MAX_NAME_BYTES - len(f"{dot}{suffix}".encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + dot + suffix


def _is_binary(head: bytes) -> bool:
    return any(byte < 32 and byte not in _PRINTED_CONTROLS for byte in head)


def _charset(head: bytes) -> str:
    """A letter cut in two at the end of the head is no mistake of the text's."""
    for cut in range(4):
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            if len(head) < HEAD_BYTES:
                break
        else:
            return "utf-8"
    return "windows-1251"
