"""A kiosk at the far end of a cable: the program that `proofs.frozen` runs in a network namespace.

    python -m proofs.far_guest URL TOKEN PIN FILE

It writes a letter into FILE for each ticket that it got.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lobby.access import Badge
from lobby.commands import TakeTicket
from lobby.errors import Trouble
from lobby.remote import RemoteLobby
from proofs.branch import EVERYWHERE


def main(url: str, token: str, pin: str, file: Path) -> None:
    door = RemoteLobby(url, Badge(token), pin)
    with file.open("a", buffering=1) as paper:
        while True:
            try:
                door.do(TakeTicket(EVERYWHERE))
            except Trouble:
                continue
            paper.write(".")
            paper.flush()


if __name__ == "__main__":
    host, secret, known_by, paper = sys.argv[1:5]
    main(host, secret, known_by, Path(paper))
