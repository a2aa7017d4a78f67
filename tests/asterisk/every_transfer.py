"""Scenarios: a call is handed over, blindly, after consulting, or while the colleague still rings."""

from tests.asterisk import routes
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.scenario import Scenario, answered, collector, consulted, talk
from tests.asterisk.stage import Stage

ALL: list[Scenario] = []
scenario = collector(ALL)


@scenario
async def t01_blind_refer(stage: Stage) -> None:
    """101 answers and hands the caller blindly to 102 (REFER); 102 answers; the caller hangs up."""
    caller, (first, second) = await stage.visit(
        DIRECT_DID, "101", "102", rang=["101", "102"], transfers=[["blind", "101", "102"]]
    )
    ring = await answered(first)
    await talk()
    await ring.transfer("102")
    await answered(second)
    await talk()
    await caller.hang_up()


@scenario
async def t02_blind_feature_code(stage: Stage) -> None:
    """101 answers and hands the caller blindly to 102 by pressing ## and the number; 102 answers and hangs up."""
    _, (first, second) = await stage.visit(
        DIRECT_DID, "101", "102", rang=["101", "102"], hangup_by="operator", transfers=[["blind", "101", "102"]]
    )
    ring = await answered(first)
    await talk()
    await ring.press("##102")
    last = await answered(second)
    await talk()
    await last.hang_up()


@scenario
async def t03_blind_ami(stage: Stage) -> None:
    """101 answers; the manager's BlindTransfer moves the caller to 102; the caller hangs up."""
    caller, (first, second) = await stage.visit(
        DIRECT_DID, "101", "102", rang=["101", "102"], transfers=[["blind", "101", "102"]]
    )
    await answered(first)
    await talk()
    channel = await stage.channel("101")
    await stage.act("BlindTransfer", Channel=channel, Context="from-internal", Exten="102")
    await answered(second)
    await talk()
    await caller.hang_up()


@scenario
async def t04_redirect_ami(stage: Stage) -> None:
    """101 answers; the manager's Redirect moves the caller to 102 without any transfer event."""
    caller, (first, second) = await stage.visit(
        DIRECT_DID, "101", "102", rang=["101", "102"], transfers=[["redirect", "101", "102"]]
    )
    await answered(first)
    await talk()
    channel = await stage.channel("trunk")
    await stage.act("Redirect", Channel=channel, Context="from-internal", Exten="102", Priority="1")
    await answered(second)
    await talk()
    await caller.hang_up()


@scenario
async def t05_attended_refer(stage: Stage) -> None:
    """101 answers, holds, consults 102 on a second line and joins the two (REFER with Replaces)."""
    caller, (first, second) = await stage.visit(
        DIRECT_DID, "101", "102", rang=["101"], transfers=[["attended", "101", "102"]]
    )
    ring = await answered(first)
    await talk()
    await caller.until_hears(first.voice)
    consultation = await consulted(first, ring, "102")
    await answered(second)
    await talk(0.7)
    await ring.transfer("102", consulted=consultation)
    await talk()
    await caller.until_hears(second.voice)
    await caller.hang_up()


@scenario
async def t06_attended_feature_code(stage: Stage) -> None:
    """101 answers, presses *2 and 102, consults, and hangs up to join the two."""
    caller, (first, second) = await stage.visit(
        DIRECT_DID, "101", "102", rang=["101", "102"], transfers=[["attended", "101", "102"]]
    )
    ring = await answered(first)
    await talk()
    await ring.press("*2102")
    await answered(second)
    await talk(0.7)
    await ring.hang_up()
    await talk()
    await caller.hang_up()


@scenario
async def t07_attended_ami(stage: Stage) -> None:
    """101 answers; the manager's Atxfer consults 102; 101 hangs up to join the two; 102 hangs up."""
    _, (first, second) = await stage.visit(
        DIRECT_DID, "101", "102", rang=["101", "102"], hangup_by="operator", transfers=[["attended", "101", "102"]]
    )
    ring = await answered(first)
    await talk()
    await stage.act("Atxfer", Channel=await stage.channel("101"), Context="from-internal", Exten="102")
    last = await answered(second)
    await talk(0.7)
    await ring.hang_up()
    await talk()
    await last.hang_up()


