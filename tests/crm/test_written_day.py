"""How a day is written for people."""

from datetime import date

from callbridge.crm.operator import Language
from callbridge.crm.written_day import DAY_FORMS


def test_a_day_is_written_as_its_language_writes_it() -> None:
    day = date(2026, 11, 25)
    assert [day.strftime(DAY_FORMS[language]) for language in (Language.RU, Language.EN)] == [
        "25.11.2026", "25/11/2026"
    ]  # fmt: skip
