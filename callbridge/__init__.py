"""callbridge: call cards for Asterisk. The rooms and the walk through them are told in docs/architecture.md."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("callbridge")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0+source"