@scenario
async def t08_attended_taken_back(stage: Stage) -> None:
    """101 consults 102, who refuses to take over; 101 goes on with the caller."""
    caller, (first, second) = await stage.visit(DIRECT_DID, "101", "102", rang=["101"], transfers=[])
    ring = await answered(first)
    await talk()
    await consulted(first, ring, "102")
    last = await answered(second)
    await talk(0.7)
    await last.hang_up()
    await ring.resume()
    await talk()
    await caller.hang_up()


@scenario
async def t09_blonde_refer(stage: Stage) -> None:
    """101 consults 102 and joins the two while 102 still rings (REFER with Replaces); 102 answers."""
    caller, (first, second) = await stage.visit(
        DIRECT_DID, "101", "102", rang=["101", "102"], transfers=[["attended", "101", "102"]]
    )
    ring = await answered(first)
    await talk()
    consultation = await consulted(first, ring, "102")
    last = await second.rings()
    await talk(0.5)
    await ring.transfer("102", consulted=consultation)
    await talk(0.7)
    last.answer()
    await last.until_heard(3)
    await talk()
    await caller.hang_up()


@scenario
async def t10_blonde_feature_code(stage: Stage) -> None:
    """101 presses *2 and 102 and hangs up while 102 still rings; 102 answers."""
    caller, (first, second) = await stage.visit(
        DIRECT_DID, "101", "102", rang=["101", "102"], transfers=[["attended", "101", "102"]]
    )
    ring = await answered(first)
    await talk()
    await ring.press("*2102")
    last = await second.rings()
    await talk(0.7)
    await ring.hang_up()
    await talk(0.7)
    last.answer()
    await last.until_heard(3)
    await talk()
    await caller.hang_up()


@scenario
async def t11_transfer_of_a_transfer(stage: Stage) -> None:
    """101 hands blindly to 102, 102 after consulting to 103, 103 blindly back to 101."""
    caller, (first, second, third) = await stage.visit(
        DIRECT_DID,
        "101",
        "102",
        "103",
        rang=["101", "102", "101"],
        transfers=[["blind", "101", "102"], ["attended", "102", "103"], ["blind", "103", "101"]],
    )
    ring = await answered(first)
    await talk(0.6)
    await ring.transfer("102")
    ring = await answered(second)
    await talk(0.6)
    consultation = await consulted(second, ring, "103")
    last = await answered(third)
    await talk(0.5)
    await ring.transfer("103", consulted=consultation)
    await talk(0.6)
    await last.transfer("101")
    await answered(first)
    await talk(0.6)
    await caller.hang_up()


@scenario
async def t12_blind_to_queue(stage: Stage) -> None:
    """101 hands the caller blindly to the queue; 103 of the queue answers."""
    caller, (first, third) = await stage.visit(
        DIRECT_DID,
        "101",
        "103",
        rang=["101", "103"],
        transfers=[["blind", "101", routes.QUEUE_EXTENSION]],
        queues=["sales"],
    )
    ring = await answered(first)
    await talk()
    await caller.until_hears(first.voice)
    await ring.transfer(routes.QUEUE_EXTENSION)
    await answered(third)
    await talk()
    await caller.until_hears(third.voice)
    await caller.hang_up()


@scenario
async def t13_blind_to_group(stage: Stage) -> None:
    """101 hands the caller blindly to a ring group of 102 and 103; 103 answers."""
    caller, (first, second, third) = await stage.visit(
        DIRECT_DID,
        "101",
        "102",
        "103",
        rang=["101", "102", "103"],
        transfers=[["blind", "101", routes.GROUP_EXTENSION]],
    )
    ring = await answered(first)
    await talk()
    await ring.transfer(routes.GROUP_EXTENSION)
    await second.rings()
    await answered(third)
    await talk()
    await caller.hang_up()


@scenario
async def t14_blind_unanswered(stage: Stage) -> None:
    """101 hands the caller blindly to 102, who does not answer: the PBX lets the caller go."""
    caller, (first, second) = await stage.visit(
        DIRECT_DID, "101", "102", rang=["101", "102"], hangup_by="pbx", transfers=[["blind", "101", "202"]]
    )
    ring = await answered(first)
    await talk()
    await ring.transfer(f"{routes.SHORT_RING}02")
    await second.rings()
    await caller.until_ended(10)


@scenario
async def t15_blind_rejected(stage: Stage) -> None:
    """101 hands the caller blindly to 102, who rejects: the PBX lets the caller go."""
    caller, (first, second) = await stage.visit(
        DIRECT_DID, "101", "102", rang=["101", "102"], hangup_by="pbx", transfers=[["blind", "101", "102"]]
    )
    ring = await answered(first)
    await talk()
    await ring.transfer("102")
    (await second.rings()).reject()
    await caller.until_ended(10)


