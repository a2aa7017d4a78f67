"""Who may find, merge and erase."""

from dataclasses import replace

import pytest

from callbridge.app.duplicates import DuplicateDesk
from callbridge.crm.duplicate import DuplicateKey, MergeWish
from callbridge.crm.operator import Role
from callbridge.kernel.errors import Forbidden, InvalidInput, NotFound
from tests.support.kept_duplicates import KeptDuplicates
from tests.support.web_people import BORIS, VERA
from tests.support.web_services import World

WISH = MergeWish(keep_id=1, keep_version=1, give_up_id=2, give_up_version=1)
MANAGER = replace(VERA, role=Role.MANAGER)


@pytest.fixture
def desk() -> DuplicateDesk:
    return DuplicateDesk(duplicates=KeptDuplicates(), clock=World().clock)


async def test_supervisors_merge_nothing_and_managers_erase_nobody(desk: DuplicateDesk) -> None:
    for refused in (
        desk.pairs(BORIS, "person", DuplicateKey.NUMBER, ""), desk.merge(BORIS, "person", WISH), desk.merges(BORIS),
        desk.dismiss(BORIS, "person", 1, 2), desk.preview(BORIS, "person", 1, 2), desk.undo_merge(BORIS, 1),
        desk.erasure(MANAGER, 1), desk.erase(MANAGER, 1),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            await refused


async def test_only_people_and_organizations_have_duplicates_and_never_of_themselves(desk: DuplicateDesk) -> None:
    with pytest.raises(NotFound):
        await desk.pairs(MANAGER, "deal", DuplicateKey.NAME, "")
    for refused in (desk.preview(MANAGER, "person", 1, 1), desk.dismiss(MANAGER, "person", 1, 1)):
        with pytest.raises(InvalidInput):
            await refused


async def test_a_merge_is_seen_made_and_undone(desk: DuplicateDesk) -> None:
    preview = await desk.preview(MANAGER, "person", 1, 2)
    assert (preview.keep.record, dict(preview.moved)) == ({"full_name": "Иванов 1"}, {"lead": 2})
    merge_id = await desk.merge(MANAGER, "person", WISH)
    await desk.undo_merge(MANAGER, merge_id)
    assert (await desk.merges(MANAGER))[0].undone_at is not None
