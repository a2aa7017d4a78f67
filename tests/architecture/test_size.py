"""Modules stay small enough to be read whole."""

from pathlib import Path

import pytest

from tests.architecture.tree import CLIENT, PACKAGE, ROOT, TESTS, files_under, shown

SOFT_PYTHON = 300
HARD_PYTHON = 500
HARD_TYPESCRIPT = 250
# Modules over the soft limit, each with the reason why it is one noun all the same.
LONG_ON_PURPOSE = {
    "callbridge/cli.py": "every command with its options, one after another",
    "callbridge/crm/setting.py": "every parameter with its texts, one after another",
    "callbridge/daemon.py": "every object built once, in the order in which they need each other",
    "callbridge/screenpop/live_call.py": "all moves of one call's cards, event by event, so that none is forgotten",
    "callbridge/app/presence.py": "all that changes one operator's status side by side, so that it goes in one turn",
    "callbridge/app/call_desk.py": "all moves of the cards of live calls side by side, so that their order can be read",
}
GENERATED = "screenpop_client/src/wire/messages.gen.ts"


def too_long(paths: list[Path], limit: int) -> list[str]:
    return shown([path for path in paths if len(path.read_text(encoding="utf-8").splitlines()) > limit])


@pytest.mark.parametrize("folder", [PACKAGE, TESTS, ROOT / "tools"], ids=["callbridge", "tests", "tools"])
def test_no_python_module_is_longer_than_the_hard_limit(folder: Path) -> None:
    assert too_long(files_under(folder, ".py"), HARD_PYTHON) == []


def test_no_typescript_module_is_longer_than_the_hard_limit() -> None:
    sources = files_under(CLIENT, ".ts", ".tsx")
    assert [name for name in too_long(sources, HARD_TYPESCRIPT) if name != GENERATED] == []


def test_a_module_over_the_soft_limit_says_why() -> None:
    long = too_long(files_under(PACKAGE, ".py"), SOFT_PYTHON)
    assert sorted(long) == sorted(LONG_ON_PURPOSE)
