"""`lobby up` and `lobby demo`: starting the faces on this machine."""

from __future__ import annotations
import argparse
from lobby.cli.say import Say


def up(arguments: argparse.Namespace, say: Say) -> None:
    raise NotImplementedError


demo = up
