"""What the operating system or TLS says of a failure, as a phrase: its own words are English, and short of advice."""

import errno

from callbridge.kernel.text import Phrase

_FULL = "system.full"
_CODES = {
    errno.ENOENT: "system.not_found",
    errno.EACCES: "system.denied",
    errno.EPERM: "system.denied",
    errno.EISDIR: "system.folder",
    errno.ENOTDIR: "system.no_folder",
    errno.EROFS: "system.read_only",
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EADDRINUSE: "system.address_taken",
    errno.EADDRNOTAVAIL: "system.no_address",
    errno.ECONNREFUSED: "system.connection_refused",
    errno.ECONNRESET: "system.connection_reset",
    errno.ENETUNREACH: "system.unreachable",
    errno.EHOSTUNREACH: "system.unreachable",
    errno.ETIMEDOUT: "system.timeout",
}


def is_full(error: OSError) -> bool:
    """Say whether there is no room left for what was written: on the disk, in the quota, in one file."""
    return error.errno is not None and _CODES.get(error.errno) == _FULL


def system_words(error: Exception) -> Phrase:
    """Return what a person is told of `error`; its own words where we have none."""
    message = getattr(error, "verify_message", "")  # ssl's, of a certificate
    if message:
        return Phrase("system.certificate", {"message": message})
    if getattr(error, "reason", "") == "WRONG_VERSION_NUMBER":  # ssl's, of a peer that answers in clear
        return Phrase("system.no_tls")
    if type(error).__name__ == "gaierror":
        return Phrase("system.no_host")
    if isinstance(error, TimeoutError):
        return Phrase("system.timeout")
    number = getattr(error, "errno", None)
    code = _CODES.get(number) if isinstance(number, int) else None
    if code is not None:
        return Phrase(code)
    return Phrase("system.other", {"text": getattr(error, "strerror", "") or str(error) or type(error).__name__})
