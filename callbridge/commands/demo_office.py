"""What the demo's marketing department has planned, spent, asked and written."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from callbridge.commands.demo_stories import FAIR, LETTERS, NEW_YEAR, OPEN_DAY, RADIO, SEMINAR, SEPTEMBER
from callbridge.crm.call_script import AskKind, FillField, ScriptAnswer, ScriptFill, ScriptStep
from callbridge.crm.interview import Option, QuestionDraft, QuestionKind
from callbridge.crm.record import Author
from callbridge.crm.record_form import Value
from callbridge.kernel.ids import CampaignId, OrganizationId, PersonId
from callbridge.store.store import SqlStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The company as it was made, and who writes; `campaigns`, `people`, `companies` by their place in the demo."""

    campaigns: tuple[CampaignId, ...]
    people: tuple[PersonId, ...]
    companies: tuple[OrganizationId, ...]
    employees: tuple[int, ...]
    """Of the demo's logins."""
    topic: int
    author: Author


_COSTS = (
    # event, what for, planned, spent, days ago (negative: ahead)
    (FAIR, "Аренда стенда", 420_000, 420_000, 25),
    (FAIR, "Монтаж и оформление", 180_000, 213_500, 21),
    (FAIR, "Каталоги и сувениры", 90_000, 76_400, 20),
    (RADIO, "Эфирное время", 300_000, 287_000, 41),
    (RADIO, "Запись ролика", 45_000, 45_000, 44),
    (SEMINAR, "Аренда зала", 60_000, 0, -25),
    (SEMINAR, "Кофе-брейк", 35_000, 0, -29),
    (LETTERS, "Тексты и вёрстка", 25_000, 22_000, 202),
    (OPEN_DAY, "Автобусы от метро", 54_000, 58_300, 76),
    (OPEN_DAY, "Угощение гостей", 40_000, 37_900, 75),
    (SEPTEMBER, "Наружная реклама", 260_000, 255_000, 101),
    (NEW_YEAR, "Баннеры на сайтах", 150_000, 0, -12),
)
_LABOUR = (
    # event, login's place, duty, planned hours, hours, rate
    (FAIR, 3, "Руководитель стенда", 60, 72, 900),
    (FAIR, 0, "Консультант", 40, 44, 500),
    (FAIR, 1, "Консультант", 40, 38, 500),
    (RADIO, 3, "Договор и медиаплан", 12, 15, 900),
    (SEMINAR, 3, "Программа и приглашения", 30, 6, 900),
    (LETTERS, 2, "Подготовка базы", 8, 9, 500),
    (OPEN_DAY, 3, "Организатор", 24, 26, 900),
    (OPEN_DAY, 2, "Встреча гостей", 16, 16, 500),
    (SEPTEMBER, 3, "Условия акции", 10, 10, 900),
)
_SUPPLIERS = (
    # event, company, what, status
    (FAIR, 3, "Застройка стенда", "actual"),
    (FAIR, 4, "Полиграфия", "actual"),
    (OPEN_DAY, 4, "Автобусы", "actual"),
    (SEMINAR, 1, "Зал и техника", "potential"),
)
_PARTICIPANTS = (
    # event, customer, status
    *((FAIR, who, "actual") for who in (0, 7, 22, 23, 25, 28, 29)),
    *((FAIR, who, "potential") for who in (11, 14, 17)),
    (FAIR, 24, "refused"),
    *((OPEN_DAY, who, "actual") for who in (9, 15, 16, 17)),
    *((SEMINAR, who, "potential") for who in (2, 4, 12, 18, 23)),
    (SEMINAR, 5, "undefined"),
)
_TASKS = (
    # event, subject, text, logins' places, due in hours
    (FAIR, "Обзвонить гостей стенда", "Список — в участниках выставки. Итог каждого разговора — в интерес.", (0, 1), 6),
    (SEMINAR, "Подтвердить зал", "Нужны проектор и два микрофона.", (3,), 48),
    (NEW_YEAR, "Согласовать скидки", "До утверждения бюджета.", (3, 4), -5),
)
QUESTIONS = (
    QuestionDraft(
        kind=QuestionKind.CHOICE,
        wording="Как вы узнали о выставке?",
        is_required=True,
        options=(Option(text="Радио"), Option(text="Письмо"), Option(text="От знакомых"), Option(text="Интернет")),
    ),
    QuestionDraft(kind=QuestionKind.SCALE, wording="Насколько полезной была встреча на стенде?", low=1, high=5),
    QuestionDraft(
        kind=QuestionKind.SEVERAL,
        wording="Что вам интересно?",
        options=(Option(text="Дома"), Option(text="Квартиры"), Option(text="Участки")),
    ),
    QuestionDraft(kind=QuestionKind.TEXT, wording="Чего вам не хватило?"),
)
_ANSWERS = (
    # customer, then an answer for each question
    (0, 1, 5, [0], "Цен на отделку."),
    (7, 0, 4, [0, 2], ""),
    (22, 3, 4, [0], "Парковки."),
    (25, 2, 5, [1], ""),
    (29, 0, 3, [1], "Было тесно."),
)


