"""The branch's set-up as versions of one document, and the list of known customers (A1–A3, B1, B4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from lobby import wire
from lobby.commands import ChangeSetting, ImportCustomers
from lobby.errors import Refused
from lobby.handlers.pen import Pen
from lobby.model import Branch
from lobby.policy import accepts, typed
from lobby.tables import CustomerRow, SetupRow
from lobby.text import optional, required


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
