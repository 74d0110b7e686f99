"""Codes of the record as a teller reads them; a code that nobody foresaw stands for itself."""

from __future__ import annotations

from counter_display.panel.state import Act, Mode
from counter_display.queues import Queue
from resources.language import Words, later

MODES = {
    Mode.CLOSED: later("Counter closed"),
    Mode.TAKEN: later("Taken by {name}"),
    Mode.FREE: later("Free"),
    Mode.CALLING: later("Calling"),
    Mode.SERVING: later("Serving"),
    Mode.PAUSED: later("Paused: {reason}"),
    Mode.OFFLINE: later("No link"),
}
ACTS = {
    Act.OPEN: later("Open the counter"),
    Act.NEXT: later("Next"),
    Act.ARRIVE: later("Customer is here"),
    Act.FINISH_NEXT: later("Next"),
    Act.RESUME_NEXT: later("Resume, call next"),
    Act.RECALL: later("Recall"),
    Act.NO_SHOW: later("No-show"),
    Act.TRANSFER: later("Transfer"),
    Act.FINISH: later("Finish"),
    Act.PAUSE: later("Pause"),
    Act.PICK: later("Pick"),
    Act.HOLD: later("Hold"),
    Act.TAKE_BACK: later("Take back"),
    Act.CLOSE: later("Close"),
    Act.RESUME: later("Resume"),
    Act.EXTEND: later("5 min more"),
    Act.HELP: later("Call the lobby manager"),
    Act.LOOK: later("Look again now"),
}
ALONE = later("Finish, call by hand")
OUTCOMES = {
    "done": later("Done"),
    "signed": later("Signed"),
    "refused": later("Refused"),
    "papers-missing": later("Papers missing"),
    "referred": later("Referred"),
}


def said(table: dict[str, str], code: str | None, t: Words) -> str:
    if code is None:
        return ""
    return t(table[code]) if code in table else code


def queue(of: Queue, t: Words) -> str:
    if of.green:
        return t("Green channel")
    return t("VIP") if of.vip else of.name.of(t.language)
