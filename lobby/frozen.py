"""From rows to the frozen values that leave the record."""

from __future__ import annotations

import datetime as dt

from lobby.model import (
    AT_A_COUNTER,
    Call,
    Customer,
    Day,
    Event,
    Help,
    HoldKind,
    Leg,
    Notice,
    Overtake,
    Print,
    PrintState,
    Station,
    StationRole,
    Text,
    Ticket,
    TicketState,
)
from lobby.tables import (
    CallRow,
    CustomerRow,
    DayRow,
    HelpRow,
    JournalRow,
    LegRow,
    NoticeRow,
    OvertakeRow,
    PrintRow,
    StationRow,
    TicketRow,
)


def waited(row: TicketRow, until: dt.datetime) -> int:
    """Seconds that this visit has waited in all, holds and service left out (K3, K6)."""
    return row.waited_before + max(0, int((until - row.queued_at).total_seconds()))


def waited_in_all(row: TicketRow) -> int | None:
    """The wait when it has an end: at the call, or where the customer stopped waiting."""
    if row.called_at is not None and row.state in AT_A_COUNTER:
        return waited(row, row.called_at)
    return None if row.state == TicketState.WAITING else row.waited_before


def ticket(row: TicketRow) -> Ticket:
    return Ticket(
        id=row.id,
        number=row.number,
        day=row.day,
        service=row.service,
        segment=row.segment,
        state=TicketState(row.state),
        zone=row.zone,
        issued_at=row.issued_at,
        people_ahead=row.people_ahead,
        wait_low=row.wait_low,
        wait_high=row.wait_high,
        waiting_since=row.queued_at - dt.timedelta(seconds=row.waited_before),
        rank=row.rank,
        token=token(row),
        language=row.language,
        channel=row.channel,
        amount=row.amount,
        green=row.green,
        customer=row.customer or None,
        manager=row.manager,
        counter=row.counter,
        staff=row.staff,
        only_counter=row.only_counter,
        calls=row.calls,
        misses=row.misses,
        overtaken=row.overtaken,
        called_at=row.called_at,
        arrived_at=row.arrived_at,
        finished_at=row.finished_at,
        waited_seconds=waited_in_all(row),
        hold_kind=HoldKind(row.hold_kind) if row.hold_kind else None,
        wake_at=row.wake_at,
        since=row.since,
        note=row.note,
        gave_way=row.gave_way,
        further=tuple(row.further.split()),
    )


def token(row: TicketRow) -> str:
    """The visit's link: its id, to find it without an index, and 128 random bits, so that nobody guesses it."""
    return f"{row.id:x}.{row.secret}"


def call(row: CallRow) -> Call:
    return Call(
        id=row.id,
        ticket=row.ticket,
        number=row.number,
        counter=row.counter,
        at=row.at,
        call=row.call,
        rule=row.rule,
        green=row.green,
        language=row.language,
        staff=row.staff,
        beaten=tuple(row.beaten),
        taken_back=row.taken_back,
    )


def day(row: DayRow) -> Day:
    return Day(row.date, row.opened_at, row.closed_at, row.regardless_of_hours)


EVENT = (
    JournalRow.id,
    JournalRow.at,
    JournalRow.kind,
    JournalRow.day,
    JournalRow.ticket,
    JournalRow.counter,
    JournalRow.staff,
    JournalRow.data,
    JournalRow.station,
)
"""The columns of an `Event`, in its order: many are read at a time."""


def event(row: JournalRow) -> Event:
    return Event(*(getattr(row, column.key) for column in EVENT))


def leg(row: LegRow) -> Leg:
    return Leg(
        row.service,
        row.counter,
        row.staff,
        row.queued_at,
        row.called_at,
        row.arrived_at,
        row.ended_at,
        row.end,
        row.outcome,
    )


def overtake(row: OvertakeRow) -> Overtake:
    return Overtake(row.ticket, row.by, row.by_number, row.at, row.rule)


def print_(row: PrintRow) -> Print:
    return Print(row.at, row.copy, PrintState(row.state), row.fault)


def notice(row: NoticeRow) -> Notice:
    return Notice(row.id, Text(row.zh, row.en), row.until)


def help_(row: HelpRow) -> Help:
    return Help(row.id, row.place, row.at)


def customer(row: CustomerRow) -> Customer:
    return Customer(row.identity, row.segment, row.surname, row.title, row.manager, row.note)


def station(row: StationRow, staff: str | None = None) -> Station:
    return Station(
        row.code,
        StationRole(row.role),
        row.name,
        row.paired_at,
        row.counter,
        row.paired_by,
        row.revoked_at,
        staff,
    )
