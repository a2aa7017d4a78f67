"""The command line as an admin types it."""

import gzip
import json
import os
import socket
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from callbridge import __version__
from callbridge.cli import EX_CONFIG, EX_DATAERR, EX_UNAVAILABLE, main

RECORDINGS = Path(__file__).parent / "recordings"


def cli(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["--language", "en", *arguments], input=typed)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "callbridge.toml"
    path.write_text(f'[store]\nurl = "sqlite:///{tmp_path}/callbridge.db"\n', encoding="utf-8")
    return path


def test_the_version_is_told() -> None:
    assert cli("--version").output.strip() == f"callbridge, version {__version__}"


@pytest.mark.parametrize("command", ["run", "check", "migrate"])
def test_every_mistake_of_the_configuration_is_told_at_once(command: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text('[server]\nprot = 1\n[log]\nlevel = "loud"\n', encoding="utf-8")
    told = cli(command, "--config", str(path))
    assert told.exit_code == EX_CONFIG
    assert "did you mean port?" in told.output
    assert "log.level" in told.output


def test_mistakes_are_told_in_russian_too(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text("[server]\nprot = 1\n", encoding="utf-8")
    told = CliRunner().invoke(main, ["--language", "ru", "run", "--config", str(path)])
    assert told.output == "Ошибки в настройках:\n- server.prot: такого ключа нет; может быть, port?\n"


def test_a_pace_and_a_port_that_the_demo_cannot_take_are_refused() -> None:
    assert cli("demo", "--pace", "0").exit_code == 2
    assert cli("demo", "--port", "99999").exit_code == 2


def test_a_folder_that_the_demo_cannot_make_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = cli("demo", "--folder", str(tmp_path / "file" / "demo"))
    assert (told.exit_code, told.exception.__class__) == (EX_CONFIG, SystemExit)
    assert "cannot be made: Not a directory" in told.output


def test_a_configuration_that_is_not_there_is_said_so() -> None:
    told = cli("run", "--config", "nowhere.toml")
    assert (told.exit_code, "nowhere.toml" in told.output) == (EX_CONFIG, True)


def test_a_port_that_is_taken_is_said_in_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        path = tmp_path / "callbridge.toml"
        port = taken.getsockname()[1]
        path.write_text(f'[server]\nport = {port}\n[store]\nurl = "sqlite:///{tmp_path}/c.db"\n', encoding="utf-8")
        told = cli("run", "--config", str(path))
    assert (told.exit_code, told.exception.__class__) == (EX_CONFIG, SystemExit)
    assert f"cannot listen on 127.0.0.1:{port}" in told.output


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("store.url", "sqlite:///nowhere/c.db"),
        ("store.url", "postgresql://u:p@h:port/x"),
        ("server.tls_certificate", "none.pem"),
    ],
)
def test_what_a_person_must_mend_before_the_start_is_said_in_words(key: str, value: str, tmp_path: Path) -> None:
    settings = {"store.url": f"sqlite:///{tmp_path}/c.db", "server.port": 0, key: value}
    if key == "server.tls_certificate":
        settings["server.tls_key"] = value
    path = tmp_path / "callbridge.toml"
    path.write_text("\n".join(f"{name} = {json.dumps(each)}" for name, each in settings.items()), encoding="utf-8")
    told = cli("run", "--config", str(path))
    assert (told.exit_code, told.exception.__class__) == (EX_CONFIG, SystemExit)
    assert key in told.output


def test_a_database_that_does_not_answer_is_told_with_its_own_words(tmp_path: Path) -> None:
    path = tmp_path / "callbridge.toml"
    path.write_text('[store]\nurl = "postgresql://callbridge@127.0.0.1:1/x"\n', encoding="utf-8")
    told = cli("migrate", "--config", str(path))
    assert (told.exit_code, "Connection refused" in told.output) == (EX_UNAVAILABLE, True)
    assert "What you typed" not in told.output


def test_the_example_configuration_is_one_that_loads(tmp_path: Path) -> None:
    example = Path(__file__).parents[1] / "config.example.toml"
    assert tomllib.loads(example.read_text(encoding="utf-8"))
    assert cli("check", "--config", str(example)).exit_code in (0, EX_CONFIG)


def test_migrate_makes_the_database(config: Path) -> None:
    assert cli("migrate", "--config", str(config)).exit_code == 0
    assert (config.parent / "callbridge.db").exists()


def test_the_first_admin_is_added_listed_and_given_a_new_password(config: Path) -> None:
    place = ("--config", str(config))
    added = cli("user", "add", "boss", "--role", "admin", "--password-stdin", *place, typed="long enough\n")
    assert (added.exit_code, added.output) == (0, "Login boss was added.\n")
    assert cli("user", "list", *place).output == "boss\tadmin\t\tboss\n"
    changed = cli("user", "password", "BOSS", *place, typed="another one\nanother one\n")
    assert changed.exit_code == 0


@pytest.mark.parametrize(
    ("typed", "arguments", "words"),
    [
        ("short\n", ("user", "add", "ann"), "Too short"),
        ("long enough\n", ("user", "password", "ghost"), "no such login"),
    ],
)
def test_what_cannot_be_added_is_told_in_words(
    config: Path, typed: str, arguments: tuple[str, ...], words: str
) -> None:
    told = cli(*arguments, "--password-stdin", "--config", str(config), typed=typed)
    assert told.exit_code == EX_DATAERR
    assert words in told.output


