"""What people do with mailings: look at them, try them, begin and stop them. Implements `services.MailingCommands`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from callbridge.app.mail_audience import count_audience
from callbridge.app.mail_port import Letter, Mailings, MailServer, Verdict
from callbridge.crm.entities.mailing import MAILING
from callbridge.crm.mail_address import read_address
from callbridge.crm.mail_template import MailText, read_mail, render
from callbridge.crm.mailing import Addressee, AudienceView, MailingAction, MailingProgress, MailPreview, values_for
from callbridge.crm.operator import Operator
from callbridge.crm.record import Author
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import DomainError, InvalidInput, MailUnavailable

_SAMPLE = Addressee(
    person_id=None,
    full_name="Иванова Анна Петровна",
    organization="ООО «Ромашка»",
    job_title="директор",
    address="anna@example.ru",
)
"""Shown while nobody was chosen."""
_BEGINS = (MailingAction.START, MailingAction.SCHEDULE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What every letter needs from outside the rules."""

    server: MailServer | None
    """None: no mail server is configured, and nothing can begin."""
    public_url: str
    """Where readers of letters find us."""
    new_token: Callable[[], str]
    new_message_id: Callable[[], str]

    def link(self, token: str) -> str:
        """Return the address by which a reader leaves."""
        return f"{self.public_url}/unsubscribe/{token}"


class MailingDesk:
    """Checks rights and texts before anything is written or sent."""

    def __init__(self, *, mailings: Mailings, outgoing: Outgoing, clock: Clock, on_moved: Callable[[], None]) -> None:
        self._mailings = mailings
        self._out = outgoing
        self._clock = clock
        self._on_moved = on_moved

    async def progress(self, operator: Operator, mailing_id: int) -> MailingProgress:
        """Return how far a mailing is; raises NotFound."""
        MAILING.for_reader(operator.role)
        return await self._mailings.progress(mailing_id, reader_id=operator.id)

    async def audience(self, operator: Operator, mailing_id: int) -> AudienceView:
        """Return whom it would go to now; raises NotFound, InvalidInput."""
        MAILING.for_writer(operator.role)
        facts = await self._mailings.facts(mailing_id, reader_id=operator.id)
        return await count_audience(self._mailings, facts, operator.role, self._clock.now())

    async def preview(
        self, operator: Operator, mailing_id: int, subject: str, body: str, person_id: int | None
    ) -> MailPreview:
        """Return a text as that person, or as somebody, would get it; InvalidInput names what is wrong with it."""
        MAILING.for_writer(operator.role)
        facts = await self._mailings.facts(mailing_id, reader_id=operator.id)
        addressee = _SAMPLE if person_id is None else await self._mailings.addressee(person_id)
        link = self._out.link("…")
        told = render(read_mail(subject, body), values_for(addressee, event=facts.event, link=link))
        return MailPreview(address=addressee.address, subject=told.subject, text=told.text, html=told.html)

    async def test(self, operator: Operator, mailing_id: int, to: str, person_id: int | None) -> str:
        """Send one letter of a mailing to `to`, or to the operator's own address, and return where it went.

        Raises InvalidInput, MailUnavailable, and DomainError with the server's words when it does not take it.
        """
        MAILING.for_writer(operator.role)
        server = self._server()
        facts = await self._mailings.facts(mailing_id, reader_id=operator.id)
        typed = to.strip() or await self._mailings.own_address(operator.id)
        address = read_address(typed)
        if address is None:
            raise InvalidInput({"to": "mailing.wrong_address" if typed else "mailing.no_own_address"})
        addressee = _SAMPLE if person_id is None else await self._mailings.addressee(person_id)
        link = self._out.link("test")
        told = render(read_mail(facts.subject, facts.body), values_for(addressee, event=facts.event, link=link))
        await server.ready()
        answer = await server.send(self._letter(address, operator.full_name, told, link))
        if answer.verdict is not Verdict.ACCEPTED:
            raise DomainError("mailing.test_refused", message=answer.words)
        return address

    async def move(
        self, operator: Operator, mailing_id: int, version: int, action: MailingAction, due: datetime | None
    ) -> MailingProgress:
        """Begin, schedule, pause, go on or end; what begins is checked whole first. Raises as the store's `move`."""
        MAILING.for_writer(operator.role)
        now = self._clock.now()
        if action is MailingAction.SCHEDULE and (due is None or due <= now):
            raise InvalidInput({"at": "required" if due is None else "mailing.past"})
        if action in _BEGINS:
            self._server()
            facts = await self._mailings.facts(mailing_id, reader_id=operator.id)
            read_mail(facts.subject, facts.body)
            if facts.audience is None:
                raise InvalidInput({"audience": "required"})
            if facts.audience.entity is None and facts.campaign_id is None:
                raise InvalidInput({"campaign": "required"})
        author = Author.of(operator)
        await self._mailings.move(mailing_id, version, action, author, at=now, due=due)
        self._on_moved()
        return await self._mailings.progress(mailing_id, reader_id=operator.id)

    async def send_again(self, operator: Operator, mailing_id: int, recipient_id: int) -> MailingProgress:
        """Try once more an address that failed, or whose letter went nobody knows where."""
        MAILING.for_writer(operator.role)
        self._server()
        author = Author.of(operator)
        await self._mailings.send_again(mailing_id, recipient_id, author, at=self._clock.now())
        self._on_moved()
        return await self._mailings.progress(mailing_id, reader_id=operator.id)

    async def knows(self, token: str) -> bool:
        """Say whether a letter went out with that token."""
        return await self._mailings.knows(token)

    async def unsubscribe(self, token: str) -> bool:
        """Let the address behind a token get no mailing any more; False when no letter had it."""
        return await self._mailings.unsubscribe(token, at=self._clock.now())

    def _server(self) -> MailServer:
        if self._out.server is None:
            raise MailUnavailable("mail.not_configured")
        return self._out.server

    def _letter(self, address: str, name: str, told: MailText, link: str) -> Letter:
        return Letter(
            to=address,
            to_name=name,
            subject=told.subject,
            text=told.text,
            html=told.html,
            message_id=self._out.new_message_id(),
            unsubscribe_url=link,
            at=self._clock.now(),
        )
