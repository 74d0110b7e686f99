"""Whether the bundled faces are there and draw hanzi, on screen and on paper."""

from __future__ import annotations

import importlib.util

from devices.typeface import weight_with
from lobby.checks.finding import Case, Findings, Subject
from resources import fonts as faces

fonts = Subject("fonts")
ADVICE = "install Lobby again; its font files are missing or damaged"


def check(_: Case) -> Findings:
    lost = [faces.path(weight).name for weight in faces.WEIGHTS if not _draws(weight)]
    if lost:
        yield fonts.fault(f"{', '.join(lost)} can't be used", ADVICE)
    else:
        yield fonts.ok(f"{faces.FAMILY} in {len(faces.WEIGHTS)} weights draws hanzi")
    if importlib.util.find_spec("PySide6") is None:
        yield fonts.warning("PySide6 is not installed: this machine shows no face", "right for a host without a screen")


def _draws(weight: int) -> bool:
    try:
        return weight_with("号", weight) == weight
    except OSError:
        return False
