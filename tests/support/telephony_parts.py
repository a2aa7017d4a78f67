"""Single channels and calls for tests of one telephony module."""

from callbridge.kernel.ids import PbxName
from callbridge.telephony.call import Call
from callbridge.telephony.channel import Channel, read_channel
from callbridge.telephony.topology import Topology
from tests.support.recordings import instant

TOPOLOGY = Topology()
TRUNK = "PJSIP/trunk-00000001"
PHONE = "PJSIP/101-00000002"
OTHER_PHONE = "PJSIP/102-00000003"


def new_call(*, is_partial: bool = False) -> Call:
    """Return a call without channels."""
    return Call(PbxName("main"), "1.1", instant(0), is_partial)


def add_channel(call: Call, name: str, state: str = "0", *, is_new: bool = True, **headers: str) -> Channel:
    """Put a channel into the call; the first one is its origin."""
    unique_id = f"1.{len(call.channels) + 1}"
    told = {"Channel": name, "Uniqueid": unique_id, "Linkedid": call.origin_id, "ChannelState": state} | headers
    channel = read_channel(told, "", call, TOPOLOGY, is_new=is_new)
    call.channels[channel.unique_id] = channel
    return channel
