"""``python -m tests.asterisk.record [SCENARIO…]``: play scenarios on the rig's Asterisk and keep the AMI stream.

Writes ``NAME.ami`` (raw bytes) and ``NAME.json`` (the truth, told by phones and customers) to ``tests/recordings`` or
the folder of ``--to``. Without names all scenarios are played; a name's beginning stands for all that begin so.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import traceback
from pathlib import Path

from tests.asterisk import every_call, every_pickup, every_queue, every_transfer
from tests.asterisk.fetch import ensure_asterisk
from tests.asterisk.phone import OutsideLine
from tests.asterisk.scenario import Scenario
from tests.asterisk.server import Asterisk
from tests.asterisk.stage import Stage
from tests.asterisk.tap import Tap

ALL = (*every_transfer.ALL, *every_pickup.ALL, *every_queue.ALL, *every_call.ALL)
FOLDER = Path(__file__).parent.parent / "recordings"


def main() -> int:
    """Play what was asked for; return 1 when a scenario did not go as written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--to", type=Path, default=FOLDER)
    asked = parser.parse_args()
    chosen = [each for each in ALL if not asked.names or each.name.startswith(tuple(asked.names))]
    if not chosen:
        parser.error(f"no such scenario; there are: {', '.join(each.name for each in ALL)}")
    asked.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="rig-") as work:
        asterisk = Asterisk(ensure_asterisk(), Path(work))
        try:
            asterisk.boot()
            return asyncio.run(_record_all(asterisk, chosen, asked.to))
        finally:
            asterisk.close()


async def _record_all(asterisk: Asterisk, chosen: list[Scenario], folder: Path) -> int:
    version = (await asterisk.cli("core show version")).split()[1]
    tap = Tap()
    await tap.open(asterisk.host, asterisk.ami_port, asterisk.ami_user)
    failed = 0
    try:
        for scenario in chosen:
            try:
                await _record(asterisk, tap, scenario, folder, version)
                _say(f"{scenario.name}: recorded")
            except Exception:  # noqa: BLE001 - one scenario that goes wrong must not lose the others
                failed = 1
                _say(f"{scenario.name}: {traceback.format_exc()}")
                await asyncio.to_thread(asterisk.clean)
    finally:
        await tap.close()
    return failed


async def _record(asterisk: Asterisk, tap: Tap, scenario: Scenario, folder: Path, version: str) -> None:
    local = (asterisk.network.trunk, asterisk.settings.trunk_port)
    outside = OutsideLine(local=local, server=(asterisk.host, asterisk.settings.sip_port))
    stage = Stage(asterisk, outside)
    began = tap.begin()
    try:
        await scenario.script(stage)
        await stage.until_quiet()
        raw, chunks = tap.cut()
        truth = {"scenario": scenario.name, "doc": scenario.doc, "asterisk": version} | stage.truth(began)
    finally:
        for device in (*stage.phones, outside):
            await device.close()
    (folder / f"{scenario.name}.ami").write_bytes(raw)
    text = json.dumps(truth | {"chunks": "CHUNKS"}, ensure_ascii=False, indent=1)
    (folder / f"{scenario.name}.json").write_text(text.replace('"CHUNKS"', json.dumps(chunks)) + "\n", encoding="utf-8")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
