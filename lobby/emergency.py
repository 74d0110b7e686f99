"""The kiosk while its host is away: it goes on giving numbers of a series of its own, and hands them in later.

A number is on this machine's disk before anybody sees it. Whether the host has the ticket already, because only its
answer was lost, is found out by the key of the first try, which the number is handed in with.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lobby.clock import Clock
from lobby.commands import Command, HandIn, RecordPrint, TakeTicket
from lobby.errors import Refused, Trouble
from lobby.guest import Guest
from lobby.model import EMERGENCY, Branch, Figures, Hall, PrintState, Service, Ticket, TicketState
from lobby.policy import Policy, policy_from
from lobby.rules import hours, routing

if TYPE_CHECKING:
    from lobby.outbox import Outbox, Owed


class EmergencyKiosk(Guest):
    """What all doors of one kiosk share."""

    def __init__(self, outbox: Outbox, station: str, clock: Clock | None = None) -> None:
        """`station` is what the host calls this kiosk. No two ever get the same name, so none of their numbers meet."""
        super().__init__(outbox, clock)
        self._kiosk = station.rpartition("#")[2]
        self._cards: dict[str, str] = {}
        """Readers' lines by key: in memory only, so that no card ever lies on this disk."""

    def able(self, command: Command[Any]) -> bool:
        if isinstance(command, RecordPrint):
            return command.state is not PrintState.PRINTING
        return isinstance(command, TakeTicket)

    def ours(self, command: Command[Any], key: str) -> bool:
        if isinstance(command, TakeTicket):
            return self.outbox.find(hand_in_key(key)) is not None
        return isinstance(command, RecordPrint) and command.ticket < 0

    def instead(self, command: Command[Any], key: str) -> Any:
        if isinstance(command, TakeTicket):
            with self.lock:
                return self._take(command, key)
        assert isinstance(command, RecordPrint)
        return self._paper(command, key)

    def _take(self, command: TakeTicket, key: str) -> Ticket:
        branch = self.branch
        if branch is None:
            raise self.away or Trouble("host-away", "Nothing is known of the branch yet. Try again in a moment.")
        earlier = self.outbox.find(hand_in_key(key))
        if earlier is None:
            earlier = self.outbox.owe(hand_in_key(key), self._numbered(command, key, branch))
        if command.customer:
            self._cards[key] = command.customer
        return emergency_ticket(earlier, branch)

    def _numbered(self, command: TakeTicket, key: str, branch: Branch) -> HandIn:
        """The rules that the kiosk can keep by itself are kept (A4)."""
        now, policy = self.time.now(), policy_from(branch.settings)
        service = next((s for s in branch.services if s.code == command.service), None)
        if service is None:
            raise Refused("unknown-service", service=command.service)
        self._refuse_outside_hours(service, branch, policy, now)
        amount = routing.possible(command.amount, policy)
        series = f"{policy.emergency_series}{self._kiosk}"
        day = "" if policy.never_close else f" {hours.local_date(branch, now)}"
        serial = self.outbox.number(series + day)
        said = (command.service, amount, command.green, None, command.language, command.note, command.also)
        return HandIn(key, series, serial, now, *said)

    def _refuse_outside_hours(self, service: Service, branch: Branch, policy: Policy, now: dt.datetime) -> None:
        phase = hours.phase(branch, policy, self.day(branch, now), now)
        opens = hours.service_opens(branch, service, phase, now)
        if opens is not None:
            raise Refused("service-closed", service=service.code, opens_at=opens.isoformat())

    def _paper(self, command: RecordPrint, key: str) -> int:
        """Copies of a number of ours are counted here; the host counts none before it knows the number."""
        copy = command.copy or 1
        if command.state is PrintState.PRINTING:
            copy = self.outbox.number(f"papers of {command.ticket}")
        self.outbox.owe(key, replace(command, copy=None if command.state is PrintState.PRINTING else copy))
        return copy

    def completed(self, owed: Owed) -> Command[Any]:
        command = owed.command
        if isinstance(command, HandIn):
            return replace(command, customer=self._cards.get(command.key))
        if isinstance(command, RecordPrint) and command.ticket < 0:
            ticket = self.outbox.answer(-command.ticket, Ticket)
            if ticket is None:
                raise Refused("unknown-ticket", ticket=command.ticket)
            return replace(command, ticket=ticket.id)
        return command

    def trimmed(self, hall: Hall) -> Hall:
        services = tuple(replace(s, waiting=0, ahead=0, wait_low=0, wait_high=0) for s in hall.services)
        return replace(
            hall, counters=(), services=services, waiting=(), held=(), missed=(), calls=(), notices=(), helps=(),
            figures=Figures(), answered=(),
        )  # fmt: skip


def hand_in_key(key: str) -> str:
    """The key under which the number of a finger is handed in; the finger's own belongs to the ticket."""
    return f"hand-in-{key}"


def emergency_ticket(owed: Owed, branch: Branch) -> Ticket:
    """A number of ours as the kiosk shows and prints it: it promises nothing, and no phone can follow it."""
    given = owed.command
    assert isinstance(given, HandIn)
    service = branch.service(given.service)
    segment = branch.segment(service.segment)
    return Ticket(
        id=-owed.id,
        number=routing.number_of(given.series, given.serial),
        day=hours.local_date(branch, given.issued_at),
        service=service.code,
        segment=segment.code,
        state=TicketState.WAITING,
        zone=routing.zone_of(branch, service, segment),
        issued_at=given.issued_at,
        people_ahead=0,
        wait_low=0,
        wait_high=0,
        waiting_since=given.issued_at,
        rank=0,
        token="",
        language=given.language,
        channel=EMERGENCY,
        amount=given.amount,
        green=given.green,
        note=given.note,
        further=given.also,
    )
