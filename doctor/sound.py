"""Whether this machine has something to play the chimes with."""

from __future__ import annotations

from lobby.checks.finding import Case, Findings, Subject
from resources import sounds
from uikit.sound import player_name

sound = Subject("sound")


def check(case: Case) -> Findings:
    lost = [name for name in ("chime", "recall", "breach") if not sounds.path(name).is_file()]
    if lost:
        yield sound.fault(f"{', '.join(lost)} is missing", "install Lobby again")
    player = player_name()
    if player is not None:
        yield sound.ok(f"played by {player}")
    elif case.config.display.chime:
        yield sound.warning(
            "nothing here plays sounds", "install pipewire-bin or alsa-utils, or [display] chime = false"
        )
    else:
        yield sound.ok("switched off")
