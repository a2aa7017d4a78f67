"""What `callbridge check` says of headsets, of a real Asterisk."""

from typing import Any

from callbridge.ami.headset_check import check_headsets
from callbridge.config import PbxConfig
from tests.ami_live.live import config_of
from tests.asterisk.dialplan import HEADSETS
from tests.asterisk.server import Asterisk


def with_headsets(asterisk: Asterisk, **webrtc: Any) -> PbxConfig:
    config = config_of(asterisk)
    return config.model_copy(update={"webrtc": config.webrtc.model_copy(update=webrtc)})


async def codes(config: PbxConfig, *extensions: str) -> list[str]:
    return [finding.code.removeprefix("check.headset_") for finding in await check_headsets(config, extensions)]


async def test_a_pbx_that_is_ready_for_headsets_is_said_to_be(asterisk: Asterisk) -> None:
    """R73."""
    config = with_headsets(asterisk, url=asterisk.wss_url, tls_ca=str(asterisk.ca))
    assert await codes(config, HEADSETS[0]) == ["socket_ok", "ok"]


async def test_each_mistake_is_named(asterisk: Asterisk) -> None:
    strange = with_headsets(asterisk, url=asterisk.wss_url)
    assert await codes(strange, "101", "999") == ["certificate", "not_webrtc", "no_endpoint"]
    lost = with_headsets(asterisk, url=asterisk.ws_url.removesuffix("/ws") + "/nothing")
    assert await codes(lost) == ["no_socket"]
    closed = with_headsets(asterisk, url="ws://127.0.0.1:1/ws")
    assert await codes(closed) == ["socket"]
