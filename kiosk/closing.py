"""The closing slip: printed as soon as somebody closes the day, for whoever keeps it with the day's vouchers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from devices.paper import SlipPaper
from kiosk.printing import Printing
from lobby.model import Branch, Event, Slip
from lobby.queries import ClosingSlip
from resources.language import catalogue
from uikit.known import Known
from uikit.link import Link

BY_ITSELF = "day-change"
"""A day that nobody closed ends with the next one's first customer, who must not get its slip."""


class Closing(QObject):
    """Listens for the day's end; `name` is the kiosk's, `mark` the bank's own on each paper."""

    def __init__(
        self, link: Link, printing: Printing, name: str = "", mark: Path | None = None, language: str = "zh",
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._link, self._printing, self._known = link, printing, Known(link, self)
        self._name, self._mark, self._language = name, mark, language
        link.happened.connect(self._happened)

    def _happened(self, event: Event) -> None:
        if event.kind == "day.closed" and event.data.get("reason") != BY_ITSELF:
            self._link.ask(ClosingSlip(event.day), self._print)

    def _print(self, slip: Slip) -> None:
        if self._known.branch is not None:
            self._printing.print_slip(paper(slip, self._known.branch, self._name, self._mark, self._language))


def paper(slip: Slip, branch: Branch, kiosk: str = "", mark: Path | None = None, language: str = "zh") -> SlipPaper:
    """The slip as it goes on paper, in the language of the staff."""
    zone, figures = ZoneInfo(branch.timezone), slip.figures
    t = catalogue("kiosk", language)
    return SlipPaper(
        day=slip.day.isoformat(),
        opened=slip.opened_at.astimezone(zone),
        closed=slip.closed_at.astimezone(zone) if slip.closed_at else None,
        tickets=figures.issued,
        served=figures.served,
        no_show=figures.no_show,
        left=figures.abandoned + figures.diverted,
        closed_out=slip.closed_out,
        lines=slip.lines,
        head=" ".join(slip.groups),
        issued=dt.datetime.now(zone),
        bank=branch.bank.of(language),
        branch=branch.name.of(language),
        mark=mark,
        kiosk=t("Kiosk {name}", name=kiosk) if kiosk else "",
        language=language,
        link=slip.code,
    )
