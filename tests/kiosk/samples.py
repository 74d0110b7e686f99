"""A small branch, its hall and answers for the kiosk's tests: values only."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from lobby import model as m

NOON = dt.datetime(2025, 11, 24, 1, 47, tzinfo=dt.UTC)
CASH_DIRECTIONS = m.Text("大厅右侧，向右走 8 步", "On the right, 8 steps")
WEEK = m.Hours(dict.fromkeys(range(1, 8), (("09:00", "17:00"),)))


def service(code: str, zh: str, en: str, amount: bool = False, materials: m.Text = m.Text()) -> m.Service:
    return m.Service(code, m.Text(zh, en), "cash", "A", asks_amount=amount, materials=materials, counter_fee=500)


SERVICES = (
    service("cash-withdraw", "取款", "Withdraw", amount=True, materials=m.Text("身份证、银行卡", "ID and bank card")),
    service("cash-deposit", "存款", "Deposit", amount=True),
    service("transfer", "转账汇款", "Transfers", amount=True),
    service("open-account", "开户", "Open an account"),
    service("report-loss", "挂失", "Report a loss"),
    service("wealth", "理财 / 基金", "Savings, funds"),
    service("corporate", "对公业务", "Business"),
    service("pension", "社保 / 养老金", "Social security"),
    service("fx", "外汇", "Currency"),
    service("e-banking", "电子银行", "Mobile, online"),
    service("loan", "贷款", "Loans"),
    service("insurance", "保险", "Insurance"),
    service("bonds", "国债", "Treasury bonds"),
    service("credit-card", "信用卡", "Credit card"),
    service("enquiry", "查询打印", "Statements"),
    service("bill-payment", "缴费", "Bills"),
    service("advice", "咨询", "Advice"),
)

TILES = (
    m.Tile("cash", m.Text("现金存取款", "Cash"), "cash", ("cash-withdraw", "cash-deposit")),
    m.Tile("transfer", m.Text("转账汇款", "Transfers"), "transfer", ("transfer",)),
    m.Tile("account", m.Text("开户 / 挂失", "Accounts, cards"), "account", ("open-account", "report-loss")),
    m.Tile("wealth", m.Text("理财 / 基金", "Savings, funds"), "wealth", ("wealth",)),
    m.Tile("corporate", m.Text("对公业务", "Business"), "corporate", ("corporate",)),
    m.Tile("pension", m.Text("社保 / 养老金", "Social security"), "pension", ("pension",)),
    m.Tile("fx", m.Text("外汇", "Currency"), "forex", ("fx",)),
    m.Tile("ebank", m.Text("电子银行", "Mobile, online"), "ebank", ("e-banking",)),
    m.Tile("loan", m.Text("贷款", "Loans"), "loan", ("loan",)),
    m.Tile(
        "other",
        m.Text("其他业务", "Something else"),
        "other",
        ("insurance", "bonds", "credit-card", "enquiry", "bill-payment", "advice"),
    ),
)

DEVICES = (
    m.Device(
        "recycler-1",
        m.DeviceKind.RECYCLER,
        "self",
        m.Text("存取款一体机", "Cash recycler"),
        (m.Ability("cash-withdraw", under=2_000_000), m.Ability("cash-deposit", under=5_000_000)),
        CASH_DIRECTIONS,
    ),
)

BRANCH = m.Branch(
    code="B1",
    name=m.Text("滨江路支行", "Riverside Branch"),
    bank=m.Text("云杉银行", "Spruce Bank"),
    type=m.BranchType.BOUTIQUE,
    timezone="Asia/Shanghai",
    hours=WEEK,
    version=1,
    zones=(
        m.Zone("cash", m.ZoneKind.CASH, m.Text("现金服务区", "Cash area")),
        m.Zone("self", m.ZoneKind.SELF_SERVICE, m.Text("自助服务区", "Self-service area"), CASH_DIRECTIONS),
    ),
    services=SERVICES,
    tiles=TILES,
    segments=(
        m.Segment("ordinary", m.Text("个人客户", "Personal")),
        m.Segment("gold", m.Text("金卡客户", "Gold"), 10, "R", vip=True),
    ),
    counters=tuple(
        m.Counter(str(n), m.Text(f"{n} 号窗口", f"Counter {n}"), "cash", tuple(s.code for s in SERVICES))
        for n in range(1, 8)
    ),
    devices=DEVICES,
    staff=(m.Staff("r1", "李晓", m.Role.RELATIONSHIP_MANAGER),),
    settings={},
    hotline="95XXX",
)


def now_of(code: str, index: int) -> m.ServiceNow:
    closed = code == "loan"
    opens = dt.datetime(2025, 11, 24, 5, 30, tzinfo=dt.UTC) if closed else None
    ahead = (12, 5, 9, 0)[index % 4]
    return m.ServiceNow(code, not closed, opens, ahead, ahead, ahead, 2 * ahead)


HALL = m.Hall(
    now=NOON,
    event=1,
    version=1,
    phase=m.Phase.OPEN,
    day=m.Day(NOON.date(), NOON),
    opens_at=dt.datetime(2025, 11, 25, 1, 0, tzinfo=dt.UTC),
    closes_at=dt.datetime(2025, 11, 24, 9, 0, tzinfo=dt.UTC),
    counters=tuple(m.CounterNow(str(n), m.CounterState.SERVING, staff="t1") for n in range(1, 7)),
    services=tuple(now_of(s.code, i) for i, s in enumerate(SERVICES)),
    devices=(m.DeviceNow("recycler-1", True),),
    waiting=(),
    held=(),
    missed=(),
    calls=(m.Call(1, 9, "A026", "3", NOON, 1, "rank"),),
    notices=(),
    helps=(),
    figures=m.Figures(issued=60, called=33, average_wait=540.0),
)

CLOSED_HALL = replace(HALL, phase=m.Phase.CLOSED)

CUSTOMER = m.Customer("hash", "gold", "王", "女士", manager="r1")

TICKET = m.Ticket(
    id=38,
    number="A038",
    day=NOON.date(),
    service="cash-withdraw",
    segment="ordinary",
    state=m.TicketState.WAITING,
    zone="cash",
    issued_at=NOON,
    people_ahead=12,
    wait_low=15,
    wait_high=20,
    waiting_since=NOON,
    rank=1,
    token="Zk3vX9qLw2",
)


EMERGENCY_TICKET = replace(
    TICKET, id=-1, number="E12001", people_ahead=0, wait_low=0, wait_high=0, token="", channel=m.EMERGENCY
)


def offer(service: str = "cash-withdraw", devices: tuple[str, ...] = (), still_wait: bool = False) -> m.Offer:
    estimate = m.Estimate(12, 15, 20)
    return m.Offer(service, "ordinary", estimate, ("1", "2", "3", "4"), devices, 500, 0, still_wait)
