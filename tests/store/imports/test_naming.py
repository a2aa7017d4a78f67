"""Records named in words."""

from callbridge.crm.entities import ENTITIES
from callbridge.crm.importing import RowDraft
from callbridge.crm.operator import Role
from callbridge.store.imports.naming import with_named
from tests.store.imports.conftest import Manager
from tests.support.records import Writer


async def test_names_are_found_folded_in_either_language_and_only_among_what_is_in_use(vera: Manager) -> None:
    writer = Writer(vera.store, vera.operator.id, Role.MANAGER)
    made = await writer.make("product", name="Дом", name_en="House")
    gone = await writer.make("product", name="Дача")
    await vera.store.records.remove("product", gone.id, gone.version, writer.author, at=writer.at)
    drafts = [RowDraft(line=line, names={"product": text}) for line, text in enumerate(("Дом", "House", "Дача"), 2)]
    named = await vera.store.database.read(lambda tx: with_named(tx, ENTITIES["deal"], drafts))
    assert [(one.values.get("product"), dict(one.mistakes)) for one in named] == [
        (made.id, {}), (made.id, {}), (None, {"product": "not_found"}),
    ]  # fmt: skip


async def test_a_name_of_several_is_not_guessed(vera: Manager) -> None:
    writer = Writer(vera.store, vera.operator.id, Role.MANAGER)
    for _ in range(2):
        await writer.make("employee", full_name="Иванов Иван")
    drafts = [RowDraft(line=2, names={"owner": "ИВАНОВ ИВАН"})]
    named = await vera.store.database.read(lambda tx: with_named(tx, ENTITIES["person"], drafts))
    assert dict(named[0].mistakes) == {"owner": "ambiguous"}
