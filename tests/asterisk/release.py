"""The Debian releases whose Asterisk the rig can play: what to ask apt for, and what differs in the copy."""

from dataclasses import dataclass

from tests.asterisk.modules import MODULES, ON_DEMAND

PACKAGES = ("asterisk", "asterisk-core-sounds-en", "openssl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One release of Debian with the Asterisk that it carries."""

    name: str
    major: int
    """Asterisk's version."""
    suites: tuple[tuple[str, str], ...]
    """Archive (``debian``, ``debian-security``) and suite, in sources.list's words."""
    absent: frozenset[str] = frozenset()
    """Modules of the rig that cannot be had with it."""

    @property
    def modules(self) -> tuple[str, ...]:
        """Return the modules that the rig loads into it."""
        return tuple(module for module in MODULES if module not in self.absent)

    @property
    def kept(self) -> tuple[str, ...]:
        """Return those and the modules that a test may load into the running Asterisk."""
        return self.modules + tuple(module for module in ON_DEMAND if module not in self.absent)


SID = Release(name="sid", major=22, suites=(("debian", "sid"),))
"""The one that the tests ring on."""

BULLSEYE = Release(
    name="bullseye",
    major=16,
    suites=(("debian", "bullseye"), ("debian-security", "bullseye-security")),
    # Voicemail is a package of its own there, which the mirrors dropped; res_cdrel_custom came with Asterisk 22.
    absent=frozenset({"app_voicemail", "res_cdrel_custom", "cdr_sqlite3_custom", "cdr_pgsql"}),
)
"""The oldest that administrators still run: recordings of it show where it differs."""

RELEASES = {release.name: release for release in (SID, BULLSEYE)}
