"""The source of every PBX that has one, made from the configuration."""

from base64 import b64encode
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from callbridge.audio.folder import FolderAudio, FolderPlace
from callbridge.audio.http_source import ServerAudio, ServerPlace
from callbridge.config import PbxConfig
from callbridge.crm.audio_pattern import AudioPattern
from callbridge.kernel.clock import Clock
from callbridge.tls import client_tls

_MEGABYTE = 1 << 20


def audio_sources(pbxs: Iterable[PbxConfig], clock: Clock) -> dict[str, FolderAudio | ServerAudio]:
    """Return each PBX's source by its name; raises ConfigError when a secret or certificate cannot be read."""
    found = {pbx.name: _source(pbx, clock) for pbx in pbxs}
    return {name: source for name, source in found.items() if source is not None}


def _source(pbx: PbxConfig, clock: Clock) -> FolderAudio | ServerAudio | None:
    audio = pbx.audio
    patterns = [AudioPattern.parse(text) for text in audio.files]
    zone, max_bytes = ZoneInfo(audio.time_zone), audio.max_mb * _MEGABYTE
    if audio.folder:
        place = FolderPlace(pbx=pbx.name, root=audio.folder, patterns=patterns, zone=zone, max_bytes=max_bytes)
        return FolderAudio(place, clock, timeout_s=audio.timeout_s)
    if audio.url:
        server = ServerPlace(
            pbx=pbx.name,
            url=audio.url,
            patterns=patterns,
            zone=zone,
            max_bytes=max_bytes,
            authorization=_authorization(audio.username, audio.password(pbx.name)),
            tls=client_tls(f"pbx.{pbx.name}.audio", audio.tls_ca),
        )
        return ServerAudio(server, clock, timeout_s=audio.timeout_s)
    return None


def _authorization(username: str, secret: str) -> str:
    if username:
        return "Basic " + b64encode(f"{username}:{secret}".encode()).decode("ascii")
    return f"Bearer {secret}" if secret else ""
