"""What page comes next: a pure function from the state and an input to the next state and what to do in the world."""

from __future__ import annotations

from dataclasses import replace

from kiosk import inputs as on
from kiosk import staff
from kiosk.effects import Ask, CallStaff, Effect, PrintTicket, Probe, Take, Tell
from kiosk.state import CHOOSING, Asking, Chosen, Door, Notice, Page, Paper, State, Visit, service_now
from lobby.commands import CallHelp, DivertAtKiosk, TakeTicket
from lobby.model import Customer, Hall, Offer, Ticket
from lobby.queries import AskOffer, FindCustomer

Step = tuple[State, tuple[Effect, ...]]

CARD_FAILURES = 3
"""After so many unread cards the customer is taken home to choose without one."""


def step(state: State, event: on.Input) -> Step:
    match event:
        case on.Tick():
            return _tick(state)
        case on.Touch():
            return _touched(state, event)
        case on.CardRead(line):
            return _card_read(state, line)
        case on.CardUnread():
            return _card_unread(state)
        case on.Answered() | on.WasRefused() | on.Troubled():
            awaited = state.asking is not None and state.asking.serial == event.serial
            return _reply(state, event) if awaited else (state, ())
        case on.PaperOut() | on.PaperFault():
            return _paper(state, event), ()
        case on.StaffCalled() | on.PinTried() | on.ActDone():
            return staff.happened(state, event), ()
        case on.Failed():
            return _go(replace(state, notice=None, staff=None), Page.FAILSAFE), ()
        case on.HelpAnswered(sent):
            return _notice(state, Notice.HELP_SENT if sent else Notice.HELP_FAILED), ()
    return _world(state, event)


def first(prefix: str, languages: tuple[str, ...] = ("zh", "en"), low: bool = False) -> State:
    """The kiosk as it starts; `prefix` must differ with every start, as the keys of commands are made from it."""
    return State(prefix, Visit(languages[0], low=low), languages, low=low)


def _visit(state: State, **changes: object) -> State:
    return replace(state, visit=replace(state.visit, **changes))  # type: ignore[arg-type]


def _go(state: State, page: Page) -> State:
    return replace(state, page=page, idle=0)


def _onward(state: State, page: Page) -> State:
    """To a page from which 'back' leads to this one."""
    return _go(_visit(state, trail=(*state.visit.trail, state.page)), page)


def _notice(state: State, notice: Notice, refusal: str | None = None) -> State:
    return replace(state, notice=notice, refusal=refusal, shown=0)


def _end(state: State) -> Step:
    """The visit is forgotten as a whole; the next customer begins in the branch's first language."""
    page = Page.ATTRACT if state.open else Page.CLOSED
    page = Page.OUTAGE if state.door is Door.DOWN or state.unready else page
    fresh = replace(state, visit=state.nobody, asking=None, staff=None)
    return _go(fresh, page), ()


def _home(state: State, **kept: object) -> State:
    """To the choice of a need, with nothing chosen yet."""
    same = state.visit
    visit = replace(Visit(same.language, large=same.large, low=same.low), **kept)  # type: ignore[arg-type]
    page = Page.VIP if visit.customer is not None and visit.customer.surname else Page.HOME
    return _go(replace(state, visit=visit, asking=None), page)


def _person(state: State) -> dict[str, object]:
    """What stays true of the same customer from one need to the next."""
    visit = state.visit
    return {"green": visit.green, "helps": visit.helps, "card": visit.card, "customer": visit.customer}


# Touches


def _touched(state: State, touch: on.Touch) -> Step:
    warned = state.warning is not None
    state = replace(state, idle=0, notice=None, refusal=None)
    if isinstance(touch, on.HelpCalled):
        serial = state.serial + 1
        return replace(state, serial=serial), (CallStaff(CallHelp(state.place), _key(state, "help", serial)),)
    if state.page is Page.ISSUING:
        return state, ()
    match touch:
        case on.Left() if state.page is not Page.OUTAGE:
            return _end(state)
        case on.LanguageSwitched():
            here = state.languages.index(state.visit.language)
            return _visit(state, language=state.languages[(here + 1) % len(state.languages)]), ()
        case on.PrintEnlarged():
            return _visit(state, large=not state.visit.large, further=False), ()
        case on.ControlsLowered():
            return _visit(state, low=not state.visit.low), ()
        case on.Back() if state.page in CHOOSING:
            return _back(replace(state, asking=None)), ()
    if warned or state.busy:
        return state, ()
    if state.page in CHOOSING:
        return _choosing(state, touch)
    return _before_and_after(state, touch)


