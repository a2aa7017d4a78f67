"""What `callbridge check` finds, on a simulated PBX."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from callbridge.ami.simulator import Simulator
from callbridge.clock import SystemClock
from callbridge.commands.check import check
from callbridge.commands.user import add
from callbridge.config import Config, parse
from callbridge.store.store import open_store
from tests.store.test_call_records import a_call, keep
from tests.support.imap_server import LOGIN, PASSWORD, imap_server
from tests.support.letters import a_letter
from tests.support.mail_server import mail_server


@pytest.fixture
async def config(tmp_path: Path) -> AsyncIterator[Config]:
    simulator = Simulator(phones={"101": "Анна"}, queues={}, clock=SystemClock(), secret="right")
    port = await simulator.start()
    yield parse(
        {
            "store": {"url": f"sqlite:///{tmp_path}/callbridge.db"},
            "files": {"folder": f"{tmp_path}/files"},
            "pbx": [{"name": "main", "port": port, "secret": "right", "action_timeout_s": 60}],
        }
    )
    await simulator.stop()


async def found(config: Config) -> dict[str, bool]:
    return {finding.code: finding.is_ok async for finding in check(config)}


async def test_a_right_installation_is_told_line_by_line(config: Config) -> None:
    await add(config, login="anna", password="long enough", extension="101")
    told = await found(config)
    assert told["check.store_ok"]
    assert told["check.pbx_ok"]
    assert told["check.extensions_ok"]


async def test_an_extension_that_the_pbx_does_not_know_is_named(config: Config) -> None:
    await add(config, login="anna", password="long enough", extension="177")
    [wrong] = [each async for each in check(config) if each.code == "check.extension_unknown"]
    assert (wrong.is_ok, wrong.params["extension"], wrong.pbx) == (False, "177", "main")


async def test_each_pbx_is_asked_for_its_own_operators_and_any_one_for_those_of_any(config: Config) -> None:
    async with Simulator(phones={"201": "Вера"}, queues={}, clock=SystemClock(), secret="right") as other:
        north = {"name": "north", "port": other.port, "secret": "right", "action_timeout_s": 60}
        (main,) = config.pbx
        both = parse(
            {
                "store": {"url": config.store.address()},
                "pbx": [{"name": "main", "port": main.port, "secret": "right", "action_timeout_s": 60}, north],
            }
        )
        await add(both, login="anna", password="long enough", extension="101")
        await add(both, login="vera", password="long enough", extension="201", pbx="north")
        right = [each async for each in check(both)]
        await add(both, login="boris", password="long enough", extension="177")
        wrong = [each async for each in check(both)]
    assert all(each.is_ok for each in right)
    counts = {each.pbx: each.params["count"] for each in right if each.code == "check.extensions_ok"}
    assert counts == {"main": 1, "north": 1}
    unknown = {(each.pbx, each.params["extension"]) for each in wrong if not each.is_ok}
    assert unknown == {("main", "177"), ("north", "177")}


async def test_other_phones_than_pjsip_are_not_called_unknown(config: Config) -> None:
    """Only PJSIP's endpoints can be listed."""
    (main,) = config.pbx
    old = {"name": "main", "port": main.port, "secret": "right", "action_timeout_s": 60, "technology": "SIP"}
    await add(config, login="anna", password="long enough", extension="177")
    told = await found(parse({"store": {"url": config.store.address()}, "pbx": [old]}))
    assert "check.extension_unknown" not in told
    assert told["check.pbx_ok"]


async def test_nobody_and_no_pbx_are_said_so(tmp_path: Path) -> None:
    told = await found(parse({"store": {"url": f"sqlite:///{tmp_path}/callbridge.db"}}))
    assert (told["check.no_operators"], told["check.no_pbx"]) == (False, False)


async def test_a_wrong_secret_and_a_dead_pbx_are_told_apart(config: Config) -> None:
    (pbx,) = config.pbx
    wrong = {"name": "wrong", "port": pbx.port, "secret": "guess"}
    dead = {"name": "dead", "port": 1, "secret": "guess"}
    told = await found(parse({"store": {"url": config.store.address()}, "pbx": [wrong, dead]}))
    assert (told["check.login_refused"], told["check.unreachable"]) == (False, False)


async def test_a_database_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "not a folder").write_text("x", encoding="utf-8")
    findings = [each async for each in check(parse({"store": {"url": f"sqlite:///{tmp_path}/not a folder/db"}}))]
    assert not findings[0].is_ok