async def open_office(store: SqlStore, office: Office, now: datetime) -> None:
    """Write costs, hours, suppliers and participants of the events, tasks, a questionnaire, a letter and a script."""
    await _events(store, office, now)
    await _tasks(store, office, now)
    await _questionnaire(store, office, now)
    await _letter(store, office, now)
    await _script(store, office, now)


async def add(store: SqlStore, office: Office, kind: str, key: str, at: datetime, /, **values: Value) -> int:
    """Make a record as its author would by hand; return its id."""
    stored = await store.records.create(kind, values, office.author, key=f"demo-{key}", at=at, number=None)
    return stored.id


async def _events(store: SqlStore, office: Office, now: datetime) -> None:
    for place, (event, name, plan, fact, ago) in enumerate(_COSTS):
        await add(
            store, office, "cost", f"cost-{place}", now, campaign=office.campaigns[event], name=name,
            plan_amount=Decimal(plan), fact_amount=Decimal(fact), on_date=(now - timedelta(days=ago)).date(),
        )  # fmt: skip
    for place, (event, login, duty, hours_plan, hours, rate) in enumerate(_LABOUR):
        await add(
            store, office, "labour", f"labour-{place}", now, campaign=office.campaigns[event],
            employee=office.employees[login], duty=duty, hours_plan=Decimal(hours_plan), hours_fact=Decimal(hours),
            hour_rate=Decimal(rate),
        )  # fmt: skip
    for place, (event, company, subject, status) in enumerate(_SUPPLIERS):
        await add(
            store, office, "supplier", f"supplier-{place}", now, campaign=office.campaigns[event],
            organization=office.companies[company], subject=subject, status=status,
        )  # fmt: skip
    for place, (event, who, status) in enumerate(_PARTICIPANTS):
        await add(
            store, office, "participant", f"participant-{place}", now, campaign=office.campaigns[event],
            person=office.people[who], status=status,
        )  # fmt: skip


async def _tasks(store: SqlStore, office: Office, now: datetime) -> None:
    for place, (event, name, body, logins, hours) in enumerate(_TASKS):
        await add(
            store, office, "task", f"task-{place}", now - timedelta(days=1), kind="task", name=name, body=body,
            campaign=office.campaigns[event], assignees=tuple(sorted(office.employees[login] for login in logins)),
            due_at=now + timedelta(hours=hours),
        )  # fmt: skip


async def _questionnaire(store: SqlStore, office: Office, now: datetime) -> None:
    form = await add(
        store, office, "interview", "interview", now, kind="questionnaire", name="Отзывы о выставке",
        introduction="Четыре вопроса, одна минута.", campaign=office.campaigns[FAIR], is_open=True,
    )  # fmt: skip
    asked = await store.interviews.reword(form, 1, QUESTIONS, office.author, at=now)
    for who, *answers in _ANSWERS:
        given = {str(question.id): answer for question, answer in zip(asked.questions, answers, strict=True)}
        await store.interviews.fill(
            form, given, office.people[who], office.author, key=f"demo-answer-{who}", at=now - timedelta(hours=who)
        )


async def _letter(store: SqlStore, office: Office, now: datetime) -> None:
    await add(
        store, office, "mailing", "mailing", now, name="Приглашение на семинар", campaign=office.campaigns[SEMINAR],
        subject="Приглашаем на семинар для застройщиков",
        body="Здравствуйте, {{имя}}!\n\nЖдём вас на семинаре. Ответьте на это письмо, и мы оставим место.",
    )  # fmt: skip


async def _script(store: SqlStore, office: Office, now: datetime) -> None:
    script = await add(
        store, office, "call_script", "script", now, name="Загородные дома", name_en="Country houses",
        topic=office.topic, direction="any",
    )  # fmt: skip
    await store.scripts.write(script, 1, STEPS, office.author, at=now, publish=True)


def _note(text: str) -> tuple[ScriptFill, ...]:
    return (ScriptFill(field=FillField.CONTENT, text=text),)


STEPS = (
    ScriptStep(
        key="hello",
        title="Знакомство",
        words="Здравствуйте, {{имя}}! Меня зовут {{оператор}}. Дом нужен для постоянной жизни или для отдыха?",
        ask=AskKind.CHOICE,
        answers=(
            ScriptAnswer(text="Жить постоянно", next="size", fills=_note("Для постоянного проживания.")),
            ScriptAnswer(text="Дача", next="size", fills=_note("Для отдыха.")),
            ScriptAnswer(text="Только спрашивает", next="end"),
        ),
    ),
    ScriptStep(
        key="size",
        title="Площадь",
        words="Какую площадь вы рассматриваете?",
        ask=AskKind.CHOICE,
        answers=(
            ScriptAnswer(text="До 100 м²", next="show", fills=_note("До 100 м².")),
            ScriptAnswer(text="100–150 м²", next="show", fills=_note("100–150 м².")),
            ScriptAnswer(text="Больше", next="show", fills=_note("Больше 150 м².")),
        ),
    ),
    ScriptStep(
        key="show",
        title="Показ",
        words="Приглашаем посмотреть дом-образец: показы по субботам и воскресеньям, от метро ходит автобус.",
        next="end",
    ),
    ScriptStep(key="end", title="Прощание", words="Спасибо за звонок! Я пришлю вам каталог."),
)
