"""Whether this machine's file can be read, and whether what it names is in the branch."""

from __future__ import annotations

from lobby.checks import look
from lobby.checks.finding import Case, Findings, Subject
from lobby.config import ON_SCREEN
from lobby.model import Branch

config = Subject("config")


def check(case: Case) -> Findings:
    if case.trouble:
        yield config.trouble(case.trouble)
        return
    yield config.ok(str(case.config.source) if case.config.source else "no lobby.toml: everything as it usually is")
    branch = look.branch(case)
    if branch is not None:
        yield from _unknown(case, branch)


def _unknown(case: Case, branch: Branch) -> Findings:
    wiring = case.config
    named = (
        ("kiosk.device", wiring.kiosk.device if wiring.kiosk.printer != ON_SCREEN else None, branch.devices),
        ("counter.counter", wiring.counter.counter, branch.counters),
        ("counter.staff", wiring.counter.staff, branch.staff),
        ("console.staff", wiring.console.staff, branch.staff),
    )
    for key, code, known in named:
        if code and code not in {entry.code for entry in known}:
            yield config.warning(
                f"{key} = {code!r} is not in the branch {branch.code}",
                f"name one of {', '.join(entry.code for entry in known)}, or add it to the branch",
            )
