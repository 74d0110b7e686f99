"""Facts of the branch in the words of the visit's language: waits, counters, days, refusals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kiosk.scene import Scene
from kiosk.state import service_now
from lobby.model import Device, Hall, Hours, ServiceNow
from lobby.rules.estimates import longest
from resources.language import later
from resources.phrases import clock, day_ahead, span, wait_figures
from uikit import amounts

REFUSALS = {
    "service-closed": later("This service is closed now. Please choose another one or ask our staff."),
    "service-full": later("All numbers of today for this service are given out. Please ask our staff."),
    "customer-cap": later("You already had a number for this service today. Please ask our staff."),
    "no-counter": later("No counter can do this at the moment. Please ask our staff."),
}


AT_ONCE = 5
"""Minutes: with nobody ahead this is no queue."""


def wait_words(scene: Scene, low: int, high: int) -> str:
    """A wait as a range with its unit; the figures are bold."""
    figures, in_hours = wait_figures(low, high)
    return scene.t("**{span}** h", span=figures) if in_hours else scene.t("**{span}** min", span=figures)


def amount(scene: Scene) -> str:
    """The amount that this visit gave, as it was offered."""
    branch, service = scene.branch, scene.state.service
    return amounts.said(branch, service.code, scene.state.visit.amount, scene.language) if branch and service else ""


def tile_line(scene: Scene, services: Iterable[str]) -> str:
    """The line under a need: how long it takes now, or when it opens."""
    if scene.hall is None:
        return scene.t("Wait unknown")
    known = [now for now in (service_now(scene.hall, code) for code in services) if now is not None]
    told = longest(known)
    if told is None:
        return _opens(scene, known)
    if told.ahead == 0 and told.wait_high <= AT_ONCE:
        return scene.t("**No queue now**")
    most, in_hours = wait_figures(told.wait_high, told.wait_high)
    if in_hours:
        return scene.t("**About {m} h**", m=most)
    return scene.t("kiosk.tile.wait", n=told.ahead, m=span(told.wait_low, told.wait_high))


def _opens(scene: Scene, closed: list[ServiceNow]) -> str:
    moments = [now.opens_at for now in closed if now.opens_at is not None]
    if not moments:
        return scene.t("Closed today")
    opens = scene.local(min(moments))
    if opens.date() == scene.now.date():
        return scene.t("Opens at {hhmm}", hhmm=clock(opens))
    return scene.t("Opens {day} {hhmm}", day=coming_day(scene, opens.date()), hhmm=clock(opens))


def is_open(scene: Scene, services: Iterable[str]) -> bool:
    known = [service_now(scene.state.hall, code) for code in services]
    return any(now is None or now.open for now in known)


def hall_facts(scene: Scene, hall: Hall) -> tuple[str, str, str]:
    """How full the hall is."""
    counters = sum(counter.working for counter in hall.counters)
    return (
        scene.t("Waiting **{n}**", n=len(hall.waiting)),
        scene.t("Counters **{n}**", n=counters),
        scene.t("Avg. wait **{n}** min", n=f"{hall.figures.average_wait / 60:.0f}"),
    )


def calling(scene: Scene) -> tuple[str, str]:
    """The number that was called last, and where to; empty texts when nobody is."""
    calls = [call for call in (scene.hall.calls if scene.hall else ()) if not call.taken_back]
    if not calls:
        return "", ""
    last = max(calls, key=lambda call: call.at)
    return last.number, scene.t("Go to counter {n}", n=last.counter)


def coming_day(scene: Scene, day: dt.date) -> str:
    return day_ahead(day, scene.now.date(), scene.language)


def counters(scene: Scene, codes: Iterable[str]) -> str:
    """Counters as few figures: 1–4, 7."""
    known = list(codes)
    if not known:
        return scene.t("Any counter")
    named = _ranges(sorted(map(int, known))) if all(code.isdecimal() for code in known) else known
    return scene.t.n("Counter {counters}", "Counters {counters}", len(known), counters=", ".join(named))


def _ranges(numbers: list[int]) -> list[str]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [span(run[0], run[-1]) for run in runs]


def device(scene: Scene, code: str | None) -> Device | None:
    devices = scene.branch.devices if scene.branch else ()
    return next((device for device in devices if device.code == code), None)


def works(scene: Scene, code: str) -> bool:
    known = scene.hall.devices if scene.hall else ()
    return all(now.in_service for now in known if now.code == code)


def where(scene: Scene, found: Device) -> str:
    """Where a device stands, as far as the branch has said it."""
    if scene.of(found.directions) or scene.branch is None:
        return scene.of(found.directions)
    zone = scene.branch.zone(found.zone)
    return scene.of(zone.directions) or scene.of(zone.name)


def refusal(scene: Scene) -> str:
    """Why the lobby said no, in a customer's words."""
    other = later("This is not possible at the moment. Please ask our staff.")
    return scene.t(REFUSALS.get(scene.state.refusal or "", other))


_DAYS = (later("Mon"), later("Tue"), later("Wed"), later("Thu"), later("Fri"), later("Sat"), later("Sun"))


def opening(scene: Scene, hours: Hours) -> list[tuple[str, str]]:
    """The opening times as (days, spans), days with the same spans together."""
    groups: list[tuple[list[int], str]] = []
    for number in range(1, 8):
        spans = "  ".join(f"{clock(start)}–{clock(end)}" for start, end in hours.on(number))
        if groups and groups[-1][1] == spans:
            groups[-1][0].append(number)
        else:
            groups.append(([number], spans))
    return [(_days(scene, days), spans) for days, spans in groups if spans]


def _days(scene: Scene, days: list[int]) -> str:
    start, end = scene.t(_DAYS[days[0] - 1]), scene.t(_DAYS[days[-1] - 1])
    return start if len(days) == 1 else scene.t("{start} to {end}", start=start, end=end)
