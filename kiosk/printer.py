"""The kiosk's printer as the wiring describes it: its profile, what is set up otherwise, and its paper roll."""

from __future__ import annotations

from typing import Any

from devices.port import BadPortUrl
from devices.printer import Mode, Printer, printer_at
from devices.profile import BadProfile, Cutter, Profile, changed, profile
from devices.roll import Roll
from lobby import config
from lobby.config import Config
from lobby.errors import Trouble


def printer(wiring: Config) -> Printer:
    """The printer, not yet connected. Raises Trouble that names file, key and reason."""
    kind = kind_of(wiring)
    mode = None if wiring.kiosk.mode is config.Mode.AUTO else Mode(wiring.kiosk.mode.value)
    try:
        return printer_at(wiring.kiosk.printer, kind, mode, roll(wiring))
    except BadPortUrl as error:
        raise bad(wiring, "kiosk.printer", error) from error


def kind_of(wiring: Config) -> Profile:
    """The profile, with what this machine's file says otherwise."""
    own = wiring.printer
    folder = wiring.source.parent if wiring.source else None
    try:
        kind = profile(own.profile, folder)
    except BadProfile as error:
        raise bad(wiring, "printer.profile", error) from error
    said: tuple[tuple[str, str, Any], ...] = (
        ("kiosk.dots", "dots", wiring.kiosk.dots),
        ("printer.cutter", "cutter", own.cutter and Cutter(own.cutter.value)),
        ("printer.feed_lines", "feed_lines", own.feed_lines),
        ("printer.present", "present", own.present),
    )
    for key, name, value in said:
        try:
            kind = changed(kind, **{name: value})
        except BadProfile as error:
            raise bad(wiring, key, error) from error
    return kind


def roll(wiring: Config) -> Roll | None:
    """Its paper, where the file says how long a new roll is."""
    if not wiring.printer.roll:
        return None
    return Roll(config.paper_count(wiring.kiosk.device), wiring.printer.roll, wiring.printer.warn)


def bad(wiring: Config, key: str, error: Exception) -> Trouble:
    """What is wrong with the wiring, in one sentence."""
    source = f" {wiring.source}" if wiring.source else ""
    said = str(error) if str(error).endswith((".", "?")) else f"{error}."
    return Trouble("bad-config", f"The configuration{source} can't be used: {key}: {said} Nothing was started.")
