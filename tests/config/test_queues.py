"""Lines that put phones into queues."""

import pytest

from callbridge.config import parse
from callbridge.crm.queue_membership import QueuePlan, QueueRule
from callbridge.kernel.errors import ConfigError


def test_a_line_is_a_pattern_a_queue_and_perhaps_a_penalty() -> None:
    lines = ["10? sales", "101 vip 5"]
    (pbx,) = parse({"pbx": [{"name": "main", "queues": lines, "queue_member": "Local/{extension}@q/n"}]}).pbx
    rules = (QueueRule("10?", "sales"), QueueRule("101", "vip", 5))
    assert pbx.queue_plan() == QueuePlan(rules, "Local/{extension}@q/n")


@pytest.mark.parametrize("line", ["", "101", "101 ", "101 a b", "101 a\r\nAction: Logoff", "101 a,b", "101 a 5000"])
def test_a_line_that_is_none_is_refused(line: str) -> None:
    with pytest.raises(ConfigError):
        parse({"pbx": [{"name": "main", "queues": [line]}]})


@pytest.mark.parametrize("member", ["Local/101", "{extension}", "PJSIP/{extension}\r\nX: y"])
def test_a_members_interface_is_a_channel_of_the_extension(member: str) -> None:
    with pytest.raises(ConfigError):
        parse({"pbx": [{"name": "main", "queue_member": member}]})
