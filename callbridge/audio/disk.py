"""What is told of a disk with calls' audio (NFS, often)."""

from callbridge.disk import Disk
from callbridge.kernel.errors import AudioUnavailable
from callbridge.kernel.system_words import system_words


class AudioDisk(Disk):
    """The disk of one PBX's audio."""

    def failed(self, error: OSError) -> AudioUnavailable:
        """Return what the system said."""
        return AudioUnavailable("audio.folder", reason=system_words(error))

    def busy(self) -> AudioUnavailable:
        """Return that too many look into it."""
        return AudioUnavailable("audio.busy")

    def changed(self) -> AudioUnavailable:
        """Return that the file is another one now."""
        return AudioUnavailable("audio.changed")
