import pytest

from callbridge.web.origin import is_own_origin, origin_of

HOST = "calls.local:8080"


@pytest.mark.parametrize("origin", [f"http://{HOST}", f"https://{HOST}", f"HTTP://{HOST.upper()}"])
def test_our_own_address_is_own_over_http_and_https(origin: str) -> None:
    assert is_own_origin(origin, HOST, ())


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "http://evil.example",
        "http://calls.local",
        f"http://{HOST}.evil.example",
        f"ftp://{HOST}",
        "http://[",
    ],
)
def test_anything_else_is_foreign(origin: str) -> None:
    assert not is_own_origin(origin, HOST, ())


def test_no_host_makes_no_origin_own() -> None:
    assert not is_own_origin("http://", "", ())


def test_a_configured_origin_is_own_with_or_without_a_slash() -> None:
    assert is_own_origin("https://calls.example.ru", HOST, ("https://calls.example.ru/",))


def test_the_referer_speaks_when_there_is_no_origin() -> None:
    assert origin_of({"referer": "https://calls.example.ru/desk?x=1"}) == "https://calls.example.ru"
    assert origin_of({"referer": "https://a/", "origin": "null"}) == "null"
    assert origin_of({}) == ""
    assert origin_of({"referer": "http://["}) == "null"
