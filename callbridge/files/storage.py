"""The storage of attached files, made from the configuration; none when none is set up."""

import tempfile
from pathlib import Path

from callbridge.app.file_port import FileScanner, FileStorage
from callbridge.config import FilesConfig
from callbridge.files.clamd import Clamd
from callbridge.files.folder import FolderFiles
from callbridge.files.sigv4 import Credentials
from callbridge.kernel.clock import Clock
from callbridge.tls import client_tls


def file_storage(config: FilesConfig, clock: Clock) -> FileStorage | None:
    """Return where files are kept; raises ConfigError when a secret or certificate cannot be read."""
    if config.s3.url:
        return _bucket(config, clock)
    return FolderFiles(Path(config.folder), timeout_s=config.timeout_s) if config.folder else None


def file_scanner(config: FilesConfig) -> FileScanner | None:
    """Return what looks at files before they are kept."""
    return Clamd(config.clamd, timeout_s=config.timeout_s) if config.clamd else None


def _bucket(config: FilesConfig, clock: Clock) -> FileStorage:
    from callbridge.files.s3 import Bucket, S3Files  # noqa: PLC0415 - only a bucket needs httpx

    s3 = config.s3
    credentials = Credentials(access_key=s3.access_key, secret=config.s3.password(), region=s3.region)
    bucket = Bucket(url=s3.url, name=s3.bucket, prefix=s3.prefix, credentials=credentials)
    spool = Path(s3.spool or tempfile.gettempdir()) / "callbridge-incoming"
    return S3Files(bucket, spool, clock, timeout_s=config.timeout_s, tls=client_tls("files.s3", s3.tls_ca))
