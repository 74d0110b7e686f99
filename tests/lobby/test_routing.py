"""Where a need goes: zones, devices and their limits, segments, VIPs, head starts, targets (A2, A3, B1–B9)."""

import datetime as dt
from dataclasses import replace

import pytest

from lobby import commands as c
from lobby import queries as q
from lobby.model import DeviceKind, NeedClass, ZoneKind
from lobby.tables import micros
from tests.lobby.shift import GOLD_CARD, PLATINUM_CARD, PRIVATE_CARD, Shift

YUAN = 100


def offered(shift: Shift, service: str, yuan: float | None = None, **more: str) -> tuple[str, ...]:
    amount = None if yuan is None else round(yuan * YUAN)
    return shift.ask(q.AskOffer(service, amount=amount, **more)).devices


def test_a2_the_sample_is_the_boutique_branch(shift: Shift) -> None:
    branch = shift.ask(q.Setup())
    assert {zone.kind for zone in branch.zones} == set(ZoneKind)
    by_zone = [branch.zone(counter.zone).kind for counter in branch.counters]
    assert [by_zone.count(kind) for kind in (ZoneKind.CASH, ZoneKind.NON_CASH, ZoneKind.VIP)] == [4, 3, 2]
    kinds = [device.kind for device in branch.devices]
    assert [kinds.count(kind) for kind in (DeviceKind.DISPENSER, DeviceKind.RECYCLER, DeviceKind.ENQUIRY)] == [2, 1, 1]
    assert [counter.code for counter in branch.counters] == list("123456789")


def test_b1_the_catalogue_has_the_codes_that_scripts_rely_on(shift: Shift) -> None:
    codes = (
        "cash-withdraw, cash-deposit, transfer, pension, allowance, open-account, report-loss, password, e-banking, "
        "wealth, insurance, bonds, fx, credit-card, loan, corporate, large-cash, enquiry, bill-payment, advice"
    )
    branch = shift.ask(q.Setup())
    assert [service.code for service in branch.services] == codes.split(", ")
    assert {person.code for person in branch.staff} == {
        *(f"t{n}" for n in range(1, 10)),
        "m1",
        "s1",
        "h1",
        "r1",
        "r2",
        "r3",
    }


def test_b1_every_service_has_a_counter_and_a_tile(shift: Shift) -> None:
    branch = shift.ask(q.Setup())
    on_tiles = [code for tile in branch.tiles for code in tile.services]
    assert sorted(on_tiles) == sorted(service.code for service in branch.services)
    for service in branch.services:
        assert branch.counters_for(service.code)
        assert shift.take(service.code).zone == service.zone


@pytest.mark.parametrize(
    ("service", "yuan", "devices"),
    [
        ("cash-withdraw", 19_999.99, ("dispenser-1", "dispenser-2", "recycler-1")),
        ("cash-withdraw", 20_000, ()),
        ("cash-withdraw", None, ()),
        ("cash-deposit", 49_999.99, ("recycler-1",)),
        ("cash-deposit", 50_000, ()),
        ("transfer", 19_999.99, ("dispenser-1", "dispenser-2", "recycler-1", "enquiry-1")),
        ("transfer", 20_000, ("recycler-1", "enquiry-1")),
        ("transfer", 50_000, ("enquiry-1",)),
        ("transfer", 200_000, ("enquiry-1",)),
        ("transfer", 200_000.01, ()),
        ("bill-payment", None, ("enquiry-1",)),
        ("enquiry", None, ("enquiry-1",)),
        ("wealth", None, ()),
    ],
)
def test_a3_b2_a_device_is_offered_within_its_limit(
    shift: Shift, service: str, yuan: float | None, devices: tuple[str, ...]
) -> None:
    assert offered(shift, service, yuan) == devices


def test_a3_no_customer_is_sent_to_a_device_out_of_order(shift: Shift) -> None:
    shift.do(c.ReportDevice("recycler-1", "cash box full"))
    assert offered(shift, "cash-deposit", 100) == ()
    assert offered(shift, "cash-withdraw", 100) == ("dispenser-1", "dispenser-2")
    shift.do(c.ReportDevice("recycler-1"))
    assert offered(shift, "cash-deposit", 100) == ("recycler-1",)


def test_b6_who_comes_through_the_green_channel_is_not_sent_to_a_device(shift: Shift) -> None:
    assert offered(shift, "cash-withdraw", 100, green="elderly") == ()


def test_b8_the_fees_are_shown_with_the_offer(shift: Shift) -> None:
    offer = shift.ask(q.AskOffer("transfer", amount=100 * YUAN))
    assert (offer.counter_fee, offer.self_service_fee) == (1000, 200)


def test_b3_a_need_has_its_segment_and_a_known_customer_his_own(shift: Shift) -> None:
    shift.know_customers()
    assert shift.take("transfer").segment == "ordinary"
    assert shift.take("corporate").segment == "corporate"
    assert shift.take("corporate", customer=GOLD_CARD).segment == "gold"
    assert shift.take("transfer", customer="6222020000009999999").segment == "ordinary"


def test_b4_a_vip_is_greeted_and_led_to_the_lounge(shift: Shift) -> None:
    shift.know_customers()
    ticket = shift.take("wealth", customer=f";{PRIVATE_CARD}=2512101?")
    assert (ticket.customer, ticket.segment, ticket.manager, ticket.zone) == ("𠮷先生", "private", "r3", "vip")
    found = shift.ask(q.FindCustomer(PRIVATE_CARD))
    assert found is not None
    assert (found.greeting, found.note) == ("𠮷先生", "prefers counter 9")
    assert shift.ask(q.AskOffer("wealth", customer=PRIVATE_CARD)).counters == ("8", "9")
    assert shift.ask(q.AskOffer("wealth")).counters == ("5", "6", "7")


