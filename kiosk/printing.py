"""Paper after the commit: recorded as printing, printed on its own thread, recorded with what became of it (M4)."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from devices.escpos import Fault
from devices.paper import SlipPaper, TicketPaper
from devices.printer import Outcome, Printer, PrinterStatus, PrintResult
from devices.trial import trial
from kiosk.paper import paper
from lobby.commands import RecordPrint, ReportDevice
from lobby.model import Branch, Event, PrintState, Text, Ticket
from uikit.link import Link

log = logging.getLogger(__name__)

STATUS_EVERY = 30_000
"""Milliseconds between two looks at the printer, so that staff know of its trouble before a customer does."""

UNRECORDED = "unrecorded"
"""The record could not be reached, so nothing was put on paper: no paper without its row."""


class Printing(QObject):
    """Never waits on the UI thread, however the printer behaves."""

    out = Signal(int)
    """The paper of this ticket is out."""
    failed = Signal(int, str)
    """It is not, or nobody knows: ticket and fault."""
    _crossed = Signal(object)

    def __init__(
        self, link: Link, printer: Printer, device: str, link_base: str, kiosk: str, mark: Path | None = None,
        promotion: Text = Text(), parent: QObject | None = None,
    ) -> None:  # fmt: skip
        """`device` is the printer's code in the branch, `mark` and `promotion` the bank's own on each paper."""
        super().__init__(parent)
        self._link, self._printer, self._device = link, printer, device
        self._link_base, self._kiosk, self._mark, self._promotion = link_base, kiosk, mark, promotion
        self._reported: Fault | str | None = "nothing yet"
        self._closed = False
        self._worker = ThreadPoolExecutor(1, "printer")
        self._crossed.connect(lambda told: told(), Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self, interval=STATUS_EVERY)
        self._timer.timeout.connect(self.look)
        link.happened.connect(self._happened)

    def start(self) -> None:
        """Warm the printer up, see how it is, and look again from time to time."""
        self._worker.submit(self._printer.warm_up)
        self.look()
        self._timer.start()

    def _happened(self, event: Event) -> None:
        """Before the first customer of a day, not up to half a minute after him."""
        if event.kind == "day.opened":
            self.look()

    def look(self) -> None:
        self._later(self._printer.status, self._looked)

    def print(self, ticket: Ticket, branch: Branch, large: bool) -> None:
        """Put a ticket on paper; from the second paper of a number on it says so."""

        def sheet(reprinted: dt.datetime | None = None) -> TicketPaper:
            return paper(ticket, branch, self._link_base, self._kiosk, large, reprinted, self._mark, self._promotion)

        def recorded(copy: int) -> None:
            due = sheet(dt.datetime.now(dt.UTC) if copy > 1 else None)
            self._later(lambda: self._printer.print(due), lambda result: self._printed(ticket, copy, result))

        def unrecorded(_: object) -> None:
            self.failed.emit(ticket.id, UNRECORDED)

        printing = RecordPrint(ticket.id, PrintState.PRINTING)
        self._link.do(printing, refused=unrecorded, trouble=unrecorded, onward=recorded)
        self._worker.submit(self._printer.draw, sheet())  # meanwhile

    def print_slip(self, slip: SlipPaper) -> None:
        """Where it fails, staff hear of the printer's fault; `lobby audit slip` says the same on a screen."""
        self._later(lambda: self._printer.print(slip), self._reported_only)

    def print_trial(self, language: str, done: Callable[[bool], None]) -> None:
        """A test print; staff see whether it came out."""
        paper = trial(self._printer, dt.datetime.now().astimezone(), language)
        self._later(lambda: self._printer.print(paper), lambda result: self._tried(result, done))

    def new_roll(self, done: Callable[[bool], None]) -> None:
        """Staff put a new roll in: count from its beginning, where anybody counts."""
        roll = self._printer.roll
        if roll is None:
            done(False)
            return
        self._later(roll.changed, lambda result: done(not isinstance(result, BaseException)))

    def _tried(self, result: object, done: Callable[[bool], None]) -> None:
        self._reported_only(result)
        done(isinstance(result, PrintResult) and result.outcome is Outcome.PRINTED)

    def _reported_only(self, result: object) -> None:
        if isinstance(result, PrintResult):
            self._report(result)
        else:
            log.error("printing failed in an unforeseen way: %r", result)

    def close(self) -> None:
        """What was begun is still printed; nobody waits for it and nothing is told any more."""
        self._timer.stop()
        self._closed = True
        self._worker.submit(self._printer.close)
        self._worker.shutdown(wait=False)

    def _later(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        if self._closed:
            return

        def told(future: Future[object]) -> None:
            if not self._closed:
                self._crossed.emit(lambda: done(future.exception() or future.result()))

        with suppress(RuntimeError):  # the face is closing: the worker takes nothing more
            self._worker.submit(work).add_done_callback(told)

    def _printed(self, ticket: Ticket, copy: int, result: object) -> None:
        if not isinstance(result, PrintResult):
            log.error("printing failed in an unforeseen way: %r", result)
            result = PrintResult(Outcome.FAILED, Fault.ERROR)
        state = PrintState(result.outcome.value)
        self._link.do(RecordPrint(ticket.id, state, copy, result.fault))
        self._report(result)
        if result.outcome is Outcome.PRINTED:
            self.out.emit(ticket.id)
        else:
            self.failed.emit(ticket.id, result.fault or Fault.SILENT)

    def _looked(self, status: object) -> None:
        if isinstance(status, PrinterStatus) and (status.known or status.left is not None):
            self._report(status)

    def _report(self, how: PrintResult | PrinterStatus) -> None:
        """Staff hear of a fault when it begins and when it ends, and of a roll's last tickets before the sensor."""
        fault: str | None = how.fault
        if how.left is not None and fault in (None, Fault.NEAR_END):
            fault = f"{Fault.NEAR_END}~{how.left}"
        if fault != self._reported:
            self._reported = fault
            self._link.do(ReportDevice(self._device, fault))
