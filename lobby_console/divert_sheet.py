"""The second diversion (C6): whom to ask and where he could go, each answer recorded; what each remedy would bring."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from lobby.commands import Divert
from lobby.model import Diversion, Ticket
from lobby.queries import SecondDiversion
from lobby_console.desk import Desk
from lobby_console.divert_line import DivertLine
from lobby_console.prospect_card import ProspectCard
from lobby_console.prospects import prospects
from lobby_console.sheet import Sheet, button, clear, label
from lobby_console.times import span
from uikit.look import Look

WIDTH = 1060


class DivertSheet(Sheet):
    """Without `only` it asks the lobby whom to ask; `postponed` tells that it shall remind later."""

    postponed = Signal()

    def __init__(self, page: QWidget, look: Look, desk: Desk, only: Diversion | None = None) -> None:
        t = desk.t
        super().__init__(page, t, t("Second diversion"), WIDTH)
        self._desk, self._look = desk, look
        self._lines: list[DivertLine] = []
        self.subtitle.show()
        self._nobody = QLabel(t("Nobody could be served elsewhere now."))
        self._nobody.setWordWrap(True)
        self._nobody.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        sides = QHBoxLayout()
        sides.setSpacing(20)
        sides.addLayout(self._left_side(), 3)
        sides.addLayout(self._right_side(), 2)
        self.body.addLayout(sides, 1)
        self._fill_foot()
        if only is None:
            desk.ask(SecondDiversion(), self._show)
        else:
            self._show((only,))

    def _left_side(self) -> QVBoxLayout:
        t = self._desk.t
        column = QVBoxLayout()
        column.addWidget(label(t("Ask these customers"), "section"))
        inside = QWidget()
        inside.setLayout(self._list)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(330)
        column.addWidget(area, 1)
        column.addWidget(self._nobody)
        column.addWidget(label(t("Nobody has to go. Whoever stays keeps number and place."), "note"))
        return column

    def _right_side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(label(self._desk.t("Longest wait to expect"), "section"))
        column.addLayout(self._cards)
        column.addStretch(1)
        return column

    def _fill_foot(self) -> None:
        t = self._desk.t
        self.foot.addWidget(label(t("Every answer is recorded as second diversion."), "note"), 1)
        later = button(t("Remind me in 5 min"))
        later.clicked.connect(self._postpone)
        done = button(t("Done"), "primary")
        done.clicked.connect(self.leave)
        self.foot.addWidget(later)
        self.foot.addWidget(done)

    def _show(self, diversions: Sequence[Diversion]) -> None:
        tickets = {r.ticket.id: r for r in self._desk.rows.waiting}
        for diversion in diversions:
            row = tickets.get(diversion.ticket)
            if row is not None and self._desk.branch is not None:
                line = DivertLine(self._look, self._desk.t, self._desk.branch, row, diversion)
                line.answered.connect(self._answer)
                self._lines.append(line)
                self._list.addWidget(line)
        self._list.addStretch(1)
        self._nobody.setVisible(not self._lines)
        self._show_prospects()
        self.refit()
        if self._lines:
            self._lines[0].take_focus()
        self._desk.hall_seen.connect(self._show_prospects)
        self._desk.changed.connect(self._show_waits)

    def _show_waits(self) -> None:
        for line in self._lines:
            row = self._desk.rows.find(line.diversion.ticket)
            if row is not None:
                line.show_wait(row)

    def _show_prospects(self) -> None:
        hall, branch, desk = self._desk.hall, self._desk.branch, self._desk
        if hall is None or branch is None:
            return
        longest = max((r.waited for r in desk.rows.waiting), default=None)
        trigger = desk.t(
            "{n} wait, the longest {longest}.", n=len(hall.waiting), longest=span(longest) if longest else "–"
        )
        policy = desk.policy
        rule = desk.t(
            "Asked for when somebody waits over {minutes} minutes and more than {people} wait.",
            minutes=policy.diversion_wait_minutes, people=policy.diversion_waiting,
        )  # fmt: skip
        self.subtitle.setText(f"{trigger} {rule}")
        clear(self._cards)
        open_ = [line.diversion.ticket for line in self._lines if not line.has_answer]
        found = prospects(hall, branch, open_, desk.now)
        worst = max((p.minutes for p in found), default=1)
        for prospect in found:
            self._cards.addWidget(ProspectCard(self._look, desk.t, prospect, worst, policy.wait_over_minutes))

    def _answer(self, line: DivertLine, accepted: bool) -> None:
        diversion = line.diversion

        def recorded(_ticket: Ticket) -> None:
            line.show_answer(accepted)
            self._show_prospects()
            waiting = next((other for other in self._lines if not other.has_answer), None)
            if waiting is not None:
                waiting.take_focus()

        self._desk.do(Divert(diversion.ticket, diversion.to, accepted, diversion.reason), recorded)

    def _postpone(self) -> None:
        self.postponed.emit()
        self.leave()
