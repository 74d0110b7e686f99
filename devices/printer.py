"""A ticket printer: prints a paper and says what became of it, in bounded time; a device's trouble is never raised."""

import logging
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from time import monotonic

from devices import escpos, plain, raster
from devices.escpos import Answers, Fault, Job
from devices.paper import NoticePaper, Paper
from devices.port import Port, PortTrouble, open_port
from devices.profile import Answer, Profile
from devices.profile import profile as usual
from devices.roll import Roll
from devices.template import template

log = logging.getLogger(__name__)

ANSWER_SECONDS = 0.8  # a real-time answer comes within milliseconds, on a slow LAN within tenths
DONE_SECONDS = 5.0  # the slowest heads need two for a ticket
SLOW_LINE = 50_000  # bytes per second; a picture takes longer than a customer waits on anything below


class Mode(StrEnum):
    """How a paper becomes bytes."""

    RASTER = "raster"
    TEXT = "text"


class Outcome(StrEnum):
    """Uncertain: some or all of it may be on paper, nobody can say."""

    PRINTED = "printed"
    UNCERTAIN = "uncertain"
    FAILED = "failed"


@dataclass(frozen=True)
class PrintResult:
    """What became of a paper. A fault with `PRINTED` is a warning: the paper is near its end."""

    outcome: Outcome
    fault: Fault | None = None
    detail: str = ""  # for the log and the console, in English
    left: int | None = None  # about so many tickets fit on what is left of the roll; None while there are plenty


@dataclass(frozen=True)
class PrinterStatus:
    """How a printer is; `known` is false where it cannot be asked."""

    fault: Fault | None = None
    known: bool = True
    detail: str = ""
    left: int | None = None

    @property
    def can_print(self) -> bool:
        """Whether a ticket may be sent."""
        return self.fault in (None, Fault.NEAR_END)


