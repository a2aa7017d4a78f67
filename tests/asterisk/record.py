"""``python -m tests.asterisk.record [SCENARIO…]``: play scenarios on the rig's Asterisk and keep the AMI stream.

Writes ``NAME.ami`` (raw bytes) and ``NAME.json`` (the truth, told by phones and customers) to ``tests/recordings`` or
the folder of ``--to``. Without names all scenarios are played; a name's beginning stands for all that begin so. With
``--release bullseye`` they are played on Asterisk 16 and the names begin with ``a16_``. A scenario between two PBXs
leaves a recording of each: ``NAME_a`` and ``NAME_b``.
"""

import argparse
import asyncio
import contextlib
import json
import sys
import tempfile
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.asterisk import every_call, every_peer, every_pickup, every_queue, every_transfer
from tests.asterisk.every_peer import PairScenario
from tests.asterisk.fetch import ensure_asterisk
from tests.asterisk.phone import OutsideLine
from tests.asterisk.release import RELEASES, SID
from tests.asterisk.scenario import Scenario
from tests.asterisk.server import Asterisk
from tests.asterisk.stage import Stage
from tests.asterisk.tap import Tap
from tests.support.parts import PartMissing

SINGLE: Sequence[Scenario] = (*every_transfer.ALL, *every_pickup.ALL, *every_queue.ALL, *every_call.ALL)
FOLDER = Path(__file__).parent.parent / "recordings"
Named = Scenario | PairScenario
N = TypeVar("N", Scenario, PairScenario)


@dataclass(frozen=True, slots=True)
class Studio:
    """One PBX with its tap: where recordings are made."""

    asterisk: Asterisk
    tap: Tap
    version: str
    suffix: str
    """What the names of its recordings end in."""

    @contextlib.asynccontextmanager
    async def stage(self) -> AsyncIterator[Stage]:
        """Yield a stage whose phones are put away afterwards."""
        pbx = self.asterisk
        local = (pbx.network.trunk, pbx.settings.trunk_port)
        outside = OutsideLine(local=local, server=(pbx.host, pbx.settings.sip_port))
        stage = Stage(pbx, outside)
        try:
            yield stage
        finally:
            for device in (*stage.phones, outside):
                await device.close()


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where recordings are kept, and what their names begin with."""

    folder: Path
    prefix: str

    def keep(self, scenario: Named, studio: Studio, stage: Stage, began: float) -> None:
        """Write what the tap has and what the stage tells."""
        raw, chunks = studio.tap.cut()
        name = f"{self.prefix}{scenario.name}{studio.suffix}"
        truth = {"scenario": name, "doc": scenario.doc, "asterisk": studio.version} | stage.truth(began)
        (self.folder / f"{name}.ami").write_bytes(raw)
        text = json.dumps(truth | {"chunks": "CHUNKS"}, ensure_ascii=False, indent=1)
        (self.folder / f"{name}.json").write_text(text.replace('"CHUNKS"', json.dumps(chunks)) + "\n", encoding="utf-8")


def main() -> int:
    """Play what was asked for; return 1 when a scenario did not go as written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--to", type=Path, default=FOLDER)
    parser.add_argument("--release", choices=sorted(RELEASES), default=SID.name)
    asked = parser.parse_args()

    def is_asked(each: Named) -> bool:
        return not asked.names or each.name.startswith(tuple(asked.names))

    singles, pairs = [*filter(is_asked, SINGLE)], [*filter(is_asked, every_peer.ALL)]
    if not singles and not pairs:
        names = [each.name for each in SINGLE] + [each.name for each in every_peer.ALL]
        parser.error(f"no such scenario; there are: {', '.join(names)}")
    release = RELEASES[asked.release]
    asked.to.mkdir(parents=True, exist_ok=True)
    shelf = Shelf(asked.to, "" if release is SID else f"a{release.major}_")
    try:
        root = ensure_asterisk(release)
    except PartMissing as missing:
        _say(f"Asterisk {release.major} is missing: {missing}")
        return 1
    failed = 0
    if singles:
        with _running(root, 1) as (pbx,):
            failed |= asyncio.run(_record_singles(pbx, singles, shelf))
    if pairs:
        with _running(root, 2) as (here, there):
            failed |= asyncio.run(_record_pairs(here, there, pairs, shelf))
    return failed


@contextlib.contextmanager
def _running(root: Path, count: int) -> Iterator[list[Asterisk]]:
    """Run so many PBXs, two with a trunk between them."""
    with contextlib.ExitStack() as stack:
        pbxs = [Asterisk(root, Path(stack.enter_context(tempfile.TemporaryDirectory()))) for _ in range(count)]
        for pbx in pbxs:
            stack.callback(pbx.close)
        for pbx, other in zip(pbxs, pbxs[::-1], strict=True):
            if pbx is not other:
                pbx.join(other)
        for pbx in pbxs:
            pbx.boot()
        yield pbxs


async def _record_singles(pbx: Asterisk, scenarios: list[Scenario], shelf: Shelf) -> int:
    async with _studio(pbx, "") as studio:

        async def play(scenario: Scenario) -> None:
            async with studio.stage() as stage:
                began = studio.tap.begin()
                await scenario.script(stage)
                await stage.until_quiet()
                shelf.keep(scenario, studio, stage, began)

        return await _all(scenarios, play, [pbx])


async def _record_pairs(here: Asterisk, there: Asterisk, scenarios: list[PairScenario], shelf: Shelf) -> int:
    async with _studio(here, "_a") as one, _studio(there, "_b") as other:

        async def play(scenario: PairScenario) -> None:
            async with one.stage() as stage, other.stage() as far_stage:
                began, far_began = one.tap.begin(), other.tap.begin()
                await scenario.script(stage, far_stage)
                await stage.until_quiet()
                await far_stage.until_quiet()
                shelf.keep(scenario, one, stage, began)
                shelf.keep(scenario, other, far_stage, far_began)

        return await _all(scenarios, play, [here, there])


async def _all(scenarios: list[N], play: Callable[[N], Awaitable[None]], pbxs: list[Asterisk]) -> int:
    failed = 0
    for scenario in scenarios:
        try:
            await play(scenario)
            _say(f"{scenario.name}: recorded")
        except Exception:  # noqa: BLE001 - one scenario that goes wrong must not lose the others
            failed = 1
            _say(f"{scenario.name}: {traceback.format_exc()}")
            for pbx in pbxs:
                await asyncio.to_thread(pbx.clean)
    return failed


@contextlib.asynccontextmanager
async def _studio(pbx: Asterisk, suffix: str) -> AsyncIterator[Studio]:
    version = (await pbx.cli("core show version")).split()[1]
    tap = Tap()
    await tap.open(pbx.host, pbx.ami_port, pbx.ami_user)
    try:
        yield Studio(pbx, tap, version, suffix)
    finally:
        await tap.close()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
