"""The round through all subjects: each has its time, and one that hangs or breaks keeps none of the others."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping

from doctor import fonts, printer, readers, screen, sound
from lobby.checks import backups, certificates, clock, database, host, keys, wiring
from lobby.checks.finding import Case, Finding, Findings, Found, Level, Subject

Check = Callable[[Case], Findings]

CHECKS: Mapping[str, Check] = {
    "config": wiring.check,
    "database": database.check,
    "keys": keys.check,
    "clock": clock.check,
    "host": host.check,
    "certificate": certificates.check,
    "backups": backups.check,
    "printer": printer.check,
    "card reader": readers.check,
    "screen": screen.check,
    "fonts": fonts.check,
    "sound": sound.check,
}
PATIENCE = 60.0
"""Seconds for one subject: a large record takes some, a network drive that is gone takes for ever."""


def findings(case: Case, only: Iterable[str] = ()) -> Iterator[Finding]:
    for name in list(only) or CHECKS:
        yield from _in_time(Subject(name), CHECKS[name], case)


def worst(found: Iterable[Finding]) -> Level:
    order = list(Level)
    return max((finding.level for finding in found), key=order.index, default=Level.OK)


def _in_time(subject: Subject, check: Check, case: Case) -> Iterator[Finding]:
    found: queue.SimpleQueue[Finding | None] = queue.SimpleQueue()
    threading.Thread(target=_run, args=(subject, check, case, found), daemon=True).start()
    while True:
        try:
            finding = found.get(timeout=PATIENCE)
        except queue.Empty:
            yield subject.fault(
                f"did not answer within {PATIENCE:.0f} s", "look whether a network drive or a device hangs"
            )
            return
        if finding is None:
            return
        yield finding


def _run(subject: Subject, check: Check, case: Case, found: queue.SimpleQueue[Finding | None]) -> None:
    try:
        for finding in check(case):
            found.put(finding)
    except Found as last:
        found.put(last.finding)
    except Exception as error:  # noqa: BLE001  one broken check keeps none of the others
        found.put(subject.fault(f"could not be looked at ({type(error).__name__}: {error})", "report this line"))
    finally:
        found.put(None)
