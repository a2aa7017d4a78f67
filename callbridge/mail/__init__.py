"""Mail: gives letters to the mail server, and nothing else leaves here.

In: `Letter` values and ``[mail]``. Out: the server's verdict on each, or that it takes none now.
May import: config, app (ports) and below; the only importer of aiosmtplib. One connection, each wait timed.
"""
