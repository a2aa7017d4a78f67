"""The picture of `soak.py`: memory and what lives in it over the calls, as an SVG that reads on light and on dark."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

WIDTH, PANEL, GAP = 760, 150, 46
LEFT, RIGHT, TOP = 64, 16, 34
STYLE = """
text{font:12px system-ui,sans-serif;fill:#57606a}.axis{stroke:#8c959f;stroke-opacity:.35}.line{fill:none;stroke-width:2}
.title{font-weight:600}
@media (prefers-color-scheme:dark){text{fill:#9da7b1}}
"""
COLOURS = ("#2f81f7", "#d29922", "#3fb950")


class Line(NamedTuple):
    """One thing drawn: its name and its value at each sample."""

    name: str
    values: Sequence[float]


class Panel(NamedTuple):
    """Lines that share one scale from zero."""

    title: str
    lines: Sequence[Line]


def draw(title: str, calls: Sequence[int], panels: Sequence[Panel]) -> str:
    """Return the SVG: one panel above the other over the number of calls."""
    height = TOP + len(panels) * (PANEL + GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{title}">',
        f"<title>{title}</title><style>{STYLE}</style>",
    ]
    for place, panel in enumerate(panels):
        parts += _panel(TOP + place * (PANEL + GAP), calls, panel)
    return "\n".join([*parts, "</svg>\n"])


def _panel(top: int, calls: Sequence[int], panel: Panel) -> list[str]:
    most = _round_up(max(max(line.values) for line in panel.lines))
    end = calls[-1]

    def x(value: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * value / end

    def y(value: float) -> float:
        return top + PANEL - PANEL * value / most

    parts = [f'<text class="title" x="{LEFT}" y="{top - 10}">{panel.title}</text>']
    for step in range(5):
        value, at = most * step / 4, end * step / 4
        parts += [
            f'<path class="axis" d="M{LEFT} {y(value):.1f}H{WIDTH - RIGHT}"/>',
            f'<text x="{LEFT - 8}" y="{y(value) + 4:.1f}" text-anchor="end">{_told(value)}</text>',
            f'<text x="{x(at):.1f}" y="{top + PANEL + 17}" text-anchor="middle">{_told(at)}</text>',
        ]
    for number, line in enumerate(panel.lines):
        parts.append(_drawn(line, COLOURS[number], calls, x, y))
        parts.append(
            f'<text x="{WIDTH - RIGHT}" y="{top - 10}" dx="{-140 * (len(panel.lines) - 1 - number)}" text-anchor="end" '
            f'style="fill:{COLOURS[number]}">{line.name}</text>'
        )
    return parts


def _drawn(
    line: Line, colour: str, calls: Sequence[int], x: Callable[[float], float], y: Callable[[float], float]
) -> str:
    points = " ".join(f"{x(at):.1f},{y(value):.1f}" for at, value in zip(calls, line.values, strict=True))
    return f'<polyline class="line" stroke="{colour}" points="{points}"/>'


def _round_up(value: float) -> float:
    """Return the next of 1, 2, 4, 5, 8 or 10 times a power of ten."""
    power = 1.0
    while power * 10 <= value:
        power *= 10
    return next(power * step for step in (1, 2, 4, 5, 8, 10) if power * step >= value)


def _told(value: float) -> str:
    if value >= 1_000_000:
        return f"{value / 1_000_000:g} M"
    return f"{value / 1000:g} k" if value >= 1000 else f"{value:g}"
