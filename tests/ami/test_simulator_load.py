"""Ready-made bytes for the benches."""

from callbridge.ami.framing import Framer
from callbridge.ami.simulator_load import NOISE_PER_EVENT, answered_calls


def test_a_busy_stream_is_the_same_calls_with_the_dialplans_noise() -> None:
    quiet = Framer().feed(b"".join(answered_calls(3, is_busy=False)))
    busy = Framer().feed(b"".join(answered_calls(3, is_busy=True)))
    noise = [message for message in busy if message.headers["Event"] in ("VarSet", "Newexten")]
    assert len(noise) == len(quiet) * NOISE_PER_EVENT
    assert [message for message in busy if message not in noise] == quiet
    assert sum(message.headers["Event"] == "Hangup" for message in quiet) == 6
