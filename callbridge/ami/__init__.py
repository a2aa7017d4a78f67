"""AMI: the shell around Asterisk's manager interface and the only importer of panoramisk.

In: bytes. Out: LinkUp, LinkDown and Heard in the bounded inbox; actions with one answer each.
May import: app (ports) and below.

`supervisor` keeps one PBX's link, made of `connection`, `protocol`, `framing` and `action`; `commands` and `check`
act on it;
`capture` writes recordings (`recording*`), `anonymise` disguises them, `replay` reads them, `replay_server` plays them;
`simulator*` is the PBX of the demo and the benches. Why so: docs/decisions/0002-ami.md.
"""
