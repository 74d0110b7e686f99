"""Says what the panel may do now and what Enter does; it never skips the arrival of a called customer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from lobby.model import Branch, CounterNow, CounterState, Hall, Service, Ticket
from lobby.policy import Policy, policy_from

RECALL_AFTER = dt.timedelta(seconds=20)


class Mode(StrEnum):
    """What the teller sees; the counter's state, and what keeps him from it."""

    CLOSED = "closed"
    TAKEN = "taken"
    FREE = "free"
    CALLING = "calling"
    SERVING = "serving"
    PAUSED = "paused"
    OFFLINE = "offline"


class Act(StrEnum):
    """What a teller can wish for with one key or button."""

    OPEN = "open"
    NEXT = "next"
    ARRIVE = "arrive"
    FINISH_NEXT = "finish-next"
    RESUME_NEXT = "resume-next"
    RECALL = "recall"
    NO_SHOW = "no-show"
    TRANSFER = "transfer"
    FINISH = "finish"
    PAUSE = "pause"
    PICK = "pick"
    HOLD = "hold"
    TAKE_BACK = "take-back"
    CLOSE = "close"
    RESUME = "resume"
    EXTEND = "extend"
    HELP = "help"
    LOOK = "look"
    """Look for the lost lobby at once, not in a second."""


class Ask(StrEnum):
    """What has to be asked before an act: a page inside the window."""

    TRANSFER = "transfer"
    PAUSE = "pause"
    PICK = "pick"
    PICK_REASON = "pick-reason"
    HOLD = "hold"
    OUTCOME = "outcome"
    FEW_CALLS = "few-calls"
    PEOPLE_WAIT = "people-wait"


_ENTER = {
    Mode.CLOSED: Act.OPEN,
    Mode.TAKEN: Act.OPEN,
    Mode.FREE: Act.NEXT,
    Mode.CALLING: Act.ARRIVE,
    Mode.SERVING: Act.FINISH_NEXT,
    Mode.PAUSED: Act.RESUME_NEXT,
}

_MAY = {
    Mode.CLOSED: {Act.OPEN, Act.HELP},
    Mode.TAKEN: {Act.OPEN, Act.HELP},
    Mode.FREE: {Act.NEXT, Act.PAUSE, Act.PICK, Act.CLOSE, Act.HELP},
    Mode.CALLING: {Act.ARRIVE, Act.RECALL, Act.NO_SHOW, Act.TAKE_BACK, Act.HELP},
    Mode.SERVING: {Act.FINISH_NEXT, Act.FINISH, Act.TRANSFER, Act.HOLD, Act.HELP},
    Mode.PAUSED: {Act.RESUME_NEXT, Act.RESUME, Act.EXTEND, Act.CLOSE, Act.HELP},
    Mode.OFFLINE: {Act.LOOK},
}

_ALONE = {Mode.CALLING: Act.ARRIVE, Mode.SERVING: Act.FINISH}
"""What Enter does without a link, where what is done is kept for the host."""
_MAY_ALONE = {Mode.CALLING: {Act.ARRIVE, Act.NO_SHOW}, Mode.SERVING: {Act.FINISH}}


@dataclass(frozen=True, slots=True)
class Desk:
    """One counter as its teller sees it, from one snapshot."""

    mode: Mode
    known: Mode
    """The mode as last heard: the same as `mode` while there is a link."""
    now: CounterNow
    service: Service | None
    policy: Policy
    waiting: int
    alone: bool = False
    """Without a link, but this machine keeps what is done for the host (K3)."""

    @property
    def ticket(self) -> Ticket | None:
        return self.now.ticket

    @property
    def enter(self) -> Act | None:
        """What Enter does; None where there is nothing right to do."""
        return (_ALONE if self.alone else _ENTER).get(self.known if self.alone else self.mode)

    @property
    def may(self) -> frozenset[Act]:
        return frozenset(_MAY[self.mode] | (_MAY_ALONE.get(self.known, set()) if self.alone else set()))

    @property
    def quiet(self) -> Act | None:
        """The rarer thing that this state allows: take back, hold, close."""
        return next((act for act in (Act.TAKE_BACK, Act.HOLD, Act.CLOSE) if act in self.may), None)

    def urged(self, now: dt.datetime) -> Act | None:
        """What a customer who does not come calls for: another call, after the last one a no-show (K2)."""
        if self.mode is not Mode.CALLING or self.ticket is None or self.ticket.called_at is None:
            return None
        if self.ticket.calls >= self.policy.calls_before_no_show:
            return Act.NO_SHOW
        return Act.RECALL if now - self.ticket.called_at >= RECALL_AFTER else None


def desk(hall: Hall, branch: Branch, counter: str, staff: str, linked: bool = True, keeps: bool = False) -> Desk:
    """The counter's desk for `staff`; without a link little can be done, and only where the machine `keeps` it."""
    now = next(found for found in hall.counters if found.code == counter)
    service = branch.service(now.ticket.service) if now.ticket else None
    known = _mode(now, staff)
    mode, alone = known if linked else Mode.OFFLINE, keeps and not linked
    return Desk(mode, known, now, service, policy_from(branch.settings), now.waiting, alone)


def _mode(now: CounterNow, staff: str) -> Mode:
    if now.state is CounterState.CLOSED:
        return Mode.CLOSED
    if now.staff is not None and now.staff != staff:
        return Mode.TAKEN
    return Mode(now.state.value)


def question(act: Act, at: Desk) -> Ask | None:
    """What is asked before `act` is done: no customer is skipped, left waiting or sent away by one wrong key."""
    if act in (Act.FINISH, Act.FINISH_NEXT) and at.service and at.service.outcomes:
        return Ask.OUTCOME  # K10
    if act is Act.NO_SHOW and at.ticket and at.ticket.calls < at.policy.calls_before_no_show:
        return Ask.FEW_CALLS  # K2
    if act in (Act.PAUSE, Act.CLOSE) and at.waiting:
        return Ask.PEOPLE_WAIT  # K11
    return {
        Act.TRANSFER: Ask.TRANSFER,
        Act.PAUSE: Ask.PAUSE,
        Act.PICK: Ask.PICK,
        Act.HOLD: Ask.HOLD,
    }.get(act)
