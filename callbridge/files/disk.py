"""What is told of a disk with attached files."""

from callbridge.disk import Disk
from callbridge.kernel.errors import FilesUnavailable
from callbridge.kernel.system_words import is_full, system_words


class FilesDisk(Disk):
    """The disk on which attached files come, and on which they may stay."""

    places = 128
    """More than the files that app/files.py lets be on their way."""

    def failed(self, error: OSError) -> FilesUnavailable:
        """Return what the system said; a full disk has a code of its own."""
        if is_full(error):
            return FilesUnavailable("files.disk_full")
        return FilesUnavailable(reason=system_words(error))

    def busy(self) -> FilesUnavailable:
        """Return that too many files are on their way."""
        return FilesUnavailable("files.busy")

    def changed(self) -> FilesUnavailable:
        """Return that what it holds is not there whole."""
        return FilesUnavailable("files.missing")
