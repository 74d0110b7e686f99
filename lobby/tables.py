"""The record's tables: what has happened and what stands now. The set-up is one versioned document of its own."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, MetaData, String, UniqueConstraint, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from lobby.fields import Private

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)


def micros(moment: dt.datetime) -> int:
    """Microseconds since 1970 in UTC, exactly."""
    return (moment - EPOCH) // MICROSECOND


class Instant(TypeDecorator[dt.datetime]):
    """An aware UTC moment, kept as whole microseconds: sortable, exact and the same on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> dt.datetime | None:
        return None if value is None else EPOCH + value * MICROSECOND


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {dt.datetime: Instant, dict[str, Any]: JSON, list[str]: JSON}


Id = Integer().with_variant(BigInteger, "postgresql")


class SetupRow(Base):
    """One version of the branch's set-up, a `model.Branch` as JSON."""

    __tablename__ = "setups"
    version: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    document: Mapped[str]


class DayRow(Base):
    __tablename__ = "days"
    __table_args__ = (UniqueConstraint("branch", "date"),)
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    branch: Mapped[str] = mapped_column(String(32))
    date: Mapped[dt.date]
    opened_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
    regardless_of_hours: Mapped[bool] = mapped_column(default=False)


class SeriesRow(Base):
    """The last number given out in a series on a day (N1, N3)."""

    __tablename__ = "series"
    day_id: Mapped[int] = mapped_column(Id, ForeignKey("days.id"), primary_key=True)
    series: Mapped[str] = mapped_column(String(4), primary_key=True)
    last: Mapped[int]


# Written out, as the partial indexes are: with a state that is bound later SQLite would read a million past tickets.
# PostgreSQL has the same ones from the migrations: naming its option here would load its dialect on every machine.
WAITING = text("state = 'waiting'")
AT_COUNTER = text("state IN ('called', 'serving')")
ASIDE = text("state IN ('held', 'missed')")


PERSONAL = text("(identity IS NOT NULL OR customer IS NOT NULL OR manager IS NOT NULL OR note <> '')")
"""Visits of which it is known whose they were."""


class TicketRow(Base):
    """A visit. `arrival` sorts it without, `rank` with its head start (microseconds, B7)."""

    __tablename__ = "tickets"
    __table_args__ = (
        UniqueConstraint("day_id", "series", "serial"),
        Index("ix_tickets_waiting", "rank", "id", sqlite_where=WAITING),
        Index("ix_tickets_at_counter", "counter", unique=True, sqlite_where=AT_COUNTER),
        Index("ix_tickets_personal", "day", sqlite_where=PERSONAL),
        Index("ix_tickets_aside", "state", sqlite_where=ASIDE),
    )
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    branch: Mapped[str] = mapped_column(String(32))
    day_id: Mapped[int] = mapped_column(Id, ForeignKey("days.id"))
    day: Mapped[dt.date]
    series: Mapped[str] = mapped_column(String(4))
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(12))
    secret: Mapped[str] = mapped_column(String(32))
    service: Mapped[str] = mapped_column(String(40))
    segment: Mapped[str] = mapped_column(String(40))
    zone: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(12))
    since: Mapped[dt.datetime]
    issued_at: Mapped[dt.datetime]
    queued_at: Mapped[dt.datetime]
    waited_before: Mapped[int] = mapped_column(default=0)
    arrival: Mapped[int] = mapped_column(BigInteger)
    rank: Mapped[int] = mapped_column(BigInteger)
    people_ahead: Mapped[int]
    wait_low: Mapped[int]
    wait_high: Mapped[int]
    language: Mapped[str] = mapped_column(String(8))
    channel: Mapped[str] = mapped_column(String(20))
    amount: Mapped[int | None] = mapped_column(BigInteger)
    green: Mapped[str | None] = mapped_column(String(40))
    identity: Mapped[str | None] = mapped_column(String(80))
    customer: Mapped[str | None] = mapped_column(Private("tickets.customer"))
    manager: Mapped[str | None] = mapped_column(String(32))
    counter: Mapped[str | None] = mapped_column(String(16))
    staff: Mapped[str | None] = mapped_column(String(32))
    only_counter: Mapped[str | None] = mapped_column(String(16))
    back_to: Mapped[str | None] = mapped_column(String(16))
    dropped_by: Mapped[str | None] = mapped_column(String(32))
    calls: Mapped[int] = mapped_column(default=0)
    rounds: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often it was called from the queue; `calls` counts within the last of them."""
    misses: Mapped[int] = mapped_column(default=0)
    overtaken: Mapped[int] = mapped_column(default=0)
    transfers: Mapped[int] = mapped_column(default=0)
    called_at: Mapped[dt.datetime | None]
    recalled_at: Mapped[dt.datetime | None]
    arrived_at: Mapped[dt.datetime | None]
    finished_at: Mapped[dt.datetime | None]
    hold_kind: Mapped[str | None] = mapped_column(String(20))
    wake_at: Mapped[dt.datetime | None]
    let_pass: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Private("tickets.note"), default="")
    gave_way: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often the customer let a few others go first."""
    further: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    """The services that come after this one, in their order, with blanks between (K8)."""


