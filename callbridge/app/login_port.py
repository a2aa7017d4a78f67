"""What the use cases and the web need of logins."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from callbridge.crm.operator import Operator, OperatorChanges
from callbridge.kernel.ids import OperatorId


class Operators(Protocol):
    """Logins."""

    async def operators(self) -> Sequence[Operator]: ...

    async def add_operator(self, operator: Operator, password_hash: str) -> OperatorId:
        """Add a login (`operator.id` is ignored). Conflict ``operator.login_taken`` / ``operator.extension_taken``."""
        ...

    async def change_operator(self, operator_id: OperatorId, changes: OperatorChanges) -> Operator: ...

    async def credentials(self, login: str) -> tuple[OperatorId, str] | None:
        """Return the id and password hash of an active login, matched without regard to case."""
        ...

    async def open_session(
        self, token_hash: bytes, operator_id: OperatorId, csrf: str, expires_at: datetime
    ) -> None: ...

    async def session(self, token_hash: bytes, now: datetime) -> tuple[Operator, str] | None:
        """Return the operator and CSRF token of a live session."""
        ...

    async def close_session(self, token_hash: bytes) -> None: ...

    async def close_sessions_of(self, operator_id: OperatorId) -> None: ...
