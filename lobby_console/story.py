"""What happened to one visit, told in order: issued and promised, called by which rule before whom, overtaken (K16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lobby.model import Branch, Event, Hall, History, PrintState, Ticket, TicketState
from lobby.policy import Policy
from lobby.rules.routing import may_call
from lobby_console import wording
from lobby_console.times import clock
from resources import phrases
from resources.language import Words, later
from uikit import amounts, codes


class Mark(StrEnum):
    """How a moment is marked on the line."""

    DONE = "done"
    BREACH = "breach"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Moment:
    at: dt.datetime
    title: str
    sub: str = ""
    mark: Mark = Mark.DONE


UNSURE = later("Unsure whether the paper came out")
TITLES = {
    "ticket.called": later("Called to counter {counter}"),
    "ticket.recalled": later("Called again to counter {counter}"),
    "ticket.arrived": later("Arrived at counter {counter}"),
    "ticket.finished": later("Served"),
    "ticket.missed": later("Missed"),
    "ticket.no-show": later("Did not come; the number ended"),
    "ticket.taken-back": later("The call was taken back"),
    "ticket.held": later("Put on hold"),
    "ticket.resumed": later("Goes on at counter {counter}"),
    "ticket.woken": later("The step waited for is due"),
    "ticket.transferred": later("Sent on"),
    "ticket.went-on": later("Next need"),
    "ticket.needs-added": later("Further needs"),
    "ticket.sent-back": later("Goes back to counter {to}"),
    "ticket.returned": later("Back in his place"),
    "ticket.released": later("Free for any counter again"),
    "ticket.readmitted": later("Back in the queue"),
    "ticket.abandoned": later("Left"),
    "ticket.green-granted": later("Green channel granted"),
    "ticket.green-revoked": later("Green channel taken back"),
    "ticket.noted": later("Note written"),
    "ticket.handed-in": later("Given by the kiosk while the host was away, handed in now"),
    "ticket.renumbered": later("Was {was} until handed in; nobody held that number"),
    "ticket.merged": later("{number} is the same customer; that number is void"),
    "counter.caught-up": later("Done while the host was away, told now"),
    "counter.not-caught-up": later("Done at counter {counter} while the host was away; it no longer fitted"),
    "ticket.closed-out": later("Ended with the day"),
    "diversion.accepted": later("Goes to {to}"),
    "diversion.refused": later("Was asked to go to {to}; stays, keeps number and place"),
    "customer.vip-arrived": later("Own manager told"),
    "paper.printed": later("Paper printed"),
    "paper.uncertain": UNSURE,
    "paper.failed": later("The paper did not come out; the number is valid"),
}
PATIENCE = dt.timedelta(seconds=1)
PAPER_PATIENCE = dt.timedelta(minutes=1)
"""A paper that was begun so long ago and never told of was cut off with its kiosk."""


def story(history: History, branch: Branch, policy: Policy, t: Words, now: dt.datetime) -> tuple[Moment, ...]:
    """In the order of time; at the end what is expected next."""
    told = [
        *_issued(history, branch, t),
        *(m for e in history.events if (m := _moment(e, history, branch, t)) is not None),
        *_cut_off(history, t, now),
        *_overtaken(history, t),
        *_breach(history, policy, t, now),
    ]
    return tuple(sorted(told, key=lambda m: m.at))


def _issued(history: History, branch: Branch, t: Words) -> Iterator[Moment]:
    ticket = history.ticket
    service = history.legs[0].service if history.legs else ticket.service
    words = [wording.named(wording.CHANNELS, ticket.channel, t), wording.service(service, branch, t)]
    if ticket.amount is not None:
        words.append(amounts.said(branch, service, ticket.amount, t.language))
    yield Moment(ticket.issued_at, t("Ticket taken"), " · ".join(words))
    if ticket.emergency:
        return
    promise = t("Told: {wait}", wait=phrases.wait(ticket.wait_low, ticket.wait_high, t.language))
    yield Moment(ticket.issued_at, promise, t("{n} were ahead", n=ticket.people_ahead))


def _cut_off(history: History, t: Words, now: dt.datetime) -> Iterator[Moment]:
    for paper in history.prints:
        if paper.state is PrintState.PRINTING and now - paper.at > PAPER_PATIENCE:
            yield Moment(paper.at, t(UNSURE))


def _moment(event: Event, history: History, branch: Branch, t: Words) -> Moment | None:
    title = TITLES.get(event.kind)
    if title is None:
        return None
    to = event.data.get("to")
    facts = {key: str(event.data.get(key, "")) for key in ("was", "number")}
    facts |= {"counter": event.counter or "", "to": wording.place(str(to), branch, t) if to else ""}
    return Moment(event.at, t(title, **facts), _sub(event, history, branch, t))


def _sub(event: Event, history: History, branch: Branch, t: Words) -> str:
    data = event.data
    match event.kind:
        case "ticket.called":
            return _why(event, history, t)
        case "ticket.held":
            return codes.said(codes.HOLDS, str(data.get("hold", "")), t.language)
        case "ticket.transferred" | "ticket.went-on":
            return wording.service(str(data.get("service", "")), branch, t)
        case "ticket.needs-added":
            names = [wording.service(str(code), branch, t) for code in data.get("services", ())]  # type: ignore[attr-defined]
            return phrases.listed(names, t.language)
        case "ticket.noted":
            return history.ticket.note
        case "ticket.green-granted" | "ticket.green-revoked":
            return codes.said(codes.GREEN, str(data.get("reason", "")), t.language)
        case "paper.uncertain" | "paper.failed":
            return wording.named(wording.FAULTS, str(data.get("fault") or ""), t)
        case "paper.printed" if isinstance(copy := data.get("copy"), int) and copy > 1:
            return t("copy {n}", n=copy)
        case "ticket.closed-out" | "ticket.no-show" | "diversion.accepted" | "diversion.refused":
            return wording.named(wording.ENDS, str(data.get("reason") or ""), t)
        case _:
            return ""


def _why(event: Event, history: History, t: Words) -> str:
    """The rule that chose this number and the numbers it was called before (K16)."""
    call = next((c for c in history.calls if abs(c.at - event.at) < PATIENCE), None)
    if call is None:
        return ""
    rule, _, reason = call.rule.partition(": ")
    words = wording.named(wording.RULES, rule, t)
    if reason:
        words = f"{words}: {codes.said(codes.PICKS, reason, t.language)}"
    if call.beaten:
        words = t("{rule}; before {numbers}", rule=words, numbers=", ".join(call.beaten))
    return words


def _overtaken(history: History, t: Words) -> Iterator[Moment]:
    for overtake in history.overtakes:
        rule = overtake.rule.partition(": ")[0]
        title = t("{number} was called first", number=overtake.by_number)
        yield Moment(overtake.at, title, wording.named(wording.RULES, rule, t))


def _breach(history: History, policy: Policy, t: Words, now: dt.datetime) -> Iterator[Moment]:
    """C5: the moment at which the wait passed its limit."""
    ticket = history.ticket
    limit = dt.timedelta(minutes=policy.wait_over_minutes)
    start, end = _waited_between(ticket, history, now)
    if end - start > limit:
        title = t("Waited {n} minutes", n=policy.wait_over_minutes)
        yield Moment(start + limit, title, t("flagged as past its limit"), Mark.BREACH)


def _waited_between(ticket: Ticket, history: History, now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    if ticket.state is TicketState.WAITING:
        return ticket.waiting_since, now
    first = min((c.at for c in history.calls), default=ticket.finished_at or ticket.since or now)
    return ticket.issued_at, first


def expected(
    ticket: Ticket, minutes: int | None, hall: Hall, branch: Branch, t: Words, now: dt.datetime
) -> Moment | None:
    """When the call is to be expected, for one who waits, and where; an open counter may be lacking."""
    if ticket.state is not TicketState.WAITING or minutes is None:
        return None
    at = now + dt.timedelta(minutes=minutes)
    working = {c.code for c in hall.counters if c.working}
    able = [c.code for c in branch.counters if may_call(c, ticket) and c.code in working]
    where = t("at counter {counters}", counters=", ".join(able)) if able else t("once a counter for it opens")
    return Moment(at, t("Call expected about {time}", time=clock(at, branch.timezone)), where, Mark.COMING)
