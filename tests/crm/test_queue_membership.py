"""Which queues a phone belongs to."""

from callbridge.crm.queue_membership import QueuePlan, QueueRule


def test_a_phone_belongs_to_each_queue_whose_pattern_fits_by_the_first_rule_of_it() -> None:
    plan = QueuePlan((QueueRule("10?", "sales"), QueueRule("101", "vip", 5), QueueRule("*", "sales", 9)))
    assert plan.queues_of("101") == (QueueRule("10?", "sales"), QueueRule("101", "vip", 5))
    assert plan.queues_of("201") == (QueueRule("*", "sales", 9),)
    assert QueuePlan().queues_of("101") == ()


def test_a_queue_calls_a_phone_by_its_name_or_as_it_is_configured() -> None:
    assert QueuePlan().interface_of("PJSIP/101") == "PJSIP/101"
    assert QueuePlan(member="Local/{extension}@from-queue/n").interface_of("PJSIP/101") == "Local/101@from-queue/n"
