"""The house around the queue: devices, paper, calls for help, notices (A3, C8, K17, M4)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select

from lobby.commands import CallHelp, PostNotice, RecordPrint, RemoveNotice, ReportDevice, TakeHelp
from lobby.errors import Refused
from lobby.handlers.pen import Pen
from lobby.model import PrintState
from lobby.tables import DeviceRow, HelpRow, NoticeRow, PrintRow, TicketRow
from lobby.text import optional, required

LONGEST_NOTICE = 31 * 24 * 60
"""Minutes."""


def report_device(pen: Pen, command: ReportDevice) -> None:
    """Only a change is written: a fault reported again and again stays one fault."""
    if not any(d.code == command.device for d in pen.branch.devices):
        raise Refused("unknown-device", device=command.device)
    fault = optional("fault", command.fault or "") or None
    if command.repair_due is not None and command.repair_due.tzinfo is None:
        raise Refused("bad-time", field="repair_due")
    row = pen.session.get(DeviceRow, command.device)
    before = row.fault if row else None
    if (before, row.repair_due if row else None) == (fault, command.repair_due):
        return
    if row is None:
        row = DeviceRow(code=command.device, since=pen.now)
        pen.session.add(row)
    if before != fault:
        row.since = pen.now
    row.fault, row.repair_due = fault, command.repair_due
    pen.record("device.fault" if fault else "device.in-service", device=command.device, fault=fault)


def record_print(pen: Pen, command: RecordPrint) -> int:
    """`printing` begins a copy before its first byte; what became of it is written to the same copy."""
    row = pen.find(TicketRow, command.ticket)
    if row is None:
        raise Refused("unknown-ticket", ticket=command.ticket)
    newest = pen.session.scalar(select(func.max(PrintRow.copy)).where(PrintRow.ticket == row.id)) or 0
    fault = optional("fault", command.fault or "", 80) or None
    if command.state == PrintState.PRINTING:
        copy = newest + 1
        pen.session.add(PrintRow(ticket=row.id, copy=copy, at=pen.now, state=command.state, fault=fault))
    else:
        copy = command.copy or newest
        begun = pen.session.get(PrintRow, (row.id, copy)) if 0 < copy <= newest else None
        if begun is None:
            raise Refused("wrong-state", number=row.number, state="not being printed")
        begun.state, begun.fault = command.state, fault
    pen.record(f"paper.{command.state}", ticket=row.id, copy=copy, fault=fault)
    return copy


def call_help(pen: Pen, command: CallHelp) -> int:
    """A second touch while the first call is open is the same call."""
    place = required("place", command.place, 40)
    open_ = pen.session.scalar(select(HelpRow).where(HelpRow.taken_at.is_(None), HelpRow.place == place))
    if open_ is not None:
        return open_.id
    row = HelpRow(place=place, at=pen.now)
    pen.session.add(row)
    pen.session.flush()
    pen.record("help.called", place=place)
    return row.id


def take_help(pen: Pen, command: TakeHelp) -> None:
    row = pen.find(HelpRow, command.help)
    if row is None or row.taken_at is not None:
        raise Refused("unknown-help")
    row.taken_at, row.taken_by = pen.now, pen.caller.staff or required("by", command.by, 32)
    pen.record("help.taken", staff=row.taken_by, place=row.place)


def post_notice(pen: Pen, command: PostNotice) -> int:
    if command.minutes is not None and not 0 < command.minutes <= LONGEST_NOTICE:
        raise Refused("bad-minutes", minutes=command.minutes, most=LONGEST_NOTICE)
    until = pen.now + dt.timedelta(minutes=command.minutes) if command.minutes else None
    row = NoticeRow(zh=required("zh", command.zh, 120), en=optional("en", command.en, 240), at=pen.now, until=until)
    pen.session.add(row)
    pen.session.flush()
    pen.record("notice.posted", notice=row.id)
    return row.id


def remove_notice(pen: Pen, command: RemoveNotice) -> None:
    row = pen.find(NoticeRow, command.notice)
    if row is None or row.removed_at is not None:
        raise Refused("unknown-notice")
    row.removed_at = pen.now
    pen.record("notice.removed", notice=row.id)
