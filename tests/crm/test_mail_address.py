import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.mail_address import MAX_CHARACTERS, address_key, read_address


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        (" Petr.Ivanov+news@Example.RU ", "Petr.Ivanov+news@example.ru"),
        ("info@почта.рф", "info@xn--80a1acny.xn--p1ai"),
        ("o'neil@example.com", "o'neil@example.com"),
    ],
)
def test_an_address_is_read_with_its_domain_in_ascii(raw: str, address: str) -> None:
    assert (read_address(raw) or "").lower() == address.lower()


@pytest.mark.parametrize(
    "raw",
    [
        "", "petr", "@example.ru", "petr@", "petr@localhost", "a@b@c.ru ", "a b@c.ru", "a..b@c.ru", "пётр@example.ru",
        "petr@example.ru\r\nRCPT TO:<x@y.ru>", "<petr@example.ru>", "petr@-example.ru", "petr@ex ample.ru",
        f"{'a' * 65}@example.ru", f"a@{'b' * 250}.ru", "a@b..ru", "petr@example.ru,olga@example.ru",
    ],
)  # fmt: skip
def test_what_a_mail_server_could_take_for_something_else_is_no_address(raw: str) -> None:
    assert read_address(raw) is None


@given(st.text(max_size=300))
def test_whatever_is_typed_gives_an_address_without_spaces_or_control_characters_or_none(raw: str) -> None:
    address = read_address(raw)
    assert address is None or (address.isascii() and address.isprintable() and not set(address) & set(' <>,;:"\\()'))
    assert address is None or len(address) <= MAX_CHARACTERS


def test_case_makes_no_other_address() -> None:
    assert address_key("Petr@Example.ru") == address_key("petr@example.RU")
