"""What the panel knows of the lobby and how it gives orders to it: one row of commands at a time, through the link."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from counter_display import queues
from counter_display.panel.notice import Kind, Notice
from counter_display.panel.orders import Orders
from counter_display.panel.state import Desk, desk
from lobby import model
from lobby.commands import CallNext
from lobby.errors import Refused
from lobby.model import Counter, DayReport, Event, Figures, Ticket
from lobby.queries import DayFigures, Hall
from resources import phrases
from resources.language import Words, later
from uikit import refusals
from uikit.known import Known
from uikit.link import Link

_NOTICE_SECONDS = 8.0
_LATE_SECONDS = 1.5
"""After so long without an answer the teller is told that his press was heard."""


class Clerk(Known):
    changed = Signal()
    """Something to show is different."""

    def __init__(
        self, link: Link, counter: str, staff: str, t: Words, keeps: bool = False, parent: QObject | None = None
    ) -> None:
        """`keeps` says that the link's doors keep for the host what is done while it is away."""
        super().__init__(link, parent)
        self._keeps = keeps
        self._misfit: Notice | None = None
        self.counter_code = counter
        self.staff = staff
        self.figures = Figures()
        self.t = t
        self._notice: Notice | None = None
        self._notice_at = 0.0
        self._waiting: Orders = ()
        self._busy_since: float | None = None
        self.hall_seen.connect(self.changed)
        self.link_changed.connect(self.changed)
        self.link_changed.connect(self._look_here)
        self.branch_seen.connect(self._on_branch)
        link.happened.connect(self._happened)

    @property
    def counter(self) -> Counter | None:
        """This counter as set up; None while unknown."""
        counters = self.branch.counters if self.branch else ()
        return next((c for c in counters if c.code == self.counter_code), None)

    @property
    def desk(self) -> Desk | None:
        if self.hall is None or self.branch is None or self.counter is None:
            return None
        return desk(self.hall, self.branch, self.counter_code, self.staff, self.lost_since is None, self._keeps)

    @property
    def busy(self) -> bool:
        """Whether an answer is still on its way."""
        return self._busy_since is not None

    @property
    def lost_seconds(self) -> float | None:
        return None if self.lost_since is None else (self.now - self.lost_since).total_seconds()

    @property
    def notice(self) -> Notice | None:
        """The one line to show: a lost link, an answer that is late, the last answer for a while, the ticket's note."""
        if self.lost_since is not None:
            since = self._local(self.lost_since)
            alone = later("No link to the lobby since {time}. The clock goes on, results are kept here. Call by hand.")
            waits = later("No link to the lobby since {time}. Calling waits until it is back.")
            return Notice(Kind.LOST, self.t(alone if self._keeps else waits, time=since))
        if self._busy_since is not None and time.monotonic() - self._busy_since > _LATE_SECONDS:
            return Notice(Kind.NOTE, self.t("One moment: the lobby has not answered yet. It is not asked twice."))
        if self._notice and time.monotonic() - self._notice_at < _NOTICE_SECONDS:
            return self._notice
        if self._misfit:
            return self._misfit
        if self.branch is not None and self.counter is None:
            refusal = Refused("unknown-counter", counter=self.counter_code)
            return Notice(Kind.REFUSED, refusals.sentence(refusal, self.t.language))
        ticket = self.desk.ticket if self.desk else None
        return Notice(Kind.NOTE, ticket.note) if ticket and ticket.note else None

    def _local(self, moment: dt.datetime) -> str:
        return phrases.clock(moment.astimezone(ZoneInfo(self.branch.timezone) if self.branch else None))

    @property
    def last_news(self) -> str:
        """When the lobby was last heard, on the branch's wall."""
        return self._local(self.now - self.silence)

    def look_again(self) -> None:
        self._link.look_again()

    def next_ticket(self) -> Ticket | None:
        """Whom the next call would take."""
        if self.hall is None or self.branch is None or self.counter is None:
            return None
        return queues.next_for(self.hall, self.branch, self.counter, self.staff)

    def lines(self) -> tuple[queues.Line, ...]:
        if self.hall is None or self.branch is None or self.counter is None:
            return ()
        return queues.lines_of_counter(self.hall, self.branch, self.counter)

    def say(self, kind: Kind, text: str) -> None:
        self._notice, self._notice_at = Notice(kind, text), time.monotonic()
        self.changed.emit()

    def send(self, orders: Orders) -> bool:
        """Give a row of commands; refused while another is under way, so that nothing is done twice."""
        if self.busy or not orders:
            return False
        self._busy_since = time.monotonic()
        self._notice = self._misfit = None
        self._waiting = orders
        self._go_on()
        return True

    def _go_on(self) -> None:
        order, *rest = self._waiting
        self._waiting = tuple(rest)
        nobody = self.t("Nobody waits for this counter") if isinstance(order, CallNext) else ""
        self._link.do(order, lambda answer: self._done(answer, nobody), self._refused, self._in_trouble)

    def _done(self, answer: object, nobody: str) -> None:
        if self._waiting:
            self._go_on()
            return
        self._busy_since = None
        self._look_here()
        if answer is None and nobody:
            self.say(Kind.DONE, nobody)

    def _look_here(self) -> None:
        """Without a link the doors tell how this counter stands after what was done here."""
        if self._keeps and self.lost_since is not None:
            self._link.ask(Hall(), self._stands)

    def _stands(self, hall: model.Hall) -> None:
        """It is no news of the lobby, so that the age of those is not touched."""
        if self.lost_since is not None:
            self.hall = replace(hall, now=self.now - self.silence)
            self.changed.emit()

    def _refused(self, refusal: Refused) -> None:
        self._stop(refusals.sentence(refusal, self.t.language))

    def _in_trouble(self, message: str) -> None:
        self._stop(message)

    def _stop(self, message: str) -> None:
        self._busy_since, self._waiting = None, ()
        self.say(Kind.REFUSED, message)

    def _on_branch(self) -> None:
        self._count()
        self.changed.emit()

    def _happened(self, event: Event) -> None:
        if event.kind.startswith("day."):
            self._notice = None  # 'the day is not open' is true no more
            self.changed.emit()
        if event.counter != self.counter_code:
            return
        if event.kind == "ticket.finished":
            self._count()
        if event.kind == "counter.not-caught-up":
            number = event.data.get("number", "")
            words = later("{number}: what you did without a link no longer fits and changed nothing. Tell the manager.")
            self._misfit = Notice(Kind.REFUSED, self.t(words, number=number))
            self.changed.emit()

    def _count(self) -> None:
        self._link.ask(DayFigures(), self._counted, refused=lambda _: None)

    def _counted(self, report: DayReport) -> None:
        self.figures = report.by_counter.get(self.counter_code, Figures())
        self.changed.emit()
