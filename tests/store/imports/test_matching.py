"""Who of a file is there already."""

import pytest

from callbridge.store import tables as t
from tests.store.imports.conftest import Manager

KNOWN = "ФИО;Телефон;E-mail;Контрагент\nИванов Иван;+74951112233, доб. 1;Ivan@Acme.ru;Акме\n"


@pytest.mark.parametrize(
    ("row", "is_known"),
    [
        ("Иванов Иван;+74951112233;;", True),
        ("ИВАНОВ  иван;;ivan@acme.ru;", True),
        ("Иванов Иван;;;акме", True),
        ("Иванов Иван;;;", False),  # a namesake may be anybody
        ("Петров Пётр;+74951112233;;", False),  # a switchboard's number is of many
        ("Иванов Иван;;;Бета", False),
    ],
)
async def test_a_person_is_known_by_name_with_number_address_or_organization(
    vera: Manager, row: str, is_known: bool
) -> None:
    await vera.run(KNOWN)
    job = await vera.run(f"ФИО;Телефон;E-mail;Контрагент\n{row}\n")
    assert (job.counts.skipped, job.counts.created) == ((1, 0) if is_known else (0, 1))
    assert len(await vera.rows(t.person, "id")) == 2 - is_known
