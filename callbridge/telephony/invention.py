"""Inventions in place of what must not be told: numbers, names, endpoints, addresses; the same for the same.

They are counted out, not computed from what they stand for, so that nobody can compute them back.
"""

import ipaddress
import re
from collections.abc import Callable

from callbridge.kernel.numbers import WITHHELD_WORDS
from callbridge.telephony.topology import Topology

REMEMBERED = 1_000_000
"""Inventions kept of each kind; beyond, the oldest is forgotten and would be invented anew."""

_NOTHING = frozenset({"", "<unknown>", "<null>", "<none>"})
_WITHHELD = frozenset((*WITHHELD_WORDS, "asserted"))
_EXTENSIONS = frozenset({"s", "h", "i", "t", "o", "e", "a", "fax", "failed"})
"""Asterisk's own extensions."""
_CONTEXTS = frozenset(
    {
        *("default", "hints", "parkedcalls", "from-internal", "from-trunk", "from-pstn", "from-queue"),
        *("ext-local", "ext-group", "ext-queues", "macro-dial", "macro-dial-one", "macro-dialout-trunk"),
    }
)
"""Names that Asterisk's samples and FreePBX give to everybody."""
_GAP = r"[ ().\-\u00a0\u2010-\u2015]{0,2}"
_LONG = re.compile(rf"\d(?:{_GAP}\d){{5,}}")
"""Six digits or more, however they are set apart: fewer belong to nobody outside."""
_WRITTEN_NUMBER = re.compile(r"[\d ().+*#,;\-\u00a0\u2010-\u2015]*")
_CHANNEL = re.compile(
    r"(?P<technology>[A-Za-z0-9]{1,16})/(?P<resource>.+?)(?P<suffix>-[0-9a-f]{8,12}(?:;[12])?|(?<=\d{6})-\d{1,2})?(?P<tail><[A-Z]{1,16}>)?",
    re.DOTALL,
)
_WRAPPED = frozenset({"AsyncGoto", "Bridge", "Parked", "Surrogate", "Transfered"})
"""Technologies that stand before another channel's whole name."""
_UNIQUE_ID = re.compile(r"(?:(?P<system>.+)-)?(?P<id>\d{9,11}\.\d{1,9})", re.DOTALL)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TRANSPORT = re.compile(r"(?P<transport>IPV[46]/[A-Z]{2,4}/)?(?P<host>.*?)(?P<port>[:/]\d{1,5})?", re.DOTALL)
_URI = re.compile(
    r"(?P<scheme>sips?:)(?:(?P<user>[^@]*)@)?(?P<host>\[[^\]]*\]|[^:;>]*)(?P<port>:\d{1,5})?.*", re.DOTALL
)
_HEAD_DIGITS = 6
_NATIONAL_DIGITS = 10
_LOCAL_DIGITS = 7


class _Pool:
    """One kind of inventions, counted from 1."""

    def __init__(self, make: Callable[[int], str]) -> None:
        self._make = make
        self._given: dict[str, str] = {}
        self._count = 0

    def __call__(self, original: str) -> str:
        given = self._given.get(original)
        if given is None:
            self._count += 1
            given = self._given[original] = self._make(self._count)
            if len(self._given) > REMEMBERED:
                del self._given[next(iter(self._given))]
        return given


