"""The banner over the page: the lobby can't be reached, news are old, or the day is not open. Never more than one."""

from __future__ import annotations

from lobby.model import Phase
from lobby_console.desk import Desk
from lobby_console.times import clock
from uikit.tones import Tone
from uikit.widgets.banner import Banner

UNIT = 0.4


def banner(desk: Desk) -> Banner | None:
    """What has to be known before anything else, or None."""
    t, hall, branch = desk.t, desk.hall, desk.branch
    if hall is None or branch is None:
        return (
            Banner(Tone.NEAR, "wifi-off", t("The lobby can't be reached"), desk.trouble, UNIT) if desk.trouble else None
        )
    if desk.lost_since is not None or desk.stale:
        since = clock(desk.lost_since or hall.now, branch.timezone)
        line = t("What you see is from then. It goes on by itself as soon as there are news.")
        return Banner(Tone.NEAR, "wifi-off", t("No news from the lobby since {time}", time=since), line, UNIT)
    if hall.phase is Phase.NOT_OPEN:
        line = t("No tickets are issued and nobody is called. Press B to open it.")
        return Banner(Tone.INFO, "clock", t("The day is not open"), line, UNIT)
    if hall.phase is Phase.CLOSED:
        return Banner(Tone.INFO, "moon", t("The day is closed"), t("All visits have ended. Figures stay."), UNIT)
    if hall.phase is Phase.CLOSING:
        line = t("Everybody who has a number is still served.")
        return Banner(Tone.INFO, "hourglass", t("No more tickets are issued"), line, UNIT)
    return None
