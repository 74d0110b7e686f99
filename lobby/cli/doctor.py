"""`lobby doctor`: hands over to the room that may know record, hardware and screens."""

from __future__ import annotations

import argparse
import subprocess
import sys

from lobby.cli.say import Say


def doctor(arguments: argparse.Namespace, _: Say) -> None:
    """Look at this machine; leaves with the doctor's own exit code."""
    words = ["--json"] if arguments.json else []
    for name in ("database", "config"):
        if value := getattr(arguments, name):
            words += [f"--{name}", str(value)]
    for subject in arguments.only or ():
        words += ["--only", subject]
    sys.exit(subprocess.run([sys.executable, "-m", "doctor", *words], check=False).returncode)
