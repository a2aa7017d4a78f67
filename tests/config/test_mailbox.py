"""Mailboxes that are read: each mistake in plain words, the password out of the file."""

from pathlib import Path
from typing import Any

import pytest

from callbridge.config import parse
from callbridge.kernel.errors import ConfigError
from tests.config.test_file import mistakes_of

WHOLE = {"host": "imap.example.ru", "login": "sales@example.ru", "acts_as": "ivanova"}


def test_all_mistakes_of_a_mailbox_are_told_at_once() -> None:
    mailbox = {
        "host": "imap.example.ru", "port": 0, "security": "ssl", "password": "hidden", "password_file": "f",
        "folder": "a\nb", "poll_s": 0, "max_mb": 0,
    }  # fmt: skip
    mistakes = mistakes_of({"leads": {"mailbox": mailbox}})
    assert {mistake.split(": ")[0].removeprefix("leads.mailbox.") for mistake in mistakes} == {
        *("port", "security", "login", "password_file", "folder", "poll_s", "max_mb", "acts_as")
    }
    assert "hidden" not in str(mistakes)


def test_the_mailbox_of_bounces_needs_nobody_to_act_as() -> None:
    (mistake,) = mistakes_of({"mail": {"inbox": {"host": "imap.example.ru"}}})
    assert mistake.startswith("mail.inbox.login")


def test_the_password_is_of_the_file_else_of_the_environment_else_inline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def secret(**more: Any) -> str:
        return parse({"leads": {"mailbox": {**WHOLE, **more}}}).leads.mailbox.secret()

    file = tmp_path / "password"
    file.write_text("of the file\n")
    assert secret(password_file=str(file)) == "of the file"
    assert secret(password="inline") == "inline"
    monkeypatch.setenv("CALLBRIDGE_LEADS_MAILBOX_PASSWORD", "of the environment")
    assert secret(password="inline") == "of the environment"
    with pytest.raises(ConfigError) as missing:
        secret(password_file=str(tmp_path / "none"))
    assert "[leads.mailbox] password_file" in str(missing.value.params)
