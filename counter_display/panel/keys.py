"""The panel's keyboard map (design §9). F1–F12 are left to the core banking system."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from counter_display.panel.state import Act

FOLD = "B"
ENTER = "Enter"
ACTS = {
    "R": Act.RECALL,
    "N": Act.NO_SHOW,
    "F": Act.FINISH,
    "T": Act.TRANSFER,
    "P": Act.PAUSE,
    "S": Act.PICK,
    "H": Act.HOLD,
    "Z": Act.TAKE_BACK,
    "C": Act.CLOSE,
    "O": Act.RESUME,
    "+": Act.EXTEND,
    "M": Act.HELP,
    "L": Act.LOOK,
}
_NAMED = {
    Qt.Key.Key_Return: ENTER,
    Qt.Key.Key_Enter: ENTER,
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_PageUp: "PageUp",
    Qt.Key.Key_PageDown: "PageDown",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Plus: "+",
    Qt.Key.Key_Equal: "+",
    Qt.Key.Key_Minus: "-",
}
_OTHERS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def name_of(event: QKeyEvent) -> str:
    """The key as the panel calls it; empty for keys that are none of its business. Of the Ctrl keys only Ctrl Z is."""
    key, held = Qt.Key(event.key()), event.modifiers()
    if held & _OTHERS or event.isAutoRepeat():
        return ""
    if held & Qt.KeyboardModifier.ControlModifier:
        return "Z" if key == Qt.Key.Key_Z else ""
    if key in _NAMED:
        return _NAMED[key]
    letter = chr(key) if 0x30 <= key <= 0x5A else ""
    return letter if letter.isalnum() else ""