class Inventions:
    """Gives each thing of a stream another name; what was given once is given again."""

    def __init__(self, topology: Topology) -> None:
        """`topology` tells the extensions, which are kept: they belong to desks, not to people outside."""
        self._topology = topology
        # 555 as in films; 900 is a code that looks valid in +7 and has no subscriber numbers of that sort.
        self._local = _Pool(lambda count: f"{5_550_000 + count % 4_450_000:07d}")
        self._six = _Pool(lambda count: f"{550_000 + count % 450_000:06d}")
        self._codes: dict[str, _Pool] = {}
        self._people = _Pool("Person {}".format)
        self._abonents = _Pool("Абонент {}".format)
        self._trunks = _Pool("trunk{}".format)
        self._phones = _Pool(lambda count: str(90_000 + count % 10_000))
        self._words = _Pool("user{}".format)
        self._hosts = _Pool("host{}".format)
        self._ipv4 = _Pool(_ipv4)
        self._ipv6 = _Pool(lambda count: str(ipaddress.IPv6Address((0x2001_0DB8 << 96) + count)))
        self.queue_names = _Pool("queue{}".format)
        self.context_names = _Pool("context{}".format)
        self.account = _Pool("account{}".format)
        self.opaque = _Pool("id{}".format)

    def number(self, text: str) -> str:
        """Return a number of the same length and plan; extensions, short codes and words for nothing stay."""
        if text in _NOTHING or text.casefold() in _WITHHELD or text in _EXTENSIONS:
            return text
        if text.isascii() and text.isdigit() and self._topology.is_internal_number(text):
            return text
        if not _WRITTEN_NUMBER.fullmatch(text):
            return self._words(text)
        return _LONG.sub(lambda found: self._long(found.group()), _ascii_digits(text))

    def name(self, text: str) -> str:
        """Return a name in the same script; a number in a name's place stays one."""
        if text in _NOTHING or text.casefold() in _WITHHELD:
            return text
        if _WRITTEN_NUMBER.fullmatch(text):
            return self.number(text)
        invented = self._people(text) if text.isascii() else self._abonents(text)
        # What was no UTF-8 stays none: that may be the very fault that is reported.
        return invented + "\udcff" if any("\udc80" <= char <= "\udcff" for char in text) else invented

    def caller_id(self, text: str) -> str:
        """Return ``"name" <number>`` with both invented."""
        found = re.fullmatch(r'"(.*)" <(.*)>', text, re.DOTALL)
        if found is None:
            return self.name(text)
        return f'"{self.name(found[1])}" <{self.number(found[2])}>'

    def channel(self, text: str) -> str:
        """Return a channel's name: the technology, what follows the endpoint and ``;1`` stay."""
        found = _CHANNEL.fullmatch(text)
        if found is None:
            return text if text in _NOTHING else self.opaque(text)
        technology, resource = found["technology"], found["resource"]
        tail = (found["suffix"] or "") + (found["tail"] or "")
        if technology in _WRAPPED and "/" in resource:
            return f"{technology}/{self.channel(resource + tail)}"
        return f"{technology}/{self._dialled(technology, resource)}{tail}"

    def endpoint(self, text: str) -> str:
        """Return an endpoint such as ``PJSIP/101``, a dial string, or several with ``&`` between."""
        if text in _NOTHING:
            return text
        return "&".join(self._one_endpoint(part) for part in text.split("&"))

    def resource(self, text: str) -> str:
        """Return an endpoint without its technology: a phone stays a phone, all else becomes a trunk."""
        if text in _NOTHING:
            return text
        if self._topology.is_internal(f"/{text}"):
            return text if text.isascii() and text.isdigit() else self._phones(text)
        if _WRITTEN_NUMBER.fullmatch(text) and _LONG.search(_ascii_digits(text)):
            return self.number(text)
        return self._trunks(text) if _address(text) is None else self.host(text)

    def queue(self, text: str) -> str:
        """Return a queue's name; a queue with a short number keeps it."""
        is_short = text.isascii() and text.isdigit() and len(text) < 6
        return text if text in _NOTHING or is_short else self.queue_names(text)

    def context(self, text: str) -> str:
        """Return a context's name; those that everybody has stay."""
        return text if text in _NOTHING or text in _CONTEXTS else self.context_names(text)

    def identity(self, text: str) -> str:
        """Return an id: Asterisk's own stay, but for the system name before them; others say what they please."""
        if text in _NOTHING or _UUID.fullmatch(text):
            return text
        found = _UNIQUE_ID.fullmatch(text)
        if found is None:
            return self.opaque(text)
        return f"{self._hosts(found['system'])}-{found['id']}" if found["system"] else found["id"]

    def address(self, text: str) -> str:
        """Return an address of the blocks that are for documents (RFC 5737, RFC 3849), port kept."""
        if text in _NOTHING:
            return text
        if uri := _URI.fullmatch(text):
            user = f"{self.resource(uri['user'])}@" if uri["user"] else ""
            return f"{uri['scheme']}{user}{self.host(uri['host'])}{uri['port'] or ''}"
        if _address(text) is not None:
            return self.host(text)  # an IPv6 address ends like one with a port
        found = _TRANSPORT.fullmatch(text)
        if found is None or not found["host"]:
            return ""
        return f"{found['transport'] or ''}{self.host(found['host'])}{found['port'] or ''}"

    def host(self, text: str) -> str:
        """Return an address without a port, or a host's name."""
        address = _address(text)
        if address is None:
            return f"{self._hosts(text)}.example"
        if isinstance(address, ipaddress.IPv4Address):
            return self._ipv4(text)
        invented = self._ipv6(text.strip("[]"))
        return f"[{invented}]" if text.startswith("[") else invented

    def _one_endpoint(self, text: str) -> str:
        technology, slash, resource = text.partition("/")
        if not slash:
            return self._dialled("", text)
        if not (technology.isascii() and technology.isalnum()):
            return self.opaque(text)
        return f"{technology}/{self._dialled(technology, resource)}"

    def _dialled(self, technology: str, text: str) -> str:
        number, at, place = text.partition("@")
        if at:
            if technology != "Local":
                return f"{self.number(number)}@{self.resource(place)}"
            context, slash, options = place.partition("/")
            return f"{self.number(number)}@{self.context(context)}{slash}{options if options == 'n' else ''}"
        if technology == "Local":
            return self.number(text)
        return "/".join(self.resource(part) if part else "" for part in text.split("/"))

    def _long(self, written: str) -> str:
        digits = "".join(char for char in written if char.isdigit())
        invented = iter(self._digits(digits))
        return "".join(next(invented) if char.isdigit() else char for char in written)

    def _digits(self, digits: str) -> str:
        if len(digits) < _LOCAL_DIGITS:
            return self._six(digits)
        # By its last seven digits a number is the same however much of the plan stands before them.
        local = digits[-_LOCAL_DIGITS:]
        invented = self._local(local)
        if len(digits) < _NATIONAL_DIGITS:
            return digits[:-_LOCAL_DIGITS] + invented
        head, code = digits[:-_NATIONAL_DIGITS], digits[-_NATIONAL_DIGITS:-_LOCAL_DIGITS]
        codes = self._codes.get(local)
        if codes is None:
            codes = self._codes[local] = _Pool(lambda count: str(900 + (count - 1) % 100))
            if len(self._codes) > REMEMBERED:
                del self._codes[next(iter(self._codes))]
        return (head if len(head) <= _HEAD_DIGITS else "0" * len(head)) + codes(code) + invented


def _ipv4(count: int) -> str:
    blocks = ("192.0.2", "198.51.100", "203.0.113")
    block, last = divmod(count - 1, 254)
    return f"{blocks[block % 3]}.{last + 1}"


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None


def _ascii_digits(text: str) -> str:
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)
