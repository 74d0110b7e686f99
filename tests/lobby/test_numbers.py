"""Numbers and tickets: one series however many kiosks, a number for the whole visit, one ticket per touch (N1–N9)."""

import datetime as dt
import threading

import pytest

from lobby import commands as c
from lobby import queries as q
from lobby.errors import Refused
from lobby.rules.outlook import outlook
from lobby.tables import SeriesRow
from tests.lobby.shift import GOLD_CARD, Shift, other_door


def test_n1_a_series_starts_at_001_and_is_shared_by_services(shift: Shift) -> None:
    numbers = [shift.take(service).number for service in ("cash-withdraw", "cash-deposit", "transfer", "pension")]
    assert numbers == ["A001", "A002", "B001", "A003"]


def test_n1_vips_and_the_green_channel_have_letters_of_their_own(shift: Shift) -> None:
    shift.know_customers()
    assert shift.take(customer=GOLD_CARD).number == "R001"
    assert shift.take(green="elderly").number == "Y001"
    assert shift.take("corporate").number == "W001"


def test_n1_after_999_the_series_begins_again(shift: Shift) -> None:
    first = shift.take()
    with shift.writing() as session:
        session.get_one(SeriesRow, (1, "A")).last = 998
    assert [shift.take().number for _ in range(3)] == ["A999", "A001", "A002"]
    again = shift.ask(q.FindTicket("A001"))
    assert again is not None
    assert again.id != first.id, "the newest visit with the number is meant"


def test_n2_letter_and_number_stay_through_a_transfer_and_the_green_channel(shift: Shift) -> None:
    shift.open("1", "5")
    ticket = shift.take()
    shift.serve()
    moved = shift.do(c.Transfer("1", service="wealth"))
    assert (moved.id, moved.number, moved.service) == (ticket.id, "A001", "wealth")
    assert shift.do(c.GrantGreen(ticket.id, "unwell")).number == "A001"


def test_n3_two_kiosks_never_give_out_one_number_twice(shift: Shift) -> None:
    doors = [other_door(shift) for _ in range(2)]
    taken: list[str] = []

    def touch(number: int) -> None:
        for _ in range(10):
            taken.append(doors[number].do(c.TakeTicket("cash-withdraw")).number)

    kiosks = [threading.Thread(target=touch, args=(n,)) for n in range(2)]
    for kiosk in kiosks:
        kiosk.start()
    for kiosk in kiosks:
        kiosk.join()
    for door in doors:
        door.close()
    assert sorted(taken) == [f"A{n:03}" for n in range(1, 21)]


def test_n3_after_a_restart_in_mid_day_the_series_goes_on(shift: Shift) -> None:
    shift.take()
    shift.lobby.close()
    again = Shift.begin(shift.url)
    assert again.take().number == "A002"
    again.lobby.close()


def test_n6_a_retry_with_the_same_key_gives_the_same_ticket(shift: Shift) -> None:
    first = shift.do(c.TakeTicket("cash-withdraw"), key="touch-1")
    assert shift.do(c.TakeTicket("cash-withdraw"), key="touch-1") == first
    assert shift.do(c.TakeTicket("cash-withdraw"), key="touch-2").number == "A002"
    assert len(shift.happened("ticket.issued")) == 2


def test_n6_ten_touches_at_once_with_one_key_make_one_ticket(shift: Shift) -> None:
    taken: list[int] = []
    touches = [
        threading.Thread(target=lambda: taken.append(shift.do(c.TakeTicket("cash-withdraw"), key="touch").id))
        for _ in range(10)
    ]
    for touch in touches:
        touch.start()
    for touch in touches:
        touch.join()
    assert taken == [1] * 10
    assert shift.waiting() == ["A001"]


def test_n6_a_call_with_nobody_waiting_is_the_same_answer_again_though_somebody_came(shift: Shift) -> None:
    shift.open("1")
    assert shift.do(c.CallNext("1"), key="enter") is None
    shift.take()
    assert shift.do(c.CallNext("1"), key="enter") is None
    assert shift.do(c.CallNext("1"), key="enter-2") is not None


def test_n6_a_key_belongs_to_one_kind_of_command(shift: Shift) -> None:
    shift.open("1")
    shift.do(c.TakeTicket("cash-withdraw"), key="k")
    with pytest.raises(Refused) as refusal:
        shift.do(c.CallNext("1"), key="k")
    assert refusal.value.reason == "key-reused"


def test_n6_a_refused_command_may_be_tried_again_with_its_key(closed: Shift) -> None:
    with pytest.raises(Refused):
        closed.do(c.TakeTicket("transfer"), key="k")
    closed.do(c.OpenDay())
    assert closed.do(c.TakeTicket("transfer"), key="k").number == "B001"


