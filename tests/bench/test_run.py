from pathlib import Path

import pytest

from tests.bench.run import Figure, benches, read_figure, table


@pytest.mark.parametrize(
    ("line", "figure"),
    [
        (
            "ingest.cpu_per_event_vs_floor 5.3 (goal <= 8)",
            Figure(name="ingest.cpu_per_event_vs_floor", value=5.3, relation="<=", goal=8),
        ),
        (
            "ingest.vs_panoramisk 6.5 x (goal >= 6)\n",
            Figure(name="ingest.vs_panoramisk", value=6.5, unit="x", relation=">=", goal=6),
        ),
        (
            "push.idle_socket 24.1KiB (goal <= 30 KiB)",
            Figure(name="push.idle_socket", value=24.1, unit="KiB", relation="<=", goal=30),
        ),
        ("ring.events_total 120000", Figure(name="ring.events_total", value=120000)),
    ],
)
def test_a_figure_is_read_from_its_line(line: str, figure: Figure) -> None:
    assert read_figure(line) == figure


@pytest.mark.parametrize("line", ["", "filling 1000000 contacts", "store.lookup: waiting", "store.lookup fast"])
def test_a_line_that_is_no_figure_is_passed_over(line: str) -> None:
    assert read_figure(line) is None


def test_the_table_says_which_goals_are_met_and_which_are_missed() -> None:
    figures = [
        Figure(name="a.b", value=2, relation="<=", goal=2),
        Figure(name="a.c", value=2.5, unit="ms", relation="<", goal=2.5),
        Figure(name="a.d", value=7),
    ]
    assert table(figures).splitlines() == [
        "| figure | value  | goal  |        |",
        "| ---    | ---:   | ---:  | ---    |",
        "| a.b    | 2      | <= 2  | met    |",
        "| a.c    | 2.5 ms | < 2.5 | MISSED |",
        "| a.d    | 7      |       |        |",
    ]


def test_only_benches_are_run_not_their_support_or_tests(tmp_path: Path) -> None:
    for name in ("run.py", "support_ingest.py", "test_run.py", "store.py", "ingest.py"):
        (tmp_path / name).touch()
    assert benches(tmp_path) == ["ingest", "store"]
