"""The branch's set-up as versions of one document, and the list of known customers (A1–A3, B1, B4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from lobby import wire
from lobby.commands import ChangeSetting, ChangeSetup, ImportCustomers
from lobby.errors import Refused
from lobby.handlers.pen import Pen
from lobby.model import Branch
from lobby.policy import accepts, typed
from lobby.setup_changes import changes
from lobby.setup_checks import faults
from lobby.tables import CustomerRow, SetupRow, StationRow, TicketRow
from lobby.text import optional, required

MOST_FAULTS = 5
"""Told at once."""


def write_branch(session: Session, branch: Branch, now: dt.datetime) -> Branch:
    """Keep this set-up as the next version."""
    version = (session.scalar(select(func.max(SetupRow.version))) or 0) + 1
    numbered = replace(branch, version=version)
    session.add(SetupRow(version=version, at=now, document=wire.to_json(numbered)))
    return numbered


def change_setting(pen: Pen, command: ChangeSetting) -> None:
    value = typed(command.setting, command.value) if isinstance(command.value, str) else command.value
    if not accepts(command.setting, value):
        raise Refused("unknown-setting", setting=command.setting, value=value)
    settings = {**pen.branch.settings, command.setting: value}
    pen.book.turn_to(write_branch(pen.session, replace(pen.branch, settings=settings), pen.now))
    pen.record("setting.changed", setting=command.setting, value=value)


def change_setup(pen: Pen, command: ChangeSetup) -> int:
    present, new = pen.branch, command.branch
    if command.onto != present.version:
        raise Refused("setup-changed", version=present.version)
    if wrong := [f"{key}: {reason}" for key, reason in faults(new)]:
        raise Refused("bad-setup", faults="; ".join(wrong[:MOST_FAULTS]))
    changed = changes(present, new)
    if not changed:
        return present.version
    _refuse_taking_away(pen, new, changed)
    written = write_branch(pen.session, new, pen.now)
    pen.book.turn_to(written)
    pen.record("setup.changed", version=written.version, changed=sorted(changed))
    return written.version


def _refuse_taking_away(pen: Pen, new: Branch, changed: Collection[str]) -> None:
    """Whoever waits, works or is known keeps what he is known by."""
    for key in ("code", "timezone"):
        if key in changed and (key == "code" or pen.today is not None):
            raise Refused("setup-in-use", what=key)
    for part, codes in _in_use(pen):
        left = {entry.code for entry in getattr(new, part)}
        for code in sorted(codes - left):
            raise Refused("setup-in-use", what=f"{part}.{code}")


def _in_use(pen: Pen) -> Iterator[tuple[str, set[str]]]:
    """What today's tickets, the counters' tellers, stations and the known customers are bound to, by part."""
    pen.settle()

    def codes(*columns: InstrumentedAttribute[Any], where: ColumnElement[bool]) -> set[str]:
        return {code for column in columns for code in pen.session.scalars(select(column).where(where).distinct())}

    held = [row for row in pen.floor.counters.values() if row.staff is not None]
    if pen.today is not None:
        today = TicketRow.day_id == pen.today.id
        yield "services", codes(TicketRow.service, where=today)
        yield "segments", codes(TicketRow.segment, where=today)
        yield "zones", codes(TicketRow.zone, where=today)
        yield "counters", codes(TicketRow.counter, TicketRow.only_counter, TicketRow.back_to, where=today) - {None}
    yield "counters", {row.code for row in held}
    yield "staff", {str(row.staff) for row in held}
    yield "counters", codes(StationRow.counter, where=StationRow.revoked_at.is_(None)) - {None}
    yield "segments", codes(CustomerRow.segment, where=CustomerRow.segment != "")


def import_customers(pen: Pen, command: ImportCustomers) -> int:
    known = {s.code for s in pen.branch.segments}
    rows = {}
    for c in command.customers:
        if c.segment not in known:
            raise Refused("unknown-segment", segment=c.segment)
        identity = required("identity", pen.identity.seal(c.identity))
        rows[identity] = CustomerRow(
            identity=identity,
            segment=c.segment,
            surname=required("surname", c.surname, 40),
            title=optional("title", c.title, 40),
            manager=c.manager,
            note=optional("note", c.note),
            imported_at=pen.now,
        )
    pen.session.execute(delete(CustomerRow))
    pen.session.add_all(rows.values())
    pen.record("customers.imported", count=len(rows))
    return len(rows)
