"""What lives on a PBX now: the lists asked for after each login."""

from callbridge.ami.connection import AmiConnection
from callbridge.kernel.errors import AmiRefused
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot


async def ask_snapshot(connection: AmiConnection) -> PbxSnapshot:
    """Return channels, bridges and queues, without `live`.

    Raises AmiUnavailable, and AmiRefused when the channels may not be seen: an empty list would be false truth.
    """
    channels = await _channels(connection)
    bridges = await _optional(connection, "BridgeList")
    queues = await _optional(connection, "QueueStatus")
    return PbxSnapshot(channels=channels, bridges=bridges, queues=queues)


async def _channels(connection: AmiConnection) -> tuple[AmiEvent, ...]:
    try:
        return await connection.ask_list({"Action": "CoreShowChannels"})
    except AmiRefused as refusal:
        if refusal.code != "ami.permission_denied":
            raise
    # CoreShowChannels needs write=system or reporting; Status is content with call (Asterisk 22, measured).
    statuses = await connection.ask_list({"Action": "Status"})
    return tuple(as_channel(status) for status in statuses if status.name == "Status")


def as_channel(item: AmiEvent) -> AmiEvent:
    """Return a Status item as the CoreShowChannel item it stands for; any other as it is."""
    if item.name != "Status":
        return item
    return AmiEvent("CoreShowChannel", {**item.headers, "BridgeId": item.headers.get("BridgeID", "")})


async def _optional(connection: AmiConnection, action: str) -> tuple[AmiEvent, ...]:
    try:
        return await connection.ask_list({"Action": action})
    except AmiRefused:
        return ()  # no app_queue, no bridges: nothing there to know
