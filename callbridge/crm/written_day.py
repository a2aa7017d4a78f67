"""How a day is written for people: as the screens of their language write it."""

from collections.abc import Mapping

from callbridge.crm.operator import Language

DAY_FORMS: Mapping[Language, str] = {Language.RU: "%d.%m.%Y", Language.EN: "%d/%m/%Y"}
"""By language, for `strftime`; the client's are in model/datetime.ts."""