@scenario
async def t16_blonde_unanswered_comes_back(stage: Stage) -> None:
    """101 presses *2 and 102 and hangs up; 102 does not answer, the PBX calls 101 back, who answers."""
    caller, (first, second) = await stage.visit(DIRECT_DID, "101", "102", rang=["101", "102", "101"])
    ring = await answered(first)
    await talk()
    await ring.press("*2102")
    await second.rings()
    await ring.hang_up()
    await answered(first)
    await talk()
    await caller.hang_up()


@scenario
async def t17_attended_to_queue(stage: Stage) -> None:
    """101 consults the queue, whose 103 answers, and joins the two (REFER with Replaces)."""
    caller, (first, third) = await stage.visit(
        DIRECT_DID, "101", "103", rang=["101"], transfers=[["attended", "101", "103"]]
    )
    ring = await answered(first)
    await talk()
    consultation = await consulted(first, ring, routes.ANSWERED_QUEUE)
    await answered(third)
    await talk(0.7)
    await ring.transfer(routes.ANSWERED_QUEUE, consulted=consultation)
    await talk()
    await caller.hang_up()


@scenario
async def t18_blonde_to_queue(stage: Stage) -> None:
    """101 calls the queue on a second line and joins the two while its 103 still rings; 103 answers."""
    caller, (first, third) = await stage.visit(
        DIRECT_DID,
        *("101", "103"),
        rang=["101", "103"],
        transfers=[["attended", "101", routes.ANSWERED_QUEUE]],
        queues=["sales"],
    )
    ring = await answered(first)
    await talk()
    consultation = await consulted(first, ring, routes.ANSWERED_QUEUE)
    last = await third.rings()
    await talk(0.5)
    await ring.transfer(routes.ANSWERED_QUEUE, consulted=consultation)
    await talk(0.7)
    last.answer()
    await last.until_heard(3)
    await talk()
    await caller.hang_up()


@scenario
async def t19_blonde_to_group(stage: Stage) -> None:
    """101 calls the group of 102 and 103 on a second line and joins the two while both ring; 103 answers."""
    caller, (first, second, third) = await stage.visit(
        DIRECT_DID,
        *("101", "102", "103"),
        rang=["101", "102", "103"],
        transfers=[["attended", "101", routes.GROUP_EXTENSION]],
    )
    ring = await answered(first)
    await talk()
    await caller.until_hears(first.voice)
    consultation = await consulted(first, ring, routes.GROUP_EXTENSION)
    await second.rings()
    last = await third.rings()
    await talk(0.5)
    await ring.transfer(routes.GROUP_EXTENSION, consulted=consultation)
    await talk(0.7)
    last.answer()
    await last.until_heard(3)
    await talk()
    await caller.until_hears(third.voice)
    await caller.hang_up()


@scenario
async def t27_transfers_of_mixed_kinds(stage: Stage) -> None:
    """101 hands over by ## to 102, 102 after consulting (*2) to 103, the manager from 103 to 104."""
    caller, (first, second, third, fourth) = await stage.visit(
        DIRECT_DID,
        *("101", "102", "103", "104"),
        rang=["101", "102", "103", "104"],
        transfers=[["blind", "101", "102"], ["attended", "102", "103"], ["blind", "103", "104"]],
    )
    ring = await answered(first)
    await talk(0.6)
    await ring.press("##102")
    ring = await answered(second)
    await talk(0.6)
    await ring.press("*2103")
    await answered(third)
    await talk(0.7)
    await ring.hang_up()
    await talk()
    giver = await stage.channel("103")
    await stage.act("BlindTransfer", Channel=giver, Context="from-internal", Exten="104")
    await answered(fourth)
    await talk(0.6)
    await caller.hang_up()


@scenario
async def t28_bridged_by_the_manager(stage: Stage) -> None:
    """101 answers; 102 listens to its own echo; the manager's Bridge puts the caller and 102 together."""
    caller, (first, second) = await stage.visit(DIRECT_DID, "101", "102", rang=["101"])
    await answered(first)
    await talk()
    await second.dial(routes.ECHO).until_answered()
    await talk(0.5)
    await stage.act("Bridge", Channel1=await stage.channel("trunk"), Channel2=await stage.channel("102"))
    await talk()
    await caller.hang_up()
