"""Several processes at work on one record at the same moment, each telling at the end what it was answered."""

from __future__ import annotations

import multiprocessing
import sys
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from typing import Any

PATIENCE = 7200.0
Work = Callable[..., object]


def processes() -> BaseContext:
    """New processes that share nothing with this one; where the system can, copies of one that has loaded the lobby."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["lobby.local"])
    return context


def together(work: Work, arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
    """What `work` answers in a process for each of `arguments`; all begin in the same moment."""
    context = processes()
    start = context.Barrier(len(arguments))
    ends = [_begin(context, start, work, given) for given in arguments]
    answers = []
    for end, process in ends:
        if not end.poll(PATIENCE):
            raise TimeoutError("a process does not answer")
        answers.append(end.recv())
        process.join()
    for answer in answers:
        if isinstance(answer, BaseException):
            raise answer
    return answers


def _begin(context: BaseContext, start: Barrier, work: Work, given: tuple[Any, ...]) -> tuple[Connection, BaseProcess]:
    mine, theirs = context.Pipe(duplex=False)
    process: BaseProcess = context.Process(target=_live, args=(start, theirs, work, given), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    return mine, process


def _live(start: Barrier, pipe: Connection, work: Work, given: tuple[Any, ...]) -> None:
    start.wait()
    try:
        pipe.send(work(*given))
    except Exception as error:  # noqa: BLE001 - told to whoever waits for the answer
        pipe.send(RuntimeError("".join(traceback.format_exception(error))))
    pipe.close()
