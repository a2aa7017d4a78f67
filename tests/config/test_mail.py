"""Where mail goes out: each mistake in plain words, the password out of the file."""

from pathlib import Path
from typing import Any

import pytest

from callbridge.config import parse
from callbridge.kernel.errors import ConfigError
from tests.config.test_file import mistakes_of

WHOLE = {"host": "mail.example.ru", "from_address": "news@example.ru", "public_url": "https://crm.example.ru/"}


def test_all_mistakes_of_a_mail_server_are_told_at_once() -> None:
    mail = {
        "host": "mail.example.ru",
        "port": 0,
        "security": "maybe",
        "password": "hidden",
        "password_file": "f",
        "from_address": "news",
        "from_name": "a\nb",
        "reply_to": "@",
        "public_url": "crm.example.ru",
        "per_minute": 0,
        "tiemout_s": 1,
    }
    mistakes = mistakes_of({"mail": mail})
    assert {mistake.split(": ")[0].removeprefix("mail.") for mistake in mistakes} == {
        *("port", "security", "password_file", "from_address", "from_name", "reply_to", "public_url", "per_minute"),
        "tiemout_s",
    }
    assert "hidden" not in str(mistakes)


def test_a_server_needs_a_sender_and_a_way_out_for_its_readers() -> None:
    mistakes = mistakes_of({"mail": {"host": "mail.example.ru"}})
    assert [mistake.split(": ")[0] for mistake in mistakes] == ["mail.from_address", "mail.public_url"]


@pytest.mark.parametrize("url", ["https://crm.example.ru?a", "ftp://h", "https://crm .ru", "https://домен.рф"])
def test_the_public_address_is_one_that_a_letter_can_carry(url: str) -> None:
    (mistake,) = mistakes_of({"mail": {**WHOLE, "public_url": url}})
    assert mistake.startswith("mail.public_url")


def test_a_whole_section_is_taken_and_its_address_ends_without_a_stroke() -> None:
    assert parse({"mail": WHOLE}).mail.public_url == "https://crm.example.ru"


def test_the_password_is_of_the_file_else_of_the_environment_else_inline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def secret(**more: Any) -> str:
        return parse({"mail": {**WHOLE, **more}}).mail.secret()

    file = tmp_path / "password"
    file.write_text("of the file\n")
    assert secret(password_file=str(file)) == "of the file"
    assert secret(password="inline") == "inline"
    monkeypatch.setenv("CALLBRIDGE_MAIL_PASSWORD", "of the environment")
    assert secret(password="inline") == "of the environment"
    with pytest.raises(ConfigError, match="password_file"):
        secret(password_file="/nowhere")
