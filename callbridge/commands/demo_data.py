"""The company of the demo: its people and customers.

All names and numbers are invented; the numbers lie in ranges that no subscriber has (+7 900 555-…).
"""

from dataclasses import dataclass

from callbridge.crm.operator import Role
from callbridge.kernel.numbers import NumberPlan, PhoneNumber, read_number

PASSWORD = "demo-demo"  # noqa: S105 - printed on the demo's first line; a real installation has no default password

LINE_FAIR, LINE_SITE, LINE_RADIO, LINE_OFFICE = "+74955550001", "+74955550002", "+74955550003", "+74955550004"
OWN_LINES = (LINE_FAIR, LINE_SITE, LINE_RADIO, LINE_OFFICE)

OPERATORS = (
    ("anna", "Анна Иванова", Role.OPERATOR, "101"),
    ("boris", "Борис Смирнов", Role.OPERATOR, "102"),
    ("vera", "Вера Кузнецова", Role.OPERATOR, "103"),
    ("manager", "Мария Орлова", Role.MANAGER, ""),
    ("admin", "Андрей Белов", Role.ADMIN, ""),
)


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who calls; `company` is an index into COMPANIES or None for a private person."""

    name: str
    number: str
    company: int | None = None


COMPANIES = (
    ("ООО «Ромашка»", "+74955551100"),
    ("АО «Северный ветер»", "+78125551200"),
    ("ИП Ковалёв", "+79005551300"),
    ("ООО «Альфа-Строй»", "+74955551400"),
    ("ТД «Меридиан»", "+73435551500"),
)

CUSTOMERS = (
    Customer("Сидорова Анна Петровна", "+79005550101", 0),
    Customer("Ёлкин Пётр Алексеевич", "+79005550102", 0),
    Customer("Гончаров Игорь", "+79005550103", 1),
    Customer("Ковалёв Дмитрий", "+79005551300", 2),
    Customer("Мельникова Ольга", "+79005550104", 3),
    Customer("Тарасов Николай", "+79005550105", 4),
    Customer("Белякова Светлана", "+79005550106"),
    Customer("Фёдоров Алексей", "+79005550107"),
    Customer("Зайцева Марина", "+79005550108"),
    Customer("Воронцов Кирилл", "+79005550109"),
    Customer("Müller Hans", "+493055550110"),
    Customer("Абрамова Юлия", "+79005550111"),
    Customer("Богданов Сергей Ильич", "+79005550112", 1),
    Customer("Васильева Тамара", "+79005550113"),
    Customer("Гусев Артём", "+79005550114"),
    Customer("Дорохова Инна Львовна", "+79005550115", 4),
    Customer("Егоров Павел", "+79005550116"),
    Customer("Жукова Лидия", "+79005550117"),
    Customer("Ибрагимов Тимур", "+79005550118", 3),
    Customer("Крылова Наталья", "+79005550119"),
    Customer("Лапин Виктор Андреевич", "+79005550120"),
    Customer("Новикова Алина", "+79005550121"),
    Customer("Орлов Степан", "+79005550122"),
    Customer("Полякова Вероника", "+79005550123", 2),
    Customer("Рябов Максим", "+79005550124"),
    Customer("Соколова Дарья Игоревна", "+79005550125"),
    Customer("Титов Роман", "+79005550126"),
    Customer("Уварова Ксения", "+79005550127"),
    Customer("Хохлов Денис", "+79005550128"),
    Customer("Щербакова Елена", "+79005550129"),
)
"""Ковалёв's number is also his company's: a shared number."""

STRANGERS = ("+79005550201", "+79005550202", "+79005550203", "+78125550204", "+380445550205")

_PLAN = NumberPlan()


def numbers(*written: str) -> list[PhoneNumber]:
    """Read numbers as the demo's trunk writes them."""
    return [read_number(each, _PLAN) for each in written]
