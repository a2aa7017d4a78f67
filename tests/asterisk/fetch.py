"""Fetch Asterisk from Debian (22 of sid, 16 of bullseye) through the mirror that this machine's apt already uses.

Nothing is installed: apt works in folders of its own (no root), checks the signature and the checksums, and
the packages are unpacked, C library included, so that the host's versions do not matter. Only what the rig
loads is kept. The copy runs through its own dynamic loader, see `Installation.command`.
"""

import contextlib
import fcntl
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.asterisk.release import PACKAGES, RELEASES, SID, Release
from tests.support.parts import PartMissing

RECIPE = 1
"""Raise when what is kept changes, so that older copies are not used."""

TRIPLETS = {"x86_64": "x86_64-linux-gnu", "aarch64": "aarch64-linux-gnu"}
LOADERS = {"x86_64": "ld-linux-x86-64.so.2", "aarch64": "ld-linux-aarch64.so.1"}
KEYRINGS = ("/usr/share/keyrings/debian-archive-keyring.gpg", "/usr/share/keyrings/debian-archive-keyring.pgp")
OPENED_AT_RUN_TIME = (
    "nss/*.so",
    "libsoftokn3.so",
    "libfreebl*.so",
    "libnssutil3.so",
    "libnssdbm3.so",
    "ossl-modules/*.so",
)
"""Libraries that no NEEDED list names: modules of NSS (the cryptography of SRTP) and of OpenSSL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """A self-contained copy of Asterisk below one folder."""

    root: Path

    @property
    def libraries(self) -> Path:
        return self.root / "usr/lib" / TRIPLETS[platform.machine()]

    @property
    def modules(self) -> Path:
        found = self.libraries / "asterisk/modules"
        return found if found.is_dir() else self.root / "usr/lib/asterisk/modules"  # bullseye's place

    @property
    def share(self) -> Path:
        return self.root / "usr/share/asterisk"

    def has(self, module: str) -> bool:
        """Say whether this Asterisk has a module (``app_dial``)."""
        return (self.modules / f"{module}.so").is_file()

    def command(self, program: str, *arguments: str) -> list[str]:
        """Return the argv that runs a program of the copy (``usr/sbin/asterisk``) with the copy's own libraries."""
        return [
            str(self.libraries / LOADERS[platform.machine()]),
            "--library-path",
            f"{self.libraries}:{self.root / 'usr/lib'}",
            str(self.root / program),
            *arguments,
        ]


def ensure_asterisk(release: Release = SID) -> Path:
    """Return the folder of the cached copy, fetching it first when it is not there (about 20 seconds).

    Raises PartMissing, with the reason in plain words, where it cannot be had.
    """
    home = _home(release)
    cache = home.parent
    if home.is_dir():
        return home
    if platform.machine() not in TRIPLETS:
        raise PartMissing(f"no Asterisk is fetched for {platform.system()} on {platform.machine()}")
    _need_programs("apt-get", "apt-config", "dpkg-deb", "tar")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with _locked(cache / "asterisk.lock"):
            if not home.is_dir():
                _build(release, cache, home)
    except OSError as error:
        raise PartMissing(f"Asterisk could not be kept below {cache}: {error}") from error
    return home


def is_fetched(release: Release) -> bool:
    """Say whether the copy is here already."""
    return _home(release).is_dir()


def _home(release: Release) -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "callbridge"
    digest = hashlib.sha256(" ".join([str(RECIPE), *PACKAGES, *release.kept]).encode()).hexdigest()[:8]
    return cache / f"asterisk-{release.major}-{digest}"


def _build(release: Release, cache: Path, home: Path) -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="asterisk-", dir=cache) as name:
        work = Path(name)
        full, slim = Installation(root=work / "full"), Installation(root=work / "slim")
        _download(release, work / "apt")
        _unpack(work / "apt/archives", full.root)
        _say("Asterisk: keeping what the tests load")
        _slim(release, full, slim)
        version = _run(slim.command("usr/sbin/asterisk", "-V")).strip()
        if f"Asterisk {release.major}." not in version:
            told = f"Debian's {release.name} now has {version}"
            raise PartMissing(f"{told}, the tests are written for Asterisk {release.major}")
        slim.root.rename(home)
    _say(f"{version} is ready after {time.monotonic() - began:.0f} s in {home}")


def _download(release: Release, work: Path, packages: tuple[str, ...] = PACKAGES) -> None:
    """Let apt resolve, download and verify the packages and all they need, as if nothing were installed."""
    mirror, keyring = _mirror(), _keyring()
    for folder in ("lists/partial", "cache/archives/partial", "etc", "archives/partial"):
        (work / folder).mkdir(parents=True)
    (work / "status").touch()
    (work / "sources.list").write_text(_sources(release, mirror, keyring), encoding="utf-8")
    (work / "apt.conf").write_text(_apt_conf(work), encoding="utf-8")
    environment = {**os.environ, "APT_CONFIG": str(work / "apt.conf"), "LC_ALL": "C"}
    _say(f"reading the package lists of {mirror}")
    try:
        _run(["apt-get", "-qq", "update"], environment)
    except PartMissing as failed:
        raise PartMissing(f"{mirror} has no Debian {release.name} for us (any more): {failed}") from failed
    _say(f"downloading {packages[0]} and its libraries")
    _run(["apt-get", "-qq", "-y", "--download-only", "install", *packages], environment)