class LegRow(Base):
    """One ended stretch of a visit at one service and counter (K3, K7)."""

    __tablename__ = "legs"
    __table_args__ = (Index("ix_legs_day_id", "day_id"), Index("ix_legs_ticket", "ticket"))
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    day_id: Mapped[int] = mapped_column(Id, ForeignKey("days.id"))
    ticket: Mapped[int] = mapped_column(Id, ForeignKey("tickets.id"))
    service: Mapped[str] = mapped_column(String(40))
    segment: Mapped[str] = mapped_column(String(40))
    counter: Mapped[str | None] = mapped_column(String(16))
    staff: Mapped[str | None] = mapped_column(String(32))
    queued_at: Mapped[dt.datetime]
    called_at: Mapped[dt.datetime | None]
    arrived_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime]
    end: Mapped[str] = mapped_column(String(12))
    outcome: Mapped[str | None] = mapped_column(String(80))
    waited: Mapped[int]
    """Seconds waited in all up to this leg's call (or end)."""
    served: Mapped[int]
    target: Mapped[int]


class CallRow(Base):
    """A call, a recall included, with the rule that chose it and whom it beat (K16).

    Called twice from one place in the queue, a ticket would have two first calls of one round: the index refuses that.
    """

    __tablename__ = "calls"
    __table_args__ = (Index("ix_calls_round", "ticket", "round", "call", unique=True),)
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    day_id: Mapped[int] = mapped_column(Id, ForeignKey("days.id"))
    ticket: Mapped[int] = mapped_column(Id, ForeignKey("tickets.id"))
    number: Mapped[str] = mapped_column(String(12))
    counter: Mapped[str] = mapped_column(String(16))
    staff: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[dt.datetime]
    round: Mapped[int] = mapped_column(default=1, server_default="1")
    call: Mapped[int]
    rule: Mapped[str] = mapped_column(String(200))
    beaten: Mapped[list[str]]
    green: Mapped[bool]
    language: Mapped[str] = mapped_column(String(8))
    taken_back: Mapped[bool] = mapped_column(default=False)


class OvertakeRow(Base):
    """Somebody who arrived later was called before this ticket (K15)."""

    __tablename__ = "overtakes"
    __table_args__ = (Index("ix_overtakes_ticket", "ticket"), Index("ix_overtakes_call", "call"))
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ticket: Mapped[int] = mapped_column(Id, ForeignKey("tickets.id"))
    call: Mapped[int] = mapped_column(Id)
    by: Mapped[int] = mapped_column(Id)
    by_number: Mapped[str] = mapped_column(String(12))
    at: Mapped[dt.datetime]
    rule: Mapped[str] = mapped_column(String(200))


