"""What a PBX is asked about headsets, as AMI actions."""

import json
from collections.abc import Mapping

from callbridge.ami.supervisor import PbxSupervisor, supervisor_of
from callbridge.kernel.errors import AmiRefused
from callbridge.kernel.ids import LegId

FAMILY = "callbridge/auth"
"""Where ``auth=astdb,callbridge`` of sorcery.conf looks for passwords (res_sorcery_astdb.c)."""


class AmiHeadsets:
    """Implements ``app.softphone.PhoneRegistrar`` over the supervisors, by name of the PBX."""

    def __init__(self, supervisors: Mapping[str, PbxSupervisor]) -> None:
        self._supervisors = supervisors

    async def keep_password(self, pbx: str, extension: str, password: str) -> None:
        """Write an object of type auth into AstDB: Asterisk reads it at the next REGISTER, nothing is reloaded."""
        auth = {"auth_type": "userpass", "username": extension, "password": password}
        fields = {"Action": "DBPut", "Family": FAMILY, "Key": extension, "Val": json.dumps(auth)}
        await supervisor_of(self._supervisors, pbx).ask(fields)

    async def forget_password(self, pbx: str, extension: str) -> None:
        """Delete it."""
        try:
            await supervisor_of(self._supervisors, pbx).ask({"Action": "DBDel", "Family": FAMILY, "Key": extension})
        except AmiRefused as refusal:
            # db.c, manager_dbdel(): also what is not there any more.
            if "could not be deleted" not in str(refusal.params.get("message", "")):
                raise

    async def sip_call_id(self, pbx: str, leg_id: LegId) -> str:
        """Ask the channel, which Asterisk finds by its Uniqueid too (``ast_channel_get_by_name``)."""
        channel = leg_id.partition(":")[2]
        fields = {"Action": "Getvar", "Channel": channel, "Variable": "CHANNEL(pjsip,call-id)"}
        try:
            answer = await supervisor_of(self._supervisors, pbx).ask(fields)
        except AmiRefused as refusal:
            if refusal.code == "ami.permission_denied":
                raise
            return ""
        return answer.headers.get("Value", "")
