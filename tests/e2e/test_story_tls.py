"""AMI over TLS from the configuration file to the card."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.server import Asterisk
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon


@pytest.fixture
async def encrypted(callbridge: RunningDaemon, asterisk: Asterisk) -> RunningDaemon:
    """The daemon on the TLS port of the PBX, trusting the PBX's own authority."""
    await callbridge.stop()
    _use_tls(callbridge, asterisk, ca=asterisk.ca)
    await callbridge.start()
    return callbridge


async def test_a_call_told_over_tls_is_a_card(
    encrypted: RunningDaemon, desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R147."""
    device = await phone("101")
    anna = await desk("anna")
    outside_call(DIRECT_DID)
    await device.rings()
    await anna.sees_card("ringing")
    assert encrypted.asterisk.ami_user.secret not in encrypted.log()


def _use_tls(daemon: RunningDaemon, pbx: Asterisk, *, ca: Path) -> None:
    text = daemon.config_path.read_text(encoding="utf-8")
    plain = f"port = {pbx.ami_port}\n"
    assert plain in text
    daemon.config_path.write_text(
        text.replace(plain, f'port = {pbx.ami_tls_port}\ntls = true\ntls_ca = "{ca}"\n'), encoding="utf-8"
    )