def _choosing(state: State, touch: on.Touch) -> Step:
    match state.page, touch:
        case ((Page.HOME | Page.VIP), on.TileChosen(code)):
            return _tile_chosen(state, code)
        case ((Page.HOME | Page.VIP), on.NeedsTurned()):
            return _visit(state, further=not state.visit.further), ()
        case Page.HOME, on.GreenOpened():
            return _onward(state, Page.GREEN), ()
        case Page.GREEN, _:
            return _green(state, touch), ()
        case Page.SUB_NEED, on.ServiceChosen(code):
            return _service_chosen(state, code)
        case Page.CASH, on.ServiceChosen(code) if state.tile is not None and code in state.tile.services:
            return _visit(state, service=code), ()
        case Page.CASH, on.AmountChosen(amount):
            return _ask_offer(_visit(state, amount=amount))
        case Page.DIVERSION, (on.MachineChosen() | on.CounterChosen()):
            return _diverted(state, accepted=isinstance(touch, on.MachineChosen))
        case Page.CONFIRM, _:
            return _confirming(state, touch)
    return state, ()


def _confirming(state: State, touch: on.Touch) -> Step:
    match touch:
        case on.NeedAdded() if state.may_add:
            return _adding(state), ()
        case on.Confirmed(paper):
            return _take(_visit(state, paper=Paper.PRINTING if paper else Paper.NONE))
    return state, ()


def _before_and_after(state: State, touch: on.Touch) -> Step:
    match state.page, touch:
        case Page.DIRECTIONS, on.CounterChosen():
            return _diverted(_back(state), accepted=False)
        case Page.ATTRACT, on.Touched() if state.branch is not None:
            return _home(state), ()
        case Page.TICKET, on.Touched():
            return _visit(state, stays=True), ()
        case ((Page.TICKET | Page.FAULT), on.OneMore()):
            return _home(state, **_person(state)), ()
        case Page.FAULT, on.Reprint() if state.visit.ticket is not None and state.visit.paper is Paper.FAULT:
            return _visit(state, paper=Paper.PRINTING), (PrintTicket(state.visit.ticket),)
        case Page.STAFF, _:
            return staff.touched(state, touch)
    return state, ()


def _adding(state: State) -> State:
    """To the choice of something else beside what was chosen (K8)."""
    visit = state.visit
    kept = Chosen(visit.tile, visit.service, visit.amount, visit.offer, visit.device, visit.trail)
    nothing = replace(visit, chosen=kept, tile=None, service=None, amount=None, offer=None, device=None, trail=())
    known = visit.customer is not None and visit.customer.surname
    return _go(replace(state, visit=nothing), Page.VIP if known else Page.HOME)


def _added(state: State, service: str | None = None) -> State:
    """Back to what was chosen first, with this after it; each need once."""
    visit, kept = state.visit, state.visit.chosen
    if kept is None:
        return state
    new = (service,) if service not in (None, kept.service, *visit.also) else ()
    first = replace(
        visit, chosen=None, also=(*visit.also, *new), tile=kept.tile, service=kept.service, amount=kept.amount,
        offer=kept.offer, device=kept.device, trail=kept.trail,
    )  # fmt: skip
    return _go(replace(state, visit=first), Page.CONFIRM)


def _back(state: State) -> State:
    visit = state.visit
    if not visit.trail and visit.chosen is not None:
        return _added(state)
    if not visit.trail:
        return _home(state)
    page, trail = visit.trail[-1], visit.trail[:-1]
    if state.page is Page.GREEN:
        return _go(_visit(state, trail=trail, green=None, helps=()), page)
    return _go(_visit(state, trail=trail, offer=None if page is not Page.DIVERSION else visit.offer), page)


def _tile_chosen(state: State, code: str) -> Step:
    chosen = _visit(state, tile=code)
    if chosen.tile is None or chosen.branch is None:
        return state, ()
    services = chosen.tile.services
    open_ones = [service for service in services if _is_open(chosen, service)]
    if not open_ones:
        return state, ()
    if chosen.visit.chosen is not None and len(services) > 1:
        return _onward(chosen, Page.SUB_NEED), ()
    if len(services) > 1 and all(chosen.branch.service(service).asks_amount for service in services):
        return _onward(_visit(chosen, service=open_ones[0]), Page.CASH), ()
    if len(services) > 1:
        return _onward(chosen, Page.SUB_NEED), ()
    return _service_chosen(chosen, services[0])


