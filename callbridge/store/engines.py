"""Which engine a store URL means."""

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from callbridge.kernel.errors import ConfigError
from callbridge.store.postgres import PostgresEngine
from callbridge.store.sqlite import SqliteEngine
from callbridge.store.worker import Engine


def engine_for(url: str) -> Engine:
    """Return the engine of a store URL: ``sqlite:///file`` or ``postgresql://user:password@host:port/name``."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise ConfigError(mistakes=["store.url: not a database URL"]) from error
    if parsed.drivername == "sqlite" and parsed.database:
        return SqliteEngine(parsed)
    if parsed.drivername in {"postgresql", "postgres"}:
        return PostgresEngine(parsed.set(drivername="postgresql"))
    raise ConfigError(mistakes=["store.url: must begin with sqlite:/// or postgresql://"])
