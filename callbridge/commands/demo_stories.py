"""What the demo's customers said before today, and what became of it."""

from dataclasses import dataclass

FAIR, RADIO, SEMINAR, LETTERS, OPEN_DAY, SEPTEMBER, NEW_YEAR = range(7)
"""Marketing events, by their place in demo_seed.CAMPAIGNS."""
HOUSE, FLAT, LAND = range(3)
"""What is sold, by its place in demo_seed.PRODUCTS."""
CALL, MEETING, PRESENTATION, QUOTATION = range(4)
"""Open stages of the first pipeline, by their place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What a deal came to: the open stage it stands on or was lost on, its sum in roubles and its expected end."""

    amount: int
    stage: int = CALL
    close_in_days: int = 30
    contract: str = ""
    """The number of the contract that won it."""
    lost: str = ""
    """Why it was lost, a reason of the dictionary."""


@dataclass(frozen=True, slots=True)
class Story:
    """One conversation; `who` is an index into CUSTOMERS, `campaign` and `product` as above."""

    who: int
    days_ago: int
    rating: str
    campaign: int | None
    said: str
    product: int = HOUSE
    sale: Sale | None = None
    promised_hours: int | None = None
    """Hours from now to the promised contact; negative: it is overdue."""


STORIES = (
    Story(8, 96, "positive", SEPTEMBER, "Двухкомнатная по акции, ипотека одобрена.", FLAT,
          Sale(amount=7_400_000, contract="ДГ-2026/031")),
    Story(12, 93, "positive", SEPTEMBER, "Три квартиры для сотрудников, просит договор на компанию.", FLAT,
          Sale(amount=21_600_000, contract="ДГ-2026/034")),
    Story(13, 90, "negative", SEPTEMBER, "Дорого даже со скидкой.", FLAT),
    Story(14, 88, "satisfactory", SEPTEMBER, "Ждёт продажи своей квартиры.", FLAT),
    Story(15, 76, "positive", OPEN_DAY, "Приехала с семьёй, выбрала участок у леса.", LAND,
          Sale(amount=4_150_000, contract="ДГ-2026/039")),
    Story(16, 75, "positive", OPEN_DAY, "Понравился дом-образец, сравнивает с соседним посёлком.", HOUSE,
          Sale(amount=11_900_000, stage=MEETING, lost="Выбрали конкурента")),
    Story(17, 75, "undefined", OPEN_DAY, "Спросила про школу и ушла, просила не торопить."),
    Story(9, 74, "positive", OPEN_DAY, "Дом 120 м² под отделку, готов вносить аванс.", HOUSE,
          Sale(amount=12_300_000, contract="ДГ-2026/041")),
    Story(18, 38, "positive", RADIO, "Услышал в машине. Участок рядом с трассой.", LAND,
          Sale(amount=3_900_000, stage=QUOTATION, close_in_days=12)),
    Story(19, 33, "negative", RADIO, "Думала, что речь об аренде."),
    Story(1, 30, "negative", LETTERS, "Дорого, вернётся весной."),
    Story(20, 27, "positive", RADIO, "Сравнивает проекты домов, просит смету.", HOUSE,
          Sale(amount=10_800_000, stage=PRESENTATION, close_in_days=25)),
    Story(21, 24, "satisfactory", RADIO, "Решает с мужем до конца месяца.", FLAT, promised_hours=50),
    Story(22, 19, "positive", FAIR, "Взял каталог на стенде, ждёт встречу.", HOUSE,
          Sale(amount=13_200_000, stage=MEETING, close_in_days=40)),
    Story(23, 18, "positive", FAIR, "Два участка под базу отдыха.", LAND,
          Sale(amount=8_700_000, contract="ДГ-2026/052")),
    Story(24, 16, "negative", FAIR, "Хочет кирпич, а не каркас."),
    Story(25, 15, "positive", FAIR, "Квартира с видом на парк, первый взнос есть.", FLAT,
          Sale(amount=6_950_000, stage=QUOTATION, close_in_days=9)),
    Story(26, 12, "undefined", FAIR, "Связь прервалась, номер записан.", promised_hours=-20),
    Story(0, 11, "positive", FAIR, "Интересует дом 120 м², просит коммерческое предложение.", HOUSE,
          Sale(amount=12_600_000, stage=PRESENTATION, close_in_days=21)),
    Story(27, 9, "positive", RADIO, "Готова смотреть в выходные.", FLAT,
          Sale(amount=8_100_000, stage=MEETING, close_in_days=35)),
    Story(2, 7, "undefined", RADIO, "Не смог говорить, просил набрать позже.", promised_hours=4),
    Story(28, 6, "positive", FAIR, "Дом и баня под ключ к лету.", HOUSE, Sale(amount=15_400_000)),
    Story(4, 5, "positive", RADIO, "Нужны три дома под ключ, встреча назначена.", HOUSE,
          Sale(amount=36_000_000, stage=MEETING, close_in_days=60)),
    Story(29, 4, "positive", FAIR, "Квартира маме, рядом с поликлиникой.", FLAT, Sale(amount=5_600_000)),
    Story(6, 3, "negative", None, "Ошиблась номером, но спросила про ипотеку."),
    Story(0, 2, "satisfactory", FAIR, "Получила предложение, думает. Перезвонить в конце недели.", promised_hours=3),
    Story(7, 1, "positive", FAIR, "Был на стенде, хочет приехать на показ.", HOUSE, Sale(amount=11_500_000)),
)  # fmt: skip
"""From the oldest on."""
