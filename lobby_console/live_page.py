"""The live page: figures, counters, the waiting list and the day's flow, laid out for large and small windows."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lobby_console.counter_faces import counter_faces
from lobby_console.counter_strip import CounterStrip
from lobby_console.desk import Desk
from lobby_console.flow_chart import FlowChart
from lobby_console.hours import axis
from lobby_console.kpi_row import KpiRow
from lobby_console.kpis import kpis
from lobby_console.waiting_panel import WaitingPanel
from uikit.look import Look


class LivePage(QWidget):
    """`figures` stands over the page and the alert column; the window gives it its place."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.figures = KpiRow(look)
        self.counters = CounterStrip(look)
        self.waiting = WaitingPanel(look, desk)
        self.chart = FlowChart(look, desk.t)
        self._inner = QVBoxLayout()
        self._inner.addWidget(self.counters)
        self._inner.addWidget(self.waiting, 1)
        self._inner.addWidget(self.chart)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._inner, 1)
        self._compact = False
        self._flow_wanted = False
        self.waiting.flow.clicked.connect(self.toggle_flow)

    def set_compact(self, compact: bool) -> None:
        """A small window shows the flow only when it is asked for."""
        self._compact = compact
        for part in (self.figures, self.counters, self.waiting):
            part.set_compact(compact)
        margin = 10 if compact else 16
        self._inner.setContentsMargins(margin, margin, margin, margin)
        self._inner.setSpacing(margin - 2)
        self.chart.setVisible(not compact or self._flow_wanted)
        self.chart.setFixedHeight(200 if compact else 250)

    def toggle_flow(self) -> None:
        if self._compact:
            self._flow_wanted = not self._flow_wanted
            self.chart.setVisible(self._flow_wanted)

    def show_hall(self) -> None:
        desk = self._desk
        if desk.hall is None or desk.branch is None:
            return
        self.figures.show_kpis(kpis(desk.hall, desk.branch, desk.rows, desk.policy, desk.report, desk.t))
        self.counters.show_counters(counter_faces(desk.hall, desk.branch, desk.now, desk.t))
        self.waiting.show_rows()
        intervals = desk.report.by_interval if desk.report else ()
        opens, closes = axis(desk.branch, desk.now)
        self.chart.show_day(intervals, opens, closes, desk.now, desk.branch.timezone)
