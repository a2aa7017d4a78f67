"""Parameters of the system, a branch and a user: what each may be, who sets it, whence a value comes (R145)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.crm.entity import Choice
from callbridge.crm.operator import Role
from callbridge.crm.party import Happening
from callbridge.crm.reach import Width
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.template import Template

BASE_CURRENCY = "base_currency"
PROMOTE_ON = "directory.promote_on"
PRIVATE_SALES = "interest.private_sales"
NEW_DEAL = "interest.new_deal"
CARD_AT = "desk.card_at"
PIN_CLOSES = "desk.pin_closes"
REMIND_BEFORE = "reminder.before_minutes"
ESCALATE_AFTER = "reminder.escalate_minutes"
REMINDER_LETTERS = "reminder.letters"
WRAP_UP_S = "status.wrap_up_seconds"
SETTING = "setting"
"""What the audit trail calls a parameter."""
CHANGED = "setting.changed"
RESET = "setting.reset"


class Level(StrEnum):
    """For whom a parameter is set; the narrower goes before the wider."""

    SYSTEM = "system"
    TEAM = "team"
    """A branch, with those under it."""
    USER = "user"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is kept."""

    level: Level = Level.SYSTEM
    id: int = 0
    """A branch's or a login's; 0 of the system."""


EVERYWHERE = Place()


class NewDeal(StrEnum):
    """When a card's flag «Новая сделка» is set (A15)."""

    BY_OUTCOME = "outcome"
    BY_HAND = "hand"


class PrivateSales(StrEnum):
    """Whether sales are to private persons (R106)."""

    AS_CONFIGURED = "config"
    """As ``desk.private_sales`` of the configuration says."""
    YES = "yes"
    NO = "no"


class CardAt(StrEnum):
    """When the whole call card is shown; until then it is one line, with ✓."""

    RING = "ring"
    ANSWER = "answer"


class PinCloses(StrEnum):
    """When the window that keeps the call cards above others closes."""

    WITH_CALL = "call"
    BY_HAND = "hand"


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
    """For the whole system; a branch's is set by supervisors, a user's by themselves."""
    levels: tuple[Level, ...] = (Level.SYSTEM,)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSetting:
    """A parameter as it is: `version` 0 while it was never set."""

    key: str
    value: str
    version: int = 0
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedSetting:
    """A parameter as it holds at one place."""

    key: str
    value: str
    version: int
    """Of what is set at this very place; 0 when nothing is."""
    place: Place
    """Where the value comes from."""
    inherited: str
    """What holds when nothing is set here."""
    is_default: bool
    """Nobody set it anywhere."""


def _times(unit: Template, *offered: int, none: Template) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=str(one), label=Template(f"{one} {unit.ru}", f"{one} {unit.en}") if one else none)
        for one in offered
    )


_MINUTES, _SECONDS = Template("мин", "min"), Template("с", "s")
_WIDTHS = (
    Choice(value=Width.ALL.value, label=Template("всё", "everything")),
    Choice(value=Width.BRANCH.value, label=Template("своего отделения", "of their branch")),
    Choice(value=Width.OWN.value, label=Template("только своё", "their own")),
)
_BELOW_ADMIN = (
    (Role.OPERATOR, Template("оператор", "an operator")),
    (Role.SUPERVISOR, Template("супервизор", "a supervisor")),
    (Role.MANAGER, Template("руководитель", "a manager")),
)


def reach_key(role: Role) -> str:
    """Return the key of the parameter that says how far a role reaches; an admin's is always all."""
    return f"reach.{role.value}"


def _reach(role: Role, who: Template) -> Setting:
    return Setting(
        key=reach_key(role),
        label=Template(f"Что видит {who.ru}", f"What {who.en} sees"),
        hint=Template(
            "Мероприятия, лиды, сделки, договоры и звонки. Отделение — из карточки сотрудника, вместе с подчинёнными."
            " Ничьё видят все, справочники общие.",
            "Events, leads, deals, contracts and calls. The branch is the employee's, with those under it."
            " What is nobody's everybody sees; the directory is common.",
        ),
        default=Width.ALL.value,
        choices=_WIDTHS,
    )


def mask_key(role: Role) -> str:
    """Return the key of the parameter that hides the middle of customers' numbers from a role."""
    return f"mask.{role.value}"


SEND_LETTERS, NO_LETTERS = "on", "off"
HIDE_NUMBERS, SHOW_NUMBERS = "on", "off"
_MASKS = (
    Choice(value=SHOW_NUMBERS, label=Template("показывать", "shown")),
    Choice(value=HIDE_NUMBERS, label=Template("скрывать", "hidden")),
)


