"""The operators' sockets: who has which open, whether they may be, and how they end."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from callbridge.app.number_masks import NumberMasks
from callbridge.crm.operator import Operator
from callbridge.kernel.errors import SessionError, StoreUnavailable
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.wire import CloseCode
from callbridge.web.logins import Login, Logins
from callbridge.web.number_hiding import hidden_json
from callbridge.web.transport import Outlet


class Socket:
    """One open socket of a login. Implements `app.sessions.Sink`."""

    __slots__ = ("_masks", "_outlet", "login")

    def __init__(self, login: Login, outlet: Outlet, masks: NumberMasks) -> None:
        self.login = login
        self._outlet = outlet
        self._masks = masks

    def offer(self, text: bytes) -> None:
        """Send an encoded message without waiting; a client too slow for it is cut."""
        self._outlet.write_text(hidden_json(text) if self._masks.hides(self.login.operator.role) else text)

    def close(self, code: CloseCode) -> None:
        """End the socket soon, without waiting."""
        self._outlet.close_with(code)


class Sockets:
    """Every open socket, from the moment its login is known."""

    def __init__(self, logins: Logins, *, max_per_operator: int) -> None:
        self._logins = logins
        self._max_per_operator = max_per_operator
        self._open: defaultdict[OperatorId, set[Socket]] = defaultdict(set)
        self._is_stopping = False

    def add(self, socket: Socket) -> None:
        """Note a socket; raises SessionError TOO_MANY_SOCKETS or SERVER_STOPPING."""
        if self._is_stopping:
            raise SessionError(CloseCode.SERVER_STOPPING, "session.server_stopping")
        operator_id = socket.login.operator.id
        if len(self._open[operator_id]) >= self._max_per_operator:
            raise SessionError(CloseCode.TOO_MANY_SOCKETS, "session.too_many_sockets")
        self._open[operator_id].add(socket)

    def remove(self, socket: Socket) -> None:
        """Forget a closed socket."""
        operator_id = socket.login.operator.id
        self._open[operator_id].discard(socket)
        if not self._open[operator_id]:
            del self._open[operator_id]

    def close_login(self, login: Login) -> None:
        """End the sockets of one session: its operator logged out there."""
        _close(
            (socket for socket in self._open.get(login.operator.id, ()) if socket.login.token_hash == login.token_hash),
            CloseCode.SESSION_ENDED,
        )

    def close_operator(self, operator_id: OperatorId) -> None:
        """End every socket of an operator whose sessions ended."""
        _close(self._open.get(operator_id, ()), CloseCode.SESSION_ENDED)

    def know(self, operator: Operator) -> None:
        """Let an operator's sockets know who they are now: what is hidden from them goes by the role."""
        for socket in self._open.get(operator.id, ()):
            socket.login = replace(socket.login, operator=operator)

    def stop(self) -> None:
        """End every socket and take no more: the daemon stops."""
        self._is_stopping = True
        _close(self._all(), CloseCode.SERVER_STOPPING)

    async def close_ended(self) -> None:
        """End the sockets whose session expired or was ended elsewhere, and let the others know their operators anew.

        A store that is away changes nothing.
        """
        for token_hash in {socket.login.token_hash for socket in self._all()}:
            try:
                login = await self._logins.find_by_hash(token_hash, is_fresh=True)
            except StoreUnavailable:
                return
            if login is None:
                _close((item for item in self._all() if item.login.token_hash == token_hash), CloseCode.SESSION_ENDED)
                continue
            for socket in self._open.get(login.operator.id, ()):
                if socket.login.token_hash == token_hash:
                    socket.login = login

    def _all(self) -> list[Socket]:
        return [socket for group in self._open.values() for socket in group]


def _close(sockets: Iterable[Socket], code: CloseCode) -> None:
    for socket in tuple(sockets):
        socket.close(code)
