"""Screen pop: call events, the match and facts in; cards, who gets them, and wire messages out.

May import: kernel, telephony, crm, matching. Pure: no I/O, clock, random, logging, asyncio.
"""
