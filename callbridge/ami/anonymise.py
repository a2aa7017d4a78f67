"""Streams and files in which everybody has another name, so that an admin may send them."""

from dataclasses import replace
from pathlib import Path

from callbridge.ami.framing import MAX_MESSAGE_BYTES
from callbridge.ami.recording import Mark, MarkKind, RawRecording, read_raw
from callbridge.ami.recording_writer import RecordingWriter
from callbridge.ami.replay import read_recording
from callbridge.telephony.disguise import Disguise
from callbridge.telephony.topology import Topology

_END = b"\r\n\r\n"
_ANYBODY = "pbx"


class Anonymiser:
    """Bytes in any cut in, whole disguised messages out; the inventions last as long as this lives."""

    def __init__(self, topology: Topology) -> None:
        self._disguise = Disguise(topology)
        self._rest = b""
        self._is_skipping = False

    def feed(self, data: bytes) -> bytes:
        """Return the messages that `data` completes; one that is longer than any of Asterisk's is left out."""
        *blocks, rest = (self._rest + data).split(_END)
        if blocks and self._is_skipping:
            self._is_skipping = False
            blocks = blocks[1:]
        if len(rest) > MAX_MESSAGE_BYTES:
            self._is_skipping = True
        self._rest = rest[-(len(_END) - 1) :] if self._is_skipping else rest
        return b"".join(self._disguise.message(block) + _END for block in blocks)

    def reset(self) -> None:
        """Forget the message that has begun: its link is gone."""
        self._rest = b""
        self._is_skipping = False


def anonymise_recording(source: Path, target: Path, anonymiser: Anonymiser) -> int:
    """Write `source` disguised to `target`, with the times of its packets; return the bytes that could not be read.

    A message has the time of the packet that ended it. Raises ConfigError, OSError.
    """
    unparsed_bytes = read_recording(source).unparsed_bytes  # what is no AMI is refused before a file is made
    raw = read_raw(source)
    header = replace(raw.header, pbx=_ANYBODY)
    writer = RecordingWriter(target, header)
    try:
        _write(raw, writer, anonymiser)
    finally:
        writer.close()
    return unparsed_bytes


def _write(raw: RawRecording, writer: RecordingWriter, anonymiser: Anonymiser) -> None:
    anonymiser.reset()
    for entry in raw.entries:
        if isinstance(entry, Mark):
            if entry.kind is MarkKind.LOST:
                anonymiser.reset()
            writer.mark(entry)
        elif data := anonymiser.feed(entry.data):
            writer.packet(entry.seconds, data)
