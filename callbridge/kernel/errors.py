"""Every error the program raises on purpose, sorted by whose fault it is.

::

    CallbridgeError            has a stable `code` and `params`; its text is made from them (kernel/text.py)
    ├── OutsideUnavailable     the outside, for now: back off, degrade, health turns red
    │   ├── AmiUnavailable
    │   ├── AudioUnavailable
    │   ├── CdrUnavailable
    │   ├── FilesUnavailable
    │   ├── MailUnavailable
    │   └── StoreUnavailable
    ├── OutsideRefused         the outside, for good: exit with every mistake listed, code 78
    │   ├── ConfigError
    │   ├── AmiRefused
    │   ├── SchemaTooNew
    │   └── CdrRefused       no exit: calls are followed without it
    ├── AmiParseError          remote data: that one message is skipped and counted
    ├── DomainError            the operator: a coded answer, nothing saved
    │   ├── Infected           (422)
    │   ├── InvalidInput       (422) carries one code a field
    │   ├── IllegalMove        (409)
    │   ├── Conflict           (409)
    │   ├── NotFound           (404)
    │   ├── NotAuthenticated   (401)
    │   ├── Forbidden          (403)
    │   ├── TooLarge           (413)
    │   └── TooManyAttempts    (429)
    └── SessionError           the browser: close with `close_code`; it comes back with a snapshot

Our own bugs are ``AssertionError`` and the builtins: nobody handles them, the task dies loudly.
"""

from collections.abc import Mapping


class CallbridgeError(Exception):
    """Base of all; `code` is stable and machine-readable, `params` fill the text."""

    default_code = "error"

    def __init__(self, code: str = "", **params: object) -> None:
        self.code = code or self.default_code
        self.params = params
        super().__init__(self.code, params)

    def __str__(self) -> str:
        listed = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({listed})" if listed else self.code


class OutsideUnavailable(CallbridgeError):
    """Something outside does not answer now and may later."""

    default_code = "unavailable"


class AmiUnavailable(OutsideUnavailable):
    """The PBX's manager link is down, or an action had no answer in time."""

    default_code = "ami.unavailable"


class AudioUnavailable(OutsideUnavailable):
    """Where the PBX keeps calls' audio cannot be read now."""

    default_code = "audio.unavailable"


class MailUnavailable(OutsideUnavailable):
    """The mail server does not answer now, or not to us; `params["message"]` is what it said."""

    default_code = "mail.unavailable"


class StoreUnavailable(OutsideUnavailable):
    """The database does not answer now."""

    default_code = "store.unavailable"


class CdrUnavailable(OutsideUnavailable):
    """A PBX's call detail records cannot be read now."""

    default_code = "cdr.unavailable"


class FilesUnavailable(OutsideUnavailable):
    """Where attached files are kept cannot be read or written now."""

    default_code = "files.unavailable"


class OutsideRefused(CallbridgeError):
    """Something outside is wrong until a person mends it."""

    default_code = "refused"


class ConfigError(OutsideRefused):
    """The configuration is wrong; `params["mistakes"]` lists every mistake in plain words."""

    default_code = "config.invalid"


class AmiRefused(OutsideRefused):
    """Asterisk answered an action, or the login, with an error; `params["message"]` is its text."""

    default_code = "ami.refused"


class SchemaTooNew(OutsideRefused):
    """The database was migrated by a newer callbridge."""

    default_code = "store.schema_too_new"


class CdrRefused(OutsideRefused):
    """A PBX's call detail records cannot be read until a person mends the source or the configuration."""

    default_code = "cdr.unreadable"


class AmiParseError(CallbridgeError):
    """One message from Asterisk could not be read."""

    default_code = "ami.parse"


class DomainError(CallbridgeError):
    """The operator asked for what cannot be done; nothing was saved."""

    default_code = "invalid"
    http_status = 400


class InvalidInput(DomainError):
    """Fields are wrong; `fields` maps each to its error code."""

    default_code = "input.invalid"
    http_status = 422

    def __init__(self, fields: Mapping[str, str], code: str = "", **params: object) -> None:
        self.fields = dict(fields)
        super().__init__(code, fields=self.fields, **params)


class IllegalMove(DomainError):
    """The thing is not in a state that allows this."""

    default_code = "move.illegal"
    http_status = 409


class Conflict(DomainError):
    """Somebody else changed it first."""

    default_code = "conflict"
    http_status = 409


class NotFound(DomainError):
    """There is no such thing, or not for you."""

    default_code = "not_found"
    http_status = 404


class NotAuthenticated(DomainError):
    """No login, or it has ended."""

    default_code = "auth.required"
    http_status = 401


class Forbidden(DomainError):
    """The role does not allow it."""

    default_code = "auth.forbidden"
    http_status = 403


class Infected(DomainError):
    """A scanner found something bad in a file; `params["found"]` is what it calls it."""

    default_code = "files.infected"
    http_status = 422


class TooLarge(DomainError):
    """More was sent than is taken; `params` say how much is."""

    default_code = "files.too_large"
    http_status = 413


class TooManyAttempts(DomainError):
    """Asked too often; `params["retry_after_s"]` says when to come back."""

    default_code = "auth.too_many_attempts"
    http_status = 429


class SessionError(CallbridgeError):
    """A socket is closed with `close_code`, one 44xx code per cause (docs/protocol.md)."""

    default_code = "session.closed"
    close_code = 4400

    def __init__(self, close_code: int, code: str = "", **params: object) -> None:
        self.close_code = close_code
        super().__init__(code, **params)
