"""How every face starts: the shared command line, the QApplication, and a page instead of a dead screen."""

from __future__ import annotations

import argparse
import gc
import logging
import logging.handlers
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import cast

import platformdirs
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from lobby import service
from lobby.errors import Trouble
from resources.brand import BrandError
from resources.language import LANGUAGES, PSEUDO
from resources.theme import ColourError, Mode
from uikit import traces
from uikit.kiosk_mode import KioskMode, Watchdog, forget_foreign, only_one

log = logging.getLogger(__name__)

BUILD_AGAIN = 75
"""The exit code of a window that makes room for another: the joining page for its face, or the other way round."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said; None where it said nothing."""

    database: str | None
    config: Path | None
    language: str | None
    theme: Mode | None
    size: QSize | None
    place: QRectF | None
    fullscreen: bool
    rest: argparse.Namespace


def options(face: str, argv: Sequence[str], add: Callable[[argparse.ArgumentParser], None] | None = None) -> Options:
    """Read the shared arguments; `add` adds the face's own, found in `rest`. A usage error exits with 2."""
    parser = argparse.ArgumentParser(prog=face)
    parser.add_argument(
        "--database", metavar="URL", help="the lobby's record, e.g. sqlite:///path or https://host:port"
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="this machine's wiring (TOML)")
    parser.add_argument("--language", choices=[*LANGUAGES, PSEUDO], help=f"first language; {PSEUDO} tests layouts")
    parser.add_argument("--theme", choices=["light", "dark"])
    parser.add_argument("--size", type=_size, metavar="WxH", help="window size, e.g. 1080x1920")
    parser.add_argument("--place", type=_place_on_desktop, metavar="X,Y,W,H", help="share of the desktop in percent")
    parser.add_argument("--fullscreen", action="store_true")
    if add:
        add(parser)
    said = parser.parse_args(list(argv))
    shared = ("database", "config", "language", "theme", "size", "place", "fullscreen")
    return Options(**{name: getattr(said, name) for name in shared}, rest=said)


def start(
    face: str, build: Callable[[QApplication], QWidget], chosen: Options, pointer: bool = True,
    locked: bool = False,
) -> int:  # fmt: skip
    """Run a face until its window closes: `build` makes the window, which is shown as the options say.

    Trouble on the way there is one sentence on the error stream and exit code 1. Without `pointer`, the mouse's is
    hidden when the face fills the screen; a `locked` one then lets nobody out (`uikit.kiosk_mode`).
    """
    locked = locked and chosen.fullscreen
    if locked:
        forget_foreign()
    app = application(face)
    log_to_file(face)
    try:
        alone = only_one(face) if locked else None
    except Trouble as trouble:
        print(f"{face}: {trouble}", file=sys.stderr)
        return 1
    ended = BUILD_AGAIN
    while ended == BUILD_AGAIN:
        try:
            window = build(app)
        except (Trouble, BrandError, ColourError) as error:
            print(f"{face}: {error}", file=sys.stderr)
            return 1
        guards = (KioskMode(window), Watchdog(parent=window)) if locked else ()
        show(window, chosen, pointer)
        settle()
        _tell_service_manager(app)
        ended = app.exec()
        gc.unfreeze()
        for guard in guards:
            guard.end()
        window.hide() if ended != BUILD_AGAIN else _put_away(window)
    if alone is not None:
        alone.unlock()
    return ended


def _put_away(window: QWidget) -> None:
    """With its devices and its clocks: another window takes its place."""
    window.close()
    window.deleteLater()


def _tell_service_manager(app: QApplication) -> None:
    """As long as the event loop turns: whoever started this face notices when it stands still."""
    service.tell(service.READY)
    every = service.pulse_seconds()
    if every is not None:
        beat = QTimer(app, interval=int(every * 1000))
        beat.timeout.connect(partial(service.tell, service.ALIVE))
        beat.start()


def application(face: str) -> QApplication:
    """The process's QApplication, made at the first call."""
    app = cast("QApplication | None", QApplication.instance()) or QApplication([face])
    app.setApplicationName(face)
    app.setApplicationDisplayName("Lobby")
    return app


def show(window: QWidget, chosen: Options, pointer: bool = True) -> None:
    if chosen.place is not None:
        desktop = QRectF(window.screen().availableGeometry())
        left, top = desktop.width() * chosen.place.x() / 100, desktop.height() * chosen.place.y() / 100
        window.move((desktop.topLeft() + QPointF(left, top)).toPoint())
        window.resize(
            round(desktop.width() * chosen.place.width() / 100), round(desktop.height() * chosen.place.height() / 100)
        )
    if chosen.size is not None:
        window.resize(chosen.size)
    elif chosen.place is None:
        window.resize(window.size().boundedTo(window.screen().availableSize()))
    if chosen.fullscreen:
        if not pointer:
            window.setCursor(Qt.CursorShape.BlankCursor)
        window.setGeometry(window.screen().geometry())  # without a window manager nobody else makes it full
        window.showFullScreen()
    else:
        window.show()


def settle() -> None:
    """What is loaded by now lives as long as the face; without it a full round of the collector takes 10 ms, not 80."""
    gc.freeze()


class Failsafe(QObject):
    """Hears of every exception that nobody caught, on any thread, logs it once, and tells the face on the UI thread."""

    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: set[str] = set()
        sys.excepthook = self._uncaught
        threading.excepthook = self._in_thread

    def _in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._uncaught(args.exc_type, args.exc_value, args.exc_traceback)

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        at = traces.place(error.with_traceback(trace))
        if at not in self._known:
            self._known.add(at)
            log.critical("uncaught %s\n%s", at, traces.way(error))
        self.failed.emit(at)


def log_to_file(face: str) -> Path:
    """Log into a file that rotates (5 × 1 MB) in the user's log directory. Messages name no customer."""
    folder = Path(platformdirs.user_log_dir("lobby", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{face}.log"
    handler = logging.handlers.RotatingFileHandler(file, maxBytes=1_000_000, backupCount=4, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return file


def _size(text: str) -> QSize:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size. Write it like 1080x1920.")
    return QSize(int(width), int(height))


def _place_on_desktop(text: str) -> QRectF:
    try:
        left, top, width, height = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a place. Write it like 50,0,50,100.") from None
    return QRectF(left, top, width, height)
