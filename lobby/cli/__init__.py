"""The `lobby` command: everything that can be done and asked, from the shell, for people and (`--json`) for machines.

Exit codes: 0 done, 1 trouble, 2 wrong usage, 3 refused by a rule.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from lobby.cli.arguments import parser
from lobby.cli.say import Say
from lobby.errors import Refused, Trouble

DONE, TROUBLE, USAGE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 130


class _Unforeseen(Trouble):
    def __init__(self, error: Exception) -> None:
        super().__init__(
            "unforeseen",
            f"Something went wrong that Lobby does not know ({type(error).__name__}: {error}). "
            "What was answered before is safe. Try again; if it stays so, please report this line.",
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and tell its exit code."""
    _prepare_streams()
    arguments = parser().parse_args(argv)
    say = Say(getattr(arguments, "json", False))
    try:
        arguments.run(arguments, say)
    except Refused as refused:
        say.refused(refused)
        return REFUSED
    except (LookupError, ValueError) as wrong:
        say.wrong(str(wrong.args[0]) if wrong.args else str(wrong))
        return USAGE
    except Trouble as trouble:
        say.trouble(trouble)
        return TROUBLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output went away; Python would complain once more while closing
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # noqa: BLE001  a person at a shell gets a sentence, never a traceback
        say.trouble(_Unforeseen(error))
        return TROUBLE
    return DONE


def _prepare_streams() -> None:
    """Hanzi go out as UTF-8 where output is read by a program, and never stop a person's console."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
