"""``callbridge user``: logins from the command line; how the first admin is made."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager

from callbridge.clock import SystemClock
from callbridge.config import Config
from callbridge.crm.operator import DeviceMode, Operator, OperatorChanges, Role, check_operator
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore, open_store
from callbridge.web.passwords import hash_password


def _store(config: Config) -> AbstractAsyncContextManager[SqlStore]:
    return open_store(config.store.address(), 1, SystemClock())


async def add(config: Config, *, login: str, password: str, **fields: str) -> None:
    """Add a login. Raises InvalidInput, Conflict (``operator.login_taken``, ``operator.extension_taken``)."""
    login = login.strip()
    full_name = fields.get("full_name") or None
    extension, pbx = fields.get("extension", ""), fields.get("pbx", "")
    check_operator(login=login, full_name=full_name, extension=extension, pbx=pbx)
    operator = Operator(
        id=OperatorId(0),
        login=login,
        full_name=full_name or login,
        role=Role(fields.get("role") or Role.OPERATOR),
        extension=extension,
        pbx=pbx,
        device_mode=DeviceMode(fields.get("device") or DeviceMode.HANDSET),
    )
    password_hash = hash_password(password)
    async with _store(config) as store:
        await store.operators.add_operator(operator, password_hash)


async def set_password(config: Config, *, login: str, password: str) -> None:
    """Give a login a new password and end its sessions. Raises InvalidInput, NotFound."""
    password_hash = hash_password(password)
    async with _store(config) as store:
        found = [
            each for each in await store.operators.operators() if each.login.casefold() == login.strip().casefold()
        ]
        if not found:
            raise NotFound("operator.not_found", login=login)
        await store.operators.change_operator(found[0].id, OperatorChanges(password_hash=password_hash))
        await store.operators.close_sessions_of(found[0].id)


async def everybody(config: Config) -> Sequence[Operator]:
    """Return all logins."""
    async with _store(config) as store:
        return await store.operators.operators()
