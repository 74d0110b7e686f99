"""`lobby audit`: the journal held to its chain, and the slip that closes a day."""

from __future__ import annotations

import argparse

from lobby.cli.door import opened
from lobby.cli.say import Say
from lobby.errors import Trouble
from lobby.model import Audit, Finding, FindingKind, Slip
from lobby.queries import ClosingSlip, VerifyJournal

FOUND = {
    FindingKind.CHANGED: "not what was written",
    FindingKind.MISSING: "missing",
    FindingKind.INSERTED: "put in later",
    FindingKind.REORDERED: "in another order than the one in which they were written",
}
ENDS = {
    FindingKind.CUT: "its last lines are not there",
    FindingKind.OTHER_SLIP: "its lines do not lead to the head on the slip; they were cut off, or all written anew",
}


def verify(arguments: argparse.Namespace, say: Say) -> None:
    """Exit code 1 where anything is found."""
    with opened(arguments) as lobby:
        audit = lobby.ask(VerifyJournal(arguments.day, arguments.head))
    if not audit.sound:
        raise _Tampered(audit)
    slip = f" The slip was printed at line {audit.slip_line}." if audit.slip_line else ""
    say.done(
        f"Sound: {audit.lines} lines of {audit.days} days follow one another as they were written.{slip}",
        sound=True,
        lines=audit.lines,
        days=audit.days,
        head=audit.head,
        slip_line=audit.slip_line,
    )


class _Tampered(Trouble):
    def __init__(self, audit: Audit) -> None:
        told = "".join(f"\n  {_sentence(finding)}" for finding in audit.findings)
        super().__init__(
            "journal-tampered",
            f"The journal is not as it was written; looked at {audit.lines} lines:{told}\n"
            "Keep this record as it is, tell your auditors, and compare it with the backups of those days.",
            sound=False,
            lines=audit.lines,
            findings=[
                {"kind": f.kind, "day": f.day and f.day.isoformat(), "first": f.first, "last": f.last}
                for f in audit.findings
            ],
        )


def _sentence(finding: Finding) -> str:
    day = finding.day or "outside any day"
    if finding.kind in ENDS:
        return f"{day}: {ENDS[finding.kind]}"
    one = finding.first == finding.last
    lines = f"line {finding.first} is" if one else f"lines {finding.first} to {finding.last} are"
    return f"{day}: {lines} {FOUND[finding.kind]}"


def slip(arguments: argparse.Namespace, say: Say) -> None:
    """The slip's words, for a branch whose kiosk can't print it."""
    with opened(arguments) as lobby:
        found = lobby.ask(ClosingSlip(arguments.day))
    if say.as_json:
        say.answer(found)
    else:
        say.done("\n".join(_lines(found)))


def _lines(slip: Slip) -> list[str]:
    figures, closed = slip.figures, slip.closed_at
    return [
        f"Closing slip of {slip.day}, branch {slip.branch}",
        f"opened {slip.opened_at.astimezone():%H:%M}, "
        + (f"closed {closed.astimezone():%H:%M}" if closed else "STILL OPEN: the head changes with every line"),
        f"{figures.issued} tickets: {figures.served} served, {figures.no_show} did not come, "
        f"{figures.abandoned} left, {figures.diverted} diverted, {slip.closed_out} closed out",
        f"{slip.lines} lines in the journal, head:",
        f"  {' '.join(slip.groups)}",
        f"Check it with: lobby audit verify --day {slip.day} --head '{' '.join(slip.groups)}'",
    ]
