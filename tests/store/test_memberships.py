"""Which queues the program put phones into, on both engines."""

from dataclasses import replace

from callbridge.crm.queue_membership import Membership, MembershipState
from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore


async def test_a_membership_is_kept_once_as_it_was_last_and_forgotten(store: SqlStore, anna: OperatorId) -> None:
    sales = Membership(operator_id=anna, pbx="main", queue="sales", interface="PJSIP/101")
    vip = replace(sales, queue="vip", state=MembershipState.REMOVED)
    for each in (sales, vip, replace(sales, interface="PJSIP/102", state=MembershipState.LEAVING)):
        await store.memberships.keep(each)
    leaving = replace(sales, interface="PJSIP/102", state=MembershipState.LEAVING)
    assert await store.memberships.all() == [leaving, vip]
    await store.memberships.forget(vip)
    assert await store.memberships.all() == [leaving]
