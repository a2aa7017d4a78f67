"""Telephony: AMI events in, call events out.

In: :class:`AmiEvent` with the instant it arrived, and the snapshot after a (re)connect. Out: a list of call events.
May import: kernel. Pure: no I/O, clock, random, logging, asyncio. Never raises on what Asterisk sends.
"""
