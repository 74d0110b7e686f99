"""Without a display: a scripted visit and a busy quarter of an hour, told step by step, their pictures kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from demo.glass import Glass
from demo.house import House
from demo.quarter import local, quarter
from demo.rush import known_customer, no_paper
from demo.stage import Stage, morning
from demo.visit import visit
from devices.paper_tray import PaperTray
from devices.printer import Printer
from lobby.clock import SimulatedClock
from uikit.app import Failsafe, application, log_to_file

SIZES = {"kiosk": (1080, 1920), "hall": (1920, 1080), "console": (1920, 1080)}
STAFF = "t1"


def offscreen(folder: Path, out: Path, seed: int) -> None:
    """Raises Stuck when a face does not do what it should."""
    application("lobby-demo")
    log_to_file("lobby-demo")
    glass = Glass(out, partial(print, flush=True))
    clock = SimulatedClock(morning())
    stage = Stage(folder, clock)
    glass.step(f"A new sample branch; its clock says {local(clock.now(), stage.branch):%Y-%m-%d %H:%M}")
    tray = PaperTray(out, lambda _: glass.kept("printed ticket", out / f"ticket-{len(tray.papers):04}.png"))
    house = House(stage, STAFF, Printer(tray.port()))
    failsafe = Failsafe(house.kiosk)
    failsafe.failed.connect(glass.failed)
    try:
        _show(house)
        visit(glass, house, clock)
        glass.step("A busy quarter of an hour, in simulated time")
        quarter(glass, stage, clock, seed)
        known_customer(glass, house)
        no_paper(glass, house, tray)
        glass.step("What the staff and the hall see now")
        for name in ("panel", "hall", "console"):
            glass.picture(house.windows[name], f"{name}-busy")
        glass.step(f"Done: {len(tray.papers)} tickets printed, everything is in {out}")
    finally:
        house.close()


def _show(house: House) -> None:
    for name, (width, height) in SIZES.items():
        house.windows[name].resize(width, height)
    for window in house.windows.values():
        window.show()
