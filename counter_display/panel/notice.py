"""One clear line above the primary button: why something was refused, that the link is lost, a note on the ticket."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from counter_display.panel.paint import LEFT, Paint, Painted
from uikit.look import Look
from uikit.tones import TONES, Tone


class Kind(StrEnum):
    REFUSED = "refused"
    LOST = "lost"
    NOTE = "note"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Notice:
    kind: Kind
    text: str


_LOOKS: dict[Kind, tuple[str, Tone]] = {
    Kind.REFUSED: ("circle-alert", Tone.NEAR),
    Kind.LOST: ("wifi-off", Tone.OVER),
    Kind.NOTE: ("message-square", Tone.INFO),
    Kind.DONE: ("check", Tone.OK),
}
_PX = 15
_LEAST = 44


class NoticeCard(Painted):
    """As high as its words; hidden while there is nothing to say."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._notice: Notice | None = None
        self.hide()

    @property
    def said(self) -> str:
        return self._notice.text if self._notice else ""

    def show_notice(self, notice: Notice | None) -> None:
        if notice == self._notice:
            return
        self._notice = notice
        self.setVisible(notice is not None)
        if notice is not None:
            self.setAccessibleName(notice.text)
            self.setFixedHeight(self._needed(notice.text))
        self.update()

    def _needed(self, text: str) -> int:
        room = QRectF(0, 0, 400 - 32 - 62, 1000)
        flags = int(Qt.TextFlag.TextWordWrap)
        metrics = QFontMetricsF(self.look.font(_PX))
        return max(_LEAST, round(metrics.boundingRect(room, flags, text).height()) + 18)

    def draw(self, paint: Paint) -> None:
        if self._notice is None:
            return
        icon, tone = _LOOKS[self._notice.kind]
        colours = TONES[tone]
        rect = QRectF(self.rect())
        paint.fill(rect, colours.ground, 8)
        paint.frame(rect, colours.edge, 8)
        paint.icon(icon, QRectF(14, rect.center().y() - 12, 24, 24), colours.ink)
        paint.text(self._notice.text, rect.adjusted(50, 4, -12, -4), _PX, "ink", 400, LEFT, wrap=True)