def _sources(release: Release, mirror: str, keyring: str) -> str:
    site = mirror.rstrip("/").removesuffix("debian")
    return "".join(f"deb [signed-by={keyring}] {site}{archive} {suite} main\n" for archive, suite in release.suites)


def _apt_conf(work: Path) -> str:
    """Return a configuration of our own that keeps the machine's way to the network (proxies) and nothing else."""
    network = [
        line
        for line in _run(["apt-config", "dump"]).splitlines()
        if line.startswith("Acquire::") and not line.startswith(("Acquire::IndexTargets", "Acquire::Languages"))
    ]
    own = [
        'Dir::Etc::parts "/dev/null";',
        'Dir::Etc::main "/dev/null";',
        f'Dir::Etc::sourcelist "{work / "sources.list"}";',
        'Dir::Etc::sourceparts "/dev/null";',
        'Dir::Etc::preferences "/dev/null";',
        'Dir::Etc::preferencesparts "/dev/null";',
        f'Dir::State "{work}";',
        f'Dir::State::lists "{work / "lists"}";',
        f'Dir::State::status "{work / "status"}";',
        f'Dir::Cache "{work / "cache"}";',
        f'Dir::Cache::archives "{work / "archives"}";',
        'APT::Install-Recommends "false";',
        'APT::Sandbox::User "";',
        'Acquire::Languages "none";',
        'Acquire::Retries "3";',
        'Debug::NoLocking "true";',
    ]
    return "\n".join([*network, *own, ""])


def _mirror() -> str:
    sites = _run(["apt-get", "indextargets", "--format", "$(SITE)"]).split()
    debian = [site for site in dict.fromkeys(sites) if re.search(r"/debian/?$", site)]
    if not debian:
        raise PartMissing("Asterisk is fetched through apt, and this machine's apt has no Debian mirror")
    return debian[0]


def _keyring() -> str:
    for name in KEYRINGS:
        if Path(name).exists():
            return name
    raise PartMissing("Asterisk is fetched through apt, and the package debian-archive-keyring is not installed")


def _unpack(archives: Path, root: Path) -> None:
    debs = sorted(archives.glob("*.deb"))
    _say(f"unpacking {len(debs)} packages")
    for folder in ("bin", "sbin", "lib", "lib64"):  # merged /usr first, so that packages with /lib paths land there
        (root / "usr" / folder).mkdir(parents=True)
        (root / folder).symlink_to(f"usr/{folder}")
    for deb in debs:
        with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE) as archive:
            tar = ["tar", "-x", "-C", str(root), "--no-same-owner", "--no-same-permissions", "--keep-directory-symlink"]
            subprocess.run(tar, stdin=archive.stdout, check=True)
        if archive.returncode:
            raise PartMissing(f"{deb.name} could not be unpacked")


def _slim(release: Release, full: Installation, slim: Installation) -> None:
    wanted = [full.root / "usr/sbin/asterisk", full.root / "usr/bin/openssl"]
    wanted += [full.modules / f"{module}.so" for module in release.kept]
    for pattern in OPENED_AT_RUN_TIME:
        wanted += full.libraries.glob(pattern)
    absent = [path.name for path in wanted if not path.exists()]
    if absent:
        raise PartMissing(f"Debian's Asterisk no longer has {', '.join(absent)}")
    loader = full.libraries / LOADERS[platform.machine()]
    for path in {loader, *wanted, *_libraries_of(full, wanted)}:
        target = slim.root / path.relative_to(full.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    for folder in ("documentation", "sounds"):
        shutil.copytree(full.share / folder, slim.share / folder, symlinks=True)


def _libraries_of(full: Installation, programs: list[Path]) -> set[Path]:
    """Ask the copy's own loader which libraries the programs need."""
    found: set[Path] = set()
    for program in programs:
        relative = str(program.relative_to(full.root))
        loader, *options = full.command(relative)
        listed = _run([loader, "--list", *options], check=False)
        found |= {Path(os.path.normpath(path)) for path in re.findall(r"=> (/\S+)", listed)}
    return {path for path in found if path.is_relative_to(full.root)}


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _need_programs(*names: str) -> None:
    missing = [name for name in names if shutil.which(name) is None]
    if missing:
        raise PartMissing(f"Asterisk is fetched through apt, and this machine lacks {', '.join(missing)}")


def _run(command: list[str], environment: dict[str, str] | None = None, *, check: bool = True) -> str:
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if check and done.returncode:
        reason = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise PartMissing(f"{' '.join(command[:3])} failed: {reason[-1] if reason else done.returncode}")
    return done.stdout


def _say(text: str) -> None:
    print(f"==> {text}", file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    try:
        print(ensure_asterisk(RELEASES[sys.argv[1]] if sys.argv[1:] else SID))  # noqa: T201
    except PartMissing as missing:
        sys.exit(f"Asterisk is missing: {missing}")
