"""A teller's counter while its host is away: who is there is served to the end, and the host is told with the times.

Nobody can be called meanwhile, as only the host knows the queue.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lobby.clock import Clock
from lobby.commands import Arrive, CatchUp, Command, Finish, NoShow
from lobby.errors import Refused, Trouble
from lobby.guest import Guest
from lobby.model import CounterNow, CounterState, Did, Figures, Hall, Ticket, TicketState
from lobby.policy import policy_from

if TYPE_CHECKING:
    from lobby.outbox import Outbox

DID: dict[type[Command[Any]], Did] = {Arrive: Did.ARRIVED, Finish: Did.FINISHED, NoShow: Did.NO_SHOW}
ENDS = {
    Did.ARRIVED: (CounterState.SERVING, TicketState.SERVING),
    Did.FINISHED: (CounterState.FREE, TicketState.DONE),
    Did.NO_SHOW: (CounterState.FREE, TicketState.MISSED),
}


class OfflineCounter(Guest):
    """What all doors of one panel share."""

    tells_first = True

    def __init__(self, outbox: Outbox, counter: str, clock: Clock | None = None) -> None:
        super().__init__(outbox, clock)
        self._counter = counter
        self._done: dict[str, Ticket] = {}
        """The answers of this run, for who asks once more."""
        for owed in outbox.due():
            if isinstance(owed.command, CatchUp):
                self._stands(owed.command)

    def able(self, command: Command[Any]) -> bool:
        return type(command) in DID and getattr(command, "counter", "") == self._counter

    def ours(self, command: Command[Any], key: str) -> bool:
        return key in self._done

    def instead(self, command: Command[Any], key: str) -> Ticket:
        with self.lock:
            if key in self._done:
                return self._done[key]
            here = self._here()
            if here is None:
                raise self.away or Trouble("host-away", "Nothing is known of this counter yet. Try again in a moment.")
            if here.ticket is None:
                raise Refused("nobody-here", counter=self._counter)
            did, ticket = DID[type(command)], here.ticket
            self._refuse_out_of_turn(did, ticket)
            outcome = command.outcome if isinstance(command, Finish) else None
            step = CatchUp(self._counter, ticket.id, did, self.time.now(), key, outcome)
            self.outbox.owe(f"catch-up-{key}", step)
            self._stands(step)
            done = self._done[key] = replace(ticket, state=ENDS[did][1])
            return done

    def _refuse_out_of_turn(self, did: Did, ticket: Ticket) -> None:
        """As the host would (K2, K3)."""
        if did is Did.FINISHED and ticket.state is not TicketState.SERVING:
            raise Refused("not-arrived", number=ticket.number)
        if did is not Did.FINISHED and ticket.state is not TicketState.CALLED:
            raise Refused("not-called", counter=self._counter, number=ticket.number, state=ticket.state)
        least = policy_from(self.branch.settings).least_calls if self.branch else 1
        if did is Did.NO_SHOW and ticket.calls < least:
            raise Refused("too-few-calls", number=ticket.number, calls=ticket.calls, least=least)

    def _here(self) -> CounterNow | None:
        return next((c for c in self.hall.counters if c.code == self._counter), None) if self.hall else None

    def _stands(self, step: CatchUp) -> None:
        """The snapshot as it is after this step."""
        here = self._here()
        if self.hall is None or here is None or here.ticket is None or here.ticket.id != step.ticket:
            return
        state, _ = ENDS[step.did]
        arrived = replace(here.ticket, state=TicketState.SERVING, arrived_at=step.at, since=step.at)
        ticket = arrived if step.did is Did.ARRIVED else None
        changed = replace(here, state=state, since=step.at, ticket=ticket)
        counters = tuple(changed if c.code == self._counter else c for c in self.hall.counters)
        self.hall = replace(self.hall, counters=counters)

    def trimmed(self, hall: Hall) -> Hall:
        """The own counter in full, without the customer's name; of the others who sits there."""
        counters = tuple(self._trimmed_counter(c) for c in hall.counters)
        return replace(
            hall, counters=counters, waiting=(), held=(), missed=(), calls=(), notices=(), helps=(), figures=Figures(),
            answered=(), devices=(), services=(),
        )  # fmt: skip

    def _trimmed_counter(self, counter: CounterNow) -> CounterNow:
        ticket = counter.ticket
        if counter.code != self._counter or ticket is None:
            return replace(counter, ticket=None, waiting=0)
        return replace(counter, ticket=replace(ticket, customer=None, note=""), waiting=0)
