"""What the words of the lobby can be: states, kinds and roles."""

from __future__ import annotations

from enum import StrEnum


class TicketState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    MISSED = "missed"
    DONE = "done"
    NO_SHOW = "no-show"
    ABANDONED = "abandoned"
    DIVERTED = "diverted"
    CLOSED_OUT = "closed-out"


AT_A_COUNTER = (TicketState.CALLED, TicketState.SERVING)
OPEN_STATES = (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.HELD, TicketState.MISSED)


class CounterState(StrEnum):
    CLOSED = "closed"
    FREE = "free"
    CALLING = "calling"
    SERVING = "serving"
    PAUSED = "paused"


EMERGENCY = "emergency"
"""The channel of tickets whose number a kiosk gave while the host was away."""


class Did(StrEnum):
    """What a teller can do at his counter while the host is away."""

    ARRIVED = "arrived"
    FINISHED = "finished"
    NO_SHOW = "no-show"


class ZoneKind(StrEnum):
    WAITING = "waiting"
    CONSULTATION = "consultation"
    SELF_SERVICE = "self-service"
    CASH = "cash"
    NON_CASH = "non-cash"
    VIP = "vip"
    E_BANKING = "e-banking"


class BranchType(StrEnum):
    WEALTH_CENTRE = "wealth-centre"
    BOUTIQUE = "boutique"
    BASIC = "basic"
    SELF_SERVICE = "self-service"


class DeviceKind(StrEnum):
    DISPENSER = "dispenser"
    RECYCLER = "recycler"
    ENQUIRY = "enquiry"
    PRINTER = "printer"


class NeedClass(StrEnum):
    GENERAL = "general"
    SPECIAL = "special"
    VALUE_ADDED = "value-added"


class Role(StrEnum):
    TELLER = "teller"
    LOBBY_MANAGER = "lobby-manager"
    SUPERVISOR = "operations-supervisor"
    BRANCH_HEAD = "branch-head"
    RELATIONSHIP_MANAGER = "relationship-manager"
    AUDITOR = "auditor"
    """Reads everything, changes nothing."""


class StationRole(StrEnum):
    """What a machine is in the lobby; `machine` holds the record itself, a `stranger` is not paired yet."""

    MACHINE = "machine"
    KIOSK = "kiosk"
    COUNTER = "counter"
    DISPLAY = "display"
    CONSOLE = "console"
    PHONE = "phone"
    """The page that customers' phones show; it acts for nobody but whoever holds a visit's link."""
    STRANGER = "stranger"


class HoldKind(StrEnum):
    WITHOUT_PAPERS = "without-papers"
    PAPERS_HERE = "papers-here"
    WAITING_STEP = "waiting-step"


class Place(StrEnum):
    FIRST = "first"
    ARRIVAL = "arrival"
    LAST = "last"


class Phase(StrEnum):
    """Where the business day stands (A4)."""

    NOT_OPEN = "not-open"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


class PrintState(StrEnum):
    PRINTING = "printing"
    PRINTED = "printed"
    UNCERTAIN = "uncertain"
    FAILED = "failed"


class WaitLevel(StrEnum):
    NORMAL = "normal"
    NEAR = "near"
    OVER = "over"


class AlertKind(StrEnum):
    """What needs a person (M1), in the order in which it is looked at."""

    HELP = "help"
    SECOND_DIVERSION = "second-diversion"
    WAIT_OVER = "wait-over"
    VIP = "vip"
    GREEN = "green"
    OVERRUN = "overrun"
    DEVICE = "device"
    IDLE = "idle"
    MISSED = "missed"
    WAIT_NEAR = "wait-near"
