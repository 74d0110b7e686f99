"""The staff page: a PIN, then what staff do at a kiosk. In the staff's language."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from kiosk.inputs import Act, ActChosen, DigitErased, DigitPressed, Left, PinGiven, Touch
from kiosk.layout import grid
from kiosk.page import PageWidget
from kiosk.parts import TOP, button, foot, header, title
from kiosk.scene import Scene
from kiosk.sheet import Sheet, Type
from kiosk.staff import seconds_left
from kiosk.state import Staff, Told
from lobby.config import PIN_LEAST, PIN_MOST
from resources.language import later

ACTS = (
    (Act.TEST_PRINT, "printer", later("Test print")),
    (Act.NEW_ROLL, "file-text", later("New paper roll is in")),
    (Act.RESTART, "history", later("Start this kiosk anew")),
    (Act.LEAVE, "log-out", later("Leave the kiosk's screen")),
)
OUTCOMES = {
    Told.PRINTED: later("The test print came out."),
    Told.NOT_PRINTED: later("The test print did not come out. Look at paper, cover and cable."),
    Told.COUNTED: later("The paper is counted from a new roll."),
    Told.NOT_COUNTED: later("Nobody counts this printer's paper; lobby.toml does not say how long a roll is."),
}


class StaffPage(PageWidget):
    enlarges = False

    def compose(self, sheet: Sheet, scene: Scene) -> None:
        header(sheet, scene)
        staff, layout = scene.state.staff or Staff(), sheet.layout
        top = title(sheet, scene.t("For staff"))
        box = QRectF(layout.margin, top, layout.inner, layout.foot - layout.gap - top)
        if staff.known:
            self._acts(sheet, scene, staff, box)
        else:
            self._pad(sheet, scene, staff, box)
        button(sheet, foot(sheet), Left(), scene.t("Back to the customers"), "arrow-left", "plain", 46)

    def _acts(self, sheet: Sheet, scene: Scene, staff: Staff, box: QRectF) -> None:
        layout = sheet.layout
        line = QRectF(box.x(), box.y(), box.width(), 150 if layout.portrait else 110)
        said = scene.t("One moment…") if staff.working else scene.t(OUTCOMES[staff.told]) if staff.told else ""
        if said:
            sheet.text(line, said, Type(42, 400, "ink2", TOP, lines=3, least=0.86))
        across, down = (1, 4) if layout.portrait else (2, 2)
        below = QRectF(box.x(), line.bottom() + layout.gap, box.width(), down * (160 + layout.gap) - layout.gap)
        for cell, (act, icon, words) in zip(grid(below, across, down, layout.gap), ACTS, strict=True):
            button(sheet, cell, ActChosen(act), scene.t(words), icon, "plain", 46, enabled=not staff.working)

    def _pad(self, sheet: Sheet, scene: Scene, staff: Staff, box: QRectF) -> None:
        layout = sheet.layout
        if layout.portrait:
            words = QRectF(box.x(), box.y(), box.width(), 300)
            keys = QRectF(box.x() + 120, box.y() + 340, box.width() - 240, 900)
        else:
            words = QRectF(box.x(), box.y(), box.width() * 0.45, box.height())
            keys = QRectF(words.right() + 40, box.y(), box.right() - words.right() - 40, box.height())
        left = seconds_left(scene.state)
        locked = left > 0
        said = scene.t("Too many wrong PINs. Try again in {n} s.", n=left) if locked else self._asked(scene, staff)
        high = 130 if layout.portrait else 210
        place = QRectF(words.x(), words.y(), words.width(), high)
        sheet.text(place, said, Type(46, 400, "over" if locked else "ink2", TOP, lines=4, least=0.8))
        self._dots(sheet, QRectF(words.x(), place.bottom() + 20, words.width(), 60), len(staff.digits))
        for cell, (touch, label) in zip(grid(keys, 3, 4, layout.gap), _keys(scene), strict=True):
            ready = not locked and staff.trying is None
            ready = ready and (len(staff.digits) >= PIN_LEAST or not isinstance(touch, PinGiven))
            kind = "primary" if isinstance(touch, PinGiven) and ready else "plain" if ready else "off"
            button(sheet, cell, touch, label, "", kind, 56, enabled=ready)

    def _asked(self, scene: Scene, staff: Staff) -> str:
        if staff.trying is not None:
            return scene.t("One moment…")
        if scene.state.wrong:
            return scene.t("This PIN is wrong. Please try again.")
        return scene.t("Please enter the PIN of this kiosk.")

    def _dots(self, sheet: Sheet, box: QRectF, count: int) -> None:
        step = min(60.0, box.width() / PIN_MOST)
        size = step * 0.5
        for place in range(max(PIN_LEAST, count)):
            dot = QRectF(box.x() + place * step, box.center().y() - size / 2, size, size)
            sheet.box(dot, "ink" if place < count else None, "control", radius=size / 2)


def _keys(scene: Scene) -> list[tuple[Touch, str]]:
    digits: list[tuple[Touch, str]] = [(DigitPressed(digit), digit) for digit in "1234567890"]
    return [*digits[:9], (DigitErased(), scene.t("Delete")), digits[9], (PinGiven(), scene.t("OK"))]
