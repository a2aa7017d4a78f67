"""Sound files for tests, as Asterisk writes them."""

import os
import struct
from datetime import datetime
from pathlib import Path

from callbridge.crm.call_audio import AudioFacts
from callbridge.kernel.ids import CallId, LegId
from tests.support.web_people import NINE

PATTERN = "{year}/{month}/{day}/*-{unique_id}.*"
DAY = "2026/03/02"
ANNAS_LEG = LegId("main:1772442001.2")


def wave(seconds: float = 1.0, *, kind: int = 1) -> bytes:
    """Return a WAVE file of 8 kHz, 16 bits, with sound that differs from byte to byte."""
    body = bytes(number % 251 for number in range(int(seconds * 16000)))
    return wave_head(len(body), kind) + body


def wave_head(length: int, kind: int = 1) -> bytes:
    fmt = struct.pack("<IHHIIHH", 16, kind, 1, 8000, 16000, 2, 16)
    return b"RIFF" + struct.pack("<I", 36 + length) + b"WAVEfmt " + fmt + b"data" + struct.pack("<I", length)


def put(folder: Path, place: str, body: bytes, at: datetime = NINE) -> Path:
    """Write a file that nobody has touched since `at`."""
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def call_facts(linked_id: str = "1772442000.1", *, is_live: bool = False) -> AudioFacts:
    """Return an ended call that rang Anna."""
    return AudioFacts(
        call_id=CallId(f"main:{linked_id}"),
        started_at=NINE,
        ended_at=None if is_live else NINE,
        number="+79161234567",
        legs=[(ANNAS_LEG, "PJSIP/101")],
    )
