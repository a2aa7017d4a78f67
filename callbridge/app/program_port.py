"""What the use cases of programs (tokens, forms on web sites) need from the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from callbridge.crm.api_token import ApiToken, Scope, TokenUse
from callbridge.crm.web_form import WebForm, WebFormDraft
from callbridge.kernel.ids import OperatorId


class Programs(Protocol):
    """The ways in that programs have. Every method is one unit of work and may raise StoreUnavailable."""

    async def tokens(self) -> Sequence[ApiToken]:
        """Return all tokens, the revoked too, newest first."""
        ...

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
        """Keep a new token by its hash, and note who made it."""
        ...

    async def revoke_token(self, token_id: int, operator_id: OperatorId, *, at: datetime) -> ApiToken:
        """End a token for good, once; NotFound."""
        ...

    async def use_token(self, token_hash: bytes, *, at: datetime) -> TokenUse | None:
        """Return the live token, its maker active, and remember to the minute that it was used; else None."""
        ...

    async def forms(self) -> Sequence[WebForm]:
        """Return all forms by name."""
        ...

    async def form(self, key: str) -> WebForm | None:
        """Return the form of a key while it is active."""
        ...

    async def add_form(self, key: str, draft: WebFormDraft, operator_id: OperatorId, *, at: datetime) -> WebForm:
        """Keep a new form; InvalidInput when it names what is not there."""
        ...

    async def change_form(self, form_id: int, draft: WebFormDraft, operator_id: OperatorId, *, at: datetime) -> WebForm:
        """Keep a form's new words; NotFound, and as `add_form`."""
        ...
