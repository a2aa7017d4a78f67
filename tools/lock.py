"""Resolves the Python packages for Python 3.11 and newer, on every system, and writes `locks/*.txt`.

The files hold hashes and no index address. One resolution covers all groups, so a package has the same version in
each file. `python tools/lock.py --upgrade` takes newer versions.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "locks"
UV = Path(sys.executable).parent / "uv"
GROUPS = ("build", "test", "check")
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--no-annotate",
    "--quiet",
)


def main(arguments: Sequence[str]) -> None:
    """Write the lock files; arguments go to uv."""
    with tempfile.TemporaryDirectory() as folder:
        everything = Path(folder) / "all.txt"
        # what is locked now is uv's first choice
        everything.write_text("".join(path.read_text() for path in sorted(LOCKS.glob("*.txt"))))
        groups = [f"--group={group}" for group in GROUPS]
        compile_lock("pyproject.toml", *groups, *arguments, output=everything)
        compile_lock("pyproject.toml", f"--constraints={everything}", output=LOCKS / "runtime.txt")
        for group in GROUPS:
            compile_lock(
                f"--group=pyproject.toml:{group}", f"--constraints={everything}", output=LOCKS / f"{group}.txt"
            )


def compile_lock(*what: str, output: Path) -> None:
    """Resolve once and write one file."""
    subprocess.run([UV, "pip", "compile", *OPTIONS, *what, f"--output-file={output}"], check=True, cwd=ROOT)


if __name__ == "__main__":
    main(sys.argv[1:])
