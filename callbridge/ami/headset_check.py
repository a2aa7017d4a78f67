"""Whether browsers can be phones of a PBX: its socket answers, its certificate fits, its endpoints are WebRTC's."""

import asyncio
import base64
import os
import ssl
from collections.abc import Sequence
from urllib.parse import urlsplit

from callbridge.ami.backoff import PACE
from callbridge.ami.check import PbxFinding
from callbridge.ami.connection import AmiConnection
from callbridge.ami.subscription import LINK_EVENTS
from callbridge.config import PbxConfig, PbxWebrtcConfig
from callbridge.kernel.errors import AmiRefused, AmiUnavailable, ConfigError
from callbridge.kernel.system_words import system_words

ANSWER_S = 5.0
_MAX_LINE = 4096


async def check_headsets(config: PbxConfig, extensions: Sequence[str]) -> list[PbxFinding]:
    """Open the socket as a browser would, then ask for each extension's endpoint. Never raises for what is wrong."""
    findings = await _socket(config.webrtc)
    try:
        if config.webrtc.passwords_file:
            kept = config.webrtc.kept_passwords(config.name)
            findings += [_wrong("no_password", extension=one) for one in extensions if one not in kept]
        connection = AmiConnection(config, LINK_EVENTS, lambda _: None)
    except ConfigError as error:
        return [*findings, PbxFinding(code="check.config", params={"mistakes": error.params.get("mistakes")})]
    try:
        await connection.open()
        await connection.login()
        for extension in extensions:
            findings += await _endpoint(connection, extension)
        await connection.log_off(PACE.goodbye_s)
    except (AmiRefused, AmiUnavailable):
        pass  # what is wrong with the manager is told by check_pbx
    finally:
        connection.abort()
        await connection.lost.wait()
    return findings


async def _socket(webrtc: PbxWebrtcConfig) -> list[PbxFinding]:
    parts = urlsplit(webrtc.url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "wss" else 80)
    place = {"host": host, "port": str(port)}
    try:
        context = ssl.create_default_context(cafile=webrtc.tls_ca or None) if parts.scheme == "wss" else None
        async with asyncio.timeout(ANSWER_S):
            status = await _upgrade(host, port, parts.path or "/", context)
    except ssl.SSLCertVerificationError as error:
        return [_wrong("certificate", reason=error.verify_message, **place)]
    except (OSError, TimeoutError, ValueError) as error:
        return [_wrong("socket", reason=system_words(error), **place)]
    if status != "101":
        return [_wrong("no_socket", status=status, path=parts.path or "/", **place)]
    return [PbxFinding(code="check.headset_socket_ok", params=place, is_error=False)]


async def _upgrade(host: str, port: int, path: str, context: ssl.SSLContext | None) -> str:
    """Ask for a SIP socket (RFC 7118 §4) and return the answer's status."""
    reader, writer = await asyncio.open_connection(host, port, ssl=context, limit=_MAX_LINE)
    try:
        key = base64.b64encode(os.urandom(16)).decode()
        asked = (
            f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\n\r\n"
        )
        writer.write(asked.encode("ascii"))
        await writer.drain()
        words = (await reader.readline()).decode("ascii", "replace").split()
        return words[1] if len(words) > 1 else "?"
    finally:
        writer.transport.abort()  # a polite end of TLS waits for the other side's, for up to half a minute


async def _endpoint(connection: AmiConnection, extension: str) -> list[PbxFinding]:
    try:
        items = await connection.ask_list({"Action": "PJSIPShowEndpoint", "Endpoint": extension})
    except AmiRefused as refusal:
        return [] if refusal.code == "ami.permission_denied" else [_wrong("no_endpoint", extension=extension)]
    detail = next((item for item in items if item.name == "EndpointDetail"), None)
    if detail is None:
        return []
    if detail.get("Webrtc").lower() not in ("yes", "true"):
        return [_wrong("not_webrtc", extension=extension)]
    found = [] if detail.get("IceSupport").lower() in ("yes", "true") else [_wrong("no_ice", extension=extension)]
    if detail.get("RtpTimeout") in ("", "0"):
        found.append(_wrong("no_rtp_timeout", extension=extension))
    ok = PbxFinding(code="check.headset_ok", params={"extension": extension}, is_error=False)
    return found or [ok]


def _wrong(what: str, **params: object) -> PbxFinding:
    return PbxFinding(code=f"check.headset_{what}", params=params)
