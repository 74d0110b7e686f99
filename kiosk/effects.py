"""What the flow wants done in the world; `kiosk.kiosk` does it and brings the answers back as inputs."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.inputs import Act
from lobby.commands import CallHelp, DivertAtKiosk, TakeTicket
from lobby.model import Ticket
from lobby.queries import AskOffer, FindCustomer


@dataclass(frozen=True, slots=True)
class Ask:
    """Answered with the same serial."""

    serial: int
    query: AskOffer | FindCustomer


@dataclass(frozen=True, slots=True)
class Take:
    """Issue the ticket; a repetition carries the same key and so gives the same ticket (N6)."""

    serial: int
    command: TakeTicket
    key: str


@dataclass(frozen=True, slots=True)
class Tell:
    """For the record; nobody waits for the answer."""

    command: DivertAtKiosk
    key: str


@dataclass(frozen=True, slots=True)
class CallStaff:
    command: CallHelp
    key: str


@dataclass(frozen=True, slots=True)
class PrintTicket:
    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Probe:
    """Ask the door how the hall is, to learn whether it answers at all."""


@dataclass(frozen=True, slots=True)
class TryPin:
    serial: int
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StaffAct:
    act: Act


Effect = Ask | Take | Tell | CallStaff | PrintTicket | Probe | TryPin | StaffAct
