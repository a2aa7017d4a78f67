import pytest

from callbridge.crm.key_binding import MAX_CHARACTERS, RESERVED, check_keys
from callbridge.kernel.errors import InvalidInput


@pytest.mark.parametrize("text", [None, "", "accept=Ctrl+Shift+KeyB", "accept=F8;deal=Alt+Digit5;dial=KeyQ"])
def test_bindings_are_places_on_the_keyboard(text: str | None) -> None:
    """All keys can be chosen."""
    check_keys(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("accept", "wrong_type"),
        ("accept=Ctrl+ф", "wrong_type"),
        ("accept=Shift+Ctrl+KeyB", "wrong_type"),
        ("accept=F8;", "wrong_type"),
        ("accept=F8;deal=F8", "key_taken"),
        ("accept=F8;accept=F9", "key_taken"),
        ("x" * (MAX_CHARACTERS + 1), "too_long"),
        *((f"accept={one}", "key_reserved") for one in sorted(RESERVED)),
    ],
)
def test_what_no_browser_hands_over_or_two_commands_share_is_refused(text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_keys(text)
    assert refused.value.fields == {"keys": code}
