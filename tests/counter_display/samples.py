"""Small halls to look at: a branch with two queues and a VIP letter, tickets and snapshots as plain values."""

import datetime as dt
from dataclasses import replace

from lobby.model import (
    Branch,
    BranchType,
    Call,
    Counter,
    CounterNow,
    CounterState,
    Device,
    DeviceKind,
    DeviceNow,
    Figures,
    Hall,
    Hours,
    Phase,
    Role,
    Segment,
    Service,
    ServiceNow,
    Staff,
    Text,
    Ticket,
    TicketState,
    Zone,
    ZoneKind,
)

NOW = dt.datetime(2026, 11, 24, 1, 47, tzinfo=dt.UTC)  # 09:47 in Shanghai
CASH = ("cash-withdraw", "cash-deposit")


def ago(seconds: float) -> dt.datetime:
    return NOW - dt.timedelta(seconds=seconds)


def branch(**changes: object) -> Branch:
    made = Branch(
        code="0001",
        name=Text("滨江路支行", "Riverside Branch"),
        bank=Text("云杉银行", "Spruce Bank"),
        type=BranchType.BOUTIQUE,
        timezone="Asia/Shanghai",
        hours=Hours({}),
        version=1,
        zones=(
            Zone("cash", ZoneKind.CASH, Text("个人现金", "Cash")),
            Zone("low", ZoneKind.NON_CASH, Text("非现金", "Non-cash")),
            Zone("vip", ZoneKind.VIP, Text("贵宾理财区", "VIP zone")),
            Zone("self", ZoneKind.SELF_SERVICE, Text("自助区"), Text("24 小时自助银行在大门右侧", "By the door")),
        ),
        services=(
            Service("cash-withdraw", Text("取款", "Withdraw"), "cash", "A", target_minutes=5),
            Service("cash-deposit", Text("存款", "Deposit"), "cash", "A", target_minutes=5),
            Service("loan", Text("贷款", "Loan"), "low", "B", outcomes=("signed", "refused")),
        ),
        tiles=(),
        segments=(
            Segment("ordinary", Text("普通", "Ordinary")),
            Segment("gold", Text("贵宾", "VIP"), 10, "R", vip=True),
        ),
        counters=(
            Counter("3", Text("3 号窗口", "Counter 3"), "cash", CASH),
            Counter("5", Text("5 号窗口", "Counter 5"), "low", ("loan",)),
            Counter("8", Text("8 号窗口", "Counter 8"), "vip", (*CASH, "loan"), ("gold",)),
        ),
        devices=(Device("d1", DeviceKind.DISPENSER, "self", Text("1 号取款机", "Cash machine 1")),),
        staff=(Staff("t3", "张敏", Role.TELLER), Staff("t5", "李晓", Role.TELLER)),
        settings={},
        hotline="95XXX",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def ticket(number: str = "A027", **changes: object) -> Ticket:
    state = TicketState(str(changes.pop("state", TicketState.WAITING)))
    made = Ticket(
        id=int(number[1:]) + 1000 * ord(number[0]),
        number=number,
        day=NOW.date(),
        service="loan" if number[0] == "B" else "cash-withdraw",
        segment="gold" if number[0] == "R" else "ordinary",
        state=state,
        zone="cash",
        issued_at=ago(552),
        people_ahead=3,
        wait_low=5,
        wait_high=9,
        waiting_since=ago(552),
        rank=int(number[1:]),
        token="x" * 12,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def at_counter(state: CounterState, current: Ticket | None = None, **changes: object) -> CounterNow:
    made = CounterNow("3", state, ago(42), "t3", "张敏", current, waiting=0)
    return replace(made, **changes)  # type: ignore[arg-type]


def call(number: str, counter: str, seconds_ago: float, nth: int = 1, **changes: object) -> Call:
    made = Call(int(100_000 - seconds_ago * 10), ticket(number).id, number, counter, ago(seconds_ago), nth, "arrival")
    return replace(made, **changes)  # type: ignore[arg-type]


def hall(**changes: object) -> Hall:
    made = Hall(
        now=NOW,
        event=10,
        version=1,
        phase=Phase.OPEN,
        day=None,
        opens_at=None,
        closes_at=None,
        counters=(
            at_counter(CounterState.FREE),
            CounterNow("5", CounterState.FREE, ago(60), "t5", "李晓"),
            CounterNow("8", CounterState.CLOSED),
        ),
        services=(
            ServiceNow("cash-withdraw", True, None, 2, 2, 12, 18),
            ServiceNow("cash-deposit", True, None, 0, 2, 12, 17),
            ServiceNow("loan", True, None, 1, 1, 5, 9),
        ),
        devices=(DeviceNow("d1", True),),
        waiting=(),
        held=(),
        missed=(),
        calls=(),
        notices=(),
        helps=(),
        figures=Figures(served=23, average_service=278.0),
    )
    return replace(made, **changes)  # type: ignore[arg-type]
