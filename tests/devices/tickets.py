"""The tickets that tests print: the sample branch's, as the design draws them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from devices.paper import SlipPaper, TicketPaper
from devices.profile import Profile, changed, profile


def on(dots: int, **own: Any) -> Profile:
    """A usual printer with a head of `dots`."""
    return changed(profile("generic-58" if dots == 384 else "generic-80"), dots=dots, **own)


LINK = "https://q.spruce.example/t/7Kc2mQ9x"

ZH = TicketPaper(
    number="A038",
    service="现金存取款",
    detail="取款 · 2–5 万元",
    people_ahead=12,
    wait_low=15,
    wait_high=20,
    counters="1–4 号窗口",
    materials="身份证、银行卡",
    issued=datetime(2025, 11, 24, 9, 47, 12),  # noqa: DTZ001  paper shows the branch's own time
    bank="云杉银行",
    branch="滨江路支行",
    kiosk="取号机 1",
    hotline="防诈热线 96110    客服 95XXX",
    link=LINK,
)

EN = replace(
    ZH,
    service="Cash",
    detail="Withdraw · ¥20,000–50,000",
    place="Cash zone",
    counters="1–4",
    materials="ID card, bank card",
    bank="Spruce Bank",
    branch="Riverside Branch",
    kiosk="Kiosk 1",
    hotline="Anti-fraud 96110    Service 95XXX",
    language="en",
)

GREEN = replace(
    ZH, number="Y005", people_ahead=1, wait_low=2, wait_high=4, counters="任意窗口", green=True, large=True, detail=""
)

LARGE = replace(ZH, large=True)
LARGE_EN = replace(EN, large=True, green=True)
"""Whoever has trouble reading: 80 mm large print."""

ALONE: dict[str, Any] = {
    "number": "E1001",
    "people_ahead": None,
    "wait_low": None,
    "wait_high": None,
    "link": "",
    "emergency": True,
}
EMERGENCY = replace(ZH, **ALONE)
EMERGENCY_EN = replace(EN, **ALONE)
"""As a kiosk gives them while its host is away."""

HEAD = "9f3c 51d0 7be2 4a86 0c1f d95e 38ab 6724"
SLIP = SlipPaper(
    day="2025-11-24",
    opened=datetime(2025, 11, 24, 8, 55),  # noqa: DTZ001
    closed=datetime(2025, 11, 24, 17, 12, 40),  # noqa: DTZ001
    tickets=213,
    served=188,
    no_show=9,
    left=13,
    closed_out=3,
    lines=1874,
    head=HEAD,
    issued=datetime(2025, 11, 24, 17, 12, 41),  # noqa: DTZ001
    bank="云杉银行",
    branch="滨江路支行",
    kiosk="取号机 1",
    link=f"LOBBY-SLIP riverside 2025-11-24 1874 {HEAD.replace(' ', '')}{'0' * 32}",
)
SLIP_EN = replace(SLIP, bank="Spruce Bank", branch="Riverside Branch", kiosk="Kiosk 1", language="en")
