from dataclasses import dataclass
from pathlib import Path

import pytest

from callbridge.web import typescript


def test_the_client_types_are_fresh() -> None:
    """Drift between the Python dataclasses and the committed TypeScript fails here."""
    assert typescript.main(["--check"]) == 0, "run python -m callbridge.web.typescript"


def test_a_stale_file_is_noticed_and_rewritten(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    target = tmp_path / "wire" / "messages.gen.ts"
    monkeypatch.setattr(typescript, "TARGET", target)
    assert typescript.main(["--check"]) == 1
    assert typescript.main([]) == 0
    assert typescript.main(["--check"]) == 0


def test_what_the_server_sends_is_always_there_and_what_the_client_sends_may_be_left_out() -> None:
    text = typescript.generate()
    assert "readonly lead_id: LeadId | null;" in text
    assert "readonly organization_id?: OrganizationId | null;" in text
    assert 'readonly type: "auth";' in text


def test_an_unlisted_dataclass_is_refused() -> None:
    @dataclass
    class Stranger:
        pass

    with pytest.raises(TypeError, match="Stranger"):
        typescript._Writer().text(Stranger)
    with pytest.raises(TypeError, match="no TypeScript"):
        typescript._Writer().text(bytes)
