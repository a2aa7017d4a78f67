"""The keys of attached files."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from callbridge.config import FilesConfig, S3Config

S3 = {"url": "https://s3.example.ru:9000/minio", "bucket": "call-files.1", "access_key": "key"}


def test_by_default_files_lie_in_a_folder_beside_the_database() -> None:
    assert (FilesConfig().folder, FilesConfig().s3.url) == ("callbridge-files", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"folder": "a\0b"},
        {"max_mib": 0},
        {"total_gib": 0},
        {"clamd": "/run/clamav/clamd.ctl"},
        {"clamd": "tcp:localhost"},
        {"clamd": "unix:relative"},
        {"s3": {"url": "ftp://s3"}},
        {"s3": {**S3, "url": "https://key:secret@s3.example.ru"}},
        {"s3": {**S3, "bucket": "Upper"}},
        {"s3": {**S3, "bucket": ""}},
        {"s3": {"bucket": "files"}},
        {"s3": {**S3, "access_key": ""}},
        {"s3": {**S3, "prefix": "no-slash"}},
        {"s3": {**S3, "spool": "relative"}},
        {"s3": {**S3, "secret": "a", "secret_file": "b"}},
        {"s3": {**S3, "region": "a b"}},
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        FilesConfig.model_validate(wrong)


def test_the_secret_comes_from_its_file_or_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("from file\n")
    monkeypatch.setenv("CALLBRIDGE_FILES_S3_SECRET", "from environment")
    assert S3Config(**S3, secret_file=str(tmp_path / "secret")).password() == "from file"
    assert S3Config(**S3, secret="inline").password() == "from environment"
    monkeypatch.delenv("CALLBRIDGE_FILES_S3_SECRET")
    assert S3Config(**S3, secret="inline").password() == "inline"
    assert "inline" not in repr(S3Config(**S3, secret="inline"))