def _is_open(state: State, code: str) -> bool:
    now = service_now(state.hall, code)
    return now is None or now.open


def _service_chosen(state: State, code: str) -> Step:
    if state.tile is None or code not in state.tile.services or not _is_open(state, code):
        return state, ()
    if state.visit.chosen is not None:
        return _added(state, code), ()
    chosen = _visit(state, service=code, amount=None)
    if chosen.service is not None and chosen.service.asks_amount:
        return _onward(chosen, Page.CASH), ()
    return _ask_offer(chosen)


def _green(state: State, touch: on.Touch) -> State:
    visit = state.visit
    match touch:
        case on.ConditionChosen(condition):
            return _visit(state, green=condition)
        case on.HelpToggled(wish):
            rest = tuple(other for other in visit.helps if other != wish)
            return _visit(state, helps=rest if wish in visit.helps else (*rest, wish))
        case on.GreenConfirmed() if visit.green is not None:
            return _home(state, **_person(state))
    return state


# Questions to the lobby and their answers


def _key(state: State, what: str, serial: int) -> str:
    return f"{state.prefix}-{what}-{serial}"


def _asking(state: State, what: str) -> tuple[State, int]:
    serial = state.serial + 1
    return replace(state, serial=serial, asking=Asking(serial, what, state.clock)), serial


def _ask_offer(state: State) -> Step:
    visit = state.visit
    if visit.service is None:
        return state, ()
    state, serial = _asking(state, "offer")
    return state, (Ask(serial, AskOffer(visit.service, visit.amount, visit.green, visit.card)),)


def _take(state: State) -> Step:
    visit = state.visit
    if visit.service is None:
        return state, ()
    state, serial = _asking(_go(state, Page.ISSUING), "ticket")
    return state, (_taking(state, serial),)


def _taking(state: State, serial: int) -> Take:
    visit = state.visit
    words = "; ".join(state.help_words.get(wish, wish) for wish in visit.helps)
    command = TakeTicket(
        service=visit.service or "",
        amount=visit.amount,
        green=visit.green,
        customer=visit.card,
        language=visit.language,
        note=words,
        also=visit.also,
    )
    return Take(serial, command, _key(state, "take", serial))


def _diverted(state: State, accepted: bool) -> Step:
    visit, offer = state.visit, state.visit.offer
    if offer is None or not offer.devices:
        return state, ()
    serial = state.serial + 1
    tell = Tell(DivertAtKiosk(offer.service, offer.devices[0], accepted, visit.amount), _key(state, "divert", serial))
    state = _visit(replace(state, serial=serial), device=offer.devices[0] if accepted else None)
    return _onward(state, Page.DIRECTIONS if accepted else Page.CONFIRM), (tell,)


def _reply(state: State, event: on.Answered | on.WasRefused | on.Troubled) -> Step:
    match event:
        case on.Answered(_, answer):
            return _answered(replace(state, asking=None), answer)
        case on.WasRefused(_, reason):
            return _refused(replace(state, asking=None), reason)
    return _troubled(state)


def _answered(state: State, answer: object) -> Step:
    if isinstance(answer, Ticket):
        state = _go(_visit(state, ticket=answer), Page.TICKET)
        return state, (PrintTicket(answer),) if state.visit.paper is Paper.PRINTING else ()
    if isinstance(answer, Offer):
        state = _visit(state, offer=answer)
        diverts = bool(answer.devices) and state.visit.green is None
        return _onward(state, Page.DIVERSION if diverts else Page.CONFIRM), ()
    if isinstance(answer, Customer):
        return _home(state, **{**_person(state), "customer": answer}), ()
    return _notice(_from_attract(state), Notice.CARD_READ), ()


def _refused(state: State, reason: str) -> Step:
    if reason == "day-not-open":
        return _go(_end(state)[0], Page.CLOSED), ()
    return _notice(_home(state, **_person(state)), Notice.REFUSED, reason), ()


