"""Whether the ticket printer answers and can print."""

from __future__ import annotations

from devices.escpos import Fault
from devices.printer import PrinterStatus
from kiosk.printer import printer as named
from lobby.checks.finding import Case, Findings, Subject
from lobby.config import ON_SCREEN
from lobby.errors import Trouble

printer = Subject("printer")

ADVICE = {
    Fault.REFUSED: "switch it on, check its cable and address ([kiosk] printer); a kiosk that runs may hold it",
    Fault.SILENT: "switch it off and on; if it can't answer at all, add ?answers=no to its address",
    Fault.PAPER_END: "put paper in",
    Fault.COVER: "close its cover",
    Fault.ERROR: "look for a paper jam or its cutter, then switch it off and on",
    Fault.OFFLINE: "press its feed or online key",
    Fault.NEAR_END: "have paper at hand",
}


def check(case: Case) -> Findings:
    """Asks it how it is; nothing is printed."""
    url = case.config.kiosk.printer
    if url == ON_SCREEN:
        yield printer.ok("none: tickets are shown on the screen")
        return
    try:
        device = named(case.config)
    except Trouble as wrong:
        yield printer.fault(str(wrong), "correct [kiosk] printer or [printer] in lobby.toml (docs/printers.md)")
        return
    status = device.status()
    device.close()
    yield from _told(url, status)
    if status.left is not None:
        yield printer.warning(f"{url}: about {status.left} tickets are left on its roll", ADVICE[Fault.NEAR_END])


def _told(url: str, status: PrinterStatus) -> Findings:
    if not status.known:
        yield printer.ok(f"{url} can't be asked how it is; every ticket counts as printed")
    elif status.fault is None:
        yield printer.ok(f"{url} answers and can print")
    elif status.can_print:
        yield printer.warning(f"{url}: {status.fault.value}", ADVICE[status.fault])
    else:
        detail = f" ({status.detail})" if status.detail else ""
        yield printer.fault(f"{url}: {status.fault.value}{detail}", ADVICE[status.fault])
