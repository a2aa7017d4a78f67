"""Tokens and forms in memory, for tests of the web shell."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from callbridge.crm.api_token import ApiToken, Scope, TokenUse
from callbridge.crm.operator import Operator, Role
from callbridge.crm.web_form import WebForm, WebFormDraft
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import OperatorId

MAKER = Operator(id=OperatorId(3), login="vera", full_name="Vera Smith", role=Role.ADMIN)


@dataclass
class KeptPrograms:
    """Every token acts for `maker`."""

    maker: Operator = MAKER
    kept: dict[bytes, ApiToken] = field(default_factory=dict)
    kept_forms: list[WebForm] = field(default_factory=list)
    asked: int = 0

    async def tokens(self) -> Sequence[ApiToken]:
        return list(self.kept.values())

    async def add_token(
        self,
        *,
        name: str,
        token_hash: bytes,
        scopes: Sequence[Scope],
        operator_id: OperatorId,
        expires_at: datetime | None,
        at: datetime,
    ) -> ApiToken:
        made = ApiToken(
            id=len(self.kept) + 1,
            name=name,
            scopes=tuple(scopes),
            operator_id=operator_id,
            operator="Vera Smith",
            created_at=at,
            expires_at=expires_at,
            last_used_at=None,
            revoked_at=None,
        )
        self.kept[token_hash] = made
        return made

    async def revoke_token(self, token_id: int, operator_id: OperatorId, *, at: datetime) -> ApiToken:
        for token_hash, token in self.kept.items():
            if token.id == token_id:
                self.kept[token_hash] = replace(token, revoked_at=at)
                return self.kept[token_hash]
        raise NotFound

    async def use_token(self, token_hash: bytes, *, at: datetime) -> TokenUse | None:
        self.asked += 1
        found = self.kept.get(token_hash)
        if found is None or found.revoked_at or (found.expires_at and found.expires_at <= at):
            return None
        return TokenUse(id=found.id, name=found.name, scopes=frozenset(found.scopes), operator=self.maker)

    async def forms(self) -> Sequence[WebForm]:
        return self.kept_forms

    async def form(self, key: str) -> WebForm | None:
        return next((form for form in self.kept_forms if form.key == key and form.is_active), None)

    async def add_form(self, key: str, draft: WebFormDraft, operator_id: OperatorId, *, at: datetime) -> WebForm:
        made = form_of(len(self.kept_forms) + 1, key, draft)
        self.kept_forms.append(made)
        return made

    async def change_form(self, form_id: int, draft: WebFormDraft, operator_id: OperatorId, *, at: datetime) -> WebForm:
        for place, form in enumerate(self.kept_forms):
            if form.id == form_id:
                self.kept_forms[place] = form_of(form_id, form.key, draft)
                return self.kept_forms[place]
        raise NotFound


def form_of(form_id: int, key: str, draft: WebFormDraft) -> WebForm:
    """Return the form that a draft becomes."""
    words = {name: getattr(draft, name) for name in draft.__dataclass_fields__}
    return WebForm(id=form_id, key=key, operator_id=MAKER.id, created_at=datetime(2026, 3, 2, tzinfo=UTC), **words)