def _mask(role: Role, who: Template) -> Setting:
    return Setting(
        key=mask_key(role),
        label=Template(f"Номера клиентов: {who.ru}", f"Customers' numbers: {who.en}"),
        hint=Template(
            "Скрытый номер виден как +7 921 •••‑••‑67 на экране и в файлах. Перезвонить и найти по всему номеру можно.",
            "A hidden number looks like +7 921 •••‑••‑67 on the screen and in files. Calling back and finding by the"
            " whole number go on working.",
        ),
        default=SHOW_NUMBERS,
        choices=_MASKS,
    )


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
        Setting(
            key=PRIVATE_SALES,
            label=Template("Продажи частным лицам", "Sales to private persons"),
            hint=Template(
                "Карточка без контрагента — частного лица: интересы не заполняют справочник контрагентов.",
                "A card without an organization is a private person's: interests do not fill the directory.",
            ),
            default=PrivateSales.AS_CONFIGURED.value,
            choices=(
                Choice(
                    value=PrivateSales.AS_CONFIGURED.value,
                    label=Template("как в файле настроек", "as the configuration file says"),
                ),
                Choice(value=PrivateSales.YES.value, label=Template("да", "yes")),
                Choice(value=PrivateSales.NO.value, label=Template("нет", "no")),
            ),
        ),
        Setting(
            key=NEW_DEAL,
            label=Template("«Новая сделка» в карточке интереса", "“New deal” in the interest card"),
            hint=Template(
                "Ставится ли признак сам, когда выбран положительный результат; снять и поставить его можно всегда.",
                "Whether the flag sets itself with a positive result; it can always be set and taken away.",
            ),
            default=NewDeal.BY_OUTCOME.value,
            choices=(
                Choice(
                    value=NewDeal.BY_OUTCOME.value,
                    label=Template("как у выбранного результата", "as the chosen result says"),
                ),
                Choice(value=NewDeal.BY_HAND.value, label=Template("только вручную", "by hand alone")),
            ),
            levels=tuple(Level),
        ),
        Setting(
            key=CARD_AT,
            label=Template("Карточка звонка раскрывается", "The call card opens"),
            hint=Template(
                "Пока звонит, она может быть одной строкой: кто звонит и кнопка ✓.",
                "While the phone rings it can be one line: who calls, and the ✓ button.",
            ),
            default=CardAt.RING.value,
            choices=(
                Choice(value=CardAt.RING.value, label=Template("сразу, при звонке", "at once, at the ring")),
                Choice(value=CardAt.ANSWER.value, label=Template("при ответе", "at the answer")),
            ),
            levels=tuple(Level),
        ),
        Setting(
            key=PIN_CLOSES,
            label=Template("Карточка, закреплённая поверх окон", "The card that is pinned above other windows"),
            hint=Template(
                "Браузер открывает такое окно только по нажатию; открытое может ждать следующего звонка.",
                "The browser opens such a window only on a press; once open it can wait for the next call.",
            ),
            default=PinCloses.WITH_CALL.value,
            choices=(
                Choice(
                    value=PinCloses.WITH_CALL.value,
                    label=Template("закрывается вместе со звонком", "closes with the call"),
                ),
                Choice(
                    value=PinCloses.BY_HAND.value,
                    label=Template("остаётся и ждёт следующего", "stays and waits for the next one"),
                ),
            ),
            levels=tuple(Level),
        ),
        Setting(
            key=REMIND_BEFORE,
            label=Template("Напоминать о контакте", "Remind of a contact"),
            hint=Template(
                "За сколько до назначенного времени; касается напоминаний, которые поставят позже.",
                "How long before its time; of reminders that are set from now on.",
            ),
            default="0",
            choices=_times(_MINUTES, 0, 5, 10, 15, 30, 60, none=Template("в назначенное время", "at its time")),
        ),
        Setting(
            key=ESCALATE_AFTER,
            label=Template("Напоминание без ответа увидит супервизор", "A reminder left alone goes to supervisors"),
            hint=Template(
                "Через сколько после того, как оно показано, если его никто не подтвердил и не отложил.",
                "How long after it was shown, when nobody acknowledged it or put it off.",
            ),
            default="30",
            choices=_times(_MINUTES, 0, 5, 15, 30, 60, 120, 240, none=Template("никогда", "never")),
        ),
        Setting(
            key=REMINDER_LETTERS,
            label=Template("Напоминания письмом", "Reminders by e-mail"),
            hint=Template(
                "На адрес из карточки сотрудника, вместе с напоминанием на экране. Что с письмами — в «Моём дне».",
                "To the address of the employee's card, beside the reminder on the screen. “My day” tells how they do.",
            ),
            default=NO_LETTERS,
            choices=(
                Choice(value=NO_LETTERS, label=Template("не присылать", "not sent")),
                Choice(value=SEND_LETTERS, label=Template("присылать", "sent")),
            ),
            levels=tuple(Level),
        ),
        Setting(
            key=WRAP_UP_S,
            label=Template("Оформление после разговора", "Wrap-up after a talk"),
            hint=Template(
                "Сколько очереди не звонят оператору после разговора. Карточка остаётся, сколько нужно.",
                "How long queues do not ring an operator after a talk. The card stays as long as it is needed.",
            ),
            default="0",
            choices=_times(_SECONDS, 0, 10, 20, 30, 45, 60, 90, 120, 180, 300, none=Template("нет", "none")),
            levels=(Level.SYSTEM, Level.TEAM, Level.USER),
        ),
        *(_reach(role, who) for role, who in _BELOW_ADMIN),
        *(_mask(role, who) for role, who in _BELOW_ADMIN),
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


def resolved(chain: Sequence[tuple[Place, Sequence[KeptSetting]]]) -> list[ResolvedSetting]:
    """Return the parameters of the narrowest place, the first of `chain`, each as the wider places leave it."""
    here = chain[0][0]
    return [_resolved(setting, chain) for setting in SETTINGS.values() if here.level in setting.levels]


def _resolved(setting: Setting, chain: Sequence[tuple[Place, Sequence[KeptSetting]]]) -> ResolvedSetting:
    here = chain[0][0]
    own = [
        (place, one) for place, kept in chain for one in kept
        if one.key == setting.key and place.level in setting.levels
    ]  # fmt: skip
    at_here = next((one for place, one in own if place == here), None)
    above = next((one.value for place, one in own if place != here), setting.default)
    place, value = next(((place, one.value) for place, one in own), (EVERYWHERE, setting.default))
    return ResolvedSetting(
        key=setting.key,
        value=value,
        version=0 if at_here is None else at_here.version,
        place=place,
        inherited=above,
        is_default=not own,
    )


def resolved_value(setting: Setting, chain: Sequence[tuple[Place, Sequence[KeptSetting]]]) -> str:
    """Return one parameter as it holds at the narrowest place of `chain`."""
    return _resolved(setting, chain).value
