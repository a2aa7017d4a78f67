"""Config: the configuration file, read and checked once at the start.

In: a TOML file, and the environment where secrets may stay out of it. Out: values that never change, or every mistake
at once. May import: app and below.

`file` is the whole of it; the sections with words of their own are modules beside it, all made of `section`.
Why so: docs/decisions/0009-configuration.md.
"""

from callbridge.config.api import WebhooksConfig
from callbridge.config.file import STORE_BEGINNINGS, Config, PbxConfig, ServerConfig, load, parse
from callbridge.config.files import FilesConfig, S3Config
from callbridge.config.mail import MailConfig
from callbridge.config.mailbox import LeadsMailboxConfig, MailboxConfig
from callbridge.config.webrtc import PbxWebrtcConfig

__all__ = [
    "STORE_BEGINNINGS",
    "Config",
    "FilesConfig",
    "LeadsMailboxConfig",
    "MailConfig",
    "MailboxConfig",
    "PbxConfig",
    "PbxWebrtcConfig",
    "S3Config",
    "ServerConfig",
    "WebhooksConfig",
    "load",
    "parse",
]
