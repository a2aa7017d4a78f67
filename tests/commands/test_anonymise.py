"""Files in, disguised files out."""

from pathlib import Path

import pytest

from callbridge.commands.anonymise import anonymise
from callbridge.commands.replay import replay
from callbridge.kernel.errors import ConfigError, OutsideUnavailable
from callbridge.telephony.topology import Topology
from tests.support.recordings import FOLDER

FILES = [FOLDER / "s01_direct_answered.ami", FOLDER / "s17_unicode_name.ami"]


def test_one_file_becomes_the_named_one(tmp_path: Path) -> None:
    target = tmp_path / "out.ami.gz"
    assert anonymise(FILES[:1], target, Topology()) == [target]
    told: list[str] = []
    replay([target], pbx="main", topology=Topology(), as_json=True, write=told.append)
    assert "+79005550001" in told[0]


def test_several_files_keep_their_names_in_a_folder_and_share_their_inventions(tmp_path: Path) -> None:
    written = anonymise(FILES, tmp_path, Topology())
    assert written == [tmp_path / path.name for path in FILES]
    assert all(b"+79005550001" in path.read_bytes() for path in written)


def test_several_files_without_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        anonymise(FILES, tmp_path / "out.ami", Topology())
    assert refused.value.code == "recording.no_folder"


def test_what_could_be_read_of_a_cut_recording_is_written_and_the_rest_told(tmp_path: Path) -> None:
    source, target = tmp_path / "cut.ami", tmp_path / "out.ami"
    source.write_bytes(FILES[0].read_bytes()[:-20])
    with pytest.raises(ConfigError) as damaged:
        anonymise([source], target, Topology())
    assert damaged.value.code == "recording.anonymised_in_part"
    assert b"+79005550001" in target.read_bytes()


def test_the_original_is_not_written_over() -> None:
    with pytest.raises(OutsideUnavailable) as refused:
        anonymise(FILES[:1], FILES[0], Topology())
    assert refused.value.code == "capture.exists"
