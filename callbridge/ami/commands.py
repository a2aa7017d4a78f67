"""What an operator asks of their phone, as AMI actions."""

from collections.abc import Mapping

from callbridge.ami.supervisor import PbxSupervisor, supervisor_of
from callbridge.kernel.errors import AmiRefused


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


def _is_in_no_queue(message: str) -> bool:
    # app_queue.c, manager_pause_queue_member(); without app_queue there are no queues at all.
    return message == "Interface not found" or message.startswith("Invalid/unknown command")
