"""Text that fits its box or says that it does not: measured, made smaller by 15 % at most, or wrapped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextDocumentFragment
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QStyle, QStyleOptionButton, QWidget

SMALLEST = 0.85
REMEMBERED = 4096
_FITTED: dict[tuple[str, str, float, float, bool, float], QFont] = {}
"""What was measured before: a page is painted far oftener than its words change."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class TextBox:
    """One text that a widget paints: where, in which font, broken over lines or not."""

    text: str
    font: QFont
    rect: QRectF
    align: Qt.AlignmentFlag = _LEFT
    wrap: bool = False


@runtime_checkable
class PaintsText(Protocol):
    """A widget that paints its own text and can say what it paints."""

    def text_boxes(self) -> Iterable[TextBox]: ...


def fits(text: str, font: QFont, rect: QRectF, wrap: bool = False) -> bool:
    """Whether the text stands in the box whole. Half a pixel of rounding is forgiven."""
    width, height = _measured(text, font, rect, wrap)
    return width <= rect.width() + 0.5 and height <= rect.height() + 0.5


def fitted(text: str, font: QFont, rect: QRectF, wrap: bool = False, smallest: float = SMALLEST) -> QFont:
    """The font, made smaller by whole pixels until the text fits, but not below `smallest` of its size."""
    known = text, font.key(), rect.width(), rect.height(), wrap, smallest
    if known not in _FITTED:
        if len(_FITTED) >= REMEMBERED:
            _FITTED.clear()
        _FITTED[known] = _fitted(text, font, rect, wrap, smallest)
    return QFont(_FITTED[known])


def least(font: QFont, smallest: float = SMALLEST) -> QFont:
    """The smallest that `fitted` may answer for this font."""
    smaller = QFont(font)
    smaller.setPixelSize(max(1, round(font.pixelSize() * smallest)))
    return smaller


def _fitted(text: str, font: QFont, rect: QRectF, wrap: bool, smallest: float) -> QFont:
    floor = least(font, smallest).pixelSize()
    smaller = QFont(font)
    if not wrap:
        # Width grows with size: begin near the answer instead of measuring every size on the way there.
        wide = max(1.0, QFontMetricsF(font).horizontalAdvance(text))
        smaller.setPixelSize(min(font.pixelSize(), max(floor, int(font.pixelSize() * rect.width() / wide) + 1)))
    while smaller.pixelSize() > floor and not fits(text, smaller, rect, wrap):
        smaller.setPixelSize(smaller.pixelSize() - 1)
    return smaller


def boxed(
    text: str,
    font: QFont,
    rect: QRectF,
    align: Qt.AlignmentFlag = _LEFT,
    wrap: bool = False,
    smallest: float = SMALLEST,
) -> TextBox:
    """A text made to fit its box, ready to be painted and to be checked."""
    return TextBox(text, fitted(text, font, rect, wrap, smallest), rect, align, wrap)


def paint(painter: QPainter, box: TextBox) -> None:
    """Paint in the painter's pen. Text that does not fit runs over its box rather than losing its end in silence."""
    painter.setFont(box.font)
    flags = int(box.align) | int(Qt.TextFlag.TextWordWrap if box.wrap else Qt.TextFlag.TextSingleLine)
    painter.drawText(box.rect, flags | int(Qt.TextFlag.TextDontClip), box.text)


def overflowing(widget: QWidget) -> list[str]:
    """Every text in this widget and its visible children that is clipped: labels, buttons, own-painted. For tests."""
    return [f"{type(owner).__name__}: {box.text!r}" for owner, box in _boxes(widget) if not _whole(box)]


def _boxes(widget: QWidget) -> Iterator[tuple[QWidget, TextBox]]:
    for child in (widget, *widget.findChildren(QWidget)):
        if not child.isVisibleTo(widget):
            continue
        child.ensurePolished()
        if isinstance(child, PaintsText):
            yield from ((child, box) for box in child.text_boxes())
        elif isinstance(child, QLabel) and child.text():
            text = QTextDocumentFragment.fromHtml(child.text()).toPlainText() if _rich(child) else child.text()
            yield child, TextBox(text, child.font(), QRectF(child.contentsRect()), wrap=child.wordWrap())
        elif isinstance(child, QAbstractButton) and child.text():
            yield child, TextBox(child.text().replace("&", ""), child.font(), _button_room(child))


def _rich(label: QLabel) -> bool:
    kind = label.textFormat()
    return kind is Qt.TextFormat.RichText or (kind is Qt.TextFormat.AutoText and "</" in label.text())


def _button_room(button: QAbstractButton) -> QRectF:
    room = QRectF(button.contentsRect())
    if isinstance(button, QPushButton):
        option = QStyleOptionButton()
        button.initStyleOption(option)
        inside = button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button)
        room = QRectF(inside)
    if not button.icon().isNull():
        room.setLeft(room.left() + button.iconSize().width() + 4)
    return room


def _whole(box: TextBox) -> bool:
    return not box.text or fits(box.text, box.font, box.rect, box.wrap)


def _measured(text: str, font: QFont, rect: QRectF, wrap: bool) -> tuple[float, float]:
    metrics = QFontMetricsF(font)
    if not wrap:
        # Single lines may use the full line height's free space: the face's ascent alone is taller than any hanzi.
        return metrics.horizontalAdvance(text), metrics.tightBoundingRect(text).height()
    flags = int(Qt.TextFlag.TextWordWrap)
    bounds = metrics.boundingRect(QRectF(0, 0, rect.width(), 1e6), flags, text)
    return bounds.width(), bounds.height()