def test_a_login_is_taken_only_once(config: Path) -> None:
    place = ("--password-stdin", "--config", str(config))
    cli("user", "add", "ann", *place, typed="long enough\n")
    assert "taken" in cli("user", "add", "Ann", *place, typed="long enough\n").output


def test_replay_lists_a_recorded_call_as_json_lines() -> None:
    """R147: one call event a line, with the keys that docs/call-events.md names."""
    told = cli("replay", str(RECORDINGS / "s04_ring_group.ami"), "--json")
    lines = [json.loads(line) for line in told.output.splitlines()]
    assert [line["type"] for line in lines] == [
        "call_started",
        "phone_rang",
        "phone_rang",
        "phone_stopped",
        "phone_stopped",
        "call_answered",
        "phone_left",
        "call_ended",
    ]
    assert {(line["caller"], line["did"]) for line in lines} == {("+79161234567", "74951110003")}
    assert {line["operator"] for line in lines if line["type"] == "phone_rang"} == {"101", "102"}


def test_replay_reads_a_packed_burst_too() -> None:
    told = cli("replay", str(RECORDINGS / "s18_burst.ami.gz"))
    assert told.output.count("call_ended") == 200


def test_replay_says_what_it_cannot_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ami.gz"
    broken.write_bytes(b"not gzip")
    told = cli("replay", str(broken))
    assert told.exit_code == EX_DATAERR
    assert told.output.strip()
    assert cli("replay", "--internal", "(", str(RECORDINGS / "s13_internal.ami")).exit_code == 2


def bad_streams(folder: Path) -> dict[str, Path]:
    """Write files that are no whole recording; return them by what they are."""
    whole = (RECORDINGS / "s01_direct_answered.ami").read_bytes()
    packed = gzip.compress(whole)
    pcap = bytes.fromhex("d4c3b2a1020004000000000000000000ffff000001000000")
    streams = {
        "foreign.ami": b"SSH-2.0-OpenSSH\r\n" * 20,
        "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        "traffic.pcap": pcap + bytes(range(256)) * 40,
        "garbled.ami": bytes(range(256)) * 30,
        "cut.ami": whole[:-7],
        "empty.ami": b"",
        "wide.ami": whole.decode().encode("utf-16"),
        "cut-packed.ami.gz": packed[: len(packed) // 2],
        "unpacked.ami.gz": whole,
        "packed.ami": packed,
    }
    for name, data in streams.items():
        (folder / name).write_bytes(data)
    with (folder / "line.ami").open("wb") as line:
        line.truncate(100_000_000)  # one line of 100 MB
    return {name: folder / name for name in (*streams, "line.ami")}


def test_replay_of_a_foreign_garbled_or_cut_stream_fails_in_words(tmp_path: Path) -> None:
    for name, path in bad_streams(tmp_path).items():
        told = cli("replay", str(path))
        assert (told.exit_code, str(path) in told.output) == (EX_DATAERR, True), name
        assert isinstance(told.exception, SystemExit), name


def test_anonymise_of_a_foreign_garbled_or_cut_stream_fails_in_words(tmp_path: Path) -> None:
    """What could be read of a cut one is written; of what is no recording nothing is."""
    for name, path in bad_streams(tmp_path).items():
        target = tmp_path / f"out-{name}"
        told = cli("anonymise", str(path), str(target))
        assert (told.exit_code, str(path) in told.output) == (EX_DATAERR, True), name
        assert isinstance(told.exception, SystemExit), name
        assert target.exists() is name.startswith("cut"), name


@pytest.mark.parametrize("command", ["replay", "anonymise"])
def test_no_file_and_a_folder_are_refused_in_words(command: str, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.ami"):
        told = cli(command, str(path), *((str(tmp_path / "out.ami"),) if command == "anonymise" else ()))
        assert (told.exit_code, str(path) in told.output) == (2, True)
        assert isinstance(told.exception, SystemExit)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("command", ["replay", "anonymise"])
def test_a_file_that_may_not_be_read_is_told_in_words(command: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.ami"
    path.write_bytes((RECORDINGS / "s01_direct_answered.ami").read_bytes())
    path.chmod(0)
    told = cli(command, str(path), *((str(tmp_path / "out.ami"),) if command == "anonymise" else ()))
    assert told.exit_code in (2, EX_DATAERR)
    assert isinstance(told.exception, SystemExit)


def test_replay_takes_a_speed_and_no_other_word() -> None:
    path = str(RECORDINGS / "s13_internal.ami")
    assert cli("replay", "--speed", "1000", path).output == cli("replay", path).output
    assert cli("replay", "--speed", "fast", path).exit_code == 2


def test_anonymise_writes_a_recording_that_tells_the_same(tmp_path: Path) -> None:
    target = tmp_path / "out.ami"
    told = cli("anonymise", str(RECORDINGS / "s04_ring_group.ami"), str(target))
    assert (told.exit_code, str(target) in told.output) == (0, True)
    assert cli("replay", str(target)).output.count("phone_rang") == 2
    assert cli("anonymise", str(RECORDINGS / "s04_ring_group.ami"), str(target)).exit_code == EX_UNAVAILABLE


def test_capture_tells_what_is_wrong_before_it_writes(config: Path, tmp_path: Path) -> None:
    place = ("--config", str(config), "--output")
    assert cli("capture", *place, str(tmp_path / "call.txt")).exit_code == 2
    told = cli("capture", *place, str(tmp_path / "call.ami"))
    assert (told.exit_code, "--pbx" in told.output) == (EX_CONFIG, True)
    assert not (tmp_path / "call.ami").exists()
