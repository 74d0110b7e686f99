"""Ten thousand visits change nothing in what a kiosk holds: memory grows less than 5 %, and each gets its paper.

    python -m proofs.visits [--long] [--rounds VISITS]

The real window without a screen, a finger that touches what stands on the page, a record, a printer made of memory.
Every second visit is in the other language, every seventh is left half-way. Memory is taken when
everything has been seen, and after the last.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.memory import megabytes
from devices.paper_tray import PaperTray
from devices.printer import Printer
from kiosk.app import KioskFace, build
from kiosk.inputs import Confirmed, LanguageSwitched, Left, TileChosen, Touch
from kiosk.page import Spot
from kiosk.state import Page, Paper
from lobby import config
from lobby.api import Lobby, open_lobby
from lobby.commands import Abandon
from proofs.branch import new_branch
from proofs.promise import Findings, Setting, main
from uikit.app import settle
from uikit.link import Link

SHORT, LONG = 40, 10_000
WARM = 600
"""Visits until every page, letter and picture has been kept that is ever kept; with fewer, memory is not judged."""
AT_MOST = 0.05
PATIENCE = 60.0
NEED = "fx"
"""Asks for no amount, and no machine does it."""
ONE_TOUCH = 1.0


class Finger:
    """Touches one thing after the other, on a clock of its own: nobody waits for people here."""

    def __init__(self, application: QApplication, url: str, tray: PaperTray) -> None:
        self._application, self._now = application, 0.0
        self.link = Link(lambda: open_lobby(url))
        wiring = config.Kiosk(link_base="https://q.example.cn/t")
        self.face: KioskFace = build(
            self.link,
            wiring,
            printer=Printer(tray.port(), answer_seconds=0.05, done_seconds=0.05),
            clock=lambda: self._now,
        )
        self.face.resize(1080, 1920)
        self.face.show()
        self.until(lambda: (state := self.face.kiosk.state).branch is not None and state.hall is not None)
        state = self.face.kiosk.state
        assert state.branch is not None
        self.tile = next(tile.code for tile in state.branch.tiles if tile.services == (NEED,))

    def until(self, condition: Callable[[], bool]) -> None:
        ends = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > ends:
                raise TimeoutError(f"the kiosk stays at {self.face.kiosk.state.page}")
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def at(self, page: Page) -> None:
        self.until(lambda: self.face.kiosk.state.page is page)

    def on(self, touch: Touch) -> None:
        spots = [spot for spot in self.face.page.findChildren(Spot) if spot.isVisible() and spot.target is not None]
        self.touch(next(spot for spot in spots if spot.target is not None and spot.target.touch == touch))

    def touch(self, what: QWidget) -> None:
        self._now += ONE_TOUCH
        QTest.mouseClick(what, Qt.MouseButton.LeftButton)

    def end(self) -> None:
        self.face.close()
        self.link.close()


def visit(finger: Finger, door: Lobby, number: int) -> bool:
    """One customer; whether he took a number."""
    finger.at(Page.ATTRACT)
    finger.touch(finger.face.page)
    finger.at(Page.HOME)
    if number % 2:
        finger.on(LanguageSwitched())
    finger.on(TileChosen(finger.tile))
    finger.at(Page.CONFIRM)
    if number % 7 == 0:
        finger.on(Left())
        return False
    finger.on(Confirmed(paper=True))
    state = finger.face.kiosk
    finger.until(lambda: state.state.page is Page.TICKET and state.state.visit.paper is Paper.OUT)
    ticket = state.state.visit.ticket
    assert ticket is not None
    finger.on(Left())
    door.do(Abandon(ticket.id))
    return True


def prove(setting: Setting, findings: Findings) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    url, tray, rounds = new_branch(setting.folder), PaperTray(), setting.count(SHORT, LONG)
    finger, door = Finger(application, url, tray), open_lobby(url)
    taken, warm = 0, 0.0
    for number in range(rounds):
        taken += visit(finger, door, number)
        if number == WARM:
            settle()
            warm = megabytes(os.getpid())
    last = megabytes(os.getpid())
    finger.end()
    door.close()
    findings.hold(len(tray.papers) > 0, "no paper came out")
    findings.figures |= {"visits": rounds, "tickets": taken}
    if rounds > WARM:
        findings.hold(last / warm - 1 < AT_MOST, f"the kiosk grew from {warm:.0f} to {last:.0f} MB")
        findings.figures |= {"memory": f"{last / warm - 1:+.1%} of {last:.0f} MB"}


if __name__ == "__main__":
    main(prove, __doc__)
