"""HTTP on loopback: what its clients need not have."""

import ssl

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts nobody. httpx would read every certificate authority for each client: 40 ms of a core, and no https is met."""
