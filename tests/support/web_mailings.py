"""Mailings as the web shell sees them: one, and what was asked of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from callbridge.crm.mailing import AudienceView, MailingAction, MailingProgress, MailingState, MailPreview, moved
from callbridge.crm.operator import Operator
from callbridge.kernel.errors import NotFound

TOKEN = "a-token-of-a-letter"


@dataclass
class FakeMailings:
    state: MailingState = MailingState.DRAFT
    asked: list[tuple[str, Any]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    async def progress(self, operator: Operator, mailing_id: int) -> MailingProgress:
        if mailing_id != 1:
            raise NotFound("record.not_found", id=mailing_id)
        return MailingProgress(id=1, version=1, state=self.state, counts={"waiting": 2})

    async def audience(self, operator: Operator, mailing_id: int) -> AudienceView:
        return AudienceView(
            addresses=2, without_address=1, unsubscribed=0, undeliverable=0, repeated=0, is_whole=True, people=()
        )

    async def preview(
        self, operator: Operator, mailing_id: int, subject: str, body: str, person_id: int | None
    ) -> MailPreview:
        self.asked.append(("preview", person_id))
        return MailPreview(address="anna@example.ru", subject=subject, text=body, html=f"<p>{body}</p>")

    async def test(self, operator: Operator, mailing_id: int, to: str, person_id: int | None) -> str:
        self.asked.append(("test", to))
        return to or "own@example.ru"

    async def move(
        self, operator: Operator, mailing_id: int, version: int, action: MailingAction, due: datetime | None
    ) -> MailingProgress:
        self.asked.append((action.value, due))
        self.state = moved(self.state, action)
        return await self.progress(operator, mailing_id)

    async def send_again(self, operator: Operator, mailing_id: int, recipient_id: int) -> MailingProgress:
        self.asked.append(("again", recipient_id))
        return await self.progress(operator, mailing_id)

    async def knows(self, token: str) -> bool:
        return token == TOKEN

    async def unsubscribe(self, token: str) -> bool:
        if token == TOKEN:
            self.left.append(token)
        return token == TOKEN