class Printer:
    """One printer behind one port. Its calls may come from any thread, one at a time is served."""

    def __init__(
        self,
        port: Port,
        profile: Profile | None = None,
        mode: Mode | None = None,
        roll: Roll | None = None,
        answer_seconds: float = ANSWER_SECONDS,
        done_seconds: float = DONE_SECONDS,
    ) -> None:
        speed = port.line.bytes_per_second
        self.port = port
        self.profile = profile or usual()
        template().sheet(self.profile.dots)  # refuses a width that no ticket fits on, now and not before a customer
        self.roll = roll
        self.mode = mode or (Mode.TEXT if speed and speed < SLOW_LINE else Mode.RASTER)
        self._answer_seconds = answer_seconds
        self._done_seconds = done_seconds
        self._lock = threading.Lock()
        self._confirmations = 0
        self._known_fault: Fault | None = None
        self._drawn: tuple[Paper, Job] | None = None

    def warm_up(self) -> None:
        """Load font and encoders now, so that the first customer does not wait for them."""
        self._encode(NoticePaper(title="A0", text="好", issued=datetime(2000, 1, 1), link="A"))  # noqa: DTZ001

    def draw(self, paper: Paper) -> None:
        """Make `paper` ready, because it will probably be printed next."""
        with self._lock, suppress(OSError):  # what cannot be drawn is told when it is printed
            self._drawn = paper, self._encode(paper)

    def print(self, paper: Paper) -> PrintResult:
        """Print `paper`: refused early when the printer cannot, otherwise sent once and asked for."""
        with self._lock:
            result = self._print(paper)
            self._note(result.fault, result.detail)
            return replace(result, left=self._left)

    def status(self) -> PrinterStatus:
        """How the printer is now."""
        with self._lock:
            status = self._status()
            self._note(status.fault, status.detail)
            return replace(status, left=self._left)

    def close(self) -> None:
        """Let go of the port; the next print opens it again."""
        with self._lock:
            self.port.close()

    @property
    def answers(self) -> bool:
        """Whether it can be asked how it is."""
        return self.port.answers and Answer.STATUS in self.profile.status

    @property
    def _left(self) -> int | None:
        return self.roll.low if self.roll else None

    def _encode(self, paper: Paper) -> Job:
        encode = plain.encode if self.mode is Mode.TEXT else raster.encode
        return encode(paper, self.profile)

    def _print(self, paper: Paper) -> PrintResult:
        ready, self._drawn = self._drawn, None
        try:
            job = ready[1] if ready and ready[0] == paper else self._encode(paper)
        except OSError as missing:
            return PrintResult(Outcome.FAILED, Fault.ERROR, f"the ticket cannot be drawn: {missing}")
        self.port.try_now()
        before = self._status()
        if not before.can_print:
            return PrintResult(Outcome.FAILED, before.fault, before.detail)
        if self.roll:
            self.roll.used(self.profile.millimetres(job.rows))  # also where nobody knows how much of it came out
        try:
            self.port.write(job.data)
            if not self.answers:
                return PrintResult(Outcome.PRINTED, detail="all bytes were handed over; this printer cannot say more")
            return self._completion(monotonic() + self._done_seconds + self.port.seconds_for(len(job.data)))
        except PortTrouble as trouble:
            fault = self._status().fault
            return PrintResult(Outcome.UNCERTAIN, fault or Fault.OFFLINE, f"the line broke while printing: {trouble}")

    def _completion(self, until: float) -> PrintResult:
        """Ask whether the paper is out; meanwhile watch for what keeps it from coming out."""
        self.port.forget_input()
        if Answer.DONE not in self.profile.status:
            return self._unconfirmed()
        before = self._confirmations
        self.port.write(escpos.ASK_DONE)
        fault: Fault | None = None
        while monotonic() < until:
            self._hear(min(1.0, until - monotonic()))
            if self._confirmations > before:
                return PrintResult(Outcome.PRINTED, self._status().fault)
            fault = self._answers().fault
            if fault not in (None, Fault.NEAR_END):
                break
        return PrintResult(Outcome.UNCERTAIN, fault or Fault.SILENT, "the printer did not confirm the ticket")

    def _unconfirmed(self) -> PrintResult:
        """A printer that confirms nothing has printed what it took, unless it says what kept it from it."""
        after = self._status()
        outcome = Outcome.PRINTED if after.can_print else Outcome.UNCERTAIN
        return PrintResult(outcome, after.fault, after.detail)

    def _status(self) -> PrinterStatus:
        if not self.answers:
            return PrinterStatus(known=False)
        first = ""
        for _ in range(2):  # a connection left open for hours may be dead without our knowing: once more, anew
            try:
                self.port.forget_input()
                return self._described(self._answers())
            except PortTrouble as trouble:
                first = first or str(trouble)
        return PrinterStatus(Fault.REFUSED, detail=first)

    def _described(self, answers: Answers) -> PrinterStatus:
        if answers.online == 0:
            self.port.close()  # so that a late answer is not taken for the next question's
            return PrinterStatus(Fault.SILENT, detail="the printer does not answer")
        if self.roll:
            self.roll.seen(answers)
        return PrinterStatus(answers.fault)

    def _answers(self) -> Answers:
        online = self._answer(escpos.ONLINE)
        if online is None:
            return Answers()
        paper = self._answer(escpos.PAPER) or 0
        if not online & escpos.IS_OFFLINE:
            return Answers(online, paper=paper)
        return Answers(online, self._answer(escpos.OFFLINE_CAUSE) or 0, self._answer(escpos.ERRORS) or 0, paper)

    def _answer(self, question: int) -> int | None:
        self.port.write(escpos.ask(question))
        until = monotonic() + self._answer_seconds
        while (left := until - monotonic()) > 0:
            answer = escpos.status_byte(self._hear(left))
            if answer is not None:
                return answer
        return None

    def _hear(self, seconds: float) -> bytes:
        data = self.port.read(max(0.0, seconds))
        self._confirmations += escpos.says_done(data)
        return data

    def _note(self, fault: Fault | None, detail: str) -> None:
        """Trouble is logged once when it begins and once when it ends."""
        if fault == self._known_fault:
            return
        if fault is None:
            log.info("printer %s works again", self.port.line.url)
        else:
            log.warning("printer %s: %s %s", self.port.line.url, fault, detail)
        self._known_fault = fault


def printer_at(url: str, profile: Profile | None = None, mode: Mode | None = None, roll: Roll | None = None) -> Printer:
    """The printer at `url` (see `open_port`): pictures, or text where the line is slow."""
    return Printer(open_port(url), profile, mode, roll)
