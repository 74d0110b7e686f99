"""Years of past tickets, with their legs, calls and journal, written straight into the tables, chained as ever."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, insert, select

from lobby.chain import Chain
from lobby.store import Store
from lobby.tables import CallRow, DayRow, JournalRow, LegRow, TicketRow, micros
from lobby.views.journal import chain_end

PER_DAY = 400


def add_past_tickets(url: str, count: int, first: dt.date) -> None:
    """`count` served tickets on the days from `first` on, before the record's own days."""
    store = Store(url)
    days = -(-count // PER_DAY)
    try:
        with store.write() as session:
            branch = session.scalars(select(DayRow.branch)).first()
            # The open day must stay the newest: it moves behind the past ones.
            shift = session.scalars(select(DayRow)).one()
            opened = shift.id
        with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            connection.exec_driver_sql(f"UPDATE days SET id = {days + 1} WHERE id = {opened}")
        for start in range(0, days, 100):
            with store.write() as session:
                chain = chain_end(session)
                for number in range(start, min(days, start + 100)):
                    _add_day(session, str(branch), number + 1, first + dt.timedelta(days=number), chain)
    finally:
        store.close()


def _add_day(session: Any, branch: str, day: int, date: dt.date, chain: Chain) -> None:
    opened = dt.datetime.combine(date, dt.time(1), dt.UTC)
    closed = opened + dt.timedelta(hours=8)
    session.execute(
        insert(DayRow),
        [
            {
                "id": day,
                "branch": branch,
                "date": date,
                "opened_at": opened,
                "closed_at": closed,
                "regardless_of_hours": False,
            }
        ],
    )
    tickets = list(_tickets(branch, day, date, opened))
    session.execute(insert(TicketRow), tickets)
    session.execute(insert(LegRow), [_leg(t) for t in tickets])
    session.execute(insert(CallRow), [_call(t) for t in tickets])
    newest = session.scalar(select(func.max(JournalRow.id))) or 0
    lines = enumerate((line for t in tickets for line in _lines(t)), newest + 1)
    session.execute(insert(JournalRow), [_chained({"id": id, **line}, chain) for id, line in lines])


def _chained(line: dict[str, Any], chain: Chain) -> dict[str, Any]:
    return {**line, "hash": chain.add(line)}


def _tickets(branch: str, day: int, date: dt.date, opened: dt.datetime) -> Iterator[dict[str, Any]]:
    for serial in range(1, PER_DAY + 1):
        issued = opened + dt.timedelta(seconds=70 * serial)
        yield {
            "id": day * 10_000 + serial,
            "branch": branch,
            "day_id": day,
            "day": date,
            "series": "A",
            "serial": serial,
            "number": f"A{serial:03d}",
            "secret": "0" * 22,
            "service": "cash-withdraw",
            "segment": "ordinary",
            "zone": "cash",
            "state": "done",
            "since": issued + dt.timedelta(minutes=8),
            "issued_at": issued,
            "queued_at": issued + dt.timedelta(minutes=8),
            "waited_before": 240,
            "arrival": micros(issued),
            "rank": micros(issued),
            "people_ahead": 3,
            "wait_low": 3,
            "wait_high": 6,
            "language": "zh",
            "channel": "kiosk",
            "counter": "1",
            "staff": "t1",
            "calls": 1,
            "misses": 0,
            "overtaken": 0,
            "transfers": 0,
            "called_at": issued + dt.timedelta(minutes=4),
            "arrived_at": issued + dt.timedelta(minutes=4, seconds=15),
            "finished_at": issued + dt.timedelta(minutes=8),
            "let_pass": 0,
            "note": "",
        }


def _leg(ticket: dict[str, Any]) -> dict[str, Any]:
    same = {k: ticket[k] for k in ("day_id", "service", "segment", "counter", "staff", "called_at", "arrived_at")}
    ends = {"queued_at": ticket["issued_at"], "ended_at": ticket["finished_at"], "end": "done"}
    return dict(same, ticket=ticket["id"], **ends, waited=240, served=225, target=360)


def _call(ticket: dict[str, Any]) -> dict[str, Any]:
    same = {k: ticket[k] for k in ("day_id", "number", "counter", "staff", "language")}
    return dict(
        same,
        ticket=ticket["id"],
        at=ticket["called_at"],
        call=1,
        rule="arrival",
        beaten=[],
        green=False,
        taken_back=False,
    )


def _lines(ticket: dict[str, Any]) -> Iterator[dict[str, Any]]:
    moments = (("issued", "issued_at"), ("called", "called_at"), ("arrived", "arrived_at"), ("finished", "finished_at"))
    for kind, moment in moments:
        yield {
            "branch": ticket["branch"],
            "day": ticket["day"],
            "at": ticket[moment],
            "kind": f"ticket.{kind}",
            "ticket": ticket["id"],
            "counter": "1",
            "staff": "t1",
            "data": {},
        }
