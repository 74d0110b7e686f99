"""Every page of the kiosk as a customer may meet it, with the longest plausible words: values only."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from kiosk.flow import first
from kiosk.layout import Layout
from kiosk.scene import Scene
from kiosk.state import Asking, Chosen, Door, Notice, Page, Paper, Staff, State, Told, Visit
from lobby.model import Branch, Hall
from resources.language import catalogue
from tests.kiosk import samples

DIVERTING = samples.offer(devices=("recycler-1",))
CASH = Visit("zh", tile="cash", service="cash-withdraw", amount=1_000_000)
WITH_TICKET = replace(CASH, ticket=samples.TICKET, paper=Paper.OUT, offer=samples.offer())


def states(branch: Branch = samples.BRANCH, hall: Hall = samples.HALL) -> dict[str, State]:
    start = replace(first("k"), branch=branch, hall=hall)

    def at(page: Page, visit: Visit, **more: object) -> State:
        return replace(start, page=page, visit=visit, **more)  # type: ignore[arg-type]

    plain = Visit("zh")
    confirm = replace(CASH, offer=samples.offer())
    vip = Visit("zh", card="1", customer=samples.CUSTOMER)
    return {
        "attract": at(Page.ATTRACT, plain),
        "home": at(Page.HOME, plain),
        "home-further": at(Page.HOME, replace(plain, large=True, further=True)),
        "home-green": at(Page.HOME, replace(plain, green="elderly")),
        "home-refused": at(Page.HOME, plain, notice=Notice.REFUSED, refusal="service-full"),
        "home-help-failed": at(Page.HOME, plain, notice=Notice.HELP_FAILED),
        "home-card": at(Page.HOME, plain, notice=Notice.CARD_READ),
        "home-degraded": at(Page.HOME, plain, door=Door.DEGRADED),
        "vip": at(Page.VIP, vip),
        "green": at(Page.GREEN, replace(plain, green="elderly", helps=("escort", "large-print"))),
        "sub-need": at(Page.SUB_NEED, Visit("zh", tile="other")),
        "cash": at(Page.CASH, CASH),
        "transfer": at(Page.CASH, Visit("zh", tile="transfer", service="transfer")),
        "diversion": at(Page.DIVERSION, replace(CASH, offer=DIVERTING)),
        "directions": at(Page.DIRECTIONS, replace(CASH, offer=DIVERTING, device="recycler-1")),
        "confirm": at(Page.CONFIRM, confirm),
        "confirm-also": at(Page.CONFIRM, replace(confirm, also=("transfer", "open-account", "advice"))),
        "home-adding": at(Page.HOME, replace(plain, chosen=Chosen("cash", "cash-withdraw", None, None, None, ()))),
        "confirm-still-wait": at(Page.CONFIRM, replace(CASH, offer=samples.offer(still_wait=True))),
        "confirm-lost": at(Page.CONFIRM, confirm, door=Door.LOST),
        "confirm-down": at(Page.CONFIRM, confirm, door=Door.DOWN),
        "confirm-unknown": at(Page.CONFIRM, replace(CASH, offer=None), door=Door.DEGRADED),
        "issuing": at(Page.ISSUING, replace(confirm, paper=Paper.PRINTING), asking=Asking(1, "ticket", 0)),
        "ticket": at(Page.TICKET, WITH_TICKET),
        "ticket-without-paper": at(Page.TICKET, replace(WITH_TICKET, paper=Paper.NONE)),
        "ticket-emergency": at(Page.TICKET, replace(WITH_TICKET, ticket=samples.EMERGENCY_TICKET), door=Door.DEGRADED),
        "ticket-emergency-without-paper": at(
            Page.TICKET, replace(WITH_TICKET, ticket=samples.EMERGENCY_TICKET, paper=Paper.NONE)
        ),
        "fault-emergency": at(
            Page.FAULT, replace(WITH_TICKET, ticket=samples.EMERGENCY_TICKET, paper=Paper.FAULT, fault="paper-end")
        ),
        "fault": at(Page.FAULT, replace(WITH_TICKET, paper=Paper.FAULT, fault="paper-end")),
        "failsafe": at(Page.FAILSAFE, plain),
        "failsafe-number": at(Page.FAILSAFE, WITH_TICKET, notice=Notice.HELP_SENT),
        "staff-pin": at(Page.STAFF, plain, staff=Staff(digits="4708")),
        "staff-wrong": at(Page.STAFF, plain, staff=Staff(), wrong=1),
        "staff-locked": at(Page.STAFF, plain, staff=Staff(), wrong=9, pin_from=600),
        "staff": at(Page.STAFF, plain, staff=Staff(known=True, told=Told.NOT_COUNTED)),
        "staff-fault": at(Page.STAFF, plain, staff=Staff(known=True, told=Told.NOT_PRINTED)),
        "timeout": at(Page.CASH, CASH, idle=53),
        "closed": at(Page.CLOSED, plain, hall=samples.CLOSED_HALL),
        "outage": at(Page.OUTAGE, plain, door=Door.DOWN),
    }


def in_mode(state: State, layout: Layout) -> State:
    """As whoever chose large print or low controls meets it, who has more time until he is warned."""
    chosen = replace(state, visit=replace(state.visit, large=layout.large, low=layout.low))
    if state.warning is None or chosen.idle_limit is None:
        return chosen
    return replace(chosen, idle=chosen.idle_limit + chosen.limits.warn - state.warning)


def scene(state: State, language: str, link_base: str = "https://q.example.cn/t") -> Scene:
    visit = replace(state.visit, language=language)
    now = samples.NOON.astimezone(ZoneInfo("Asia/Shanghai"))
    return Scene(replace(state, visit=visit, languages=("zh", "en")), catalogue("kiosk", language), now, link_base)
