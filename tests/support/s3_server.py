"""A real S3-compatible server of the test session's own: moto's, in a process of its own, checking every signature."""

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from tests.support.ports import leased_port

BUCKET = "callbridge"
_OPEN_ACTIONS = 3
"""What may be asked before there is a key: making one."""
_POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
_KEY = re.compile(r"<AccessKeyId>(.*?)</AccessKeyId>")
_SECRET = re.compile(r"<SecretAccessKey>(.*?)</SecretAccessKey>")


@dataclass(frozen=True)
class S3Server:
    """Where it is, and who may come."""

    url: str
    access_key: str
    secret: str


def _until_up(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(httpx.HTTPError):
            httpx.get(f"{url}/moto-api/", trust_env=False, timeout=1)
            return
        time.sleep(0.05)
    raise RuntimeError("the S3 server did not start")


def _key_of_a_new_user(url: str) -> tuple[str, str]:
    """Ask the server's IAM, as its first three actions."""
    host = {"Authorization": "AWS4-HMAC-SHA256 Credential=x/20261124/us-east-1/iam/aws4_request, SignedHeaders=, S="}
    asked = {"UserName": "callbridge", "Version": "2010-05-08"}
    text = ""
    for action, more in (
        ("CreateUser", {}),
        ("PutUserPolicy", {"PolicyName": "all", "PolicyDocument": _POLICY}),
        ("CreateAccessKey", {}),
    ):
        answer = httpx.post(url, data={**asked, **more, "Action": action}, headers=host, trust_env=False, timeout=30)
        answer.raise_for_status()
        text = answer.text
    key, secret = _KEY.search(text), _SECRET.search(text)
    assert key is not None
    assert secret is not None
    return key[1], secret[1]


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    port = leased_port()
    url = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "INITIAL_NO_AUTH_ACTION_COUNT": str(_OPEN_ACTIONS)}
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until_up(url, process)
        access_key, secret = _key_of_a_new_user(url)
        yield S3Server(url=url, access_key=access_key, secret=secret)
    finally:
        process.kill()
        process.wait()
