"""How much memory a process holds now, asked of the system it runs on."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path


def megabytes(pid: int) -> float:
    """Resident memory, in units of a million bytes. Raises OSError when the process is gone."""
    if sys.platform == "win32":
        return _from_tasklist(pid)
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
        return int(held.split()[1]) * 1024 / 1e6
    asked = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(asked.stdout) * 1024 / 1e6


def _from_tasklist(pid: int) -> float:
    """Its last column is the working set in kilobytes, written as people write it."""
    words = ["tasklist", "/FI", f"PID eq {pid}", "/FO", "CSV", "/NH"]
    asked = subprocess.run(words, capture_output=True, text=True, check=True)
    (line,) = csv.reader(asked.stdout.splitlines())
    return int("".join(filter(str.isdigit, line[-1]))) * 1024 / 1e6
