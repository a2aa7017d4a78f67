"""AMI: the shell around Asterisk's manager interface and the only importer of panoramisk.

In: bytes. Out: LinkUp, LinkDown and Heard in the bounded inbox; actions with one answer each.
May import: app (ports) and below.
"""