def test_b4_his_own_manager_is_told_at_once(shift: Shift) -> None:
    shift.know_customers()
    ticket = shift.take("wealth", customer=GOLD_CARD)
    (told,) = shift.happened("customer.vip-arrived")
    assert (told.ticket, told.data["manager"], ticket.customer) == (ticket.id, "r1", "王女士")
    assert "customer" not in told.data, "the journal is kept for good: no names in it"
    shift.take("wealth")
    assert len(shift.happened("customer.vip-arrived")) == 1


def test_b4_vips_are_called_by_level(shift: Shift) -> None:
    shift.know_customers()
    shift.open("8")
    for card in (GOLD_CARD, PLATINUM_CARD, PRIVATE_CARD):
        shift.take("wealth", customer=card)
        shift.pass_time(minutes=1)
    assert [shift.serve("8").segment for _ in range(3)] == ["private", "platinum", "gold"]


def test_b7_priority_is_a_head_start_and_not_a_rank(shift: Shift) -> None:
    shift.know_customers()
    shift.open("5")
    early = shift.take("wealth")
    shift.pass_time(minutes=9)
    late = shift.take("wealth")
    shift.pass_time(minutes=2)
    vip = shift.take("wealth", customer=GOLD_CARD)
    assert vip.rank == micros(vip.issued_at - dt.timedelta(minutes=10))
    assert [shift.serve("5").id for _ in range(3)] == [early.id, vip.id, late.id], "eleven minutes beat ten, two do not"


def test_b7_vip_counters_serve_vips_first_and_others_when_none_waits(shift: Shift) -> None:
    shift.know_customers()
    shift.open("8")
    ordinary = shift.take("wealth")
    shift.pass_time(minutes=40)
    vip = shift.take("wealth", customer=GOLD_CARD)
    assert shift.serve("8").id == vip.id
    assert shift.serve("8").id == ordinary.id


def test_b7_a_counter_may_be_for_vips_alone(shift: Shift) -> None:
    branch = shift.ask(q.Setup())
    counters = tuple(replace(n, serves_others=n.code != "8") for n in branch.counters)
    shift.set_up_as(replace(branch, counters=counters))
    shift.know_customers()
    shift.open("8", "9")
    ordinary = shift.take("wealth")
    assert shift.next("8") is None
    vip = shift.take("wealth", customer=GOLD_CARD)
    assert shift.call("8").id == vip.id
    assert shift.call("9").id == ordinary.id


def test_b5_the_class_of_a_need_sets_its_place(shift: Shift) -> None:
    branch = shift.ask(q.Setup())
    cash = [s for s in branch.services if s.zone == "cash" and s.code != "large-cash"]
    assert {s.need_class for s in cash} == {NeedClass.GENERAL}
    assert branch.service("wealth").need_class is NeedClass.VALUE_ADDED
    assert branch.service("open-account").need_class is NeedClass.SPECIAL


def test_b9_overruns_are_counted_and_never_cut_short(shift: Shift) -> None:
    shift.open("1")
    shift.take(), shift.take()
    target = shift.ask(q.Setup()).service("cash-withdraw").target_minutes
    shift.serve(minutes=target)
    shift.finish()
    shift.serve(minutes=target + 1)
    assert shift.finish().state == "done"
    assert shift.ask(q.DayFigures()).total.over_target == 1


def test_c1_people_ahead_are_those_called_before_me(shift: Shift) -> None:
    shift.open("1", "5")
    shift.take_many(4)
    assert shift.take("corporate").people_ahead == 0, "those who want cash are nobody's rivals at the low counters"
    assert shift.take(green="elderly").people_ahead == 0
    assert shift.take().people_ahead == 5
    now = {service.code: service for service in shift.hall().services}
    assert (now["cash-withdraw"].ahead, now["cash-withdraw"].waiting) == (6, 6)
    assert now["wealth"].ahead == 1


def test_c1_more_counters_mean_a_shorter_wait(shift: Shift) -> None:
    shift.open("1")
    shift.take_many(6)
    alone = shift.ask(q.AskOffer("cash-withdraw")).estimate
    shift.open("2", "3")
    three = shift.ask(q.AskOffer("cash-withdraw")).estimate
    assert alone.ahead == three.ahead == 6
    assert three.high < alone.high
    assert three.low < alone.low


def test_c1_the_wait_learns_from_how_long_services_take(shift: Shift) -> None:
    shift.open("1")
    shift.take_many(8)
    before = shift.ask(q.AskOffer("cash-withdraw")).estimate
    for _ in range(3):
        shift.serve(minutes=12)
        shift.finish()
    shift.take_many(3)
    assert shift.ask(q.AskOffer("cash-withdraw")).estimate.high > before.high


def test_the_hall_has_everything_as_of_one_journal_line(shift: Shift) -> None:
    shift.open("1")
    shift.take_many(2)
    shift.call()
    hall = shift.hall()
    assert hall.event == shift.journal()[-1].id
    assert (hall.figures.issued, hall.figures.called) == (2, 1)
    assert [now.waiting for now in hall.counters if now.code in "15"] == [1, 0]
    assert (hall.now, hall.version) == (shift.clock.now(), shift.ask(q.Setup()).version)


def test_b4_while_no_vip_counter_works_a_vip_is_told_of_the_line_he_really_stands_in(shift: Shift) -> None:
    shift.know_customers()
    shift.open("1")
    shift.take_many(3)
    shift.pass_time(minutes=40)
    vip = shift.take(customer=GOLD_CARD)
    assert vip.segment == "gold"
    assert vip.people_ahead == 3
    shift.open("8")
    assert shift.take(service="transfer", customer=GOLD_CARD).people_ahead == 1
