"""HTTP on loopback: what its clients need not have."""

import ssl

import httpx

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts nobody. httpx would read every certificate authority for each client: 40 ms of a core, and no https is met."""

ONCE = httpx.Limits(max_keepalive_connections=0)
"""A connection for each request: one that is kept may be closed for its idleness just as the next request is sent."""