class PrintRow(Base):
    __tablename__ = "prints"
    ticket: Mapped[int] = mapped_column(Id, ForeignKey("tickets.id"), primary_key=True)
    copy: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    state: Mapped[str] = mapped_column(String(12))
    fault: Mapped[str | None] = mapped_column(String(80))


class OfferRow(Base):
    """An offered diversion, at the kiosk (first, no ticket yet) or in the hall (second), and its answer (B2, C6)."""

    __tablename__ = "offers"
    __table_args__ = (Index("ix_offers_day_id", "day_id"), Index("ix_offers_ticket", "ticket"))
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    day_id: Mapped[int] = mapped_column(Id, ForeignKey("days.id"))
    at: Mapped[dt.datetime]
    ticket: Mapped[int | None] = mapped_column(Id, ForeignKey("tickets.id"))
    service: Mapped[str] = mapped_column(String(40))
    to: Mapped[str] = mapped_column(String(40))
    amount: Mapped[int | None] = mapped_column(BigInteger)
    accepted: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")


class RatingRow(Base):
    """What a customer thought of his visit; who he is does not stand here (C9)."""

    __tablename__ = "ratings"
    __table_args__ = (Index("ix_ratings_day_id", "day_id"),)
    ticket: Mapped[int] = mapped_column(Id, ForeignKey("tickets.id"), primary_key=True, autoincrement=False)
    day_id: Mapped[int] = mapped_column(Id, ForeignKey("days.id"))
    at: Mapped[dt.datetime]
    stars: Mapped[int]
    words: Mapped[list[str]]


HELD_BY_SOMEBODY = text("staff IS NOT NULL")


class CounterRow(Base):
    """Who holds a counter now, and since when it has been free (K11, K12)."""

    __tablename__ = "counters"
    __table_args__ = (
        Index(
            "ix_counters_staff",
            "staff",
            unique=True,
            sqlite_where=HELD_BY_SOMEBODY,
        ),
    )
    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    staff: Mapped[str | None] = mapped_column(String(32))
    since: Mapped[dt.datetime]
    paused: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(String(80))
    back_at: Mapped[dt.datetime | None]
    idle_since: Mapped[dt.datetime | None]


class IdleRow(Base):
    """Seconds in which a counter was free or paused while somebody waited for it (K11)."""

    __tablename__ = "idles"
    __table_args__ = (Index("ix_idles_day_id", "day_id"),)
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    day_id: Mapped[int] = mapped_column(Id, ForeignKey("days.id"))
    counter: Mapped[str] = mapped_column(String(16))
    staff: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[dt.datetime]
    reason: Mapped[str] = mapped_column(String(80))
    seconds: Mapped[int]


class DeviceRow(Base):
    """A device that has ever reported a fault; without one it is in service (A3)."""

    __tablename__ = "devices"
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    fault: Mapped[str | None] = mapped_column(String(200))
    since: Mapped[dt.datetime]
    repair_due: Mapped[dt.datetime | None]


class PaceRow(Base):
    """How long a service takes here lately, in seconds, the newest weighing most."""

    __tablename__ = "paces"
    service: Mapped[str] = mapped_column(String(40), primary_key=True)
    seconds: Mapped[float]


class CustomerRow(Base):
    __tablename__ = "customers"
    identity: Mapped[str] = mapped_column(String(80), primary_key=True)
    segment: Mapped[str] = mapped_column(String(40))
    surname: Mapped[str] = mapped_column(Private("customers.surname"))
    title: Mapped[str] = mapped_column(Private("customers.title"))
    manager: Mapped[str | None] = mapped_column(String(32))
    note: Mapped[str] = mapped_column(Private("customers.note"))
    imported_at: Mapped[dt.datetime]


class NoticeRow(Base):
    __tablename__ = "notices"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    zh: Mapped[str]
    en: Mapped[str]
    at: Mapped[dt.datetime]
    until: Mapped[dt.datetime | None]
    removed_at: Mapped[dt.datetime | None]


