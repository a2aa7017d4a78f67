"""Matching: a number and the candidates found for it in, one Match with its reason out.

May import: kernel, crm, telephony. Pure: no I/O, clock, random, logging, asyncio.
"""
