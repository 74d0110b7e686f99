"""What just happened, one line each: time, whom, what. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lobby.model import Branch, Event
from lobby_console import wording
from lobby_console.times import seconds_clock
from resources.language import Words, later

LINES = {
    "ticket.issued": later("{number} issued"),
    "ticket.handed-in": later("{number} handed in by its kiosk"),
    "ticket.renumbered": later("{number} is called instead of {was}"),
    "ticket.merged": later("{other} is void, its customer has {number}"),
    "counter.not-caught-up": later("{number}: the offline work of counter {counter} no longer fitted"),
    "ticket.called": later("{number} called, counter {counter}"),
    "ticket.recalled": later("{number} called again, counter {counter}"),
    "ticket.arrived": later("{number} served, counter {counter}"),
    "ticket.finished": later("{number} done, counter {counter}"),
    "ticket.missed": later("{number} missed"),
    "ticket.no-show": later("{number} did not come"),
    "ticket.held": later("{number} on hold"),
    "ticket.resumed": later("{number} goes on, counter {counter}"),
    "ticket.transferred": later("{number} sent on"),
    "ticket.went-on": later("{number}: next need"),
    "ticket.readmitted": later("{number} back in the queue"),
    "ticket.abandoned": later("{number} left"),
    "ticket.taken-back": later("{number} call taken back"),
    "ticket.green-granted": later("{number} green channel"),
    "diversion.accepted": later("{number} goes to {to}"),
    "diversion.refused": later("{number} stays, was asked"),
    "counter.opened": later("counter {counter} open"),
    "counter.resumed": later("counter {counter} open again"),
    "counter.paused": later("counter {counter} paused"),
    "counter.closed": later("counter {counter} closed"),
    "device.fault": later("{device} out of order"),
    "device.in-service": later("{device} back in service"),
    "day.opened": later("the day was opened"),
    "day.reopened": later("the day was opened again"),
    "day.closed": later("the day was closed"),
}


def feed(events: Iterable[Event], branch: Branch, numbers: Mapping[int, str], t: Words) -> list[tuple[str, str]]:
    """Time and line of each event that people care about, in the order given."""
    return [
        (seconds_clock(event.at, branch.timezone), t(LINES[event.kind], **_facts(event, branch, numbers, t)))
        for event in events
        if event.kind in LINES and (event.ticket is None or event.ticket in numbers)
    ]


def _facts(event: Event, branch: Branch, numbers: Mapping[int, str], t: Words) -> dict[str, object]:
    def name(key: str) -> str:
        code = event.data.get(key)
        return wording.place(str(code), branch, t) if code else ""

    number = numbers.get(event.ticket, "") if event.ticket is not None else ""
    told = {"was": event.data.get("was", ""), "other": event.data.get("number", "")}
    return {"number": number, "counter": event.counter or "", "to": name("to"), "device": name("device"), **told}
