"""What `callbridge check` finds out about a PBX."""

import socket

from callbridge.ami.check import check_pbx
from callbridge.config.audio import PbxAudioConfig
from callbridge.kernel.text import Phrase
from tests.support.ami_link import pbx
from tests.support.ami_server import FakeAmi, error, listing, message, unknown


def server_with_rights(*, is_system: bool = True) -> FakeAmi:
    server = FakeAmi(is_system=is_system)
    server.handlers["PJSIPNotify"] = lambda f: error(f, f"Unable to retrieve endpoint {f['Endpoint']}")
    server.handlers["QueuePause"] = lambda f: error(f, "Interface not found")
    items = [message(Event="EndpointList", ObjectName=name) for name in ("101", "102")]
    server.handlers["PJSIPShowEndpoints"] = lambda f: listing(f, "EndpointListComplete", *items)
    return server


async def test_a_pbx_with_all_rights_has_nothing_to_mend_and_tells_its_endpoints() -> None:
    async with server_with_rights() as server:
        check = await check_pbx(pbx(server.port))
    assert (check.is_ok, check.findings, check.version) == (True, (), "11.0.0")
    assert check.endpoints == frozenset({"101", "102"})


async def test_each_missing_class_is_named() -> None:
    async with server_with_rights(is_system=False) as server:
        for action in ("CoreShowChannels", "PJSIPNotify", "QueuePause", "PJSIPShowEndpoints"):
            server.handlers[action] = lambda f: error(f, "Permission denied")
        check = await check_pbx(pbx(server.port))
    named = [(f.code, f.params.get("write_class") or f.params["read_class"], f.is_error) for f in check.findings]
    assert named == [
        ("check.read_class_missing", "system", False),
        ("check.write_class_missing", "reporting", True),
        ("check.write_class_missing", "system", True),
        ("check.write_class_missing", "agent", True),
    ]
    assert check.endpoints is None


async def test_a_configured_queue_that_the_pbx_does_not_list_is_named() -> None:
    async with server_with_rights() as server:
        items = [message(Event="QueueParams", Queue="sales")]
        server.handlers["QueueStatus"] = lambda f: listing(f, "QueueStatusComplete", *items)
        check = await check_pbx(pbx(server.port, queues=("1* sales", "1* sails")))
        assert check.is_ok
        assert [(each.code, each.params["queue"]) for each in check.findings] == [("check.queue_missing", "sails")]
        server.handlers["QueueStatus"] = unknown
        check = await check_pbx(pbx(server.port, queues=("1* sales",)))
        assert [each.params["queue"] for each in check.findings] == ["sales"]


async def test_a_module_that_is_not_loaded_is_told_and_no_error() -> None:
    async with server_with_rights() as server:
        server.handlers["QueuePause"] = unknown
        server.handlers["MixMonitor"] = unknown
        server.handlers["PJSIPShowEndpoints"] = lambda f: error(f, "No endpoints found")
        check = await check_pbx(pbx(server.port))
        tapes = await check_pbx(pbx(server.port, audio=PbxAudioConfig(tape_file="{unique_id}.wav")))
    [finding] = check.findings
    assert (finding.code, finding.params["module"]) == ("check.action_missing", "app_queue")
    assert (check.is_ok, check.endpoints) == (True, frozenset())
    assert [finding.params["module"] for finding in tapes.findings] == ["app_queue", "app_mixmonitor"]


async def test_a_secret_that_is_missing_or_cannot_be_read_is_told_before_anybody_is_asked() -> None:
    [none] = (await check_pbx(pbx(1, secret=""))).findings
    assert (none.code, none.params) == ("check.no_secret", {"variable": "CALLBRIDGE_PBX_MAIN_SECRET"})
    [lost] = (await check_pbx(pbx(1, secret="", secret_file="/nowhere/secret"))).findings
    assert lost.code == "check.config"
    assert "pbx.main.secret_file: файл" not in str(lost.params)
    assert "/nowhere/secret cannot be read: No such file" in str(lost.params["mistakes"])


async def test_a_refused_login_is_told_in_asterisks_words() -> None:
    async with FakeAmi() as server:
        [finding] = (await check_pbx(pbx(server.port, secret="wrong"))).findings
    assert (finding.code, finding.params) == ("check.login_refused", {"message": "Authentication failed"})


async def test_an_unreachable_pbx_is_told_with_its_address() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))  # held, so that no other test listens there meanwhile
        port = deaf.getsockname()[1]
        [finding] = (await check_pbx(pbx(port))).findings
    assert finding.code == "check.unreachable"
    assert finding.params["port"] == str(port)


async def test_something_that_is_no_manager_interface_is_told() -> None:
    async with FakeAmi() as server:
        server.handlers.update({"Challenge": lambda _: None})
        [finding] = (await check_pbx(pbx(server.port, action_timeout_s=1.0))).findings
    assert (finding.code, finding.params["reason"]) == ("check.unreachable", Phrase("ami.no_answer"))


async def test_an_unreadable_authority_is_a_mistake_of_the_configuration() -> None:
    [finding] = (await check_pbx(pbx(1, tls=True, tls_ca="/nowhere/ca.pem"))).findings
    assert finding.code == "check.config"
