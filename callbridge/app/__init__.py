"""App: the use cases. Knows ports and no vendor.

In: call events, operators' commands. Out: cards to push, rows to keep, actions for the PBX, all through ports.py.
May import: kernel, telephony, crm, matching, screenpop.
"""
