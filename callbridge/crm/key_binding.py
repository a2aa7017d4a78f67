"""The keys that an operator chose for themselves: which combination does what, kept as one line of text.

``accept=Ctrl+Shift+KeyB;deal=F8``: a command of the client, and the place on the keyboard (`KeyboardEvent.code`), the
same under every layout. The client knows which commands there are; their shape and the browser's own keys are ours.
"""

import re

from callbridge.kernel.errors import InvalidInput

MAX_CHARACTERS = 3_000
_BINDING = re.compile(r"([a-zA-Z][a-zA-Z0-9]{0,39})=((?:Ctrl\+)?(?:Alt\+)?(?:Shift\+)?[A-Z][A-Za-z0-9]{0,29})")
RESERVED = frozenset(
    (
        *(f"Ctrl+{shift}Key{letter}" for letter in "NTW" for shift in ("", "Shift+")),
        "Ctrl+KeyR", "Ctrl+Tab", "Ctrl+Shift+Tab", "Tab", "Shift+Tab", "Alt+F4", "F5", "F11", "F12",
    )
)  # fmt: skip
"""The browser keeps these to itself, or they walk through the page."""


def check_keys(text: str | None) -> None:
    """Raise InvalidInput of what is no line of bindings, of a browser's own key and of two commands on one."""
    if not text:
        return
    if len(text) > MAX_CHARACTERS:
        raise InvalidInput({"keys": "too_long"})
    found = [_BINDING.fullmatch(part) for part in text.split(";")]
    bindings = [(match[1], match[2]) for match in found if match]
    if len(bindings) != len(found):
        raise InvalidInput({"keys": "wrong_type"})
    combinations = [combination for _, combination in bindings]
    if RESERVED.intersection(combinations):
        raise InvalidInput({"keys": "key_reserved"})
    if len(set(combinations)) != len(bindings) or len({command for command, _ in bindings}) != len(bindings):
        raise InvalidInput({"keys": "key_taken"})
