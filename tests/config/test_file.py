import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from callbridge.config.file import MAX_FILE_BYTES, Config, NumbersConfig, PbxConfig, load, parse
from callbridge.kernel.errors import ConfigError
from callbridge.kernel.numbers import NumberForm, NumberPlan, read_number

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def mistakes_of(data: dict[str, Any]) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse(data)
    mistakes = caught.value.params["mistakes"]
    assert isinstance(mistakes, list)
    return [str(mistake) for mistake in mistakes]


def keys_of(model: type[BaseModel], place: str = "") -> set[str]:
    keys: set[str] = set()
    for name, field in model.model_fields.items():
        inner = PbxConfig if name == "pbx" else field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            keys |= keys_of(inner, f"{place}{name}.")
        else:
            keys.add(place + name)
    return keys


def keys_in(data: dict[str, Any], place: str = "") -> set[str]:
    keys: set[str] = set()
    for name, value in data.items():
        inner = value[0] if name == "pbx" else value
        keys |= keys_in(inner, f"{place}{name}.") if isinstance(inner, dict) else {place + name}
    return keys


def test_the_example_holds_every_key_of_the_model_and_no_other() -> None:
    assert keys_in(tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))) == keys_of(Config)


def test_the_example_gives_every_default() -> None:
    assert load(EXAMPLE) == Config(pbx=(PbxConfig(name="main"),))


def test_every_key_of_the_example_is_explained_in_both_languages() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for index, line in enumerate(lines):
        if re.match(r"^\w+ = ", line):
            english, russian = lines[index - 2 : index]
            assert english.startswith("# "), line
            assert not re.search("[а-яё]", english), line
            assert re.match("# .*[а-яё]", russian), line


def test_an_empty_configuration_is_all_defaults() -> None:
    assert parse({}) == Config()


def test_all_mistakes_are_listed_at_once_with_their_places() -> None:
    data = {
        "server": {
            "port": "many",
            "tls_key": "key.pem",
            "origins": ["https://a.example/desk"],
            "trusted_proxies": ["*"],
        },
        "store": {"url": "mysql://u:hidden@h/d"},
        "log": {"level": "loud"},
        "pbx": [
            {"name": "main", "secret": "hidden", "secret_file": "f", "internal": "("},
            {"name": "main", "numbers": {"region": "ZZ"}},
        ],
    }
    assert [mistake.split(": ")[0] for mistake in mistakes_of(data)] == [
        "server.port",
        "server.origins",
        "server.trusted_proxies",
        "server.tls_key",
        "store.url",
        "log.level",
        "pbx[1].secret_file",
        "pbx[1].internal",
        "pbx[2].numbers.region",
        "pbx names must differ",
    ]


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        ({"srver": {}}, "srver: no such key; did you mean server?"),
        ({"server": {"prt": 1}}, "server.prt: no such key; did you mean port?"),
        ({"pbx": [{"name": "a", "sercet": "x"}]}, "pbx[1].sercet: no such key; did you mean secret?"),
        (
            {"pbx": [{"name": "a", "numbers": {"regoin": "RU"}}]},
            "pbx[1].numbers.regoin: no such key; did you mean region?",
        ),
        ({"zzzzzz": 1}, "zzzzzz: no such key"),
        ({"desk": 3}, "desk: must be a section"),
        ({"server": {"origins": "https://a"}}, "server.origins: must be a list"),
        (
            {"server": {"page_beat_s": 5}},
            "server.blind_after_s: a page may miss one beat: give at least twice page_beat_s",
        ),
        ({"pbx": {"name": "a"}}, "pbx: each PBX is a section of its own, written [[pbx]]"),
        ({"pbx": [{"name": "a"}, {"name": "a"}]}, "pbx names must differ: a"),
    ],
)
def test_a_mistake_is_told_in_plain_words(data: dict[str, Any], mistake: str) -> None:
    assert mistakes_of(data) == [mistake]


def test_secrets_are_in_no_repr_and_in_no_mistake() -> None:
    config = parse({"pbx": [{"name": "a", "secret": "hidden"}], "store": {"url": "postgresql://u:hidden@h/d"}})
    assert "hidden" not in repr(config)
    with pytest.raises(ConfigError) as caught:
        parse({"pbx": [{"name": "A", "secret": "hidden", "port": "hidden"}], "store": {"url": "hidden"}})
    assert "hidden" not in f"{caught.value!r} {caught.value} {caught.value.__cause__!r}"


def test_the_secret_comes_from_a_file_the_environment_or_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secret"
    file.write_text("from file\n", encoding="utf-8")
    config = parse({"pbx": [{"name": "a", "secret_file": str(file)}, {"name": "north-1", "secret": "from config"}]})
    assert [pbx.password() for pbx in config.pbx] == ["from file", "from config"]
    monkeypatch.setenv("CALLBRIDGE_PBX_NORTH_1_SECRET", "from environment")
    assert config.pbx[1].password() == "from environment"


def test_a_secret_file_that_cannot_be_read_is_a_mistake_with_its_place(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe")
    for file in (tmp_path / "none", tmp_path, binary):
        with pytest.raises(ConfigError, match=r"pbx\.a\.secret_file"):
            PbxConfig(name="a", secret_file=str(file)).password()


def test_the_store_address_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CALLBRIDGE_STORE_URL", raising=False)
    assert Config().store.address() == "sqlite:///callbridge.db"
    monkeypatch.setenv("CALLBRIDGE_STORE_URL", "postgresql://u:p@h/d")
    assert Config().store.address() == "postgresql://u:p@h/d"


def test_the_number_plan_is_the_defaults_of_the_kernel() -> None:
    assert PbxConfig(name="a").number_plan() == NumberPlan()


def test_own_lines_are_read_by_the_plan_itself() -> None:
    pbx = PbxConfig(name="a", numbers=NumbersConfig(own=("8 800 100-20-30",), withheld=("Скрыт",)))
    plan = pbx.number_plan()
    assert read_number("+7 800 100 20 30", plan).form is NumberForm.OWN
    assert read_number("скрыт", plan).form is NumberForm.WITHHELD


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xff", "utf-8"), (b"[server", "Expected"), (b"#" * (MAX_FILE_BYTES + 1), "larger than")],
)
def test_a_file_that_is_not_toml_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "wrong.toml"
    file.write_bytes(content)
    with pytest.raises(ConfigError, match=words) as caught:
        load(file)
    assert "wrong.toml" in str(caught.value)


def test_a_file_that_is_not_there_is_named_and_where_to_take_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml.* copy config\.example\.toml"):
        load(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="Is a directory"):
        load(tmp_path)


@pytest.mark.parametrize("line", ["1*", "1* Call-Info", "1* Call-Info: a,b", "1* X: a\r\nAction: Logoff", "1* X: ё"])
def test_a_header_for_phones_is_one_line_that_ami_takes_whole(line: str) -> None:
    with pytest.raises(ConfigError):
        parse({"pbx": [{"name": "main", "auto_answer": [line]}]})
