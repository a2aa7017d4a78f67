from callbridge.audio.disk import AudioDisk
from callbridge.kernel.text import Phrase


def test_the_disk_of_calls_audio_tells_of_itself_in_codes_of_audio() -> None:
    disk = AudioDisk(5)
    told = [disk.failed(PermissionError(13, "Permission denied")), disk.failed(TimeoutError()), disk.busy()]
    assert [(error.code, error.params) for error in told] == [
        ("audio.folder", {"reason": Phrase("system.denied")}),
        ("audio.folder", {"reason": Phrase("system.timeout")}),
        ("audio.busy", {}),
    ]
    assert disk.changed().code == "audio.changed"
