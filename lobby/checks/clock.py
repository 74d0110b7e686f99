"""Whether this machine's clock can be believed: against the newest line of the journal, and by the system's word."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys

from lobby.checks import look
from lobby.checks.finding import Case, Findings, Subject

clock = Subject("clock")
BEGAN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""Before this program was: a battery is empty."""
SLACK = dt.timedelta(seconds=5)
LONG = dt.timedelta(days=60)
PATIENCE = 10.0
ADVICE = "set date, time and time zone of this machine, and let NTP keep them (docs/deployment.md)"


def check(case: Case) -> Findings:
    now = case.clock.now()
    words = f"{now.astimezone():%Y-%m-%d %H:%M:%S %z}"
    newest = look.newest_line(case)
    if now < BEGAN:
        yield clock.fault(f"{words} can't be true", ADVICE)
    elif newest is not None and now + SLACK < newest:
        yield clock.fault(f"{words} is {_span(newest - now)} before the newest entry of the record", ADVICE)
    elif newest is not None and now - newest > LONG:
        yield clock.warning(f"{words} is {_span(now - newest)} after the newest entry of the record", ADVICE)
    else:
        yield clock.ok(words)
    yield from _kept_by_network()


def _kept_by_network() -> Findings:
    told = _told()
    if told is None:
        return
    if told:
        yield clock.ok("kept right by the network (NTP)")
    else:
        yield clock.warning(
            "not kept right by the network (NTP)", "timedatectl set-ntp true, and a server that it reaches"
        )


def _told() -> bool | None:
    """What the system says of NTP; None where it says nothing."""
    if sys.platform == "win32" or not shutil.which("timedatectl"):
        return None
    command = ("timedatectl", "show", "--property=NTPSynchronized", "--value")
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return None
    return {"yes": True, "no": False}.get(said)


def _span(span: dt.timedelta) -> str:
    return f"{span.days} days" if span.days else f"{span.seconds} s"
