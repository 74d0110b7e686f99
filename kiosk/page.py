"""What every page is: a widget that composes itself from a scene and says what was touched."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QTransform
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.inputs import Touched
from kiosk.layout import Layout, layout_for
from kiosk.scene import Scene
from kiosk.sheet import Sheet, Target
from resources.theme import Role
from uikit.canvas import whole
from uikit.look import Look

RING = 24
"""How far the ring of the focus reaches beyond a button, also on a screen twice as large as the design."""


class Spot(QAbstractButton):
    """Where a target can be touched; the page paints it. A button, so that it has focus, a name and keys."""

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self._page = page
        self.target: Target | None = None
        self.ringed = False
        """Focused by keys, not by the window's coming up."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.pressed.connect(self._repaint)
        self.released.connect(self._repaint)
        self.clicked.connect(self._chosen)

    def _repaint(self) -> None:
        if self.target is not None and (self.target.pressed or self.ringed):
            self._page.update(self.geometry().adjusted(-RING, -RING, RING, RING))

    def _chosen(self) -> None:
        if self.target is not None:
            self._page.touched.emit(self.target.touch)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page paints."""

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter activates as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._repaint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._repaint()
        self.ringed = False


class PageWidget(QWidget):
    touched = Signal(object)
    """A `kiosk.inputs.Touch`."""

    enlarges = True
    """Whether it follows a customer's wish for large print; not where there is no customer yet."""
    lowers = False
    """Whether its controls come down to a seated person's reach; those of the others are there anyway."""

    ground: Role | None = "canvas"
    """What the page stands on; nothing where it lies over another."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.scene: Scene | None = None
        self.sheet: Sheet | None = None
        self._composed_for = QSize()
        self._spots: list[Spot] = []

    def compose(self, sheet: Sheet, scene: Scene) -> None:
        """Lay the page out; each page says how."""
        raise NotImplementedError

    def show_scene(self, scene: Scene) -> None:
        self.scene = scene
        self._recompose()

    @property
    def layout_now(self) -> Layout:
        visit = self.scene.state.visit if self.scene is not None else None
        large, low = (visit.large and self.enlarges, visit.low and self.lowers) if visit else (False, False)
        return layout_for(self.width(), self.height(), large, low)

    def _recompose(self) -> None:
        if self.scene is None:
            return
        sheet = Sheet(self.layout_now, self.look)
        self.compose(sheet, self.scene)
        self.sheet, self._composed_for = sheet, self.size()
        self._place_spots(sheet.targets)
        self.update()

    def _place_spots(self, targets: list[Target]) -> None:
        while len(self._spots) < len(targets):
            self._spots.append(Spot(self))
        for spot in self._spots[len(targets) :]:
            spot.hide()
        on_glass = self._on_glass()
        for spot, target in zip(self._spots, targets, strict=False):
            spot.target = target
            spot.setGeometry(on_glass.mapRect(target.box).toAlignedRect())
            spot.setAccessibleName(target.name)
            spot.setEnabled(target.enabled)
            spot.show()

    def _on_glass(self) -> QTransform:
        return whole(self.layout_now.bounds.size(), QSizeF(self.size()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.size() != self._composed_for:
            self._recompose()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.touched.emit(Touched())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self.ground is not None:
            painter.fillRect(self.rect(), self.look.colour(self.ground))
        if self.sheet is not None:
            painter.setTransform(self._on_glass(), combine=True)
            for stroke in self.sheet.strokes:
                stroke(painter)
            for spot, target in zip(self._spots, self.sheet.targets, strict=False):
                if not spot.geometry().adjusted(-RING, -RING, RING, RING).intersects(event.rect()):
                    continue
                for stroke in target.pressed if spot.isDown() else target.rest:
                    stroke(painter)
                if spot.ringed:
                    self._ring(painter, target.box)
        painter.end()

    def _ring(self, painter: QPainter, box: QRectF) -> None:
        """Where the keys are: ink around a gap, only for who came by keyboard."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.look.colour("ink"), 6))
        painter.drawRoundedRect(box.adjusted(-9, -9, 9, 9), 30, 30)
