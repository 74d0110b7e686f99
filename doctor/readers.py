"""Whether the card reader's line can be opened, and which serial lines this machine has."""

from __future__ import annotations

from devices.port import BadPortUrl, PortTrouble, open_port
from devices.serial_wire import present
from lobby.checks.finding import Case, Findings, Subject
from lobby.config import KEYBOARD

readers = Subject("card reader")


def check(case: Case) -> Findings:
    url = case.config.kiosk.card_reader
    if url == KEYBOARD:
        yield readers.ok("types like a keyboard; nothing to open")
        return
    try:
        port = open_port(url)
        port.read(0.0)
        port.close()
    except BadPortUrl as wrong:
        yield readers.fault(str(wrong), "correct [kiosk] card_reader in lobby.toml")
    except PortTrouble as trouble:
        here = ", ".join(present()) or "none"
        yield readers.fault(
            f"{trouble} (serial lines here: {here})",
            "plug it in, name the right line, or add the kiosk's user to the group dialout; a kiosk that runs holds it",
        )
    else:
        yield readers.ok(f"{url} can be opened")
