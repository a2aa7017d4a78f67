"""Which engine a store URL means."""

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from callbridge.config import STORE_BEGINNINGS
from callbridge.kernel.errors import ConfigError
from callbridge.kernel.text import Phrase
from callbridge.store.postgres import PostgresEngine
from callbridge.store.sqlite import SqliteEngine
from callbridge.store.worker import Engine


def engine_for(url: str) -> Engine:
    """Return the engine of a store URL: ``sqlite:///file`` or ``postgresql://user:password@host:port/name``."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise ConfigError(mistakes=[Phrase("config.not_database", place="store.url")]) from error
    if parsed.drivername == "sqlite" and parsed.database:
        return SqliteEngine(parsed)
    if parsed.drivername in {"postgresql", "postgres"}:
        return PostgresEngine(parsed.set(drivername="postgresql"))
    beginnings = {"beginnings": ", ".join(STORE_BEGINNINGS)}
    raise ConfigError(mistakes=[Phrase("config.begins_with", beginnings, "store.url")])


def place_of(url: str) -> str:
    """Return where a store URL leads, for people: the whole path of a file, or the URL without its password."""
    parsed = engine_for(url).url
    if parsed.drivername == "sqlite":
        return str(Path(parsed.database or "").absolute())
    return parsed.render_as_string(hide_password=True)
