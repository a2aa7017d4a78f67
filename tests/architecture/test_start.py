"""What few installations use does not delay the start of all."""

import json
import subprocess
import sys

from tests.architecture.tree import ROOT

RARELY_USED = ("aiomysql", "httpx", "pymysql", "reportlab")


def test_the_daemon_starts_without_what_few_use() -> None:
    loaded = f"import json, sys, callbridge.daemon; print(json.dumps([n for n in {RARELY_USED} if n in sys.modules]))"
    told = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, check=True, capture_output=True, timeout=120)
    assert json.loads(told.stdout) == []
