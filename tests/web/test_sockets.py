import pytest

from callbridge.crm.operator import OperatorChanges, Role
from callbridge.crm.setting import EVERYWHERE, KeptSetting, mask_key
from callbridge.kernel.errors import SessionError
from callbridge.screenpop.wire import CloseCode
from callbridge.web.logins import Login, Logins
from callbridge.web.passwords import Passwords
from callbridge.web.sockets import Socket, Sockets
from tests.support.web_services import CHEAP, PASSWORD, World


class FakeOutlet:
    """Remembers what was written and with what it was closed."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.closed_with: int | None = None

    def write_text(self, text: bytes) -> None:
        self.written.append(text)

    def close_with(self, code: int) -> None:
        self.closed_with = code


class Office:
    """An operator's logins and the sockets on them."""

    def __init__(self, most: int = 3) -> None:
        self.world = World()
        self.logins = Logins(self.world.operators, self.world.clock, session_hours=1, passwords=Passwords(CHEAP))
        self.sockets = Sockets(self.logins, max_per_operator=most)

    async def log_in(self, login: str = "anna") -> Login:
        return (await self.logins.open(login, PASSWORD, "10.0.0.1"))[1]

    def connect(self, login: Login) -> FakeOutlet:
        outlet = FakeOutlet()
        self.sockets.add(Socket(login, outlet, self.world.masks))
        return outlet


async def test_a_socket_writes_messages_as_they_were_encoded() -> None:
    outlet = FakeOutlet()
    Socket(await Office().log_in(), outlet, World().masks).offer(b'{"revision":1,"lists":["calls"],"type":"lists"}')
    assert outlet.written == [b'{"revision":1,"lists":["calls"],"type":"lists"}']


@pytest.mark.parametrize("is_told", [True, False])
async def test_whose_role_becomes_another_reads_numbers_as_that_role_does(*, is_told: bool) -> None:
    """R152: a socket lives for days, and went on with the role that its operator had when it was opened."""
    office = Office()
    key = mask_key(Role.OPERATOR)
    office.world.settings.rows[EVERYWHERE, key] = KeptSetting(key=key, value="on", version=1)
    await office.world.masks.reload()
    login = await office.log_in("boris")
    socket = Socket(login, outlet := FakeOutlet(), office.world.masks)
    office.sockets.add(socket)
    socket.offer(b'{"number":"+79161234567"}')
    changed = await office.world.operators.change_operator(login.operator.id, OperatorChanges(role=Role.OPERATOR))
    if is_told:
        office.sockets.know(changed)
    else:
        await office.sockets.close_ended()
    socket.offer(b'{"number":"+79161234567"}')
    assert [b"1234567" in text for text in outlet.written] == [True, False]


async def test_each_operator_may_have_so_many_and_a_closed_one_makes_room() -> None:
    office = Office(most=1)
    anna, boris = await office.log_in("anna"), await office.log_in("boris")
    socket = Socket(anna, FakeOutlet(), office.world.masks)
    office.sockets.add(socket)
    office.connect(boris)
    with pytest.raises(SessionError) as refused:
        office.connect(anna)
    assert refused.value.close_code == CloseCode.TOO_MANY_SOCKETS
    office.sockets.remove(socket)
    office.connect(anna)


async def test_one_session_or_all_of_an_operator_can_be_ended() -> None:
    office = Office()
    here, there = await office.log_in(), await office.log_in()
    first, second = office.connect(here), office.connect(there)
    office.sockets.close_login(here)
    assert (first.closed_with, second.closed_with) == (CloseCode.SESSION_ENDED, None)
    office.sockets.close_operator(there.operator.id)
    assert second.closed_with == CloseCode.SESSION_ENDED


async def test_a_session_that_expired_or_was_ended_elsewhere_ends_its_sockets() -> None:
    office = Office()
    outlet = office.connect(await office.log_in())
    await office.sockets.close_ended()
    assert outlet.closed_with is None
    office.world.clock.pass_seconds(3601)
    await office.sockets.close_ended()
    assert outlet.closed_with == CloseCode.SESSION_ENDED


async def test_a_store_that_is_away_ends_no_socket() -> None:
    office = Office()
    outlet = office.connect(await office.log_in())
    office.world.operators.is_down = True
    await office.sockets.close_ended()
    assert outlet.closed_with is None


async def test_a_stopping_server_ends_all_and_takes_no_more() -> None:
    office = Office()
    anna = await office.log_in()
    outlet = office.connect(anna)
    office.sockets.stop()
    assert outlet.closed_with == CloseCode.SERVER_STOPPING
    with pytest.raises(SessionError) as refused:
        office.connect(anna)
    assert refused.value.close_code == CloseCode.SERVER_STOPPING
