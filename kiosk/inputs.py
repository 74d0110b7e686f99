"""All that can happen to the kiosk: a finger, a card, an answer, paper, the hall and the clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.state import Told
from lobby.model import Branch, Hall


class Act(StrEnum):
    """What staff do at a kiosk."""

    TEST_PRINT = "test-print"
    NEW_ROLL = "new-roll"
    RESTART = "restart"
    LEAVE = "leave"


class Touch:
    """Something that a finger did."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Touched(Touch):
    """The screen, no button: begins a visit, prolongs it, keeps the ticket's page."""


@dataclass(frozen=True, slots=True)
class TileChosen(Touch):
    tile: str


@dataclass(frozen=True, slots=True)
class ServiceChosen(Touch):
    service: str


@dataclass(frozen=True, slots=True)
class AmountChosen(Touch):
    """Fen, or None for 'not sure yet'."""

    amount: int | None


@dataclass(frozen=True, slots=True)
class GreenOpened(Touch):
    pass


@dataclass(frozen=True, slots=True)
class ConditionChosen(Touch):
    condition: str


@dataclass(frozen=True, slots=True)
class HelpToggled(Touch):
    """A help that the customer would like at the counter."""

    help: str


@dataclass(frozen=True, slots=True)
class GreenConfirmed(Touch):
    pass


@dataclass(frozen=True, slots=True)
class MachineChosen(Touch):
    """The customer goes to the device that was offered (B2)."""


@dataclass(frozen=True, slots=True)
class CounterChosen(Touch):
    """'Ticket anyway' (B2)."""


@dataclass(frozen=True, slots=True)
class Confirmed(Touch):
    paper: bool


@dataclass(frozen=True, slots=True)
class Reprint(Touch):
    pass


@dataclass(frozen=True, slots=True)
class OneMore(Touch):
    pass


@dataclass(frozen=True, slots=True)
class NeedAdded(Touch):
    """Something else is to be done with the same ticket (K8)."""


@dataclass(frozen=True, slots=True)
class Back(Touch):
    pass


@dataclass(frozen=True, slots=True)
class Left(Touch):
    """Done, cancelled, 'not me': the visit ends."""


@dataclass(frozen=True, slots=True)
class LanguageSwitched(Touch):
    pass


@dataclass(frozen=True, slots=True)
class PrintEnlarged(Touch):
    """Larger letters and buttons, or the usual ones again."""


@dataclass(frozen=True, slots=True)
class ControlsLowered(Touch):
    """All controls within a seated person's reach, or where they were."""


@dataclass(frozen=True, slots=True)
class NeedsTurned(Touch):
    """To the needs that large print has no room for, or back to the first ones."""


@dataclass(frozen=True, slots=True)
class HelpCalled(Touch):
    pass


@dataclass(frozen=True, slots=True)
class DigitPressed(Touch):
    digit: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DigitErased(Touch):
    pass


@dataclass(frozen=True, slots=True)
class PinGiven(Touch):
    pass


@dataclass(frozen=True, slots=True)
class ActChosen(Touch):
    act: Act


@dataclass(frozen=True, slots=True)
class StaffCalled:
    """The corner was touched as only staff know."""


@dataclass(frozen=True, slots=True)
class PinTried:
    serial: int
    fits: bool


@dataclass(frozen=True, slots=True)
class ActDone:
    told: Told


@dataclass(frozen=True, slots=True)
class Failed:
    """Something that nobody foresaw went wrong in this program."""


@dataclass(frozen=True, slots=True)
class CardRead:
    line: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardUnread:
    pass


@dataclass(frozen=True, slots=True)
class Answered:
    serial: int
    answer: object = field(repr=False)


@dataclass(frozen=True, slots=True)
class WasRefused:
    serial: int
    reason: str


@dataclass(frozen=True, slots=True)
class Troubled:
    """The question got no answer; whether it was done is not known."""

    serial: int


@dataclass(frozen=True, slots=True)
class HelpAnswered:
    sent: bool


@dataclass(frozen=True, slots=True)
class PaperOut:
    ticket: int


@dataclass(frozen=True, slots=True)
class PaperFault:
    ticket: int
    fault: str


@dataclass(frozen=True, slots=True)
class HallSeen:
    hall: Hall


@dataclass(frozen=True, slots=True)
class BranchSeen:
    branch: Branch


@dataclass(frozen=True, slots=True)
class LinkLost:
    pass


@dataclass(frozen=True, slots=True)
class Probed:
    """The hall as the door told it when it was asked, or None where it did not answer."""

    hall: Hall | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A second went by."""


Input = (
    Touch
    | StaffCalled
    | PinTried
    | ActDone
    | Failed
    | CardRead
    | CardUnread
    | Answered
    | WasRefused
    | Troubled
    | HelpAnswered
    | PaperOut
    | PaperFault
    | HallSeen
    | BranchSeen
    | LinkLost
    | Probed
    | Tick
)