async def test_the_place_of_the_audio_is_looked_into_for_the_last_answered_calls(
    config: Config, tmp_path: Path
) -> None:
    (main,) = config.pbx
    monitor = tmp_path / "monitor"

    def with_audio(**audio: object) -> Config:
        pbx = {"name": "main", "port": main.port, "secret": "right", "action_timeout_s": 60, "audio": audio}
        return parse({"store": {"url": config.store.address()}, "pbx": [pbx]})

    disk = with_audio(folder=str(monitor), files=["{unique_id}.wav"])
    (lost,) = [each async for each in check(disk) if each.code == "check.audio_folder"]
    assert (lost.is_ok, lost.params["folder"]) == (False, str(monitor))
    monitor.mkdir()
    told = await found(disk)
    assert told["check.audio_ok"]
    assert "check.audio_none" not in told  # nobody has called yet
    async with open_store(config.store.address(), 1, SystemClock()) as store:
        await keep(store, *(a_call(number, outcome="answered") for number in (1, 2)))
    assert (await found(disk))["check.audio_none"] is False
    (monitor / "1.1.wav").write_bytes(b"RIFF")
    (told_of,) = [each async for each in check(disk) if each.code == "check.audio_found"]
    assert (told_of.is_ok, told_of.params, told_of.pbx) == (True, {"found": 1, "count": 2}, "main")
    nowhere = with_audio(url="http://127.0.0.1:1", files=["{unique_id}.wav"])
    assert (await found(nowhere))["audio.unavailable"] is False
    wrong = with_audio(url="https://127.0.0.1:1", files=["{unique_id}.wav"], tls_ca=str(tmp_path))
    assert (await found(wrong))["config.invalid"] is False


async def test_the_cdr_of_a_pbx_are_read_and_told_of(config: Config, tmp_path: Path) -> None:
    (main,) = config.pbx
    place = {"url": f"csv://{tmp_path}/Master.csv", "time_zone": "UTC"}
    pbx = {"name": "main", "port": main.port, "secret": "right", "action_timeout_s": 60, "cdr": place}
    told = await found(parse({"store": {"url": config.store.address()}, "pbx": [pbx]}))
    assert (told["check.pbx_ok"], told["cdr.unreadable"]) == (True, False)


@pytest.mark.parametrize(
    ("folder", "code", "is_ok"),
    [
        ("{tmp}/files", "check.files_ok", True),
        ("", "check.files_off", True),
        ("{tmp}/nowhere/files", "check.files_wrong", False),
    ],
)
async def test_it_is_told_whether_files_can_be_kept_and_nothing_is_made(
    tmp_path: Path, folder: str, code: str, is_ok: bool
) -> None:
    config = parse(
        {
            "store": {"url": f"sqlite:///{tmp_path}/callbridge.db"},
            "files": {"folder": folder.format(tmp=tmp_path)},
        }
    )
    assert (await found(config))[code] is is_ok
    assert not (tmp_path / "files").exists()


async def test_a_secret_of_the_storage_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    s3 = {"url": "http://127.0.0.1:9", "bucket": "files", "access_key": "k", "secret_file": f"{tmp_path}/none"}
    config = parse({"store": {"url": f"sqlite:///{tmp_path}/callbridge.db"}, "files": {"s3": s3}})
    assert not (await found(config))["config.invalid"]


async def test_a_scanner_that_does_not_answer_is_a_finding(tmp_path: Path) -> None:
    files = {"folder": f"{tmp_path}/files", "clamd": f"unix:{tmp_path}/none"}
    config = parse({"store": {"url": f"sqlite:///{tmp_path}/callbridge.db"}, "files": files})
    told = await found(config)
    assert (told["check.files_ok"], told["files.scanner"]) == (True, False)


async def test_the_mail_server_is_logged_in_to_and_what_is_wrong_is_told(tmp_path: Path) -> None:
    async with mail_server() as server:
        right = {**server.config().model_dump(exclude={"inbox", "password"}), "timeout_s": 5.0}
        config = parse({"store": {"url": f"sqlite:///{tmp_path}/callbridge.db"}, "mail": right})
        assert (await found(config))["check.mail_ok"]
    assert server.taken == []
    (away,) = [each async for each in check(config) if each.pbx == "mail"]
    assert (away.is_ok, away.code) == (False, "mail.unavailable")


async def test_a_database_that_does_not_answer_is_told_with_its_place_and_without_its_password() -> None:
    config = parse({"store": {"url": "postgresql://callbridge:hidden@127.0.0.1:1/x"}})
    [wrong] = [each async for each in check(config) if each.code == "check.store_unavailable"]
    assert wrong.params["place"] == "postgresql://callbridge:***@127.0.0.1:1/x"
    assert "refused" in str(wrong.params["detail"])


async def test_mailboxes_are_opened_and_what_is_wrong_is_told(tmp_path: Path) -> None:
    async with imap_server() as server:
        await server.put(a_letter())
        box = {"host": "127.0.0.1", "port": server.port, "security": "none", "login": LOGIN, "password": PASSWORD}
        whole = parse(
            {
                "store": {"url": f"sqlite:///{tmp_path}/callbridge.db"},
                "mail": {"inbox": box},
                "leads": {"mailbox": {**box, "password": "wrong", "acts_as": "anna"}},
            }
        )
        told = {each.pbx: each async for each in check(whole) if "mailbox" in each.code}
    assert told["mail.inbox"].params == {"count": 1}
    assert (told["leads.mailbox"].code, told["leads.mailbox"].is_ok) == ("mailbox.login_refused", False)
