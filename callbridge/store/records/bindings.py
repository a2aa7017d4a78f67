"""Every kind of record with its table and what is particular about it."""

from collections.abc import Mapping
from decimal import Decimal

from callbridge.crm.entities import ENTITIES
from callbridge.crm.entities.dictionaries import DICTIONARIES
from callbridge.crm.record import Removal
from callbridge.kernel.errors import NotFound
from callbridge.store import tables as t
from callbridge.store.records import preparing, round_draft, selling, tasking
from callbridge.store.records.binding import Members, RecordBinding

_ZERO = Decimal(0)
_BOUND = (
    RecordBinding(
        entity=ENTITIES["campaign"],
        table=t.campaign,
        removal=Removal.NEVER,
        prepare=(preparing.owned, preparing.in_order),
    ),
    RecordBinding(
        entity=ENTITIES["participant"], table=t.participant, removal=Removal.DELETED, written=(preparing.reached,)
    ),
    RecordBinding(entity=ENTITIES["supplier"], table=t.supplier, removal=Removal.DELETED),
    RecordBinding(
        entity=ENTITIES["labour"],
        table=t.labour,
        removal=Removal.DELETED,
        prepare=(preparing.numbers_kept({"hours_plan": _ZERO, "hours_fact": _ZERO}), preparing.paid),
    ),
    RecordBinding(
        entity=ENTITIES["cost"],
        table=t.cost,
        removal=Removal.DELETED,
        prepare=(preparing.exchanged({"plan_amount": "plan_base", "fact_amount": "fact_base"}),),
    ),
    RecordBinding(
        entity=ENTITIES["number"],
        table=t.campaign_number,
        removal=Removal.DELETED,
        columns={"did": "did_e164"},
        prepare=(preparing.lined,),
    ),
    RecordBinding(
        entity=ENTITIES["deal"],
        table=t.deal,
        removal=Removal.ARCHIVED,
        prepare=(preparing.owned, selling.begins, preparing.exchanged({"amount": "amount_base"})),
        written=(selling.began, preparing.searched(t.deal_word, "deal_id", "name")),
    ),
    RecordBinding(
        entity=ENTITIES["contract"],
        table=t.contract,
        removal=Removal.ARCHIVED,
        prepare=(selling.inherits, preparing.owned, preparing.exchanged({"amount": "amount_base"})),
        written=(selling.signed,),
        leave=(selling.unsigned,),
        shown={"campaign": selling.CAMPAIGN_OF_CONTRACT},
    ),
    RecordBinding(
        entity=ENTITIES["person"],
        table=t.person,
        removal=Removal.ARCHIVED,
        prepare=(preparing.folded("full_name"),),
        written=(preparing.searched(t.person_word, "person_id", "full_name"),),
        returned=(preparing.searched(t.person_word, "person_id", "full_name"),),
    ),
    RecordBinding(
        entity=ENTITIES["organization"],
        table=t.organization,
        removal=Removal.ARCHIVED,
        prepare=(preparing.folded("name"),),
        written=(preparing.searched(t.organization_word, "organization_id", "name"),),
        returned=(preparing.searched(t.organization_word, "organization_id", "name"),),
    ),
    RecordBinding(
        entity=ENTITIES["contact_point"],
        table=t.contact_point,
        removal=Removal.DELETED,
        prepare=(preparing.pointed,),
        written=(preparing.shared,),
    ),
    RecordBinding(
        entity=ENTITIES["employee"],
        table=t.employee,
        removal=Removal.DEACTIVATED,
        prepare=(preparing.folded("full_name"),),
    ),
    RecordBinding(
        entity=ENTITIES["mailing"],
        table=t.mailing,
        removal=Removal.ARCHIVED,
        prepare=(preparing.drafted, preparing.employed),
        back=(preparing.unsent,),
    ),
    RecordBinding(
        entity=ENTITIES["call_round"],
        table=t.call_round,
        removal=Removal.ARCHIVED,
        members={"operators": Members(table=t.call_round_operator, owner="call_round_id", member="employee_id")},
        prepare=(round_draft.arranged, preparing.employed),
        back=(round_draft.rested,),
    ),
    RecordBinding(entity=ENTITIES["mailing_template"], table=t.mailing_template, removal=Removal.DEACTIVATED),
    RecordBinding(
        entity=ENTITIES["task"],
        table=t.task,
        removal=Removal.ARCHIVED,
        members={"assignees": Members(table=t.task_assignee, owner="task_id", member="employee_id")},
        prepare=(tasking.given,),
        written=(tasking.told,),
        returned=(tasking.told,),
        may_write=tasking.writable,
    ),
    RecordBinding(
        entity=ENTITIES["interview"],
        table=t.interview,
        removal=Removal.ARCHIVED,
        prepare=(preparing.employed, preparing.asked),
    ),
    RecordBinding(
        entity=ENTITIES["activity"],
        table=t.activity,
        removal=Removal.NEVER,
        prepare=(selling.contacted,),
        written=(selling.passes,),
    ),
    RecordBinding(
        entity=ENTITIES["contact_method"],
        table=t.contact_method,
        removal=Removal.DEACTIVATED,
        prepare=(preparing.coded,),
    ),
    RecordBinding(
        entity=ENTITIES["product"], table=t.product, removal=Removal.DEACTIVATED, prepare=(preparing.priced,)
    ),
    RecordBinding(entity=ENTITIES["stage"], table=t.stage, removal=Removal.NEVER, is_made_here=False),
    RecordBinding(entity=ENTITIES["pipeline"], table=t.pipeline, removal=Removal.DEACTIVATED, is_made_here=False),
)
_OWN = {binding.entity.id for binding in _BOUND}

BINDINGS: Mapping[str, RecordBinding] = {
    binding.entity.id: binding
    for binding in (
        *_BOUND,
        *(
            RecordBinding(entity=entity, table=t.metadata.tables[entity.id], removal=Removal.DEACTIVATED)
            for entity in DICTIONARIES
            if entity.id not in _OWN
        ),
    )
}
"""By `Entity.id`."""


def binding_of(entity: str) -> RecordBinding:
    """Return where a kind of record is kept; raises NotFound."""
    found = BINDINGS.get(entity)
    if found is None:
        raise NotFound("record.unknown_kind", entity=entity)
    return found
