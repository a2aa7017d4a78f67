"""Kernel: the words every other room speaks.

In: nothing. Out: ids, errors, the clock protocol, phone numbers, text in two languages.
May import: the standard library and ``phonenumbers``. Pure: no I/O, clock, random, logging, asyncio.
"""
