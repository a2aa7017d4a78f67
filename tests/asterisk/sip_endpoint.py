"""SIP over UDP with its transactions: what is lost is sent again, what comes twice is answered once."""

import asyncio
from collections.abc import Callable

from tests.asterisk.datagrams import Address, Datagrams
from tests.asterisk.sip_message import MalformedSip, SipMessage

RESEND_S = 0.5
"""T1 of RFC 3261 §17.1.1.1; doubled each time."""
GIVE_UP_S = 16.0
"""After this a request without an answer is taken as answered 408."""


class ClientTransaction:
    """A request on its way: sent again until something answers; `final` always ends."""

    def __init__(self, endpoint: "SipEndpoint", request: SipMessage, progress: Callable[[SipMessage], None]) -> None:
        self.request = request
        self.final: asyncio.Future[SipMessage] = asyncio.get_running_loop().create_future()
        self.ack = b""
        self._endpoint = endpoint
        self._progress = progress
        self._timer: asyncio.TimerHandle | None = None
        self._waited_s = 0.0
        self._send(RESEND_S)

    def receive(self, response: SipMessage) -> None:
        if response.status < 200:
            if self.request.method == "INVITE":
                self._stop()  # from here on the other side repeats, not we
            self._progress(response)
            return
        self._stop()
        if self.request.method == "INVITE" and response.status >= 300:
            self.acknowledge(_ack_of_refusal(self.request, response))
        elif self.ack:
            self._endpoint.send(self.ack)
        if not self.final.done():
            self.final.set_result(response)

    def acknowledge(self, ack: SipMessage) -> None:
        """Send an ACK, and send it again for every repeated final response."""
        self.ack = ack.encode()
        self._endpoint.send(self.ack)

    def close(self) -> None:
        self._stop()
        if not self.final.done():
            self.final.set_result(SipMessage("SIP/2.0 408 Request Timeout", self.request.headers))

    def _send(self, wait_s: float) -> None:
        if self._waited_s >= GIVE_UP_S:
            self.close()
            return
        self._endpoint.send(self.request.encode())
        wait_s = min(wait_s, GIVE_UP_S - self._waited_s)
        self._waited_s += wait_s
        self._timer = asyncio.get_running_loop().call_later(wait_s, self._send, wait_s * 2)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class SipEndpoint:
    """One UDP address that speaks with one server."""

    def __init__(self, local: Address, server: Address, on_request: Callable[[SipMessage], None], *, user: str) -> None:
        self.server = server
        self.user = user
        self._on_request = on_request
        self._socket = Datagrams(*local, self._receive)
        self._asked: dict[str, ClientTransaction] = {}
        self._answered: dict[tuple[str, str], bytes] = {}
        self._repeating: dict[str, asyncio.TimerHandle] = {}

    @property
    def local(self) -> Address:
        return self._socket.address

    @property
    def contact(self) -> str:
        host, port = self.local
        return f"sip:{self.user}@{host}:{port}"

    def via(self, branch: str) -> str:
        host, port = self.local
        return f"SIP/2.0/UDP {host}:{port};rport;branch={branch}"

    def send(self, datagram: bytes) -> None:
        self._socket.send(datagram, self.server)

    def ask(
        self, request: SipMessage, progress: Callable[[SipMessage], None] = lambda response: None
    ) -> ClientTransaction:
        """Send a request; await the transaction's `final`."""
        transaction = ClientTransaction(self, request, progress)
        self._asked[f"{request.branch} {request.method}"] = transaction
        return transaction

    def answer(self, request: SipMessage, status: str, *more: tuple[str, str], tag: str, body: bytes = b"") -> None:
        """Answer a request (``status`` like ``200 OK``); a 200 to INVITE is repeated until its ACK comes."""
        to = request.get("to")
        if ";tag=" not in to:
            to += f";tag={tag}"
        headers = [("Via", via) for via in request.all("via")]
        headers += [("From", request.get("from")), ("To", to), ("Call-ID", request.get("call-id"))]
        contact = () if "Contact" in dict(more) else (("Contact", f"<{self.contact}>"),)
        headers += [("CSeq", request.get("cseq")), *contact, *more]
        if body:
            headers.append(("Content-Type", "application/sdp"))
        datagram = SipMessage(f"SIP/2.0 {status}", tuple(headers), body).encode()
        self._answered[request.branch, request.method] = datagram
        if request.method == "INVITE" and int(status.split(maxsplit=1)[0]) >= 200:
            self._repeat(request.get("call-id"), datagram, RESEND_S)
        else:
            self.send(datagram)

    def close(self) -> None:
        for timer in self._repeating.values():
            timer.cancel()
        self._repeating.clear()
        for transaction in self._asked.values():
            transaction.close()
        self._socket.close()

    def _repeat(self, call_id: str, datagram: bytes, wait_s: float) -> None:
        self.send(datagram)
        if before := self._repeating.pop(call_id, None):
            before.cancel()
        if wait_s < GIVE_UP_S:
            loop = asyncio.get_running_loop()
            self._repeating[call_id] = loop.call_later(wait_s, self._repeat, call_id, datagram, wait_s * 2)

    def _receive(self, datagram: bytes) -> None:
        try:
            message = SipMessage.parse(datagram)
        except MalformedSip:
            return  # keep-alives
        if message.is_response:
            if transaction := self._asked.get(f"{message.branch} {message.method}"):
                transaction.receive(message)
        elif message.method == "ACK":
            if timer := self._repeating.pop(message.get("call-id"), None):
                timer.cancel()
        elif before := self._answered.get((message.branch, message.method)):
            self.send(before)
        else:
            self._on_request(message)


def _ack_of_refusal(request: SipMessage, response: SipMessage) -> SipMessage:
    """RFC 3261 §17.1.1.3: same branch and Request-URI, the To of the response."""
    keep = {"via", "from", "call-id", "max-forwards"}
    headers = [(key, value) for key, value in request.headers if key.lower() in keep]
    headers += [("To", response.get("to")), ("CSeq", f"{request.cseq} ACK")]
    return SipMessage(f"ACK {request.uri} SIP/2.0", tuple(headers))
