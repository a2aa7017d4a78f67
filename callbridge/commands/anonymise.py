"""``callbridge anonymise``: recordings in which everybody has another name, so that they may be sent."""

from collections.abc import Sequence
from pathlib import Path

from callbridge.ami.anonymise import Anonymiser, anonymise_recording
from callbridge.ami.capture import write_failure
from callbridge.kernel.errors import ConfigError
from callbridge.telephony.topology import Topology


def anonymise(files: Sequence[Path], target: Path, topology: Topology) -> list[Path]:
    """Write each file disguised, the same things with the same inventions in all; return what was written.

    `target` is a file, or a folder that keeps the files' names: several files need one.
    Raises ConfigError (after everything was written, when something of it could not be read), OutsideUnavailable (what
    is there already is not written over).
    """
    if len(files) > 1 and not target.is_dir():
        raise ConfigError("recording.no_folder", path=str(target))
    anonymiser = Anonymiser(topology)
    written, damages = [], []
    for path in files:
        place = target / path.name if target.is_dir() else target
        try:
            unparsed_bytes = anonymise_recording(path, place, anonymiser)
        except OSError as error:
            raise write_failure(error) from error
        written.append(place)
        if unparsed_bytes:
            damages.append(f"{path}: {unparsed_bytes} → {place}")
    if damages:
        raise ConfigError("recording.anonymised_in_part", mistakes=damages)
    return written
