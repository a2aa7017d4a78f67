"""E-mail addresses, read strictly: what a mail server could take for something else is none."""

import re

MAX_CHARACTERS = 254
"""RFC 5321, 4.5.3.1.3, less the angle brackets."""
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
"""A dot-atom (RFC 5322, 3.2.3): quoted local parts and comments are nobody's in earnest."""
_DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}")
_MAX_LOCAL = 64


def read_address(raw: str) -> str | None:
    """Return the address as a mail server is given it, a national domain in its ASCII form; None when it is none."""
    local, at, domain = raw.strip().rpartition("@")
    if not at or len(local) > _MAX_LOCAL or not _LOCAL.fullmatch(local):
        return None
    ascii_domain = _ascii(domain)
    if ascii_domain is None or not _DOMAIN.fullmatch(ascii_domain):
        return None
    address = f"{local}@{ascii_domain}"
    return address if len(address) <= MAX_CHARACTERS else None


def address_key(address: str) -> str:
    """Return what addresses are compared by: no server in use tells upper case from lower."""
    return address.lower()


def _ascii(domain: str) -> str | None:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
