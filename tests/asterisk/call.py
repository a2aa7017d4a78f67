"""One call of a test phone: a SIP dialog from its first INVITE to its end."""

import asyncio
import enum
import re
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass

from tests.asterisk.rtp import SILENCE, Ear, Media
from tests.asterisk.sip_endpoint import ClientTransaction, SipEndpoint
from tests.asterisk.sip_message import SipMessage, authorization, new_branch, token

WAIT_S = 20.0
"""How long a test waits for a phone unless it says otherwise: a deadline for a busy machine, not a wait."""

Header = tuple[str, str]


class CallState(enum.Enum):
    """Where a call stands, seen from the phone."""

    TRYING = "trying"
    RINGING = "ringing"
    UP = "up"
    ENDED = "ended"


class CallFailed(Exception):
    """The call ended before what was waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """A dialog's ends: From/To texts without tags, and the URI requests go to."""

    local: str
    remote: str
    target: str
    call_id: str


class Call:
    """Made by Phone; the public methods are what a person does with a handset."""

    def __init__(
        self, endpoint: SipEndpoint, parties: Parties, *, invite: SipMessage | None = None, voice: int = SILENCE
    ) -> None:
        self.moments: list[tuple[float, str]] = []
        """What happened here and when, in the loop's time: ring, answer, hold, resume, end."""
        self.state = CallState.TRYING if invite is None else CallState.RINGING
        self.invite = invite
        """The INVITE that rang this phone; None for a call that it placed."""
        self.end_status = 0
        """The status of the refusal (486, 404 …) when the call was refused; 0 otherwise."""
        self.end_reason = ""
        """The Reason header that ended the call, such as ``SIP;cause=200;text="Call completed elsewhere"``."""
        self.transfer_status = 0
        self._endpoint = endpoint
        self._parties = parties
        self._target = parties.target
        self._local_tag = token()
        self._remote_tag = invite.tag("from") if invite else ""
        self._cseq = 0
        self._media = Media(endpoint.local[0], self._wake, voice=voice)
        self._changed = asyncio.Event()
        self._dialling: ClientTransaction | None = None
        self._progressed = False
        if invite is not None:
            self._note("ring")
            self._endpoint.answer(invite, "180 Ringing", tag=self._local_tag)

    @property
    def call_id(self) -> str:
        return self._parties.call_id

    @property
    def caller_number(self) -> str:
        """Who calls, as the phone's display shows it."""
        return self.invite.name_and_user("from")[1] if self.invite else ""

    @property
    def caller_name(self) -> str:
        return self.invite.name_and_user("from")[0] if self.invite else ""

    @property
    def dialled(self) -> str:
        """The user part of the URI that the INVITE asked for."""
        return self.invite.user if self.invite else ""

    @property
    def packets_received(self) -> int:
        """Voice packets heard so far."""
        return self._media.packets_received

    @property
    def ear(self) -> Ear:
        """Whom this side heard, and when."""
        return self._media.ear

    # What a person does

    def answer(self) -> None:
        """Lift the handset."""
        invite = self._need_ringing()
        self._media.talk(invite.body)
        self._endpoint.answer(invite, "200 OK", tag=self._local_tag, body=self._media.offer())
        self._move(CallState.UP)

    def reject(self, status: str = "486 Busy Here") -> None:
        """Press the red button."""
        self._endpoint.answer(self._need_ringing(), status, tag=self._local_tag)
        self._end(status=int(status.split(maxsplit=1)[0]))

    def progress(self) -> None:
        """Let the caller hear us before we answer: early media (183)."""
        invite = self._need_ringing()
        self._media.talk(invite.body)
        self._endpoint.answer(invite, "183 Session Progress", tag=self._local_tag, body=self._media.offer())

    def redirect(self, to: str) -> None:
        """Forward the ringing call to another number (302)."""
        host, port = self._endpoint.server
        contact = ("Contact", f"<sip:{to}@{host}:{port}>")
        self._endpoint.answer(self._need_ringing(), "302 Moved Temporarily", contact, tag=self._local_tag)
        self._end(status=302)

    async def press(self, digits: str) -> None:
        """Press keys and wait until all tones are out."""
        await asyncio.sleep(self._media.press(digits))

    async def hang_up(self) -> None:
        """End the call in whatever state it is: CANCEL, refuse or BYE."""
        if self.state is CallState.RINGING and self.invite is not None:
            self.reject("480 Temporarily Unavailable")
        elif self.state in (CallState.TRYING, CallState.RINGING):
            await self._cancel()
        if self.state is CallState.UP:
            transaction = self._ask("BYE")
            self._end()
            await transaction.final

    def fall_silent(self) -> None:
        """Stay in the call while the network loses our voice."""
        self._media.fall_silent()

    async def hold(self) -> None:
        """Put the other side on hold."""
        await self._reinvite("sendonly")
        self._media.is_muted = True
        self._note("hold")

    async def resume(self) -> None:
        """Take the other side off hold."""
        await self._reinvite("sendrecv")
        self._media.is_muted = False
        self._note("resume")

    async def transfer(self, to: str, *, consulted: "Call | None" = None, timeout_s: float = WAIT_S) -> int:
        """Transfer the other side by REFER: blind, or to the party of a `consulted` call (attended).

        Returns the transfer's final status as Asterisk notifies it (200 when it worked), and hangs up. Asterisk
        refuses (400) until it has bridged the two parties: wait with `until_heard` first.
        """
        host, port = self._endpoint.server
        uri = f"sip:{to}@{host}:{port}"
        if consulted is not None:
            uri += "?Replaces=" + urllib.parse.quote(consulted.dialog_id, safe="")
        response = await self._ask("REFER", ("Refer-To", f"<{uri}>"), ("Referred-By", self._parties.local)).final
        if response.status >= 300:
            raise CallFailed(f"transfer refused: {response.start}")
        await self._until(
            lambda: self.transfer_status >= 200 or self.state is CallState.ENDED, timeout_s, "transferred"
        )
        await self.hang_up()
        return self.transfer_status

    @property
    def dialog_id(self) -> str:
        """This dialog as a Replaces header names it to Asterisk (RFC 3891 §3)."""
        return f"{self.call_id};to-tag={self._remote_tag};from-tag={self._local_tag}"

    # What a test waits for

    async def until_ringing(self, timeout_s: float = WAIT_S) -> None:
        """Wait until the called side rings; raises CallFailed when refused first."""
        await self._until(lambda: self.state is not CallState.TRYING, timeout_s, "ringing")
        self._must_not_have_ended("rang")

    async def until_answered(self, timeout_s: float = WAIT_S) -> None:
        """Wait until the call is answered; raises CallFailed when it ended instead."""
        await self._until(lambda: self.state in (CallState.UP, CallState.ENDED), timeout_s, "answered")
        self._must_not_have_ended("was answered")

    async def until_ended(self, timeout_s: float = WAIT_S) -> None:
        """Wait until the call is over, by whoever."""
        await self._until(lambda: self.state is CallState.ENDED, timeout_s, "ended")

    async def until_heard(self, packets: int = 1, timeout_s: float = WAIT_S) -> None:
        """Wait until this many more voice packets have arrived."""
        goal = self.packets_received + packets
        await self._until(lambda: self.packets_received >= goal, timeout_s, "heard")

    async def until_hears(self, voice: int, timeout_s: float = WAIT_S) -> None:
        """Wait until this side has heard somebody's voice, by its byte."""
        await self._until(lambda: voice in self.ear.heard, timeout_s, f"hearing {voice:#x}")

    async def until_pressed(self, keys: str, timeout_s: float = WAIT_S) -> None:
        """Wait until the other side has pressed these keys, in this order and no others."""
        await self._until(lambda: self.ear.digits == keys, timeout_s, f"hearing {keys}")

    # What the phone passes on

    def dial(self, more: tuple[Header, ...], credentials: tuple[str, str] | None) -> None:
        """Send the first INVITE; answers a challenge once with the credentials."""
        self._dialling = self._ask(
            "INVITE", ("Content-Type", "application/sdp"), *more, body=self._media.offer(), progress=self._progress
        )
        self._dialling.final.add_done_callback(lambda final: self._dialled(final.result(), more, credentials))

    def receive(self, request: SipMessage) -> None:
        """Take a request inside this dialog."""
        handler = {"INVITE": self._reinvited, "BYE": self._hung_up, "CANCEL": self._cancelled, "NOTIFY": self._notified}
        handler.get(request.method, self._accept)(request)

    def close(self) -> None:
        """Forget the call without a word to the other side."""
        self._end()

    # SIP

    def _dialled(self, response: SipMessage, more: tuple[Header, ...], credentials: tuple[str, str] | None) -> None:
        if self.state is CallState.ENDED:
            return
        if response.status in (401, 407) and credentials is not None:
            proof = authorization(response, "INVITE", self._parties.target, *credentials)
            self.dial((*more, proof), None)
        elif response.status >= 300:
            self.end_reason = response.get("reason")
            self._end(status=response.status)
        else:
            self._established(response)

    def _established(self, response: SipMessage) -> None:
        self._remote_tag = response.tag("to")
        self._target = response.contact or self._target
        self._acknowledge(response)
        self._media.talk(response.body)
        self._move(CallState.UP)

    def _acknowledge(self, response: SipMessage) -> None:
        assert self._dialling is not None
        self._dialling.acknowledge(self._request("ACK", cseq=response.cseq))

    def _progress(self, response: SipMessage) -> None:
        self._progressed = True
        self._remote_tag = response.tag("to") or self._remote_tag  # an early dialog has a name too: blonde transfers
        if response.body:
            self._media.talk(response.body)
        rings = response.status in (180, 183) and self.state is CallState.TRYING
        self._move(CallState.RINGING if rings else self.state)

    async def _cancel(self) -> None:
        await self._until(lambda: self._progressed or self.state is CallState.ENDED, WAIT_S, "answered at all")
        if self.state in (CallState.TRYING, CallState.RINGING) and self._dialling is not None:
            invite = self._dialling.request
            keep = {"via", "from", "to", "call-id", "max-forwards"}
            headers = [header for header in invite.headers if header[0].lower() in keep]
            cancel = SipMessage(f"CANCEL {invite.uri} SIP/2.0", (*headers, ("CSeq", f"{invite.cseq} CANCEL")))
            response = await self._endpoint.ask(cancel).final
            if response.status >= 300:  # 481: a restarted PBX knows nothing of the call
                self._end(status=response.status)
            await self._until(lambda: self.state in (CallState.UP, CallState.ENDED), WAIT_S, "cancelled")

    async def _reinvite(self, direction: str) -> None:
        self._dialling = self._ask("INVITE", ("Content-Type", "application/sdp"), body=self._media.offer(direction))
        response = await self._dialling.final
        if response.status >= 300:
            raise CallFailed(f"re-INVITE refused: {response.start}")
        self._acknowledge(response)

    def _reinvited(self, request: SipMessage) -> None:
        if self.state is CallState.ENDED:  # it crossed our BYE
            self._endpoint.answer(request, "481 Call/Transaction Does Not Exist", tag=self._local_tag)
            return
        if request.body:
            self._media.talk(request.body)
        held = re.search(rb"a=(sendonly|inactive)", request.body)
        body = self._media.offer("recvonly" if held else "sendrecv")
        self._endpoint.answer(request, "200 OK", tag=self._local_tag, body=body)

    def _hung_up(self, request: SipMessage) -> None:
        self._accept(request)
        self.end_reason = request.get("reason")
        self._end()

    def _cancelled(self, request: SipMessage) -> None:
        self._accept(request)
        if self.state is CallState.RINGING and self.invite is not None:
            self._endpoint.answer(self.invite, "487 Request Terminated", tag=self._local_tag)
            self.end_reason = request.get("reason")
            self._end()

    def _notified(self, request: SipMessage) -> None:
        self._accept(request)
        if found := re.match(rb"SIP/2.0 (\d+)", request.body):  # RFC 3515 §2.4.4: how the transfer goes
            self.transfer_status = int(found[1])
            self._wake()

    def _accept(self, request: SipMessage) -> None:
        self._endpoint.answer(request, "200 OK", tag=self._local_tag)

    def _ask(
        self,
        method: str,
        *more: Header,
        body: bytes = b"",
        progress: Callable[[SipMessage], None] = lambda response: None,
    ) -> ClientTransaction:
        self._cseq += 1
        return self._endpoint.ask(self._request(method, *more, cseq=self._cseq, body=body), progress)

    def _request(self, method: str, *more: Header, cseq: int, body: bytes = b"") -> SipMessage:
        remote_tag = f";tag={self._remote_tag}" if self._remote_tag else ""
        headers = (
            ("Via", self._endpoint.via(new_branch())),
            ("Max-Forwards", "70"),
            ("From", f"{self._parties.local};tag={self._local_tag}"),
            ("To", f"{self._parties.remote}{remote_tag}"),
            ("Call-ID", self.call_id),
            ("CSeq", f"{cseq} {method}"),
            ("Contact", f"<{self._endpoint.contact}>"),
            ("Allow", "INVITE, ACK, BYE, CANCEL, OPTIONS, NOTIFY, REFER, UPDATE"),
            ("Supported", "replaces"),
            *more,
        )
        return SipMessage(f"{method} {self._target} SIP/2.0", headers, body)

    def _need_ringing(self) -> SipMessage:
        if self.state is not CallState.RINGING or self.invite is None:
            raise CallFailed(f"the call is {self.state.value}, not ringing here")
        return self.invite

    def _must_not_have_ended(self, what: str) -> None:
        if self.state is CallState.ENDED:
            raise CallFailed(f"the call ended before it {what}: {self.end_status or self.end_reason or 'hung up'}")

    def _end(self, *, status: int = 0) -> None:
        if self.state is not CallState.ENDED:
            self.end_status = status
            self._media.close()
            self._move(CallState.ENDED)

    def _move(self, state: CallState) -> None:
        if state is not self.state:
            self._note({CallState.UP: "answer", CallState.ENDED: "end"}.get(state, state.value))
        self.state = state
        self._wake()

    def _note(self, what: str) -> None:
        self.moments.append((asyncio.get_running_loop().time(), what))

    def _wake(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def _until(self, reached: Callable[[], bool], timeout_s: float, word: str) -> None:
        try:
            async with asyncio.timeout(timeout_s):
                while not reached():
                    await self._changed.wait()
        except TimeoutError:
            raise TimeoutError(f"the call is {self.state.value}, not {word}, after {timeout_s:g} s") from None
