"""`lobby kiosk-pin`: the PIN that opens a kiosk's staff page, as the line for its lobby.toml."""

from __future__ import annotations

import argparse
import sys
from getpass import getpass

from lobby import slow_hash
from lobby.cli.say import Say
from lobby.config import PIN_LEAST, PIN_MOST
from lobby.errors import Trouble


def kiosk_pin(_: argparse.Namespace, say: Say) -> None:
    """Asked for twice, unseen; piped in, it is one line. The PIN itself is kept nowhere."""
    given = _asked() if sys.stdin.isatty() else sys.stdin.readline().strip()
    if not (given.isascii() and given.isdecimal() and PIN_LEAST <= len(given) <= PIN_MOST and len(set(given)) > 2):
        raise Trouble(
            "weak-pin",
            f"A kiosk's PIN has {PIN_LEAST} to {PIN_MOST} digits, at least three of them different. Nothing was made.",
        )
    line = f'pin = "{slow_hash.kept(given)}"'
    say.done(f"Write this below [kiosk] in the kiosk's lobby.toml:\n{line}", line=line)


def _asked() -> str:
    given = getpass("PIN: ")
    if getpass("Once more: ") != given:
        raise Trouble("pins-differ", "These were two different PINs. Nothing was made. Try again.")
    return given
