"""When each PBX was seen, on both engines."""

from datetime import timedelta

from callbridge.app.pbx_port import PbxSeen
from callbridge.store.store import SqlStore
from tests.support.stores import NOW

LATER = NOW + timedelta(seconds=5)


async def test_a_pbx_never_seen_is_not_known(store: SqlStore) -> None:
    assert await store.sightings.last_seen("main") is None
    await store.sightings.close_gap("main")
    assert await store.sightings.last_seen("main") is None


async def test_the_newest_sighting_is_kept_for_each_pbx(store: SqlStore) -> None:
    await store.sightings.saw("main", NOW)
    await store.sightings.saw("main", LATER)
    await store.sightings.saw("other", NOW)
    assert await store.sightings.last_seen("main") == PbxSeen(seen_at=LATER)
    assert await store.sightings.last_seen("other") == PbxSeen(seen_at=NOW)


async def test_a_gap_outlives_sightings_until_it_is_closed(store: SqlStore) -> None:
    """R152: a second outage does not lose what the first one has missed."""
    await store.sightings.saw("main", NOW)
    await store.sightings.open_gap("main", NOW)
    await store.sightings.saw("main", LATER)
    assert await store.sightings.last_seen("main") == PbxSeen(seen_at=LATER, gap_since=NOW)
    await store.sightings.close_gap("main")
    assert await store.sightings.last_seen("main") == PbxSeen(seen_at=LATER)
