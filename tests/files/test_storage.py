"""Which storage the configuration means."""

from pathlib import Path

import pytest

from callbridge.config import FilesConfig, S3Config
from callbridge.files.clamd import Clamd
from callbridge.files.folder import FolderFiles
from callbridge.files.s3 import S3Files
from callbridge.files.storage import file_scanner, file_storage
from callbridge.kernel.errors import ConfigError
from tests.support.clock import FakeClock

S3 = {"url": "https://s3.example.ru", "bucket": "files", "access_key": "key"}


def test_a_folder_a_bucket_or_nothing_is_made(clock: FakeClock, tmp_path: Path) -> None:
    assert isinstance(file_storage(FilesConfig(folder=str(tmp_path)), clock), FolderFiles)
    assert isinstance(file_storage(FilesConfig(s3=S3Config(**S3, secret="s")), clock), S3Files)
    assert file_storage(FilesConfig(folder=""), clock) is None


def test_a_scanner_is_made_where_one_is_named() -> None:
    assert isinstance(file_scanner(FilesConfig(clamd="tcp:127.0.0.1:3310")), Clamd)
    assert file_scanner(FilesConfig()) is None


def test_a_certificate_that_cannot_be_read_is_told_with_its_place(clock: FakeClock, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"files\.s3\.tls_ca"):
        file_storage(FilesConfig(s3=S3Config(**S3, tls_ca=str(tmp_path / "none.pem"))), clock)


def test_a_secret_that_cannot_be_read_is_told_with_its_place(clock: FakeClock, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"files\.s3\.secret_file"):
        file_storage(FilesConfig(s3=S3Config(**S3, secret_file=str(tmp_path / "none"))), clock)
