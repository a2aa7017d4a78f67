"""The daemon's AMI against a real Asterisk: its config, and what to wait for."""

from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

from callbridge.app.pbx_port import Heard, LinkUp
from callbridge.config import PbxConfig
from callbridge.telephony.ami_event import AmiEvent
from tests.asterisk.config import DAEMON, AmiUser
from tests.asterisk.server import Asterisk
from tests.support.ami_link import QUICK, WAIT_S, Link, linked

PATIENT = replace(QUICK, boot_grace_s=30.0)
"""A link that is made while Asterisk boots waits for the end of it, as the product's does."""


def config_of(asterisk: Asterisk, user: AmiUser = DAEMON, **changes: Any) -> PbxConfig:
    """Return the daemon's configuration; a PBX that stands still for a while on a busy machine is not cut off."""
    values: dict[str, Any] = {
        "name": "main",
        "host": asterisk.host,
        "port": asterisk.ami_port,
        "username": user.name,
        "secret": user.secret,
        "ping_interval_s": WAIT_S,
        "action_timeout_s": WAIT_S,
    }
    return PbxConfig(**{**values, **changes})


def live(asterisk: Asterisk, user: AmiUser = DAEMON, **changes: Any) -> AbstractAsyncContextManager[Link]:
    """Run the daemon's side of one link."""
    return linked(config_of(asterisk, user, **changes), pace=PATIENT)


async def heard(link: Link, name: str, **headers: str) -> AmiEvent:
    """Skip to the next event of this name with these headers."""
    while True:
        item = await link.next()
        if isinstance(item, Heard) and item.event.name == name and headers.items() <= item.event.headers.items():
            return item.event


def channels(up: LinkUp) -> list[str]:
    """Return the snapshot's channels by what stands before their running number (``PJSIP/101``)."""
    return sorted(channel.get("Channel").rpartition("-")[0] for channel in up.snapshot.channels)
