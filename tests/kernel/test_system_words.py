"""What people are told of failures of files, addresses and TLS."""

import errno
import socket
import ssl

import pytest

from callbridge.kernel.system_words import is_full, system_words
from callbridge.kernel.text import Phrase


def refused_certificate() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_message = "self-signed certificate"
    return error


def clear_answer() -> ssl.SSLError:
    error = ssl.SSLError(1, "wrong version number")
    error.reason = "WRONG_VERSION_NUMBER"
    return error


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file"), Phrase("system.not_found")),
        (PermissionError(errno.EACCES, "Permission denied"), Phrase("system.denied")),
        (OSError(errno.ENOSPC, "No space left"), Phrase("system.full")),
        (OSError(errno.EADDRINUSE, "Address in use"), Phrase("system.address_taken")),
        (ConnectionRefusedError(errno.ECONNREFUSED, "refused"), Phrase("system.connection_refused")),
        (TimeoutError(), Phrase("system.timeout")),
        (socket.gaierror(-2, "Name or service not known"), Phrase("system.no_host")),
        (clear_answer(), Phrase("system.no_tls")),
        (refused_certificate(), Phrase("system.certificate", {"message": "self-signed certificate"})),
        (OSError(errno.EIO, "Input/output error"), Phrase("system.other", {"text": "Input/output error"})),
        (ValueError("odd name"), Phrase("system.other", {"text": "odd name"})),
        (ValueError(), Phrase("system.other", {"text": "ValueError"})),
    ],
)
def test_a_failure_is_told_in_our_words_and_an_unknown_one_in_its_own(error: Exception, told: Phrase) -> None:
    assert system_words(error) == told


def test_no_room_is_told_from_every_other_failure() -> None:
    assert [is_full(OSError(number, "")) for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)] == [True] * 3
    assert not any(map(is_full, (OSError(errno.EIO, ""), OSError("said without a number"))))
