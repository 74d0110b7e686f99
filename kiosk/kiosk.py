"""The running kiosk: feeds the flow with what happens and does what the flow wants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk import effects as do
from kiosk import inputs as on
from kiosk.flow import first, step
from kiosk.pages.green import HELPS, LARGE_PRINT
from kiosk.printing import Printing
from kiosk.scene import Scene
from kiosk.staff_desk import StaffDesk
from kiosk.state import Page, State
from lobby.errors import Refused
from lobby.queries import Hall
from resources.language import catalogue
from uikit.known import Known
from uikit.link import Link

Answer = Callable[[object], None]
Trouble = Callable[[str], None]
Refusal = Callable[[Refused], None]


class Kiosk(QObject):
    """Holds the one state; `changed` tells of each new one."""

    changed = Signal(object)
    """A `kiosk.scene.Scene`."""

    def __init__(
        self, link: Link, printing: Printing, languages: tuple[str, ...] = ("zh", "en"), link_base: str = "",
        slot: str = "bottom", name: str = "1", staff: StaffDesk | None = None, low: bool = False,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._staff = staff
        if staff is not None:
            staff.tried.connect(lambda serial, fits: self.feed(on.PinTried(serial, fits)))
            staff.done.connect(lambda told: self.feed(on.ActDone(told)))
        self._link, self._printing, self._known = link, printing, Known(link, self)
        self._link_base, self._slot, self._place = link_base, slot, f"kiosk-{name}"
        self._low = low
        self.state = self._fresh(languages)
        printing.out.connect(lambda ticket: self.feed(on.PaperOut(ticket)))
        printing.failed.connect(lambda ticket, fault: self.feed(on.PaperFault(ticket, fault)))
        self._known.hall_seen.connect(self._hall)
        self._known.branch_seen.connect(self._branch)
        link.lost.connect(lambda _: self.feed(on.LinkLost()))
        self._seconds = QTimer(self, interval=1000)
        self._seconds.timeout.connect(lambda: self.feed(on.Tick()))

    def start(self) -> None:
        self._hall()
        self._seconds.start()

    def stop(self) -> None:
        self._seconds.stop()

    def feed(self, event: on.Input) -> None:
        """The only way in which the state changes."""
        self.state, wanted = step(self.state, event)
        for effect in wanted:  # first, so that number and paper don't wait for the painting
            self._do(effect)
        self.changed.emit(self.scene())

    def failed(self) -> None:
        """Something that nobody foresaw: the customer is told; where even that fails, everything begins anew."""
        if self.state.page is Page.FAILSAFE:
            self.reset()
        else:
            self.feed(on.Failed())

    def reset(self) -> None:
        """A clean start, with all that is known of the branch."""
        self.state = self._fresh(self.state.languages)
        self._branch()
        self._hall()

    def _fresh(self, languages: tuple[str, ...]) -> State:
        """Help is asked for in the words of the staff, who speak the branch's first language."""
        t = catalogue("kiosk", languages[0])
        words = {code: t(name) for code, _, name in HELPS}
        staffed = self._staff is not None and self._staff.opens
        begun = first(uuid4().hex[:12], languages, self._low)
        return replace(begun, place=self._place, help_words=words, staffed=staffed)

    def scene(self) -> Scene:
        words = catalogue("kiosk", self.state.visit.language)
        return Scene(self.state, words, self._now(), self._link_base, self._slot)

    def _now(self) -> dt.datetime:
        """The host's time, on the branch's wall."""
        branch = self.state.branch
        zone = ZoneInfo(branch.timezone) if branch else None
        return self._known.now.astimezone(zone)

    def _hall(self) -> None:
        if self._known.hall is not None:
            self.feed(on.HallSeen(self._known.hall))

    def _branch(self) -> None:
        if self._known.branch is not None:
            self.feed(on.BranchSeen(self._known.branch))

    def _do(self, effect: do.Effect) -> None:
        link = self._link
        match effect:
            case do.Ask(serial, query):
                link.ask(query, *self._answers(serial))
            case do.Take(serial, command, key):
                done, trouble, refused = self._answers(serial)
                link.do(command, done, refused, trouble, key)
            case do.Tell(command, key):
                link.do(command, key=key)
            case do.CallStaff(command, key):
                link.do(command, self._help(True), self._help(False), self._help(False), key)
            case do.PrintTicket(ticket) if self.state.branch is not None:
                visit = self.state.visit
                self._printing.print(ticket, self.state.branch, visit.large or LARGE_PRINT in visit.helps)
            case do.TryPin(serial, pin) if self._staff is not None:
                self._staff.try_pin(serial, pin)
            case do.StaffAct(act) if self._staff is not None:
                self._staff.do(act)
            case do.Probe():
                link.ask(Hall(), lambda hall: self.feed(on.Probed(hall)), lambda _: self.feed(on.Probed(None)))

    def _answers(self, serial: int) -> tuple[Answer, Trouble, Refusal]:
        def refused(refusal: Refused) -> None:
            self.feed(on.WasRefused(serial, refusal.reason))

        return (
            lambda answer: self.feed(on.Answered(serial, answer)),
            lambda _: self.feed(on.Troubled(serial)),
            refused,
        )

    def _help(self, sent: bool) -> Answer:
        return lambda _: self.feed(on.HelpAnswered(sent))
