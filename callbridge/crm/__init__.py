"""CRM: the commercial rules: directory, campaigns, interests (leads), activities.

In: what the operator entered and the dictionaries. Out: validated values and what must be written.
May import: kernel. Pure: no I/O, clock, random, logging, asyncio.
"""
