"""A call round's surroundings, on each engine in turn."""

import pytest

from callbridge.crm.operator import Operator, Role
from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.rounds import RoundRig


@pytest.fixture
def rig(store: SqlStore, anna: OperatorId) -> RoundRig:
    return RoundRig(store, Writer(store, anna, Role.SUPERVISOR))


@pytest.fixture
async def boris(rig: RoundRig) -> Operator:
    return await rig.operator("boris")


@pytest.fixture
async def vera(rig: RoundRig) -> Operator:
    return await rig.operator("vera")
