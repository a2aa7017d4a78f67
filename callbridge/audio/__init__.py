"""Audio: where the PBXs keep the sound of calls; the only room that opens such a file or asks such a server.

In: the facts of a call. Out: its files, and their bytes piece by piece. May import: config, app (ports) and below.

`library` knows every PBX's source: a `folder`, or a server (`http_source` on `http_fetch`); `sound` reads a file's
head. Nobody here knows who may listen: that is app/call_audio.py. Why so: docs/decisions/0013-call-audio.md.
"""
