"""In place of a printer: a small window that shows each paper as it comes out."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from devices.paper_tray import PaperTray
from devices.printer import Printer
from resources.language import Words

WIDTH = 320


class TrayWindow(QScrollArea):
    """The newest paper; it stays beside the kiosk and takes no focus from it."""

    def __init__(self, t: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Tool | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(t("Ticket on the screen"))
        self._paper = QLabel()
        self.setWidget(self._paper)
        self.resize(WIDTH + 24, 560)

    def show_paper(self, png: bytes) -> None:
        picture = QPixmap()
        picture.loadFromData(png)
        self._paper.setPixmap(picture.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation))
        self._paper.resize(self._paper.pixmap().size())
        if self.isHidden():
            self._stand_beside_the_kiosk()
        self.show()

    def _stand_beside_the_kiosk(self) -> None:
        """At its lower left, where a finger on the screen does not reach it."""
        if (kiosk := self.parentWidget()) is not None:
            place = kiosk.window().frameGeometry()
            self.move(max(0, place.left() - self.width()), max(0, place.bottom() - self.height()))


class ScreenPrinter(QObject):
    """A printer whose papers are told instead of cut."""

    paper = Signal(bytes)
    """A PNG."""

    def __init__(self, dots: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        tray = PaperTray(on_paper=self.paper.emit)
        self.printer = Printer(tray.port(), dots)
