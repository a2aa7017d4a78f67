"""An operator's desk phone and the outside world's line, for tests: SIP over UDP on loopback."""

import asyncio
import re

from tests.asterisk.call import WAIT_S, Call, CallState, Header, Parties
from tests.asterisk.datagrams import Address
from tests.asterisk.rtp import SILENCE
from tests.asterisk.sip_endpoint import SipEndpoint
from tests.asterisk.sip_message import SipMessage, authorization, new_branch, quoted, token

EXPIRES_S = 600


class Phone:
    """A phone of one extension. Lives in the loop that made it; `close` leaves nothing behind."""

    def __init__(self, extension: str, password: str, *, local: Address, server: Address) -> None:
        self.extension = extension
        self.knows_talk = True
        """Whether ``NOTIFY Event: talk`` lifts the handset; else it is refused as phones without it do."""
        self.answers_at_once = False
        self.calls: list[Call] = []
        """Every call that rang here or was placed from here, oldest first."""
        self.notified: list[str] = []
        """The Event headers of the NOTIFYs outside of transfers."""
        self._password = password
        self._is_registered = False
        self._was_notified = asyncio.Event()
        self._ringing: asyncio.Queue[Call] = asyncio.Queue()
        self._endpoint = SipEndpoint(local, server, self._receive, user=extension)

    @property
    def address(self) -> str:
        """This phone's address-of-record, as a From header has it."""
        host, port = self._endpoint.server
        return f"<sip:{self.extension}@{host}:{port}>"

    @property
    def voice(self) -> int:
        """The byte that this phone's voice is made of, one for each extension; the carrier keeps silent."""
        return voice_of(self.extension)

    async def register(self) -> None:
        """Register; raises PermissionError when refused."""
        await self._register(EXPIRES_S)
        self._is_registered = True

    async def unregister(self) -> None:
        await self._register(0)
        self._is_registered = False

    async def rings(self, timeout_s: float = WAIT_S) -> Call:
        """Wait for the next ring that was not yet returned; each call is returned once, in order."""
        try:
            async with asyncio.timeout(timeout_s):
                return await self._ringing.get()
        except TimeoutError:
            raise TimeoutError(f"{self.extension} did not ring in {timeout_s:g} s") from None

    async def until_notified(self, timeout_s: float = WAIT_S) -> None:
        """Wait for the first NOTIFY that is not about a transfer."""
        async with asyncio.timeout(timeout_s):
            await self._was_notified.wait()

    @property
    def is_ringing(self) -> bool:
        return any(call.state is CallState.RINGING and call.invite is not None for call in self.calls)

    def dial(self, number: str) -> Call:
        """Place a call; wait with the call's `until_ringing`, `until_answered`, `until_ended`."""
        return self._place(number, self.address, (), (self.extension, self._password))

    async def close(self) -> None:
        """Hang up, unregister, free the socket."""
        try:
            for call in self.calls:
                await call.hang_up()
            if self._is_registered:
                await self.unregister()
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Free the socket without a word: the PBX is gone."""
        for call in self.calls:
            call.close()
        self._endpoint.close()

    def _place(self, number: str, sender: str, more: tuple[Header, ...], credentials: tuple[str, str] | None) -> Call:
        host, port = self._endpoint.server
        target = f"sip:{number}@{host}:{port}"
        parties = Parties(local=sender, remote=f"<{target}>", target=target, call_id=token(12))
        call = Call(self._endpoint, parties, voice=self.voice)
        self.calls.append(call)
        call.dial(more, credentials)
        return call

    async def _register(self, expires_s: int) -> None:
        host, port = self._endpoint.server
        uri, call_id, tag = f"sip:{host}:{port}", token(12), token()
        proof: tuple[Header, ...] = ()
        for cseq in (1, 2):
            headers = (
                ("Via", self._endpoint.via(new_branch())),
                ("Max-Forwards", "70"),
                ("From", f"{self.address};tag={tag}"),
                ("To", self.address),
                ("Call-ID", call_id),
                ("CSeq", f"{cseq} REGISTER"),
                ("Contact", f"<{self._endpoint.contact}>"),
                ("Expires", str(expires_s)),
                *proof,
            )
            response = await self._endpoint.ask(SipMessage(f"REGISTER {uri} SIP/2.0", headers)).final
            if response.status == 401 and not proof:
                proof = (authorization(response, "REGISTER", uri, self.extension, self._password),)
        if response.status == 408:
            raise TimeoutError(f"{self.extension}: no answer to REGISTER")
        if response.status != 200:
            raise PermissionError(f"{self.extension} is not registered: {response.start}")

    def _receive(self, request: SipMessage) -> None:
        call = next((call for call in self.calls if call.call_id == request.get("call-id")), None)
        if request.method == "NOTIFY" and not request.get("event").startswith("refer"):
            self._notified(request, in_dialog=call is not None)
        elif call is not None:
            call.receive(request)
        elif request.method == "INVITE":
            self._rung(request)
        else:
            self._endpoint.answer(request, "200 OK", tag=token())

    def _rung(self, invite: SipMessage) -> None:
        parties = Parties(
            local=invite.get("to"),
            remote=re.sub(r";tag=[^;]*", "", invite.get("from")),
            target=invite.contact,
            call_id=invite.get("call-id"),
        )
        call = Call(self._endpoint, parties, invite=invite, voice=self.voice)
        self.calls.append(call)
        if self.answers_at_once or _asks_for_an_answer(invite):
            call.answer()
        self._ringing.put_nowait(call)

    def _notified(self, request: SipMessage, *, in_dialog: bool) -> None:
        self.notified.append(request.get("event"))
        self._was_notified.set()
        if request.get("event") == "talk" and not self.knows_talk:
            # In a dialog this makes Asterisk end the call: what baresip does, and why the daemon never sends it there.
            status = "481 Call/Transaction Does Not Exist" if in_dialog else "489 Bad Event"
            self._endpoint.answer(request, status, tag=token())
            return
        self._endpoint.answer(request, "200 OK", tag=token())
        if request.get("event") == "talk":
            for call in self.calls:
                if call.state is CallState.RINGING and call.invite is not None:
                    call.answer()


class OutsideLine(Phone):
    """The carrier behind the trunk: known to Asterisk by its address, any caller's number and name."""

    def __init__(self, *, local: Address, server: Address) -> None:
        super().__init__("carrier", "", local=local, server=server)

    def call(
        self, did: str, *, number: str = "+79161234567", name: str = "", asserted: str = "", private: bool = False
    ) -> Call:
        """Place a call to one of the company's numbers.

        `asserted` is sent as P-Asserted-Identity, `private` as ``Privacy: id`` (RFC 3325).
        """
        host, _ = self._endpoint.local
        more: list[Header] = []
        if asserted:
            more.append(("P-Asserted-Identity", f"<sip:{asserted}@{host}>"))
        if private:
            more.append(("Privacy", "id"))
        return self._place(did, f"{quoted(name)} <sip:{number}@{host}>".removeprefix('"" '), tuple(more), None)

    def anonymous_call(self, did: str, *, asserted: str = "") -> Call:
        """Place a call whose number is withheld; with `asserted` the carrier tells it to the PBX all the same."""
        more: tuple[Header, ...] = (("Privacy", "id"),)
        if asserted:
            more += (("P-Asserted-Identity", f"<sip:{asserted}@{self._endpoint.local[0]}>"),)
        return self._place(did, '"Anonymous" <sip:anonymous@anonymous.invalid>', more, None)


def voice_of(extension: str) -> int:
    """Return the byte that an extension's voice is made of (101 → 0x65)."""
    return int(extension) if extension.isdigit() else SILENCE


def _asks_for_an_answer(invite: SipMessage) -> bool:
    alert = invite.get("alert-info").lower().replace("-", "")
    return "answer-after=0" in invite.get("call-info") or "autoanswer" in alert
