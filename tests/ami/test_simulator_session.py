"""What every pretended PBX says to who connects, whatever stands behind the door."""

import asyncio

from callbridge.ami.simulator_session import MAX_ACTION_BYTES, Fields, Session


class Door:
    """Lets Anna in and knows one action."""

    def __init__(self) -> None:
        self.sessions: list[Session] = []
        self.left = asyncio.Event()

    def join(self, session: Session) -> None:
        self.sessions.append(session)

    def leave(self, session: Session) -> None:
        self.left.set()

    def admits(self, fields: Fields, _challenge: str, /) -> bool:
        return fields.get("Username") == "anna"

    def act(self, session: Session, fields: Fields) -> bool:
        if fields.get("Action") != "Wave":
            return False
        session.tell_list(fields, "Hand", [{"Side": "left"}, {"Event": "Foot"}], "WaveComplete")
        return True


async def talk(door: Door, *actions: str) -> str:
    """Send actions, leave, and return all that was answered."""
    server = await asyncio.get_running_loop().create_server(lambda: Session(door), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
    for action in (*actions, "Action: Logoff"):
        writer.write((action + "\r\n\r\n").encode())
    async with asyncio.timeout(60):
        answered = await reader.read()
        writer.close()
        await door.left.wait()
    server.close()
    await server.wait_closed()
    return answered.decode()


async def test_who_is_not_let_in_may_do_nothing() -> None:
    told = await talk(Door(), "Action: Wave\r\nActionID: 1", "Action: Login\r\nUsername: bob")
    assert told.startswith("Asterisk Call Manager/")
    assert told.index("Permission denied") < told.index("Authentication failed") < told.index("Goodbye")


async def test_a_login_is_followed_by_full_boot_and_the_doors_answers() -> None:
    login = "Action: Login\r\nUsername: anna\r\nEvents: system,call"
    told = await talk(Door(), login, "Action: Wave\r\nActionID: 7", "Action: Ping", "Action: Dance")
    places = [told.index(words) for words in ("accepted", "FullyBooted", "Side: left", "Event: Foot", "ListItems: 2")]
    assert places == sorted(places)
    assert told.count("ActionID: 7") == 4
    assert "Ping: Pong" in told
    assert "Invalid/unknown command: Dance." in told


async def test_an_action_without_an_end_is_cut() -> None:
    door = Door()
    server = await asyncio.get_running_loop().create_server(lambda: Session(door), "127.0.0.1", 0)
    _, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
    writer.write(b"x" * (MAX_ACTION_BYTES + 1))
    async with asyncio.timeout(60):
        await door.left.wait()
    writer.close()
    server.close()
    await server.wait_closed()
