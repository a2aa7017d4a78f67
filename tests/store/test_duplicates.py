"""Likely pairs, on both engines."""

from callbridge.crm.duplicate import DuplicateKey, Sign
from callbridge.crm.operator import Role
from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.stores import NOW, phone

MOBILE = phone("+79161234567")


async def person(writer: Writer, name: str, email: str = "") -> int:
    made = await writer.make("person", full_name=name)
    await writer.make("contact_point", dialled=MOBILE, kind="phone", raw=MOBILE.raw, person=made.id)
    if email:
        await writer.make("contact_point", kind="email", raw=email, person=made.id)
    return made.id


async def test_pairs_are_found_by_number_and_name_and_a_family_is_not_one_person(
    store: SqlStore, anna: OperatorId
) -> None:
    """R142."""
    writer = Writer(store, anna, Role.MANAGER)
    first = await person(writer, "Иванов Иван", "a@b.ru")
    second = await person(writer, "Иванов И.", "A@b.ru")
    await person(writer, "Смирнова Ольга")
    page = await store.duplicates.pairs("person", DuplicateKey.NUMBER, "")
    assert [(pair.first.id, pair.second.id, pair.score, pair.signs) for pair in page.pairs] == [
        (first, second, 100, (Sign.EMAIL, Sign.NUMBER, Sign.LIKE_NAME))
    ]
    assert (page.pairs[0].first.numbers, page.pairs[0].second.emails, page.next) == ((MOBILE.raw,), ("A@b.ru",), None)
    by_email = await store.duplicates.pairs("person", DuplicateKey.EMAIL, "")
    assert len(by_email.pairs) == 1
    assert (await store.duplicates.pairs("person", DuplicateKey.NUMBER, "+8")).pairs == ()


async def test_organizations_of_one_name_are_likely_one_unless_their_tax_numbers_differ(
    store: SqlStore, anna: OperatorId
) -> None:
    writer = Writer(store, anna, Role.MANAGER)
    for tax_id in ("7701", "7701", "7702"):
        await writer.make("organization", name="ООО «Акме»", tax_id=tax_id)
    page = await store.duplicates.pairs("organization", DuplicateKey.NAME, "")
    assert [pair.signs for pair in page.pairs] == [(Sign.TAX_ID, Sign.NAME)]


async def test_a_pair_that_was_said_to_be_different_is_not_shown_again(store: SqlStore, anna: OperatorId) -> None:
    writer = Writer(store, anna, Role.MANAGER)
    first, second = await person(writer, "Иванов Иван"), await person(writer, "Иванов Иван")
    for _ in range(2):
        await store.duplicates.dismiss("person", second, first, anna, at=NOW)
    assert (await store.duplicates.pairs("person", DuplicateKey.NUMBER, "")).pairs == ()
