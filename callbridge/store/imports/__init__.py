"""Imports of files: their rows kept until they are written, written in short transactions, and taken back.

In: rows that crm.import_row has read. Out: records, what became of each row, what undoing could not take back.
People and organizations, of which there are many, are written by statements over many rows (`directory_rows.py`), and
put away so (`putting_away.py`); other kinds by the record service, row by row.
"""
