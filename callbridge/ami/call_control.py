"""What is done with calls, as AMI actions."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from fnmatch import translate

from callbridge.ami.supervisor import PbxSupervisor, supervisor_of
from callbridge.app.control_port import DeviceState, NotedTape
from callbridge.crm.call_board import ListenWay
from callbridge.crm.taping import TapeState
from callbridge.kernel.errors import AmiRefused
from callbridge.kernel.ids import LegId

RING_MS = 30_000
"""How long the operator's own phone rings before Asterisk gives up dialling for them."""

CLICK_HEADER = "X-Callbridge-Click"

_DEVICES = {
    # devicestate.c, devstatestring; those that are not here say nothing that keeps a phone from ringing.
    "Not in use": DeviceState.FREE,
    "Unavailable": DeviceState.UNREACHABLE,
    "Invalid": DeviceState.UNREACHABLE,
    "Ringing": DeviceState.RINGING,
    "Ring+Inuse": DeviceState.BUSY,
    "In use": DeviceState.BUSY,
    "Busy": DeviceState.BUSY,
    "On Hold": DeviceState.BUSY,
}

_TAPE_ID, _TAPE_STATE = "CALLBRIDGE_TAPE", "CALLBRIDGE_TAPE_STATE"
"""Channel variables: the id of the MixMonitor begun here, and what the last order made of the channel's tapes.

They live as long as the channel, so a daemon that was restarted finds them there.
"""

_TELLS_ITS_ID = f"i({_TAPE_ID})"
"""app_mixmonitor answers with its id only when a channel variable has it."""

_SPYING = {ListenWay.LISTEN: "qES", ListenWay.WHISPER: "qESw", ListenWay.BARGE: "qESB"}
"""app_chanspy: quiet, ends with the channel, whispers or barges."""


