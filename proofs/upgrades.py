"""An upgrade loses nothing: every migration down and up with a day's data in the record, and killed in the middle.

    python -m proofs.upgrades [--long] [--rounds KILLS]

From the newest schema down to the first one and up again, step by step: each table that both schemas know has as many
rows as before, and the lobby opens and goes on. Then each step is done by a process that is killed with kill -9 at a
random moment: the record is wholly before the step or wholly after it, sound, with nothing lost, and the step can be
done again.
"""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from lobby import commands as c
from lobby import migrate
from lobby.api import open_lobby
from lobby.model import PrintState
from lobby.store import Store
from proofs.branch import CASH, EVERYWHERE, new_branch, sound
from proofs.crowd import processes
from proofs.promise import Findings, Setting, main

SHORT, LONG = 4, 200
TICKETS = 150
Rows = dict[str, int]


def revisions() -> list[str]:
    """From the first to the newest."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def busy_day(url: str) -> None:
    """Something in most of the tables."""
    door = open_lobby(url)
    for number in range(TICKETS):
        ticket = door.do(c.TakeTicket(CASH if number % 3 else EVERYWHERE, note="说明"), key=f"take-{number}")
        door.do(c.RecordPrint(ticket.id, PrintState.PRINTING))
        if number % 2 and door.do(c.CallNext("1")):
            door.do(c.Arrive("1"))
    door.do(c.CallHelp("1")), door.do(c.PostNotice("请排队")), door.do(c.ReportDevice("dispenser-1", "jam"))
    door.close()


def state(url: str) -> tuple[str | None, Rows]:
    """The record's schema and how many rows each table has."""
    store = Store(url, unfinished=True)
    with store.read() as session:
        revision = session.scalar(text("SELECT version_num FROM alembic_version"))
        names = inspect(session.connection()).get_table_names()
        rows = {name: session.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0 for name in names}
    store.close()
    return revision, rows


def step(url: str, revision: str, up: bool) -> None:
    (migrate.upgrade if up else migrate.downgrade)(url, revision)


def prove(setting: Setting, findings: Findings) -> None:
    url, steps = new_branch(setting.folder), revisions()
    busy_day(url)
    _, full = state(url)
    ways = [(revision, False) for revision in steps[-2::-1]] + [(revision, True) for revision in steps[1:]]
    kept = dict(full)
    for revision, up in ways:
        step(url, revision, up)
        found, rows = state(url)
        findings.hold(found == revision, f"{revision}: the record says {found}")
        _hold_rows(kept, rows, findings, f"{'up' if up else 'down'} to {revision}")
        kept = {name: count for name, count in kept.items() if name in rows}
    _goes_on(url, findings)
    killed = _kill(setting, url, steps, findings) if len(steps) > 1 else 0
    findings.figures |= {"migrations": len(steps), "steps down and up": len(ways), "killed half-way": killed}
    findings.figures |= {"rows": sum(full.values()), "broken": len(findings.broken)}


def _hold_rows(before: Rows, after: Rows, findings: Findings, where: str) -> None:
    lost = {name: (count, after[name]) for name, count in before.items() if after.get(name, count) != count}
    findings.hold(not lost, f"{where}: rows before and after differ: {lost}")


def _goes_on(url: str, findings: Findings) -> None:
    findings.hold(sound(url) == "ok", f"the record is damaged: {sound(url)}")
    door = open_lobby(url)
    findings.hold(door.do(c.TakeTicket(EVERYWHERE)).state == "waiting", "no ticket after the upgrade")
    door.close()


def _kill(setting: Setting, url: str, steps: list[str], findings: Findings) -> int:
    """Each step in turn by somebody who is killed; the time for it is measured first."""
    random, killed = setting.random, 0
    rounds, at = setting.count(SHORT, LONG), len(steps) - 1
    up = False
    for number in range(rounds):
        at_end = at == len(steps) - 1 if up else at == 0
        up = not up if at_end else up
        aim = at + (1 if up else -1)
        before = state(url)
        process = processes().Process(target=step, args=(url, steps[aim], up), daemon=True)  # type: ignore[attr-defined]
        process.start()
        _wait(random)
        process.kill()
        process.join()
        killed += process.exitcode != 0
        _judge(url, before, steps[aim], findings, f"kill {number}, {steps[at]} to {steps[aim]}")
        if state(url)[0] != steps[aim]:
            step(url, steps[aim], up)
        at = aim
    while at < len(steps) - 1:
        at += 1
        step(url, steps[at], True)
    _goes_on(url, findings)
    return killed


def _wait(random: Random) -> None:
    time.sleep(random.uniform(0.1, 1.2))


def _judge(url: str, before: tuple[str | None, Rows], aim: str, findings: Findings, where: str) -> None:
    revision, rows = state(url)
    findings.hold(revision in (before[0], aim), f"{where}: the schema is {revision}")
    findings.hold(revision == aim or rows == before[1], f"{where}: neither before nor after")
    _hold_rows(before[1], rows, findings, where)
    findings.hold(sound(url) == "ok", f"{where}: {sound(url)}")


if __name__ == "__main__":
    main(prove, __doc__)
