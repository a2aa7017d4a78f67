import pytest

from callbridge.web.headers import security_headers


def policy(host: str) -> dict[str, str]:
    text = dict(security_headers(host, is_secure=False))[b"content-security-policy"].decode()
    return {part.split()[0]: " ".join(part.split()[1:]) for part in text.split("; ")}


def test_scripts_come_from_us_alone_and_nobody_frames_us() -> None:
    rules = policy("calls.local:8080")
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert rules["base-uri"] == "'none'"
    assert "'unsafe-inline'" not in str({name: rule for name, rule in rules.items() if name != "style-src"})


def test_sockets_may_be_opened_to_our_own_address_alone() -> None:
    assert policy("calls.local:8080")["connect-src"] == "'self' ws://calls.local:8080 wss://calls.local:8080"


@pytest.mark.parametrize("host", ["", "evil; script-src *", "a b", "x" * 300, "хост"])
def test_a_hostile_host_header_adds_nothing(host: str) -> None:
    assert policy(host)["connect-src"] == "'self'"


def test_https_is_asked_for_again_only_where_it_is_used() -> None:
    assert b"strict-transport-security" in dict(security_headers("h", is_secure=True))
    assert b"strict-transport-security" not in dict(security_headers("h", is_secure=False))
