"""A stage for one recorded scenario: phones, the outside line, the manager's hand, and what all of them tell of it."""

import asyncio
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from tests.asterisk.call import Call
from tests.asterisk.config import RIG
from tests.asterisk.control import Control, Message
from tests.asterisk.dialplan import PASSWORD, PHONES
from tests.asterisk.phone import OutsideLine, Phone, voice_of
from tests.asterisk.server import Asterisk

CALLER = "+79161234567"
Script = Callable[["Stage"], Coroutine[Any, Any, None]]


@dataclass
class Visit:
    """One customer's call: what the script did, beside what the phones tell."""

    call: Call
    facts: dict[str, Any]


@dataclass
class Stage:
    """What a script plays with."""

    asterisk: Asterisk
    outside: OutsideLine
    phones: list[Phone] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    caller: str = CALLER
    """The customer's number when a script names no other."""

    async def phone(self, extension: str) -> Phone:
        """Return a registered phone; the same extension again is another device of it."""
        server = (self.asterisk.host, self.asterisk.settings.sip_port)
        device = Phone(extension, PASSWORD, local=(self.asterisk.network.phone(extension), 0), server=server)
        self.phones.append(device)
        await device.register()
        return device

    async def visit(
        self,
        did: str,
        *extensions: str,
        rang: list[str],
        disposition: str = "answered",
        hangup_by: str = "caller",
        number: str = "",
        **facts: Any,
    ) -> tuple[Call, list[Phone]]:
        """Register phones, let a customer call one of our lines, and say what will become of it: how scenarios begin.

        The phones are returned in the order asked for, the same extension again being another device of it.
        """
        phones = [await self.phone(extension) for extension in extensions]
        truth = {"rang": rang, "disposition": disposition, "hangup_by": hangup_by} | facts
        return self.calls(did, number=number, **truth), phones

    def calls(self, did: str, *, number: str = "", **facts: Any) -> Call:
        """Let a customer call one of our lines; `facts` are what the script will do and only the script knows."""
        call = self.outside.call(did, number=number or self.caller)
        self.visited(call, number or self.caller, did, **facts)
        return call

    def called(self, call: Call, number: str, **facts: Any) -> None:
        """Note a call of ours to a customer, whose side of it is `call`."""
        self.visits.append(Visit(call, {"direction": "out", "callee": number} | facts))

    def visited(self, call: Call, number: str, did: str, **facts: Any) -> None:
        """Note a call that comes to one of our lines without our outside line: `call` is the calling side of it."""
        self.visits.append(Visit(call, {"direction": "in", "caller": number, "did": did} | facts))

    async def act(self, action: str, **fields: str) -> Message:
        """Do something through the manager."""
        return await asyncio.to_thread(self._act, action, fields)

    async def channel(self, endpoint: str, *, nth: int = 0) -> str:
        """Return the name of a live channel (``trunk``, ``101``), the oldest first."""
        listed = await self.asterisk.cli("core show channels concise")
        names = sorted(line.split("!")[0] for line in listed.splitlines() if line.startswith(f"PJSIP/{endpoint}-"))
        return names[nth]

    async def parking_space(self) -> str:
        """Wait until a call is parked and return where: the space that is to be dialled for it."""
        async with asyncio.timeout(20):
            while not (spaces := re.findall(r"Space\s*:\s*(\d+)", await self.asterisk.cli("parking show default"))):
                await asyncio.sleep(0.1)
        return str(spaces[0])

    async def until_quiet(self) -> None:
        """Wait until no channel lives and the manager had time to say so."""
        async with asyncio.timeout(60):
            while "0 active channels" not in await self.asterisk.cli("core show channels count"):
                await asyncio.sleep(0.1)
        await asyncio.sleep(0.3)

    def truth(self, began: float) -> dict[str, Any]:
        """Return what the phones and the customers tell; seconds count from `began`."""
        moments = [
            {"t": round(at - began, 3), "phone": device.extension, "device": number, "what": what}
            for number, device in enumerate(self.phones)
            for call in device.calls
            for at, what in call.moments
            if what != "ringing"
        ]
        ours = {device.extension for device in self.phones}
        return {
            "phones": sorted(moments, key=lambda moment: float(str(moment["t"]))),
            "calls": [visit.facts | _heard(visit.call, began, ours) for visit in self.visits],
        }

    def _act(self, action: str, fields: dict[str, str]) -> Message:
        with Control(self.asterisk.host, self.asterisk.ami_port, RIG) as control:
            return control.action(action, **fields)


def _heard(call: Call, began: float, ours: set[str]) -> dict[str, Any]:
    """Return by extension of our phones when the customer heard it."""
    voices = {voice_of(phone): phone for phone in PHONES if phone in ours}
    spans = {
        voices[voice]: [[round(first - began, 3), round(last - began, 3)] for first, last in spans]
        for voice, spans in call.ear.heard.items()
        if voice in voices
    }
    first_heard = sorted(spans, key=lambda phone: spans[phone][0][0])
    return {
        "moments": [[round(at - began, 3), what] for at, what in call.moments],
        "heard": {phone: spans[phone] for phone in first_heard},
    }
