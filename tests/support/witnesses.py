"""A desk of witnesses over a call desk, and what Asterisk tells of tapes and of who listens."""

from datetime import UTC

from callbridge.app.deaf_phones import DeafPhones
from callbridge.app.unasked_listening import UnaskedListening
from callbridge.app.witness_desk import WitnessDesk
from callbridge.crm.operator import Role
from callbridge.crm.taping import TapeFile, TapeRules
from callbridge.telephony.ami_event import AmiEvent
from tests.support.app import DeskRig
from tests.support.web_services import FakeAudit

EVERYBODY = TapeRules(
    start=Role.OPERATOR,
    pause=Role.OPERATOR,
    files={"main": TapeFile.parse("{year}/card-{extension}-{time}-{unique_id}.wav", UTC)},
)


def witness_desk(
    rig: DeskRig,
    *,
    rules: TapeRules = EVERYBODY,
    is_told: bool = True,
    deaf: DeafPhones | None = None,
    audit: FakeAudit | None = None,
) -> WitnessDesk:
    """Return one whose word the cards of `rig` tell."""
    unasked = UnaskedListening(rig.roster, audit or FakeAudit(), rig.clock, is_told=is_told)
    unasked.start(rig.tasks)
    deaf = deaf or DeafPhones(rig.clock)
    desk = WitnessDesk(rig.desk, rig.roster, deaf, rules, clock=rig.clock, unasked=unasked)
    rig.desk.tell_beside(desk)
    return desk


def taped(what: str, unique_id: str, *, linked_id: str = "1.1", state: str = "1") -> AmiEvent:
    return AmiEvent(f"MixMonitor{what}", {"Uniqueid": unique_id, "Linkedid": linked_id, "State": state})


def spied(what: str, spyer: str, unique_id: str, *, linked_id: str = "1.1") -> AmiEvent:
    headers = {"SpyerChannel": f"PJSIP/{spyer}-00000009", "SpyerUniqueid": f"spy-{spyer}"}
    return AmiEvent(f"ChanSpy{what}", headers | {"SpyeeUniqueid": unique_id, "SpyeeLinkedid": linked_id})
