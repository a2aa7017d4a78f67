"""The dossier as headings and tables of texts, in its reader's language: what `dossier_pdf` only draws."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from callbridge.crm.dossier import CHANNELS, INTERVIEW_KINDS, MAILING_STATES, Dossier, DossierSection
from callbridge.crm.entities import LISTED
from callbridge.crm.entity import Field, FieldKind
from callbridge.crm.operator import Language
from callbridge.crm.saved_view import listed_fields
from callbridge.crm.written_day import DAY_FORMS
from callbridge.kernel.template import Template
from callbridge.web.list_table import ListTable, fields_of
from callbridge.web.table_file import Cell

MAX_CELL = 300
"""Characters of one cell, so that no row is taller than a page."""
MAX_TEXT = 4_000
"""Characters of a text that stands alone."""
_UNPRINTED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_NUMERIC = {FieldKind.INTEGER, FieldKind.NUMBER, FieldKind.MONEY, FieldKind.PERCENT, FieldKind.SECONDS}
_W = {
    "dossier": Template("Досье мероприятия", "Dossier of an event"),
    "made": Template("Составлено {at}, {by}", "Made {at}, {by}"),
    "results": Template("Итоги", "Results"),
    "shown": Template("Показано {shown} из {count}; остальное в списке.", "{shown} of {count} shown; see the list."),
    "total": Template("Итого строк: {count}", "Rows: {count}"),
    "none": Template("Нет.", "None."),
    "files": Template("Файлы", "Files"),
    "mailings": Template("Рассылки", "Mailings"),
    "interviews": Template("Интервью", "Interviews"),
    "name": Template("Название", "Name"),
    "size": Template("Размер, КБ", "Size, KiB"),
    "author": Template("Приложил", "Attached by"),
    "at": Template("Когда", "When"),
    "note": Template("Примеч.", "Note"),
    "channel": Template("Канал", "Channel"),
    "state": Template("Состояние", "State"),
    "recipients": Template("Адресов", "Addresses"),
    "sent": Template("Отправлено", "Sent"),
    "delivered": Template("Доставлено", "Delivered"),
    "problems": Template("Не дошло", "Failed"),
    "started": Template("Начата", "Began"),
    "finished": Template("Завершена", "Ended"),
    "kind": Template("Вид", "Kind"),
    "open": Template("Принимает ответы", "Takes answers"),
    "yes": Template("да", "yes"),
    "no": Template("нет", "no"),
    "questions": Template("Вопросов", "Questions"),
    "responses": Template("Ответов", "Answers"),
    "page": Template("Стр. {page} из {pages}", "Page {page} of {pages}"),
}

_TITLES = {"lead": Template("Интересы", "Interests")}
"""What a list is called among those of an event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """A heading with a table below it, and a line of what its whole list sums to."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: frozenset[int] = frozenset()
    """Columns of numbers."""
    below: str = ""


class DossierText:
    """Says a dossier in words."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._is_russian = dossier.reader.language is Language.RU
        self._zone = dossier.reader.zone
        self._campaign = list(listed_fields(LISTED["campaign"], dossier.reader.role))

    @property
    def language(self) -> str:
        """The document's language."""
        return "ru" if self._is_russian else "en"

    @property
    def title(self) -> str:
        """What the event is called."""
        return clean(str(self._dossier.campaign["name"]), MAX_CELL)

    @property
    def kind(self) -> str:
        """What the document is."""
        return self.say(_W["dossier"])

    @property
    def made(self) -> str:
        """When, and for whom it was made."""
        reader = self._dossier.reader
        at = self.cell(reader.now.astimezone(self._zone).replace(tzinfo=None))
        return self.say(_W["made"]).format(at=at, by=clean(self._dossier.made_by, MAX_CELL))

    def page(self, page: int, pages: int) -> str:
        """Return the line at the foot of a page."""
        return self.say(_W["page"]).format(page=page, pages=pages)

    def facts(self) -> list[tuple[str, str]]:
        """Return what was entered of the event, without what is empty."""
        fields = [field for field in self._campaign if not field.has_total and field.id != "name"]
        return [(label, text) for label, text in self._facts(fields) if text]

    def tables(self) -> Iterator[TextTable]:
        """Yield every part of the document below the head."""
        results = [field for field in self._campaign if field.has_total]
        yield TextTable(
            title=self.say(_W["results"]),
            head=[label for label, _ in self._facts(results)],
            rows=[[text for _, text in self._facts(results)]],
            right=frozenset(range(len(results))),
        )
        for section in self._dossier.sections:
            yield self._section(section)
        yield self._mailings()
        yield self._interviews()
        yield self._files()

    def say(self, text: Template) -> str:
        """Return a text in the reader's language."""
        return text.said_in(self.language)

    def cell(self, value: Cell, kind: FieldKind = FieldKind.TEXT) -> str:
        """Return a value as people write it: of money at least two decimals."""
        if isinstance(value, datetime):
            return value.strftime(f"{DAY_FORMS[self._dossier.reader.language]} %H:%M")
        if isinstance(value, date):
            return value.strftime(DAY_FORMS[self._dossier.reader.language])
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return clean(str(value), MAX_CELL)
        return self._number(value, decimals=2 if kind is FieldKind.MONEY else 0)

    def _number(self, value: float | Decimal, *, decimals: int) -> str:
        plain = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
        whole, _, part = plain.partition(".")
        part = part.rstrip("0").ljust(decimals, "0")
        plain = f"{whole}.{part}" if part else whole
        return plain.replace(",", "\xa0").replace(".", ",") if self._is_russian else plain

    def _facts(self, fields: Sequence[Field]) -> list[tuple[str, str]]:
        table = ListTable(fields, self._dossier.reader)
        cells = table.cells(self._dossier.campaign)
        return [
            (label, clean(str(cell), MAX_TEXT) if field.kind is FieldKind.LONG_TEXT else self.cell(cell, field.kind))
            for label, cell, field in zip(table.head, cells, fields, strict=True)
        ]

    def _section(self, section: DossierSection) -> TextTable:
        listed = listed_fields(section.entity, self._dossier.reader.role)
        default = fields_of("", section.entity, self._dossier.reader.role)
        fields = [field for field in default if field.id != "campaign"]
        table = ListTable(fields, self._dossier.reader)
        titles = ListTable(listed, self._dossier.reader).head
        totals = section.totals.sums
        sums = [
            f"{label}: {self.cell(value, field.kind)}"
            for field, label in zip(listed, titles, strict=True)
            if isinstance(value := totals.get(field.id), int | float | Decimal)
        ]
        count, shown = section.totals.count, len(section.rows)
        below = [self.say(_W["total"]).format(count=self.cell(count)), *sums]
        if shown < count:
            below.append(self.say(_W["shown"]).format(shown=shown, count=self.cell(count)))
        return TextTable(
            title=self.say(_TITLES.get(section.entity.id, section.entity.many)),
            head=table.head,
            rows=[self._cells(table.cells(row), fields) for row in section.rows],
            right=frozenset(place for place, field in enumerate(fields) if field.kind in _NUMERIC),
            below=" · ".join(below),
        )

    def _cells(self, cells: Sequence[Cell], fields: Sequence[Field]) -> list[str]:
        return [self.cell(cell, field.kind) for cell, field in zip(cells, fields, strict=True)]

    def _mailings(self) -> TextTable:
        rows = [
            [
                self.cell(one.name),
                self._word(CHANNELS.get(one.channel), one.channel),
                self._word(MAILING_STATES.get(one.state), one.state),
                *(self.cell(count) for count in (one.recipients, one.sent, one.delivered, one.problems)),
                self._instant(one.started_at),
                self._instant(one.finished_at),
            ]
            for one in self._dossier.mailings
        ]
        titles = ("name", "channel", "state", "recipients", "sent", "delivered", "problems", "started", "finished")
        return self._own("mailings", titles, rows, right=frozenset(range(3, 7)))

    def _interviews(self) -> TextTable:
        rows = [
            [
                self.cell(one.name),
                self._word(INTERVIEW_KINDS.get(one.kind), one.kind),
                self.say(_W["yes"] if one.is_open else _W["no"]),
                self.cell(one.questions),
                self.cell(one.responses),
            ]
            for one in self._dossier.interviews
        ]
        titles = ("name", "kind", "open", "questions", "responses")
        return self._own("interviews", titles, rows, right=frozenset({3, 4}))

    def _files(self) -> TextTable:
        rows = [
            [
                self.cell(file.name),
                self.cell(-(-file.size // 1024)),
                self.cell(file.author),
                self._instant(file.created_at),
                self.cell(file.note),
            ]
            for file in self._dossier.files
        ]
        return self._own("files", ("name", "size", "author", "at", "note"), rows, right=frozenset({1}))

    def _own(
        self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, right: frozenset[int]
    ) -> TextTable:
        below = self.say(_W["total"]).format(count=self.cell(len(rows)))
        head = [self.say(_W[column]) for column in columns]
        return TextTable(title=self.say(_W[title]), head=head, rows=rows, right=right, below=below)

    def _word(self, text: Template | None, code: str) -> str:
        return code if text is None else self.say(text)

    def _instant(self, at: datetime | None) -> str:
        return "" if at is None else self.cell(at.astimezone(self._zone).replace(tzinfo=None))


def clean(text: str, limit: int) -> str:
    """Return text that draws as it reads: nothing unprinted or overriding directions, no longer than `limit`."""
    kept = "".join(
        char if char == "\n" or unicodedata.category(char) not in _UNPRINTED else " " * (char in "\t\r")
        for char in text[: limit * 2]
    )
    kept = "\n".join(" ".join(line.split()) for line in kept.split("\n")).strip()
    return kept if len(kept) <= limit else f"{kept[: limit - 1]}…"
