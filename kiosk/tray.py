"""In place of a printer: a small window that shows each paper as it comes out."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from devices.paper_tray import PaperTray
from devices.printer import Printer
from devices.profile import changed, profile
from resources.language import Words

WIDTH = 320
SHOWN = 6000
"""Milliseconds that a paper lies over a kiosk which fills its screen."""


class TrayWindow(QScrollArea):
    """The newest paper, beside the kiosk; over it only for a moment, where there is no room. It takes no focus."""

    def __init__(self, t: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._kiosk = parent
        self.setWindowFlags(Qt.WindowType.Tool | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(t("Ticket on the screen"))
        self._paper = QLabel()
        self.setWidget(self._paper)
        self.resize(WIDTH + 24, 560)
        self._gone = QTimer(self, singleShot=True, interval=SHOWN)
        self._gone.timeout.connect(self.hide)

    def show_paper(self, png: bytes) -> None:
        picture = QPixmap()
        picture.loadFromData(png)
        self._paper.setPixmap(picture.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation))
        self._paper.resize(self._paper.pixmap().size())
        self._place(self._kiosk.frameGeometry())
        self.show()

    def _place(self, kiosk: QRect) -> None:
        beside = kiosk.left() - self.width() - 8
        room = beside >= self.screen().availableGeometry().left()
        self.move(beside if room else kiosk.left(), kiosk.bottom() - self.height() - 40)
        if not room:
            self._gone.start()


class ScreenPrinter(QObject):
    """A printer whose papers are told instead of cut."""

    paper = Signal(bytes)
    """A PNG."""

    def __init__(self, dots: int | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        tray = PaperTray(on_paper=self.paper.emit)
        self.printer = Printer(tray.port(), changed(profile(), dots=dots))
