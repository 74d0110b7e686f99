"""Every proof in its short setting: the promise holds, and the command says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALONE = sorted(path.stem for path in (ROOT / "proofs").glob("*.py") if "main(prove" in path.read_text("utf-8"))
PROOFS = [(name,) for name in ALONE] + [(name, "--way", "https") for name in ("calls", "kills")]


@pytest.mark.skipif(sys.platform == "win32", reason="the proofs kill, stop and unplug as POSIX does")
@pytest.mark.parametrize("words", PROOFS, ids=" ".join)
def test_the_promise_holds(words: tuple[str, ...]) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", f"proofs.{words[0]}", *words[1:]],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].startswith(("holds:", "not tried here:"))
