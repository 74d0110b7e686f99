"""Keeps PySide from reading the source of every module imported after it.

It looks there for a feature that nobody here uses (`from __feature__ import …`), and keeps what it read: 21 MB and a
tenth of a second in each face, most of it SQLAlchemy's. Where PySide no longer works that way, nothing happens.
"""

from __future__ import annotations

import sys

import PySide6.QtCore  # noqa: F401 - brings its import hook

if hasattr(_feature := sys.modules.get("shibokensupport.feature"), "_mod_uses_pyside"):
    setattr(_feature, "_mod_uses_pyside", lambda module: False)  # noqa: B010
