"""Runs every bench of this folder in a process of its own and shows its figures against the goals.

`python -m tests.bench.run [--quick | --full] [NAME…]`. A bench is a module with `main()`; it prints one line for each
figure, `store.lookup_vs_sqlite3 2.3 (goal <= 3.5)`; a line without a goal is a figure for information. Other lines are
shown as they come.
"""

import argparse
import operator
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
NOT_BENCHES = ("run", "support_", "test_", "__")
LONG = ("soak",)
"""Benches that know a run of its own length for `--full`."""
LINE = re.compile(
    r"(?P<name>[a-z0-9_]+(?:\.[a-z0-9_]+)+):? +(?P<value>-?\d+(?:\.\d+)?) ?(?P<unit>[^\s()]*)"
    r"(?: *\(goal (?P<relation><=|>=|<|>) (?P<goal>\d+(?:\.\d+)?)[^)]*\))?"
)
RELATIONS = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured number and, if there is one, its goal."""

    name: str
    value: float
    unit: str = ""
    relation: str = ""
    goal: float = 0.0

    @property
    def verdict(self) -> str:
        """Say whether the goal is met; nothing for a figure without a goal."""
        if not self.relation:
            return ""
        return "met" if RELATIONS[self.relation](self.value, self.goal) else "MISSED"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benches and print the table.

    Returns 1 when a bench broke or measured nothing; a missed goal is told, not failed.
    """
    parser = argparse.ArgumentParser(prog="make bench ARGS=", description="Measure against the goals.")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--quick", action="store_true", help="short runs: figures are rough")
    length.add_argument("--full", action="store_true", help=f"hours, for {', '.join(LONG)}: a million calls")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(benches())}; all when left out")
    chosen = parser.parse_args(arguments)
    unknown = sorted(set(chosen.names) - set(benches()))
    if unknown:
        parser.error(f"no such bench: {', '.join(unknown)}; there are: {', '.join(benches())}")
    figures: list[Figure] = []
    broken: list[str] = []
    for name in chosen.names or benches():
        found, code = run_bench(name, _options(name, quick=chosen.quick, full=chosen.full))
        figures += found
        if code != 0 or not found:
            broken.append(f"{name} (exit code {code}, {len(found)} figures)")
    print(f"\n{table(figures)}\n")
    if broken:
        print(f"Broken: {', '.join(broken)}")
    return 1 if broken else 0


def benches(folder: Path = FOLDER) -> list[str]:
    """Return the names of the benches, in the order they are run."""
    return sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith(NOT_BENCHES))


def _options(name: str, *, quick: bool, full: bool) -> list[str]:
    return ["--quick"] if quick else ["--full"] if full and name in LONG else []


def run_bench(name: str, options: Sequence[str] = ()) -> tuple[list[Figure], int]:
    """Run one bench, its lines shown as they come; returns its figures and its exit code."""
    print(f"==> {name}", flush=True)
    code = "import sys, importlib; sys.exit(importlib.import_module(sys.argv.pop(1)).main())"
    command = [sys.executable, "-u", "-c", code, f"tests.bench.{name}", *options]
    figures = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(f"    {line.rstrip()}", flush=True)
            figure = read_figure(line)
            if figure is not None:
                figures.append(figure)
    return figures, process.returncode


def read_figure(line: str) -> Figure | None:
    """Read a figure from a line of a bench; None when it is not one."""
    match = LINE.fullmatch(line.strip())
    if match is None:
        return None
    return Figure(
        name=match["name"],
        value=float(match["value"]),
        unit=match["unit"],
        relation=match["relation"] or "",
        goal=float(match["goal"] or 0),
    )


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table, as `docs/performance.md` shows them."""
    rows = [("figure", "value", "goal", ""), ("---", "---:", "---:", "---")]
    rows += [
        (
            figure.name,
            f"{figure.value:g}{' ' if figure.unit else ''}{figure.unit}",
            f"{figure.relation} {figure.goal:g}" if figure.relation else "",
            figure.verdict,
        )
        for figure in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |" for row in rows
    )


if __name__ == "__main__":
    sys.exit(main())
