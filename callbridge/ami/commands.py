"""What an operator asks of their phone, as AMI actions."""

from collections.abc import Mapping

from callbridge.ami.supervisor import PbxSupervisor, supervisor_of
from callbridge.app.pbx_port import QueuePlace
from callbridge.kernel.errors import AmiRefused

# app_queue.c, manager_add_queue_member() and manager_remove_queue_member(): the ends of what they say.
_THERE, _NO_QUEUE = "Already there", "No such queue"
_NOT_OURS = ("Not there", _NO_QUEUE, "Member not dynamic")


class AmiCommands:
    """Implements ``app.ports.PhoneControl`` over the supervisors, by name of the PBX."""

    def __init__(self, supervisors: Mapping[str, PbxSupervisor]) -> None:
        self._supervisors = supervisors

    async def answer(self, pbx: str, endpoint: str) -> None:
        """Ask the phone to go off hook; success means that Asterisk sent the NOTIFY, not that the phone obeyed.

        Always out of dialog (``Endpoint:``, never ``Channel:``): inside the dialog a phone that does not know
        ``Event: talk`` answers 481, and Asterisk ends the ringing call (Asterisk 16 and 22 with baresip, measured).
        """
        technology, _, name = endpoint.partition("/")
        if technology != "PJSIP" or not name:
            raise AmiRefused("ami.refused", action="PJSIPNotify", message=f"not a PJSIP endpoint: {endpoint}")
        fields = {"Action": "PJSIPNotify", "Endpoint": name, "Variable": "Event=talk"}
        await supervisor_of(self._supervisors, pbx).ask(fields)

    async def set_paused(self, pbx: str, endpoint: str, *, is_paused: bool, reason: str) -> None:
        """Pause or unpause the member in all its queues."""
        fields = {"Action": "QueuePause", "Interface": endpoint, "Paused": "true" if is_paused else "false"}
        if reason:
            fields["Reason"] = reason
        try:
            await supervisor_of(self._supervisors, pbx).ask(fields)
        except AmiRefused as refusal:
            if not _is_in_no_queue(str(refusal.params.get("message", ""))):
                raise

    async def join_queue(self, pbx: str, place: QueuePlace, *, is_paused: bool, reason: str) -> bool:
        """Put the phone into one queue; False when it is there already.

        Asterisk 16 does not know Reason here: whoever joins paused tells it once more.
        """
        fields = {
            "Action": "QueueAdd",
            "Queue": place.queue,
            "Interface": place.interface,
            "StateInterface": place.phone,
            "MemberName": place.name,
            "Penalty": str(place.penalty),
            "Paused": "true" if is_paused else "false",
        }
        if reason:
            fields["Reason"] = reason
        try:
            await supervisor_of(self._supervisors, pbx).ask(fields)
        except AmiRefused as refusal:
            message = str(refusal.params.get("message", ""))
            if message.endswith(_THERE):
                return False
            if message.endswith(_NO_QUEUE):
                raise AmiRefused("queue.unknown", queue=place.queue, message=message) from refusal
            raise
        return True

    async def leave_queue(self, pbx: str, queue: str, interface: str) -> None:
        """Take the phone out of one queue."""
        fields = {"Action": "QueueRemove", "Queue": queue, "Interface": interface}
        try:
            await supervisor_of(self._supervisors, pbx).ask(fields)
        except AmiRefused as refusal:
            if not str(refusal.params.get("message", "")).endswith(_NOT_OURS):
                raise


def _is_in_no_queue(message: str) -> bool:
    # app_queue.c, manager_pause_queue_member(); without app_queue there are no queues at all.
    return message == "Interface not found" or message.startswith("Invalid/unknown command")
