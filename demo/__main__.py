"""The demo as a program, started by `lobby demo`. Built in this order: record and clock, faces, people."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from lobby.cli.arguments import pace
from lobby.errors import Refused, Trouble


def main(argv: Sequence[str] | None = None) -> int:
    """With windows until they are closed; offscreen until the script is played."""
    said = _arguments(argv)
    if said.offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from demo.glass import Stuck  # Qt reads its platform when it is first loaded
    from demo.live import live
    from demo.offscreen import offscreen

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # leave through the doors: the throw-away record goes too
    with tempfile.TemporaryDirectory(prefix="lobby-demo-", ignore_cleanup_errors=True) as folder:
        try:
            if said.offscreen:
                offscreen(Path(folder), said.out, said.seed)
            else:
                live(Path(folder), said.pace, said.seed)
        except (Stuck, Trouble, Refused, OSError) as error:
            print(f"demo: {error}", file=sys.stderr)
            return 1
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="demo", description=__doc__)
    parser.add_argument("--offscreen", action="store_true")
    parser.add_argument("--pace", type=pace, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("demo-output"))
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
