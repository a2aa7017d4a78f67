"""An interest of another event than the dialled number, on both engines."""

from dataclasses import replace

from callbridge.crm.interest import InterestForm
from callbridge.kernel.ids import OperatorId
from callbridge.store.campaigns import add_campaign
from callbridge.store.corrections import CORRECTED
from callbridge.store.store import SqlStore
from tests.support.stores import NOW

FORM = InterestForm(at=NOW, method_id=1, outcome_id=1)


async def test_an_event_other_than_the_dialled_numbers_is_kept_beside_it_and_audited(
    store: SqlStore, anna: OperatorId
) -> None:
    """R89, issue 5: both are kept, what the number said and what was chosen, and who chose it and why."""
    line, told = await store.database.run(lambda tx: (add_campaign(tx, "Выставка"), add_campaign(tx, "Семинар")))
    form = replace(FORM, campaign_id=told, campaign_reason="Назвал сам")
    ids = [
        (
            await store.desk.save_interest(
                key=key, form=one, numbers=(), owner_id=anna, private_sales=False, at=NOW, line_campaign_id=line
            )
        ).lead_id
        for key, one in (("other", form), ("same", replace(FORM, campaign_id=line)))
    ]
    other, same = [await store.desk.lead(one, reader_id=None) for one in ids]
    assert other is not None
    assert same is not None
    assert (other.line_campaign_id, other.line_campaign, other.campaign) == (line, "Выставка", "Семинар")
    assert (other.campaign_reason, same.line_campaign_id, same.campaign_reason) == ("Назвал сам", line, "")
    (entry,) = await store.audit.entries("lead", str(ids[0]), 9)
    assert (entry.operator_id, entry.action) == (anna, CORRECTED)
    assert entry.detail == {"campaign": f"[{line}, {told}]", "campaign_reason": '[null, "Назвал сам"]'}
    assert await store.audit.entries("lead", str(ids[1]), 9) == []
