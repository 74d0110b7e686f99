"""Whether a kiosk's panel is large enough for fingers and for weak eyes."""

from __future__ import annotations

from kiosk.panel import LEAST_DEGREES, LEAST_MM, READ_AT_MM, Panel
from lobby.checks.finding import Case, Findings, Subject

screen = Subject("screen")


def check(case: Case) -> Findings:
    wiring = case.config.kiosk
    if not wiring.panel:
        yield screen.ok("not looked at: [kiosk] panel does not say how large it is")
        return
    panel = Panel(wiring.panel, *wiring.pixels)
    told = f"{wiring.panel:g} inches, {panel.width} × {panel.height}"
    small = panel.target_mm < LEAST_MM, panel.text_degrees < LEAST_DEGREES
    if not any(small):
        yield screen.ok(
            f"{told}: buttons from {panel.target_mm:.0f} mm, letters from {panel.text_degrees:.2f}° at {READ_AT_MM} mm"
        )
        return
    advice = f"take a panel of at least {panel.least_inches:.1f} inches, or a shape that the page fills better"
    if small[0]:
        yield screen.warning(f"{told}: the smallest button is {panel.target_mm:.0f} mm high, less than 20 mm", advice)
    if small[1]:
        yield screen.warning(
            f"{told}: the smallest letters subtend {panel.text_degrees:.2f}° at {READ_AT_MM} mm, less than 0.7°", advice
        )