def _troubled(state: State) -> Step:
    """No answer. A ticket may have been issued all the same: it is asked for again with the same key (N6)."""
    match state.asking:
        case Asking(what="ticket"):
            return _go(replace(state, door=Door.DOWN), Page.OUTAGE), ()
        case Asking(what="offer"):
            return _onward(replace(state, asking=None), Page.CONFIRM), ()
    return _notice(_from_attract(replace(state, asking=None)), Notice.CARD_READ), ()


# Cards


def _card_read(state: State, line: str) -> Step:
    if state.branch is None or (state.page is not Page.ATTRACT and state.page not in CHOOSING):
        return state, ()
    state, serial = _asking(_visit(replace(state, idle=0, notice=None), card=line, customer=None, unread=0), "customer")
    return state, (Ask(serial, FindCustomer(line)),)


def _card_unread(state: State) -> Step:
    if state.branch is None or (state.page is not Page.ATTRACT and state.page not in CHOOSING):
        return state, ()
    failures = state.visit.unread + 1
    if failures >= CARD_FAILURES:
        return _home(state), ()
    return _notice(_visit(replace(state, idle=0), unread=failures), Notice.CARD_UNREAD), ()


def _from_attract(state: State) -> State:
    return _go(state, Page.HOME) if state.page is Page.ATTRACT else state


# Paper, the hall, the door and the clock


def _paper(state: State, event: on.PaperOut | on.PaperFault) -> State:
    held = state.visit.ticket
    if held is None or held.id != event.ticket or state.visit.paper is not Paper.PRINTING:
        return state
    if isinstance(event, on.PaperFault):
        return _go(_visit(state, paper=Paper.FAULT, fault=event.fault), Page.FAULT)
    return _go(_visit(state, paper=Paper.OUT, fault=None), Page.TICKET)


def _world(state: State, event: on.Input) -> Step:
    match event:
        case on.BranchSeen(branch):
            return _branch_seen(replace(state, branch=branch))
        case on.HallSeen(hall):
            return _hall_seen(replace(state, hall=hall, door=Door.UP))
        case on.LinkLost() if state.door is Door.UP:
            return replace(state, door=Door.LOST), (Probe(),)
        case on.Probed(hall) if state.door is not Door.UP:
            return _probed(state, hall)
    return state, ()


def _branch_seen(state: State) -> Step:
    answers = state.hall is not None and state.door is not Door.DOWN
    return _retry(state) if state.page is Page.OUTAGE and answers else (state, ())


def _hall_seen(state: State) -> Step:
    if state.page is Page.OUTAGE:
        return (state, ()) if state.branch is None else _retry(state)
    if state.page is Page.CLOSED:
        return _end(state) if state.open else (state, ())
    if state.page in (Page.ATTRACT, *CHOOSING) and not state.open and not state.busy:
        return _end(state)
    return state, ()


def _probed(state: State, hall: Hall | None) -> Step:
    if hall is not None:
        return _hall_seen(replace(state, door=Door.DEGRADED, hall=hall))
    state = replace(state, door=Door.DOWN)
    return _end(state) if state.page in (Page.ATTRACT, Page.HOME) else (state, ())


def _retry(state: State) -> Step:
    """The door answers again: whoever still stands here gets his number, with the key of the first try."""
    if state.asking is None:
        return _end(state)
    if state.clock - state.asking.at < state.limits.retry:
        return state, ()
    again = replace(state, asking=replace(state.asking, at=state.clock))
    return _go(again, Page.ISSUING), (_taking(state, state.asking.serial),)


def _tick(state: State) -> Step:
    state = replace(state, clock=state.clock + 1, idle=state.idle + 1, shown=state.shown + 1)
    if state.notice is not None and state.shown >= state.limits.notice:
        state = replace(state, notice=None, refusal=None)
    limit = state.idle_limit
    if limit is not None and state.idle >= limit + (state.limits.warn if state.warns else 0):
        return _end(state)
    if state.page is Page.ATTRACT and state.unready:
        return _end(state)
    if state.page is Page.OUTAGE:
        return _tick_outage(state)
    if state.asking is not None and state.clock - state.asking.at >= state.limits.issuing:
        return _troubled(state)
    return state, _probe_now_and_then(state)


def _tick_outage(state: State) -> Step:
    if state.asking is not None and state.idle >= state.limits.fault:
        state = replace(state, asking=None, visit=state.nobody)
    return state, _probe_now_and_then(state)


def _probe_now_and_then(state: State) -> tuple[Effect, ...]:
    return (Probe(),) if state.door is not Door.UP and state.clock % state.limits.retry == 0 else ()
