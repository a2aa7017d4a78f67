"""Webhooks on the wire: requests to other programs' servers, and to nothing within our own walls.

In: an address, headers and a body. Out: the status of the answer, or why there was none.
May import: app (ports) and below; it knows no database.
"""
