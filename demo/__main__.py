"""The demo as a program, started by `lobby demo`. Built in this order: record and clock, faces, people."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from lobby.errors import Refused, Trouble


def main(argv: Sequence[str] | None = None) -> int:
    """With windows until they are closed; offscreen until the script is played."""
    said = _arguments(argv)
    if said.offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from demo.glass import Stuck  # Qt reads its platform when it is first loaded
    from demo.live import live
    from demo.offscreen import offscreen

    folder = Path(tempfile.mkdtemp(prefix="lobby-demo-"))
    try:
        if said.offscreen:
            offscreen(folder, said.out, said.seed)
        else:
            live(folder, said.pace, said.seed)
    except (Stuck, Trouble, Refused) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="demo", description=__doc__)
    parser.add_argument("--offscreen", action="store_true")
    parser.add_argument("--pace", type=_pace, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("demo-output"))
    return parser.parse_args(argv)


def _pace(text: str) -> float:
    pace = float(text)
    if not 0.1 <= pace <= 1000:
        raise argparse.ArgumentTypeError(f"{text} is not a pace from 0.1 to 1000")
    return pace


if __name__ == "__main__":
    sys.exit(main())
