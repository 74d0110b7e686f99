"""What staff do at the kiosk itself, once their PIN fits: a test print, a new roll, start anew, leave."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from kiosk.inputs import Act
from kiosk.printing import Printing
from kiosk.state import Told
from lobby import slow_hash
from uikit.app import BUILD_AGAIN
from uikit.kiosk_mode import LEFT

log = logging.getLogger(__name__)


class StaffDesk(QObject):
    """`pin` as lobby.toml keeps it; `language` is the staff's."""

    tried = Signal(int, bool)
    """Serial, and whether that PIN fits."""
    done = Signal(object)
    """A `kiosk.state.Told`."""

    def __init__(self, pin: str, printing: Printing, language: str = "zh", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pin, self._printing, self._language = pin, printing, language

    @property
    def opens(self) -> bool:
        return bool(self._pin)

    def try_pin(self, serial: int, given: str) -> None:
        """On a thread of its own: it is slow on purpose."""

        def held() -> None:
            fits = self.opens and slow_hash.fits(self._pin, given)
            log.info("the staff page's PIN %s", "fits" if fits else "does not fit")
            self.tried.emit(serial, fits)

        threading.Thread(target=held, name="pin", daemon=True).start()

    def do(self, act: Act) -> None:
        log.info("staff at the kiosk: %s", act)
        match act:
            case Act.TEST_PRINT:
                self._printing.print_trial(self._language, self._tell(Told.PRINTED, Told.NOT_PRINTED))
            case Act.NEW_ROLL:
                self._printing.new_roll(self._tell(Told.COUNTED, Told.NOT_COUNTED))
            case Act.RESTART:
                QApplication.exit(BUILD_AGAIN)
            case Act.LEAVE:
                QApplication.exit(LEFT)

    def _tell(self, well: Told, badly: Told) -> Callable[[bool], None]:
        return lambda good: self.done.emit(well if good else badly)
