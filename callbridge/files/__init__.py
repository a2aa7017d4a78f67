"""Files: where the bytes of attached files are kept; the only room that opens one or asks such a storage.

In: pieces of a file as they come, or a key. Out: its hash and head, or its bytes piece by piece. May import: config,
app (ports) and below.

`spool` receives, `folder` and `s3` keep, `storage` chooses between them by the configuration; `sigv4` signs requests.
Nobody here knows whose a file is or who may see it: that is app/files.py. Why so: docs/decisions/0022-files.md.
"""