def test_n7_a_second_ticket_for_the_same_service_is_the_first_again(shift: Shift) -> None:
    first = shift.take(customer="6222 0200 0000 0009 991")
    assert shift.take(customer="6222020000000009991").id == first.id
    assert shift.take("wealth", customer="6222020000000009991").id != first.id
    assert shift.take(customer="6222020000000009983").id != first.id


def test_n7_after_the_visit_the_same_customer_gets_a_new_number(shift: Shift) -> None:
    shift.open("1")
    first = shift.take(customer="6222020000000009991")
    shift.serve()
    assert shift.take(customer="6222020000000009991").id == first.id, "he is still here"
    shift.finish()
    assert shift.take(customer="6222020000000009991").number == "A002"


def test_n7_a_customer_who_was_missed_and_comes_to_the_kiosk_again_waits_again(shift: Shift) -> None:
    shift.open("1")
    first = shift.take(customer="6222020000000009991")
    shift.miss()
    again = shift.take(customer="6222020000000009991")
    assert (again.id, again.state) == (first.id, "waiting")


def test_n7_a_number_missed_too_long_ago_is_replaced_at_the_kiosk(shift: Shift) -> None:
    shift.open("1")
    first = shift.take(customer="6222020000000009991")
    shift.miss()
    shift.pass_time(minutes=11)
    new = shift.take(customer="6222020000000009991")
    assert (new.number, new.state) == ("A002", "waiting")
    assert shift.ticket(first).state == "no-show"


def test_n7_a_daily_cap_per_service(shift: Shift) -> None:
    shift.set_up("password", cap_per_day=2)
    shift.take("password"), shift.take("password")
    assert shift.refused(c.TakeTicket("password")) == "service-full"
    assert shift.take("transfer").number == "B003"
    shift.move_to(10, days=1)
    shift.do(c.OpenDay())
    assert shift.take("password").number == "B001"


def test_n7_a_daily_cap_per_customer(shift: Shift) -> None:
    shift.set_up("password", cap_per_customer=1)
    shift.open("1")
    shift.take("password", customer=GOLD_CARD)
    shift.serve()
    shift.finish()
    assert shift.refused(c.TakeTicket("password", customer=GOLD_CARD)) == "customer-cap"
    assert shift.take("password").state == "waiting", "somebody unknown may"


def test_n8_still_wait_is_asked_only_above_a_limit(shift: Shift) -> None:
    shift.open("1")
    assert not shift.ask(q.AskOffer("cash-withdraw")).still_wait
    shift.take_many(8)
    offer = shift.ask(q.AskOffer("cash-withdraw"))
    assert offer.still_wait
    assert offer.estimate.ahead == 8


def test_n9_c1_the_ticket_carries_its_promise_for_good(shift: Shift) -> None:
    shift.open("1", "2")
    tickets = shift.take_many(5)
    assert [t.people_ahead for t in tickets] == [0, 1, 2, 3, 4]
    assert all(t.wait_low <= t.wait_high for t in tickets)
    assert tickets[4].wait_low > 0
    shift.serve()
    assert shift.ticket(tickets[4]).people_ahead == 4, "what was promised at issue stays"


def test_c1_with_no_counter_open_needs_of_one_queue_wait_alike_on_every_screen(shift: Shift) -> None:
    def told() -> set[tuple[int, int, int]]:
        now = shift.hall().services
        return {(s.ahead, s.wait_low, s.wait_high) for s in now if s.code in ("wealth", "loan", "bonds")}

    assert told() == {(0, 3, 7)}, "one counter is expected to open within five minutes, whatever is asked of it"
    ticket = shift.take("loan")
    assert {(ticket.people_ahead, ticket.wait_low, ticket.wait_high)} == {(0, 3, 7)}
    hall, branch = shift.hall(), shift.lobby.ask(q.Setup())
    found = outlook(hall, branch, hall.now)[ticket.id]
    assert (found.low, found.high) == (3, 7), "nor does the console know better"
    assert told() == {(1, 14, 30)}, "then the loan's twenty minutes come first"


def test_n9_the_ticket_says_where_when_and_in_whose_language(shift: Shift) -> None:
    ticket = shift.take("wealth", language="en", channel="kiosk", amount=5_000_000, note="wants small notes")
    assert (ticket.zone, ticket.language, ticket.amount, ticket.note) == (
        "non-cash",
        "en",
        5_000_000,
        "wants small notes",
    )
    assert ticket.issued_at == shift.clock.now()
    assert ticket.day == dt.date(2026, 3, 2)


def test_m3_no_two_visits_share_a_link_and_none_can_be_guessed(shift: Shift) -> None:
    tokens = [t.token for t in shift.take_many(20)]
    assert len(set(tokens)) == 20
    assert all(len(token.split(".")[1]) >= 22 for token in tokens), "128 bits"
