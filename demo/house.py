"""All faces of a branch in one program, each on a link of its own, around one throw-away record."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from counter_display.hall import app as hall
from counter_display.panel import app as panel
from demo.stage import Stage
from devices.printer import Printer
from kiosk import app as kiosk
from lobby.config import Kiosk
from lobby_console import app as console
from uikit.link import Link

HEARTBEAT = 1.0
COUNTER = "1"
"""The teller panel's."""
LINK_BASE = "https://lobby.example.cn/q"


class House:
    """`staff` works at the teller panel. Without a `printer` the kiosk shows its papers on the screen."""

    def __init__(self, stage: Stage, staff: str, printer: Printer | None = None) -> None:
        self._links: list[Link] = []
        self._stage = stage
        self.console = console.build(self._link(), staff="m1")
        self.hall = hall.build(self._link())
        self.kiosk = kiosk.build(self._link(), Kiosk(link_base=LINK_BASE), printer=printer)
        self.panel = panel.build(self._link(), COUNTER, staff)

    @property
    def windows(self) -> dict[str, QWidget]:
        return {"kiosk": self.kiosk, "hall": self.hall, "console": self.console, "panel": self.panel}

    def _link(self) -> Link:
        link = Link(self._stage.door, heartbeat=HEARTBEAT)
        self._links.append(link)
        return link

    def close(self) -> None:
        for window in self.windows.values():
            window.close()
        for link in self._links:
            link.close()
