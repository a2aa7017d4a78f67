"""A mailing's surroundings, on each engine in turn."""

import pytest

from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore
from tests.support.mailings import MailRig
from tests.support.records import Writer


@pytest.fixture
def rig(store: SqlStore, anna: OperatorId) -> MailRig:
    return MailRig(store, Writer(store, anna))
