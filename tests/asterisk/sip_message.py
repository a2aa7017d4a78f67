"""SIP messages (RFC 3261) as values: parse, read, build. Only what a test phone needs."""

import hashlib
import re
import secrets
from dataclasses import dataclass

COMPACT = {
    "i": "call-id",
    "m": "contact",
    "l": "content-length",
    "c": "content-type",
    "o": "event",
    "f": "from",
    "r": "refer-to",
    "k": "supported",
    "t": "to",
    "v": "via",
}
"""RFC 3261 §7.3.3, RFC 6665 §8.2.1, RFC 3515 §2.1."""

_NAME_ADDRESS = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^<"]*?))\s*<sips?:(?:([^@>;]*)@)?', re.DOTALL)


class MalformedSip(ValueError):
    """The datagram is no SIP message."""


@dataclass(frozen=True, slots=True)
class SipMessage:
    """A request or a response. Header text holds undecodable bytes as surrogates, so that any bytes pass through."""

    start: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    @classmethod
    def parse(cls, datagram: bytes) -> "SipMessage":
        """Read a datagram; raises MalformedSip."""
        head, _, body = datagram.partition(b"\r\n\r\n")
        start, *lines = head.decode("utf-8", "surrogateescape").split("\r\n")
        if " " not in start:
            raise MalformedSip(start)
        headers = []
        for line in lines:
            key, colon, value = line.partition(":")
            if colon:
                name = key.strip().lower()
                headers.append((COMPACT.get(name, name), value.strip()))
        return cls(start, tuple(headers), body)

    def encode(self) -> bytes:
        lines = [self.start, *(f"{key}: {value}" for key, value in self.headers)]
        head = "\r\n".join([*lines, f"Content-Length: {len(self.body)}"])
        return head.encode("utf-8", "surrogateescape") + b"\r\n\r\n" + self.body

    @property
    def is_response(self) -> bool:
        return self.start.startswith("SIP/2.0 ")

    @property
    def status(self) -> int:
        """The status code; 0 for a request."""
        return int(self.start.split()[1]) if self.is_response else 0

    @property
    def method(self) -> str:
        """The method, of a response as well (from CSeq)."""
        return self.get("cseq").split()[-1] if self.is_response else self.start.split()[0]

    @property
    def cseq(self) -> int:
        return int(self.get("cseq").split()[0])

    @property
    def uri(self) -> str:
        """The request's URI."""
        return self.start.split()[1]

    @property
    def user(self) -> str:
        """The user part of the request's URI: what was dialled."""
        found = re.match(r"sips?:([^@;>]*)@", self.uri)
        return found[1] if found else ""

    @property
    def branch(self) -> str:
        found = re.search(r"branch=([^;,\s]+)", self.get("via"))
        return found[1] if found else ""

    @property
    def contact(self) -> str:
        """The URI inside Contact."""
        found = re.search(r"<([^>]+)>", self.get("contact"))
        return found[1] if found else ""

    def get(self, name: str) -> str:
        """Return the first header of this (lower-case, full) name, or an empty text."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name]

    def tag(self, name: str) -> str:
        """Return the tag of From or To."""
        found = re.search(r";tag=([^;>\s]+)", self.get(name))
        return found[1] if found else ""

    def name_and_user(self, name: str) -> tuple[str, str]:
        """Return display name and user part of an address header such as From."""
        found = _NAME_ADDRESS.match(self.get(name))
        if not found:
            return "", ""
        quoted, bare, user = found.groups()
        shown = re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL) if quoted is not None else (bare or "")
        return shown, user or ""


def token(size: int = 8) -> str:
    """Return a fresh tag, branch or Call-ID."""
    return secrets.token_hex(size)


def new_branch() -> str:
    """Return a branch with the magic cookie of RFC 3261 §8.1.1.7."""
    return f"z9hG4bK{token()}"


def quoted(name: str) -> str:
    """Return a display name as a quoted string (RFC 3261 §25.1)."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def authorization(challenge: SipMessage, method: str, uri: str, user: str, password: str) -> tuple[str, str]:
    """Return the header that answers a 401 or 407 (digest, RFC 2617: MD5, with or without qop=auth)."""
    proxy = challenge.status == 407
    asked = challenge.get("proxy-authenticate" if proxy else "www-authenticate")
    given = {key: value.strip('"') for key, value in re.findall(r'(\w+)=("[^"]*"|[^,\s]+)', asked)}
    secret = _md5(f"{user}:{given['realm']}:{password}")
    purpose = _md5(f"{method}:{uri}")
    fields = {"username": user, "realm": given["realm"], "nonce": given["nonce"], "uri": uri}
    if "opaque" in given:
        fields["opaque"] = given["opaque"]
    more = ""
    if "qop" in given:
        nonce = token()
        fields["response"] = _md5(f"{secret}:{given['nonce']}:00000001:{nonce}:auth:{purpose}")
        more = f', qop=auth, nc=00000001, cnonce="{nonce}"'
    else:
        fields["response"] = _md5(f"{secret}:{given['nonce']}:{purpose}")
    value = ", ".join(f'{key}="{text}"' for key, text in fields.items())
    return ("Proxy-Authorization" if proxy else "Authorization"), f"Digest {value}, algorithm=MD5{more}"


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
