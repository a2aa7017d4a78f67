"""What the daemon has beside calls when it is configured: letters out and in, files, webhooks."""

import asyncio
import secrets
from dataclasses import fields
from datetime import timedelta
from functools import partial

from callbridge.app.file_keeper import FilePlace
from callbridge.app.health_port import MailboxState
from callbridge.app.letter_desk import LetterDesk
from callbridge.app.mail_sending import MailSender, Pace
from callbridge.app.mailbox_watch import MailboxWatch, WatchPlan
from callbridge.app.mailings import MailingDesk, Outgoing
from callbridge.app.reminder_letters import ReminderPost
from callbridge.app.softphone import PhoneSite
from callbridge.app.webhooks import WebhookCourier
from callbridge.config import Config, PbxConfig, WebhooksConfig
from callbridge.crm.incoming_letter import OwnMail
from callbridge.crm.mail_address import address_key, read_address
from callbridge.crm.taping import TapeRules
from callbridge.files.storage import file_scanner, file_storage
from callbridge.kernel.clock import Clock
from callbridge.mail.mailbox import ImapMailbox
from callbridge.mail.message import Sender
from callbridge.mail.smtp import SmtpServer
from callbridge.store.store import SqlStore
from callbridge.web.metrics import Metrics
from callbridge.webhooks.sender import HttpSender

PHONE_PASSWORD_BYTES = 24


class Mail:
    """Mailings and letters about reminders: without a mail server none goes, and mailings can be prepared."""

    def __init__(self, config: Config, store: SqlStore, clock: Clock) -> None:
        server = SmtpServer(config.mail, clock) if config.mail.host else None
        domain = "" if server is None else server.domain
        outgoing = Outgoing(
            server=server,
            public_url=config.mail.public_url,
            new_token=partial(secrets.token_urlsafe, 18),
            new_message_id=lambda: f"<{secrets.token_hex(16)}@{domain}>",
        )
        self.reminders = ReminderPost(store.reminder_letters, outgoing, clock)
        self._sender: MailSender | None = None
        if server is not None:
            self._sender = MailSender(
                mailings=store.mailings,
                reminders=self.reminders,
                server=server,
                outgoing=outgoing,
                pace=Pace(config.mail.per_minute),
                clock=clock,
            )
        self.desk = MailingDesk(mailings=store.mailings, outgoing=outgoing, clock=clock, on_moved=self._wake)

    def start(self, tasks: asyncio.TaskGroup) -> None:
        """Begin sending."""
        if self._sender is not None:
            tasks.create_task(self._sender.run(), name="letters")

    async def stop(self) -> None:
        """Let the letter on its way arrive."""
        if self._sender is not None:
            await self._sender.stop()

    def note_reminders(self) -> None:
        """Reminders fired that are told of by letters."""
        if self._sender is not None:
            self._sender.note_reminders()

    def _wake(self) -> None:
        if self._sender is not None:
            self._sender.wake()


class Mailboxes:
    """The mailboxes that are read: what comes back of mailings, and leads."""

    def __init__(self, config: Config, store: SqlStore, clock: Clock, letters: LetterDesk) -> None:
        mail = config.mail
        written = filter(None, map(read_address, (mail.from_address, mail.reply_to, mail.return_address)))
        own = OwnMail(addresses=frozenset(map(address_key, written)), domain=Sender(address=mail.from_address).domain)
        self._watches = [
            MailboxWatch(
                WatchPlan(
                    name=box.place, poll_s=box.poll_s, max_bytes=box.max_mb << 20, own=own, make_lead=make_lead
                ),
                ImapMailbox(box),
                store.mailboxes,
                clock,
            )
            for box, make_lead in ((mail.inbox, None), (config.leads.mailbox, letters.lead))
            if box.host
        ]  # fmt: skip

    def states(self) -> tuple[MailboxState, ...]:
        """Tell how each is."""
        return tuple(watch.state for watch in self._watches)

    def start(self, tasks: asyncio.TaskGroup, metrics: Metrics) -> None:
        """Begin reading."""
        for watch in self._watches:
            name = watch.plan.name
            tasks.create_task(watch.run(), name=f"mailbox {name}")
            metrics.watch_mailbox(name, "is_read", partial(_is_read, watch))
            for came in fields(watch.counts):
                metrics.watch_mailbox(name, came.name, partial(getattr, watch.counts, came.name))


def _is_read(watch: MailboxWatch) -> float:
    return float(watch.state.is_read)


def courier(store: SqlStore, config: WebhooksConfig, clock: Clock) -> WebhookCourier:
    """Build what brings webhooks to their receivers."""
    sender = HttpSender(
        allow_http=config.allow_http, allowed_networks=config.allowed_networks, timeout_s=config.timeout_s
    )
    return WebhookCourier(store.webhooks, sender, clock, config.patience())


def file_place(config: Config, clock: Clock) -> FilePlace:
    """Build where attached files lie."""
    return FilePlace(
        storage=file_storage(config.files, clock),
        max_bytes=config.files.max_mib << 20,
        total_bytes=config.files.total_gib << 30,
        scanner=file_scanner(config.files),
    )


def phone_site(pbx: PbxConfig) -> PhoneSite:
    """Build what browsers need to be phones of a PBX."""
    webrtc = pbx.webrtc
    return PhoneSite(
        url=webrtc.url,
        domain=webrtc.host(),
        origin=webrtc.origin(),
        ice_servers=webrtc.ice_servers,
        turn_secret=webrtc.shared_secret(pbx.name),
        password_life=timedelta(hours=webrtc.password_hours),
        silence_s=webrtc.silence_s,
        new_password=partial(secrets.token_urlsafe, PHONE_PASSWORD_BYTES),
        kept_passwords=partial(webrtc.kept_passwords, pbx.name) if webrtc.passwords_file else None,
    )


def tape_rules(config: Config) -> TapeRules:
    """Build who may tape their talks, and where to."""
    start, pause = config.audio.tape_roles()
    files = {pbx.name: file for pbx in config.pbx if (file := pbx.audio.tape()) is not None}
    return TapeRules(start=start, pause=pause, files=files)
