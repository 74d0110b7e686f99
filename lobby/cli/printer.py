"""`lobby printer`: hands over to the room that may know record and hardware."""

from __future__ import annotations

import argparse
import subprocess
import sys

from lobby.cli.say import Say


def printer(arguments: argparse.Namespace, _: Say) -> None:
    """Leaves with the other program's own exit code."""
    words = [arguments.what, *(["--json"] if arguments.json else [])]
    for name in ("config", "mode"):
        if value := getattr(arguments, name):
            words += [f"--{name}", str(value)]
    sys.exit(subprocess.run([sys.executable, "-m", "kiosk.printer_desk", *words], check=False).returncode)
