"""Who writes in these tests."""

import pytest

from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore
from tests.support.records import Writer


@pytest.fixture
def vera(store: SqlStore, anna: OperatorId) -> Writer:
    """A manager."""
    return Writer(store, anna)
