"""TLS of a client: whom it trusts, and what a person is told of a file that is none."""

import ssl
from pathlib import Path

import pytest

from callbridge.kernel.errors import ConfigError
from callbridge.tls import client_tls


def test_without_a_file_the_system_is_trusted_and_the_name_checked() -> None:
    context = client_tls("mail", "")
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_file_that_is_none_is_told_with_its_key_and_its_path(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ConfigError) as refused:
        client_tls("mail", str(path))
    mistakes = str(refused.value.params["mistakes"])
    assert "mail.tls_ca: " in mistakes
    assert str(path) in mistakes
