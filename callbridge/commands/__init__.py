"""Commands: what the command line does besides running the daemon, one module a command.

In: options of ``callbridge …``. Out: lines of text and an exit code, through `cli`.
May import: daemon and everything below.
"""
