"""What is done with calls, as AMI actions."""

from collections.abc import Mapping

from callbridge.ami.supervisor import PbxSupervisor
from callbridge.app.control_port import DeviceState
from callbridge.kernel.errors import AmiRefused, AmiUnavailable

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


class AmiCallControl:
    """Implements ``app.control_port.CallControl`` over the supervisors, by name of the PBX."""

    def __init__(self, supervisors: Mapping[str, PbxSupervisor]) -> None:
        self._supervisors = supervisors

    async def device(self, pbx: str, endpoint: str) -> DeviceState:
        """Ask PJSIP, which knows registrations too; of other technologies nothing is known."""
        technology, _, name = endpoint.partition("/")
        if technology != "PJSIP" or not name:
            return DeviceState.UNKNOWN
        supervisor = self._supervisor(pbx)
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
        fields = {
            "Action": "Originate",
            "Channel": endpoint,
            "Context": context,
            "Exten": number,
            "Priority": "1",
            "CallerID": number,
            "Timeout": str(RING_MS),
            "Async": "true",
        }
        if endpoint.startswith("PJSIP/") and click:
            fields["Variable"] = f"PJSIP_HEADER(add,{CLICK_HEADER})={click}"
        await self._supervisor(pbx).ask(fields)

    def _supervisor(self, pbx: str) -> PbxSupervisor:
        try:
            return self._supervisors[pbx]
        except KeyError:
            raise AmiUnavailable(pbx=pbx, reason="no such pbx") from None
