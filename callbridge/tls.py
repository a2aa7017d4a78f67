"""TLS towards another machine, trusting the system's authorities or a file of the configuration."""

import ssl

from callbridge.kernel.errors import ConfigError
from callbridge.kernel.system_words import system_words
from callbridge.kernel.text import Phrase


def client_tls(section: str, ca: str) -> ssl.SSLContext:
    """Return the settings of a client that trusts the file ``ca``, or the system's authorities when it is empty.

    Raises ConfigError, which names ``tls_ca`` of that ``section`` of the configuration, when the file cannot be read.
    """
    try:
        return ssl.create_default_context(cafile=ca or None)
    except OSError as error:  # ssl.SSLError is one
        what = {"path": ca, "reason": system_words(error)}
        raise ConfigError(mistakes=[Phrase("config.unreadable", what, f"{section}.tls_ca")]) from error
