"""A new machine's first page: its code for the lobby manager to approve, and its host's fingerprint to compare."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from lobby import paired
from lobby.errors import Refused, Trouble
from lobby.joining import Joining
from lobby.model import StationRole
from lobby.queries import Me
from lobby.remote import RemoteLobby
from resources.language import catalogue
from uikit import refusals
from uikit.app import BUILD_AGAIN
from uikit.link import UNEXPECTED, Aside
from uikit.look import Look, load_fonts

LOOK_EVERY, TRY_AGAIN = 1500, 4000
"""Milliseconds."""
CODE, TITLE, BODY = 64, 24, 18
GONE = ("station-unknown", "host-changed")


def is_station(url: str, role: StationRole, counter: str | None) -> bool:
    """Whether this machine has a token that its host still takes, as far as can be told: a host that is away may."""
    badge = paired.badge(url, role, counter)
    if badge is None:
        return False
    door = RemoteLobby(url, badge, paired.pin(url), paired.term(url))
    try:
        paired.called(url, role, counter, door.ask(Me()).station)
    except Refused as refusal:
        return refusal.reason not in GONE
    except Trouble as trouble:
        return trouble.kind not in GONE
    finally:
        door.close()
    return True


class JoiningPage(QWidget):
    """Ends the event loop with BUILD_AGAIN once somebody has approved this machine."""

    def __init__(self, look: Look, language: str, url: str, role: StationRole, counter: str | None = None) -> None:
        super().__init__()
        load_fonts()
        self.t, self._language = catalogue("common", language), language
        self._join = partial(Joining, url, role, counter)
        self._joining: Joining | None = None
        self._aside = Aside(self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)
        t = self.t
        self.setPalette(look.palette())
        self.setAutoFillBackground(True)
        self.setWindowTitle("Lobby")
        self.title = _label(look, TITLE, 700, self._why(url, role, counter))
        self.ask = _label(look, BODY, 400, t("The lobby manager approves this code on the console, below Stations:"))
        self.code = _label(look, CODE, 700)
        self.compare = _label(look, BODY, 400, t("Approve it only if the host shows the same fingerprint:"))
        self.fingerprint = _label(look, TITLE, 700)
        self.state = _label(look, BODY, 400)
        self.again = QPushButton(t("Ask again"))
        self.again.setFont(look.font(BODY, 500))
        self.again.setMinimumHeight(2 * BODY + 24)
        self.again.clicked.connect(self._begin)
        layout = QVBoxLayout(self)
        layout.setSpacing(BODY)
        layout.addStretch()
        for part in (self.title, self.ask, self.code, self.compare, self.fingerprint, self.state, self.again):
            layout.addWidget(part)
        layout.addStretch()
        self._begin()

    def _why(self, url: str, role: StationRole, counter: str | None) -> str:
        """Whoever stands before a face that has gone has to know why, and what to do."""
        if paired.badge(url, role, counter) is None:
            return self.t("This machine is new at {host}.", host=url)
        return self.t("This machine is no longer a station of the branch. To use it, have it approved again.")

    def _begin(self) -> None:
        self._joining = None
        self.again.hide()
        self.code.setText("…")
        self.fingerprint.setText("…")
        self.state.setText(self.t("One moment …"))
        self._aside.run(self._join, self._asked, self._failed)

    def _asked(self, joining: Joining) -> None:
        self._joining = joining
        self.code.setText(joining.asked.code)
        self.fingerprint.setText(joining.code)
        self.state.setText(self.t("Waiting for approval …"))
        self._timer.start(LOOK_EVERY)

    def _look(self) -> None:
        if self._joining is None:
            self._begin()
        else:
            self._aside.run(self._joining.approved, self._looked, self._failed)

    def _looked(self, approved: bool) -> None:
        if approved:
            QApplication.exit(BUILD_AGAIN)
        else:
            self._timer.start(LOOK_EVERY)

    def _failed(self, error: Exception) -> None:
        """A host that is away is tried again; a no is a no until somebody asks again."""
        if isinstance(error, Trouble):
            self.state.setText(str(error))
            self._timer.start(TRY_AGAIN)
            return
        said = self.t(UNEXPECTED)
        if isinstance(error, Refused):
            refused = self._joining is not None and error.reason == "station-unknown"
            no = self.t("The code was refused, or nobody approved it in time.")
            said = no if refused else refusals.sentence(error, self._language)
        self.state.setText(said)
        self.again.show()


def _label(look: Look, size: int, weight: int, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setFont(look.font(size, weight))
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return label
