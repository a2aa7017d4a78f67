"""Draws a dossier as a PDF: A4 across, Cyrillic, page numbers. The only module that knows reportlab.

Texts of other people go into paragraphs escaped, for those are markup. Cells are plain lines, broken here: a paragraph
in each costs several times as much of the processor that calls need too.
"""

import io
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import font_manrope
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from callbridge.crm.dossier import Dossier
from callbridge.web.dossier_text import DossierText, TextTable

_REGULAR, _BOLD = "Manrope", "Manrope-Bold"
_SIZE = 8
_MARGIN = 36.0
_PADDING = 4.0
_NARROWEST, _WIDEST = 30.0, 220.0
_LINE, _SHADE, _DIM = HexColor("#c8ced6"), HexColor("#eef1f5"), HexColor("#5c6773")


def dossier_pdf(dossier: Dossier) -> bytes:
    """Return the document; runs in a thread."""
    _register()
    text = DossierText(dossier)
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=landscape(A4),
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN + 8,
        title=text.title,
        author="callbridge",
        lang=text.language,
    )
    document.build(_story(text, document.width), canvasmaker=_numbered(text))
    return file.getvalue()


@cache
def _register() -> None:
    folder = Path(font_manrope.__file__).parent / "files"
    pdfmetrics.registerFont(TTFont(_REGULAR, str(folder / "Manrope-Regular.ttf")))
    pdfmetrics.registerFont(TTFont(_BOLD, str(folder / "Manrope-Bold.ttf")))


def _style(size: float = _SIZE, font: str = _REGULAR, **more: Any) -> ParagraphStyle:
    return ParagraphStyle("", fontName=font, fontSize=size, leading=size * 1.3, **more)


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


def _story(text: DossierText, width: float) -> list[Flowable]:
    story: list[Flowable] = [
        _paragraph(text.kind, _style(9, textColor=_DIM)),
        _paragraph(text.title, _style(16, _BOLD)),
        _paragraph(text.made, _style(textColor=_DIM, spaceAfter=8)),
    ]
    for label, value in text.facts():
        line = f'<font name="{_BOLD}">{escape(label)}:</font> {escape(value)}'.replace("\n", "<br/>")
        story.append(Paragraph(line, _style(9, spaceAfter=2)))
    for table in text.tables():
        story += [Spacer(0, 10), _paragraph(table.title, _style(11, _BOLD, spaceAfter=3, keepWithNext=1))]
        if table.rows:
            story.append(_drawn(table, width))
        if table.below:
            story.append(_paragraph(table.below, _style(textColor=_DIM, spaceBefore=2)))
    return story


def _drawn(table: TextTable, width: float) -> LongTable:
    widths = _widths(table, width)
    rows = [_cells(table.head, widths, _BOLD)]
    rows += [_cells(row, widths, _REGULAR) for row in table.rows]
    drawn = LongTable(rows, colWidths=widths, repeatRows=1)
    style: list[Any] = [
        ("FONT", (0, 0), (-1, 0), _BOLD, _SIZE, _SIZE * 1.3),
        ("FONT", (0, 1), (-1, -1), _REGULAR, _SIZE, _SIZE * 1.3),
        ("BACKGROUND", (0, 0), (-1, 0), _SHADE),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    style += [("ALIGN", (place, 0), (place, -1), "RIGHT") for place in table.right]
    drawn.setStyle(TableStyle(style))
    drawn.hAlign = "LEFT"
    return drawn


def _cells(texts: Sequence[str], widths: Sequence[float], font: str) -> list[str]:
    return ["\n".join(_lines(text, font, width - 2 * _PADDING)) for text, width in zip(texts, widths, strict=True)]


def _lines(text: str, font: str, room: float) -> list[str]:
    """Return text broken where it must be; a word too long for a line is broken anywhere."""
    if pdfmetrics.stringWidth(text, font, _SIZE) <= room and "\n" not in text:
        return [text]
    lines: list[str] = []
    for line in simpleSplit(text, font, _SIZE, room):
        lines += _pieces(line, font, room)
    return lines


def _pieces(line: str, font: str, room: float) -> list[str]:
    pieces = []
    while line and pdfmetrics.stringWidth(line, font, _SIZE) > room:
        length = max(1, int(len(line) * room / pdfmetrics.stringWidth(line, font, _SIZE)))
        pieces.append(line[:length])
        line = line[length:]
    return [*pieces, line] if line else pieces


def _widths(table: TextTable, width: float) -> list[float]:
    """Return columns as wide as what they hold, within reason, that fill no more than the page.

    Where they would fill more, a column keeps the room of its longest word, sum or date, and what is left goes to those
    that would be wider. Only when the words alone fill more than the page are they broken.
    """
    columns = [(title, [row[place] for row in table.rows]) for place, title in enumerate(table.head)]
    wanted = [_room(title, texts) for title, texts in columns]
    if sum(wanted) <= width:
        return wanted
    least = [_room(_longest(title), map(_longest, texts)) for title, texts in columns]
    spare = width - sum(least)
    if spare <= 0:
        return [one * width / sum(least) for one in least]
    share = spare / (sum(wanted) - sum(least))
    return [low + share * (high - low) for low, high in zip(least, wanted, strict=True)]


def _room(title: str, texts: Iterable[str]) -> float:
    widest = max((pdfmetrics.stringWidth(text, _REGULAR, _SIZE) for text in texts), default=0.0)
    titled = pdfmetrics.stringWidth(title, _BOLD, _SIZE)
    return min(max(widest, titled, _NARROWEST), _WIDEST) + 2 * _PADDING + 0.1


def _longest(text: str) -> str:
    """Return the word of most letters; the spaces in a sum do not part it."""
    return max(text.replace("\n", " ").split(" "), key=len)


def _numbered(text: DossierText) -> type[Canvas]:
    """Return a canvas that knows, when it writes the foot of a page, how many there are."""

    class Numbered(Canvas):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self._pages.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            pages = self._pages
            for number, page in enumerate(pages, 1):
                self.__dict__.update(page)
                self.setFont(_REGULAR, _SIZE)
                self.setFillColor(_DIM)
                self.drawString(_MARGIN, _MARGIN - 10, text.title[:100])
                self.drawRightString(landscape(A4)[0] - _MARGIN, _MARGIN - 10, text.page(number, len(pages)))
                super().showPage()
            super().save()

    return Numbered
