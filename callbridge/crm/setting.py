"""The system's parameters: what each may be, and which role sets it (R145)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from callbridge.crm.entity import Choice
from callbridge.crm.operator import Role
from callbridge.crm.party import Happening
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.template import Template

BASE_CURRENCY = "base_currency"
PROMOTE_ON = "directory.promote_on"
SETTING = "setting"
"""What the audit trail calls a parameter."""
CHANGED = "setting.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One parameter as the program knows it."""

    key: str
    label: Template
    hint: Template
    default: str
    choices: tuple[Choice, ...] = ()
    """None of a currency, which is any code of three letters (ISO 4217)."""
    may_set: Role = Role.ADMIN


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSetting:
    """A parameter as it is: `version` 0 while it was never set."""

    key: str
    value: str
    version: int = 0
    updated_at: datetime | None = None


SETTINGS: Mapping[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting(
            key=BASE_CURRENCY,
            label=Template("Базовая валюта", "Base currency"),
            hint=Template(
                "В ней списки складывают суммы. Меняется, пока ни одной суммы не записано.",
                "Lists sum in it. It can be changed while no amount is written.",
            ),
            default="RUB",
        ),
        Setting(
            key=PROMOTE_ON,
            label=Template("Возможный клиент становится клиентом", "A prospect becomes a customer"),
            hint=Template(
                "До этого возможных клиентов нет в справочнике контрагентов.",
                "Until then prospects are not in the directory.",
            ),
            default=Happening.DEAL.value,
            choices=(
                Choice(value=Happening.DEAL.value, label=Template("при появлении сделки", "when a deal appears")),
                Choice(
                    value=Happening.CONTRACT.value,
                    label=Template("при заключении договора", "when a contract is signed"),
                ),
            ),
        ),
    )
}
"""By key, in the order of their page."""


def read_setting(setting: Setting, value: str) -> str:
    """Return the value as it is kept; raises InvalidInput."""
    if setting.choices:
        if value not in {choice.value for choice in setting.choices}:
            raise InvalidInput({"value": "unknown_value"})
        return value
    code = value.strip().upper()
    if len(code) != len("RUB") or not code.isascii() or not code.isalpha():
        raise InvalidInput({"value": "wrong_type"})
    return code


def whole(kept: Sequence[KeptSetting]) -> list[KeptSetting]:
    """Return every parameter, those that were never set with their default."""
    found = {one.key: one for one in kept}
    return [found.get(key, KeptSetting(key=key, value=setting.default)) for key, setting in SETTINGS.items()]
