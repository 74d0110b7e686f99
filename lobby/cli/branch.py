"""`lobby branch`: the set-up of a branch that works already, as a file to read, change and give back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from lobby.cli.door import opened
from lobby.cli.say import Say
from lobby.commands import ChangeSetup
from lobby.errors import Trouble
from lobby.model import Branch
from lobby.queries import PastSetup, Setup, SetupVersions
from lobby.setup_changes import changes
from lobby.setup_file import read_branch
from resources import icons

if TYPE_CHECKING:
    from lobby.api import Lobby

    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]

LONGEST = 60
"""Of a value, as it is shown."""


def verbs(whole: Verbs, common: argparse.ArgumentParser) -> None:
    """Add the verb to the command line's grammar."""
    branch = whole.add_parser("branch", help="change the set-up of a working branch").add_subparsers(
        metavar="VERB", required=True
    )
    show = branch.add_parser("show", parents=[common], help="the set-up as a file (docs/branch-file.md)")
    show.add_argument("--version", type=int, metavar="N", help="as an earlier version had it")
    show.add_argument("--out", type=Path, metavar="FILE", help="write it there, where nothing is yet")
    show.set_defaults(run=show_branch)

    change = branch.add_parser("change", parents=[common], help="set the branch up as a file says, at once")
    change.add_argument("file", type=Path, metavar="FILE")
    change.set_defaults(run=change_branch)

    back = branch.add_parser("back", parents=[common], help="set the branch up as an earlier version had it")
    back.add_argument("version", type=int, metavar="N")
    back.set_defaults(run=go_back)
    for verb in (change, back):
        verb.add_argument("--check", action="store_true", help="only say what would change")

    versions = branch.add_parser("versions", parents=[common], help="since when each version holds")
    versions.set_defaults(run=list_versions)


def show_branch(arguments: argparse.Namespace, say: Say) -> None:
    from lobby.setup_text import branch_text  # the writer of TOML loads only here

    with opened(arguments) as lobby:
        branch = lobby.ask(PastSetup(arguments.version) if arguments.version is not None else Setup())
    text = branch_text(branch)
    if arguments.out is None and say.as_json:
        say.answer(branch)
    elif arguments.out is None:
        print(text, end="")
    else:
        _write(arguments.out, text)
        words = f"Wrote version {branch.version} to {arguments.out}."
        say.done(f"{words} Change it there, then: lobby branch change {arguments.out}", version=branch.version)


def _write(file: Path, text: str) -> None:
    try:
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except FileExistsError as error:
        raise Trouble("file-exists", f"{file} is there already and was left as it is. Name another file.") from error
    except OSError as error:
        words = f"{file} can't be written ({error.strerror or error}). Nothing was changed. Name another place."
        raise Trouble("not-written", words) from error


def change_branch(arguments: argparse.Namespace, say: Say) -> None:
    new = read_branch(arguments.file, icons.names())
    with opened(arguments) as lobby:
        _turn_to(lobby, new, arguments.check, say)


def go_back(arguments: argparse.Namespace, say: Say) -> None:
    with opened(arguments) as lobby:
        _turn_to(lobby, lobby.ask(PastSetup(arguments.version)), arguments.check, say)


def _turn_to(lobby: Lobby, new: Branch, only_check: bool, say: Say) -> None:
    present = lobby.ask(Setup())
    changed = changes(present, new)
    lines = [f"  {key}: {_told(before)} -> {_told(after)}" for key, (before, after) in sorted(changed.items())]
    if not changed:
        words = f"Nothing differs from version {present.version}; nothing was changed."
    elif only_check:
        words = "\n".join([f"This would change version {present.version}:", *lines, "Nothing was changed."])
    else:
        version = lobby.do(ChangeSetup(new, present.version))
        back = f"The way back: lobby branch back {present.version}"
        words = "\n".join([f"The branch is set up as version {version} from now on:", *lines, back])
        present = lobby.ask(Setup())
    say.done(words, version=present.version, changed=sorted(changed))


def _told(value: object) -> str:
    """A value in few words; what is not there as nothing."""
    words = "(none)" if value is None else str(value)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def list_versions(arguments: argparse.Namespace, say: Say) -> None:
    with opened(arguments) as lobby:
        versions, branch = lobby.ask(SetupVersions()), lobby.ask(Setup())
    if say.as_json:
        say.answer(versions)
        return
    from zoneinfo import ZoneInfo

    here = ZoneInfo(branch.timezone)
    print("\n".join(f"{each.version:>6}  since {each.since.astimezone(here):%Y-%m-%d %H:%M}" for each in versions))