class HelpRow(Base):
    __tablename__ = "helps"
    __table_args__ = (Index("ix_helps_taken_at", "taken_at"),)
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    place: Mapped[str] = mapped_column(String(40))
    at: Mapped[dt.datetime]
    taken_at: Mapped[dt.datetime | None]
    taken_by: Mapped[str | None] = mapped_column(String(32))


OUTSIDE = text("day IS NULL")


class JournalRow(Base):
    """One line for every change, in the order of commit. Lines are only added, chained by `hash` (`lobby.chain`)."""

    __tablename__ = "journal"
    __table_args__ = (
        Index("ix_journal_ticket", "ticket"),
        Index("ix_journal_outside", "id", sqlite_where=OUTSIDE),
    )
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    branch: Mapped[str] = mapped_column(String(32))
    day: Mapped[dt.date | None]
    at: Mapped[dt.datetime]
    kind: Mapped[str] = mapped_column(String(40))
    ticket: Mapped[int | None] = mapped_column(Id)
    counter: Mapped[str | None] = mapped_column(String(16))
    staff: Mapped[str | None] = mapped_column(String(32))
    """Who did it, where somebody is signed in; else whose counter it happened at."""
    data: Mapped[dict[str, Any]]
    station: Mapped[str | None] = mapped_column(String(40))
    hash: Mapped[str] = mapped_column(String(64), default="")


class AnswerRow(Base):
    """The first answer given to a key: a retry gets it again (N6). Names and session tokens stand in some of them."""

    __tablename__ = "answers"
    __table_args__ = (Index("ix_answers_at", "at"),)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    command: Mapped[str] = mapped_column(String(40))
    answer: Mapped[str] = mapped_column(Private("answers.answer"))
    at: Mapped[dt.datetime]


PAIRED = text("revoked_at IS NULL")


class StationRow(Base):
    """A paired machine. Rows stay, revoked or not: the journal names stations by their codes."""

    __tablename__ = "stations"
    __table_args__ = (
        Index("ix_stations_token", "token", unique=True),
        Index("ix_stations_counter", "counter", unique=True, sqlite_where=PAIRED),
    )
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    counter: Mapped[str | None] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(40))
    token: Mapped[str] = mapped_column(String(64))
    """The SHA-256 of its token, as in all tables here."""
    paired_at: Mapped[dt.datetime]
    paired_by: Mapped[str | None] = mapped_column(String(32))
    revoked_at: Mapped[dt.datetime | None]


class PairingRow(Base):
    """A machine that asks to be a station."""

    __tablename__ = "pairings"
    __table_args__ = (Index("ix_pairings_token", "token", unique=True),)
    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    token: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(20))
    counter: Mapped[str | None] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[dt.datetime]
    until: Mapped[dt.datetime]


class AccountRow(Base):
    """A person's password as argon2id keeps it."""

    __tablename__ = "accounts"
    staff: Mapped[str] = mapped_column(String(32), primary_key=True)
    password: Mapped[str] = mapped_column(String(200))
    one_time: Mapped[bool]
    since: Mapped[dt.datetime]
    disabled_at: Mapped[dt.datetime | None]


class SessionRow(Base):
    """Somebody is signed in at a station; the row goes when he is not."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_station", "station"), Index("ix_sessions_staff", "staff"))
    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff: Mapped[str] = mapped_column(String(32))
    station: Mapped[str] = mapped_column(String(40))
    must_set_password: Mapped[bool]
    began_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime]
    ends_at: Mapped[dt.datetime]


class FailureRow(Base):
    """Sign-ins that failed under a name, known or not; `name` is its SHA-256."""

    __tablename__ = "failures"
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    at: Mapped[dt.datetime]
    until: Mapped[dt.datetime]


class TermRow(Base):
    """A machine went on from a backup in a lost host's place; `tickets`: up to this id the old one may have used."""

    __tablename__ = "terms"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    machine: Mapped[str] = mapped_column(String(80))
    backup_at: Mapped[dt.datetime]
    tickets: Mapped[int] = mapped_column(Id)
