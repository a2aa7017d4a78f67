"""What a write tells in its headers."""

import pytest
from fastapi import Request

from callbridge.kernel.errors import InvalidInput
from callbridge.web.codec import MAX_INTEGER
from callbridge.web.write_headers import MAX_KEY_CHARACTERS, edited_version, idempotency_key


def asked(**headers: str) -> Request:
    told = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    return Request({"type": "http", "headers": told})


def test_a_key_and_a_version_are_read_as_clients_write_them() -> None:
    assert idempotency_key(asked(idempotency_key=" a1 ")) == "a1"
    assert edited_version(asked(if_match='"3"')) == edited_version(asked(if_match="3")) == 3


def test_a_write_without_its_header_says_which_one_is_missing() -> None:
    with pytest.raises(InvalidInput) as no_key:
        idempotency_key(asked())
    with pytest.raises(InvalidInput) as no_version:
        edited_version(asked(if_match=" "))
    assert no_key.value.fields == {"Idempotency-Key": "required"}
    assert (no_version.value.code, no_version.value.fields) == ("record.version_missing", {"If-Match": "required"})


@pytest.mark.parametrize("key", ["x" * (MAX_KEY_CHARACTERS + 1), "é", "a\tb"])
def test_a_key_is_short_and_plain(key: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        idempotency_key(asked(idempotency_key=key))
    assert refused.value.fields == {"Idempotency-Key": "wrong_type"}


@pytest.mark.parametrize("version", ['W/"3"', "-1", "1.5", "²", "9" * (len(str(MAX_INTEGER)) + 1)])
def test_a_version_is_a_number_of_ours(version: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        edited_version(asked(if_match=version))
    assert refused.value.fields == {"If-Match": "wrong_type"}
