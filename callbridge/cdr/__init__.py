"""CDR: reads Asterisk's call detail records where the PBX writes them, and nothing else there.

In: a PBX's ``[pbx.cdr]`` and a window of time. Out: `CdrRow` values, or what is wrong with the source.
May import: config, app (ports) and below. Databases here are other people's: read only, bounded, each wait timed.
"""
