"""Connections of aiosqlite that leave no thread behind when the file cannot be opened."""

import asyncio
import sqlite3
from typing import Any

import aiosqlite


async def connect_sqlite(database: str, **options: Any) -> aiosqlite.Connection:
    """Open a file as `aiosqlite.connect` does with ``options``; raises sqlite3.Error.

    A connect that fails tells its thread to end and does not wait for it: the thread then speaks to a loop that may be
    closed meanwhile, and falls. `_thread` is private: tests/test_sqlite_thread.py holds what is relied upon.
    """
    connection = aiosqlite.connect(database, **options)
    try:
        return await connection
    except sqlite3.Error:
        await asyncio.to_thread(connection._thread.join)  # noqa: SLF001
        raise
