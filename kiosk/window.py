"""The kiosk's one window: shows the page of the state, the warning over it, and lets one touch at a time through."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from kiosk.inputs import DigitErased, DigitPressed, Touch
from kiosk.page import PageWidget
from kiosk.pages.attract import AttractPage
from kiosk.pages.cash import CashPage
from kiosk.pages.closed import ClosedPage
from kiosk.pages.confirm import ConfirmPage
from kiosk.pages.directions import DirectionsPage
from kiosk.pages.diversion import DiversionPage
from kiosk.pages.failsafe import FailsafePage
from kiosk.pages.fault import FaultPage
from kiosk.pages.green import GreenPage
from kiosk.pages.home import HomePage
from kiosk.pages.outage import OutagePage
from kiosk.pages.staff import StaffPage
from kiosk.pages.sub_need import SubNeedPage
from kiosk.pages.ticket import TicketPage
from kiosk.pages.timeout import TimeoutDialog
from kiosk.pages.vip import VipPage
from kiosk.scene import Scene
from kiosk.state import Page
from uikit.look import Look

ONE_TOUCH = 0.6
"""Seconds in which a second touch is taken for the first one's echo (N6)."""

PAGES: dict[Page, type[PageWidget]] = {
    Page.ATTRACT: AttractPage,
    Page.HOME: HomePage,
    Page.VIP: VipPage,
    Page.GREEN: GreenPage,
    Page.SUB_NEED: SubNeedPage,
    Page.CASH: CashPage,
    Page.DIVERSION: DiversionPage,
    Page.DIRECTIONS: DirectionsPage,
    Page.CONFIRM: ConfirmPage,
    Page.ISSUING: ConfirmPage,
    Page.TICKET: TicketPage,
    Page.FAULT: FaultPage,
    Page.CLOSED: ClosedPage,
    Page.OUTAGE: OutagePage,
    Page.FAILSAFE: FailsafePage,
    Page.STAFF: StaffPage,
}


class KioskWindow(QWidget):
    touched = Signal(object)
    """A `kiosk.inputs.Touch`, at most one in 600 ms."""
    closing = Signal()

    def __init__(self, light: Look, dark: Look, clock: Callable[[], float]) -> None:
        super().__init__()
        self.setWindowTitle("Lobby kiosk")
        self._clock = clock
        self._touched_at = float("-inf")
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._pages: dict[type[PageWidget], PageWidget] = {}
        for kind in dict.fromkeys(PAGES.values()):
            page = kind(dark if kind is ClosedPage else light, self)
            page.touched.connect(self._touch)
            self._pages[kind] = page
            self._stack.addWidget(page)
        self._dialog = TimeoutDialog(light, self)
        self._dialog.touched.connect(self._touch)
        self._dialog.hide()
        self._rehearsed = False

    def sizeHint(self) -> QSize:
        return QSize(540, 960)

    @property
    def page(self) -> PageWidget:
        """What is to be touched now: the dialog where there is one."""
        if not self._dialog.isHidden():
            return self._dialog
        widget = self._stack.currentWidget()
        assert isinstance(widget, PageWidget)
        return widget

    def show_scene(self, scene: Scene) -> None:
        page = self._pages[PAGES[scene.state.page]]
        page.setGeometry(self.rect())
        page.show_scene(scene)
        self._stack.setCurrentWidget(page)
        warned = scene.state.warning is not None
        if warned:
            self._dialog.show_scene(scene)
            self._dialog.raise_()
        self._dialog.setVisible(warned)
        if not self._rehearsed and scene.branch is not None:
            self._rehearsed = True
            QTimer.singleShot(0, self, lambda: self._rehearse(scene))

    def _rehearse(self, scene: Scene) -> None:
        """Paint the home page once, unseen: the first touch is not to wait for its icons and letters."""
        page = self._pages[HomePage]
        if page is not self.page:
            page.setGeometry(self.rect())
            page.show_scene(scene)
            page.grab()

    def _touch(self, touch: Touch) -> None:
        now = self._clock()
        if isinstance(touch, (DigitPressed, DigitErased)):  # typed as fast as fingers go
            self.touched.emit(touch)
        elif now - self._touched_at >= ONE_TOUCH:
            self._touched_at = now
            self.touched.emit(touch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._dialog.setGeometry(self.rect())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A long press opens no menu here."""

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