class AmiCallControl:
    """Implements ``app.control_port.CallControl`` and ``TapeControl`` over the supervisors, by name of the PBX."""

    def __init__(
        self, supervisors: Mapping[str, PbxSupervisor], auto_answers: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        """`auto_answers`: by PBX, a pattern of extensions and the SIP header at which such phones lift themselves."""
        self._supervisors = supervisors
        self._auto_answers = {pbx: tuple(map(_read, lines)) for pbx, lines in (auto_answers or {}).items()}

    async def device(self, pbx: str, endpoint: str) -> DeviceState:
        """Ask PJSIP, which knows registrations too; of other technologies nothing is known."""
        technology, _, name = endpoint.partition("/")
        if technology != "PJSIP" or not name:
            return DeviceState.UNKNOWN
        supervisor = supervisor_of(self._supervisors, pbx)
        try:
            items = await supervisor.ask_list({"Action": "PJSIPShowEndpoint", "Endpoint": name})
        except AmiRefused as refusal:
            is_no_endpoint = str(refusal.params.get("message", "")).startswith("Unable to retrieve endpoint")
            return DeviceState.UNREACHABLE if is_no_endpoint else DeviceState.UNKNOWN
        told = next((item.get("DeviceState") for item in items if item.name == "EndpointDetail"), "")
        return _DEVICES.get(told, DeviceState.UNKNOWN)

    async def dial(self, pbx: str, endpoint: str, number: str, context: str, *, click: str) -> None:
        """Ring the phone, then dial; success means that Asterisk took the order.

        The caller ID is the customer's: by it the tracker knows whom an originated phone calls.
        """
        where = {"Context": context, "Exten": number, "Priority": "1", "CallerID": number}
        await self._originate(pbx, endpoint, where, {CLICK_HEADER: click} if click else {})

    async def hand_over(self, leg_id: LegId, extension: str, context: str) -> None:
        """Transfer blind; of an extension that parks Asterisk parks the other side and rings back here in time."""
        pbx, channel = _parted(leg_id)
        fields = {"Action": "BlindTransfer", "Channel": channel, "Exten": extension, "Context": context}
        await supervisor_of(self._supervisors, pbx).ask(fields)

    async def consult(self, leg_id: LegId, extension: str, context: str) -> None:
        """Begin an attended transfer: Asterisk plays the feature's digits, so its Dial needs ``t`` or ``T``."""
        pbx, channel = _parted(leg_id)
        fields = {"Action": "Atxfer", "Channel": channel, "Exten": extension, "Context": context}
        await supervisor_of(self._supervisors, pbx).ask(fields)

    async def pick_up(self, pbx: str, endpoint: str, ringing: str) -> None:
        """Pick up by the phone that rings; ``p`` takes the channel by the beginning of its name."""
        await self._run(pbx, endpoint, "PickupChan", f"{ringing},p")

    async def listen(self, endpoint: str, leg_id: LegId, way: ListenWay) -> None:
        """Spy on exactly this channel, without a beep, and end with it."""
        pbx, _ = _parted(leg_id)
        name = await self._read(leg_id, "CHANNEL(name)")
        if not name:
            raise AmiRefused("ami.refused", action="Getvar", message="the channel is gone")
        await self._run(pbx, endpoint, "ChanSpy", f"{name},{_SPYING[way]}")

    async def start_tape(self, leg_id: LegId, file: str) -> str:
        """MixMonitor, which makes the folders of `file` below Asterisk's own for what it monitors."""
        pbx, channel = _parted(leg_id)
        fields = {"Action": "MixMonitor", "Channel": channel, "File": file, "Options": _TELLS_ITS_ID}
        tape_id = (await supervisor_of(self._supervisors, pbx).ask(fields)).headers.get("MixMonitorID", "")
        await self._note(leg_id, _TAPE_STATE, TapeState.RUNNING)
        return tape_id

    async def pause_tape(self, leg_id: LegId, *, is_paused: bool) -> None:
        """Mute both directions of every MixMonitor of the channel: the file keeps its time."""
        pbx, channel = _parted(leg_id)
        state = "1" if is_paused else "0"
        fields = {"Action": "MixMonitorMute", "Channel": channel, "Direction": "both", "State": state}
        await supervisor_of(self._supervisors, pbx).ask(fields)
        await self._note(leg_id, _TAPE_STATE, TapeState.PAUSED if is_paused else TapeState.RUNNING)

    async def stop_tape(self, leg_id: LegId, tape_id: str) -> None:
        """End the one that was begun here; without its id Asterisk would end whichever it finds first."""
        pbx, channel = _parted(leg_id)
        fields = {"Action": "StopMixMonitor", "Channel": channel}
        await supervisor_of(self._supervisors, pbx).ask(fields | ({"MixMonitorID": tape_id} if tape_id else {}))
        for variable in (_TAPE_STATE, _TAPE_ID):
            await self._note(leg_id, variable, "")

    async def noted_tape(self, leg_id: LegId) -> NotedTape | None:
        """Read the channel's variables."""
        state = await self._read(leg_id, _TAPE_STATE)
        if state not in set(TapeState):
            return None
        return NotedTape(tape_id=await self._read(leg_id, _TAPE_ID), state=TapeState(state))

    async def _read(self, leg_id: LegId, variable: str) -> str:
        pbx, channel = _parted(leg_id)
        asked = {"Action": "Getvar", "Channel": channel, "Variable": variable}
        return (await supervisor_of(self._supervisors, pbx).ask(asked)).headers.get("Value", "")

    async def _note(self, leg_id: LegId, variable: str, value: str) -> None:
        """Leave a word on the channel; one that is gone, or a right that is missing, changes nothing of the order."""
        pbx, channel = _parted(leg_id)
        fields = {"Action": "Setvar", "Channel": channel, "Variable": variable, "Value": value}
        with suppress(AmiRefused):
            await supervisor_of(self._supervisors, pbx).ask(fields)

    async def _run(self, pbx: str, endpoint: str, application: str, data: str) -> None:
        await self._originate(pbx, endpoint, {"Application": application, "Data": data}, {})

    async def _originate(self, pbx: str, endpoint: str, what: Mapping[str, str], headers: Mapping[str, str]) -> None:
        fields = {"Action": "Originate", "Channel": endpoint, **what, "Timeout": str(RING_MS), "Async": "true"}
        technology, _, extension = endpoint.partition("/")
        if technology == "PJSIP":
            told = {**headers, **self._auto_answer(pbx, extension)}
            if told:
                fields["Variable"] = ",".join(f"PJSIP_HEADER(add,{name})={value}" for name, value in told.items())
        await supervisor_of(self._supervisors, pbx).ask(fields)

    def _auto_answer(self, pbx: str, extension: str) -> dict[str, str]:
        """Return the header at which this phone lifts itself: the operator asked it to ring and is at it."""
        found = (header for phones, header in self._auto_answers.get(pbx, ()) if phones.fullmatch(extension))
        return next(found, {})


def _read(line: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a line of ``auto_answer``: whose phones, and the header."""
    pattern, _, header = line.partition(" ")
    name, _, value = header.partition(":")
    return re.compile(translate(pattern)), {name.strip(): value.strip()}


def _parted(leg_id: LegId) -> tuple[str, str]:
    """Return PBX and Uniqueid, by which Asterisk finds a channel too (``ast_channel_get_by_name``)."""
    pbx, _, channel = leg_id.partition(":")
    return pbx, channel
