"""What the console knows and may do: the snapshot read for its widgets, the day's figures, acts through the link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from lobby.commands import Command
from lobby.errors import Refused
from lobby.model import Alert, Asking, DayReport, Event, Hall, Stations
from lobby.policy import Policy, policy_from
from lobby.queries import DayFigures, Query
from lobby.queries import Stations as AskStations
from lobby.rules.alerts import alerts
from lobby_console.rows import Rows, rows
from resources.language import Words
from uikit.known import STALE, Known
from uikit.link import Link
from uikit.refusals import sentence

A = TypeVar("A")
TICK_MS = 1000
REPORT_EVERY_MS = 5000
EVENTS_KEPT = 40


class Desk(Known):
    """Holds the link for all widgets. `changed`: look at everything again; each second and with each snapshot."""

    changed = Signal()
    reported = Signal()
    said = Signal(str)
    refused = Signal(str)

    def __init__(self, link: Link, t: Words, parent: QObject | None = None) -> None:
        super().__init__(link, parent)
        self.t = t
        self.report: DayReport | None = None
        self.policy = Policy()
        self.rows = Rows()
        self.alerts: tuple[Alert, ...] = ()
        self.events: list[Event] = []
        self.numbers: dict[int, str] = {}
        self.stations = Stations((), ())
        self._reported_event = -1
        self.hall_seen.connect(self._on_hall)
        self.branch_seen.connect(self._on_branch)
        link.happened.connect(self._on_event)
        self._every(TICK_MS, self._look_again)
        self._every(REPORT_EVERY_MS, self._ask_report)

    @property
    def stale(self) -> bool:
        """No snapshot for so long that what is shown may be wrong (V4)."""
        return self.hall is not None and self.silence > STALE

    def do(self, command: Command[A], then: str | Callable[[A], None] = "") -> None:
        """Act; `then` is a sentence to say or what to do with the answer. A refusal becomes one clear line."""

        def done(answer: A) -> None:
            if callable(then):
                then(answer)
            elif then:
                self.said.emit(then)

        self._link.do(command, done, self._on_refused, self.refused.emit)

    def ask(self, query: Query[A], then: Callable[[A], None]) -> None:
        self._link.ask(query, then, self.refused.emit, self._on_refused)

    def _on_refused(self, refusal: Refused) -> None:
        self.refused.emit(sentence(refusal, self.t.language))

    def _on_hall(self) -> None:
        if self.hall is not None:
            self._learn_numbers(self.hall)
        self._look_again()

    def _learn_numbers(self, hall: Hall) -> None:
        """Events name tickets by their id; their numbers are known from the snapshots of one day."""
        at_counters = (c.ticket for c in hall.counters if c.ticket is not None)
        self.numbers |= {t.id: t.number for t in (*hall.waiting, *hall.held, *hall.missed, *at_counters)}
        self.numbers |= {c.ticket: c.number for c in hall.calls}
        if hall.day is not None and hall.day.closed_at is not None:
            self.numbers.clear()

    def _on_branch(self) -> None:
        if self.branch is not None:
            self.policy = policy_from(self.branch.settings)
        self._look_again()
        self._ask_report()
        self.ask_stations()

    def ask_stations(self) -> None:
        """The branch's machines, those that wait for a yes first of all."""
        self.ask(AskStations(), self._on_stations)

    def _on_stations(self, stations: Stations) -> None:
        self.stations = stations
        self.changed.emit()

    @property
    def asking(self) -> tuple[Asking, ...]:
        """Machines that wait to be approved now."""
        return tuple(asking for asking in self.stations.asking if asking.until > self.now)

    def _look_again(self) -> None:
        if self.hall is None or self.branch is None:
            return
        now = self.now
        self.rows = rows(self.hall, self.branch, self.policy, now)
        self.alerts = alerts(self.hall, self.branch, self.policy, now)
        self.changed.emit()

    def _ask_report(self) -> None:
        """The day's figures, again only when something has happened since."""
        if self.hall is None or self.hall.day is None or self.hall.event == self._reported_event:
            return
        self._reported_event = self.hall.event
        self.ask(DayFigures(), self._on_report)

    def _on_report(self, report: DayReport) -> None:
        self.report = report
        self.reported.emit()

    def _on_event(self, event: Event) -> None:
        self.events = [event, *self.events[:EVENTS_KEPT]]
        if event.kind.startswith(("station.", "staff.signed")):
            self.ask_stations()
        if event.ticket is not None and isinstance(number := event.data.get("number"), str):
            self.numbers[event.ticket] = number

    def _every(self, milliseconds: int, act: Callable[[], Any]) -> None:
        timer = QTimer(self)
        timer.timeout.connect(act)
        timer.start(milliseconds)
