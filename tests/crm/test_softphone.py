"""Names and passwords for a TURN server."""

from datetime import UTC, datetime

from callbridge.crm.softphone import turn_login


def test_the_password_of_a_turn_server_is_the_mac_of_its_name() -> None:
    """The value is ``openssl dgst -sha1 -hmac north -binary | base64`` of the name."""
    name, password = turn_login("north", "anna", datetime(2026, 3, 1, tzinfo=UTC))
    assert name == "1772323200:anna"
    assert password == "uqVej1Tjz+HumeB9QHIMG5ks7nQ="
