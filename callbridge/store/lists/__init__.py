"""Lists of every kind of record: one engine that makes SQL from an `Entity` and its binding to columns.

In: `ListQuery` values and where a page begins. Out: rows, totals, counts of tabs; views and columns that are kept.
A page costs the same wherever it lies: `engine.py` tells how.
"""
