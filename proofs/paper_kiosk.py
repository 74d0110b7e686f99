"""The kiosk's own way from a ticket to its paper, without its screen: the process that `proofs.papers` kills."""

from __future__ import annotations

import logging
from collections.abc import Callable
from multiprocessing.connection import Connection

LINK_BASE, KIOSK = "https://q.spruce.example/t", "1"
ANSWER_SECONDS, DONE_SECONDS = 0.25, 0.6
PATIENCE = 30.0


def work(url: str, printer: str, service: str, pipe: Connection) -> None:
    """A ticket for each word in the pipe; its id is told as soon as it is known, and 0 when the printing is over."""
    from PySide6.QtCore import QCoreApplication

    from devices.port import open_port
    from devices.printer import Printer
    from kiosk.printing import Printing
    from lobby.api import open_lobby
    from lobby.commands import TakeTicket
    from lobby.model import Ticket
    from lobby.queries import Setup
    from uikit.link import Link

    logging.disable(logging.CRITICAL)
    app = QCoreApplication([])
    door = open_lobby(url)
    branch = door.ask(Setup())
    door.close()
    link = Link(lambda: open_lobby(url))
    device = Printer(open_port(printer), answer_seconds=ANSWER_SECONDS, done_seconds=DONE_SECONDS)
    printing = Printing(link, device, "printer", LINK_BASE, KIOSK)

    def over(*_: object) -> None:
        link.ask(Setup(), lambda _: pipe.send(0))  # behind what is still to be recorded

    def issued(ticket: Ticket) -> None:
        pipe.send(ticket.id)
        printing.print(ticket, branch, False)

    printing.out.connect(over)
    printing.failed.connect(over)
    _each(pipe, app.processEvents, lambda: link.do(TakeTicket(service), issued))


def _each(pipe: Connection, turn: Callable[[], object], begin: Callable[[], object]) -> None:
    while True:
        if pipe.poll(0.002):
            pipe.recv()
            begin()
        turn()
