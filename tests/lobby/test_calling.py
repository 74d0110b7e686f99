"""From the call to its end: one customer per counter, recalls that protect him, calls that say why (K1–K16, C2, C3)."""

import threading

import pytest
from sqlalchemy import select

from lobby import commands as c
from lobby import queries as q
from lobby.errors import Refused
from lobby.model import CounterState, HoldKind
from lobby.tables import IdleRow
from tests.lobby.shift import GOLD_CARD, MONDAY, Shift, other_door


def test_c2_next_calls_the_first_whom_this_counter_may_serve(shift: Shift) -> None:
    shift.open("1", "5")
    wealth, cash = shift.take("wealth"), shift.take()
    assert shift.call("1").id == cash.id
    assert shift.call("5").id == wealth.id
    assert (shift.ticket(cash).state, shift.ticket(cash).counter, shift.ticket(cash).staff) == ("called", "1", "t1")


def test_c2_nobody_waits_for_this_counter(shift: Shift) -> None:
    shift.open("1")
    shift.take("wealth")
    before = shift.journal()
    assert shift.next("1") is None
    assert shift.journal() == before


def test_k1_two_tellers_who_press_at_once_get_two_customers(shift: Shift) -> None:
    shift.open("1", "2", "3", "4")
    tickets = shift.take_many(8)
    called: list[int] = []

    def press(counter: str) -> None:
        door = other_door(shift)
        for _ in range(2):
            ticket = door.do(c.CallNext(counter))
            assert ticket is not None
            called.append(ticket.id)
            door.do(c.Arrive(counter))
        door.close()

    tellers = [threading.Thread(target=press, args=(counter,)) for counter in "1234"]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join()
    assert sorted(called) == [t.id for t in tickets]


@pytest.mark.parametrize("back", [0.000_001, 1, 3600])
def test_b7_whoever_came_first_is_called_first_though_the_clock_was_set_back(shift: Shift, back: float) -> None:
    """Also where two hosts' clocks differ: the order is that of the commits, not of the moments read for them."""
    shift.open("1")
    behind, tickets = other_door(shift), [shift.take()]
    shift.clock.forward(-back)
    tickets += [shift.take(), behind.do(c.TakeTicket("cash-withdraw", channel="desk")), shift.take("pension")]
    assert [ticket.rank for ticket in tickets] == sorted(ticket.rank for ticket in tickets)
    assert [ticket.id for ticket in shift.hall().waiting] == [ticket.id for ticket in tickets]
    for ticket in tickets:
        assert shift.call().id == ticket.id
        shift.do(c.Arrive("1"))
    behind.close()


def test_k2_next_while_one_is_called_is_a_recall_and_counted(shift: Shift) -> None:
    shift.open("1")
    first, _ = shift.take_many(2)
    assert shift.call().calls == 1
    assert shift.call().calls == 2, "the first recall may follow the call at once"
    shift.pass_time(seconds=8)
    third = shift.call()
    assert (third.id, third.calls) == (first.id, 3)
    assert [call.rule for call in shift.history(first).calls] == ["arrival", "recall", "recall"]


def test_k2_within_the_cool_down_next_changes_nothing(shift: Shift) -> None:
    shift.open("1")
    shift.take()
    shift.call(), shift.call()
    before = shift.journal()
    shift.pass_time(seconds=7)
    assert shift.call().calls == 2
    assert shift.journal() == before


def test_k2_within_the_cool_down_a_recall_is_refused(shift: Shift) -> None:
    shift.open("1")
    shift.take()
    shift.call()
    assert shift.do(c.Recall("1")).calls == 2
    shift.pass_time(seconds=3)
    with pytest.raises(Refused) as refusal:
        shift.do(c.Recall("1"))
    assert (refusal.value.reason, refusal.value.facts["seconds"]) == ("too-soon", 5)
    shift.pass_time(seconds=5)
    assert shift.do(c.Recall("1")).calls == 3


def test_k2_after_the_third_call_next_misses_him_and_calls_the_following(shift: Shift) -> None:
    shift.open("1")
    first, second = shift.take_many(2)
    for _ in range(3):
        shift.call()
        shift.pass_time(seconds=8)
    assert shift.call().id == second.id
    assert shift.ticket(first).state == "missed"


def test_k2_a_double_press_after_the_third_call_does_not_miss_him(shift: Shift) -> None:
    shift.open("1")
    first, _ = shift.take_many(2)
    for _ in range(3):
        shift.call()
        shift.pass_time(seconds=8)
    shift.clock.forward(-1)
    assert shift.call().id == first.id
    assert shift.ticket(first).state == "called"


def test_k2_a_no_show_needs_the_least_number_of_calls(shift: Shift) -> None:
    shift.setting("least_calls", 2)
    shift.open("1")
    shift.take()
    shift.call()
    assert shift.refused(c.NoShow("1")) == "too-few-calls"
    shift.do(c.Recall("1"))
    assert shift.do(c.NoShow("1")).state == "missed"


def test_k4_a_wrong_call_can_be_taken_back(shift: Shift) -> None:
    shift.open("1")
    first, second = shift.take_many(2)
    shift.pass_time(minutes=4)
    shift.call(), shift.do(c.Recall("1"))
    back = shift.do(c.TakeBack("1"))
    assert (back.state, back.calls, back.counter, back.called_at) == ("waiting", 0, None, None)
    assert back.waiting_since == first.issued_at
    assert shift.waiting() == [first.number, second.number]
    assert shift.counter().state is CounterState.FREE
    assert shift.hall().calls == (), "it is no longer among the recent calls"
    assert all(call.taken_back for call in shift.history(first).calls)


def test_k4_what_was_overtaken_by_a_wrong_call_was_not(shift: Shift) -> None:
    shift.open("1")
    patient = shift.take()
    shift.pass_time(minutes=1)
    shift.take(green="elderly")
    assert shift.call().green == "elderly"
    assert shift.ticket(patient).overtaken == 1
    shift.do(c.TakeBack("1"))
    assert shift.ticket(patient).overtaken == 0
    assert shift.history(patient).overtakes == ()


def test_k4_who_was_missed_before_the_wrong_call_is_missed_again(shift: Shift) -> None:
    shift.open("1")
    first, second = shift.take_many(2)
    shift.miss()
    shift.do(c.CallTicket("1", first.id, "he waves"))
    assert shift.do(c.TakeBack("1")).state == "missed"
    assert shift.call().id == second.id, "missed customers are not drawn by next (K5)"


def test_k4_only_a_call_can_be_taken_back(shift: Shift) -> None:
    shift.open("1")
    shift.take()
    assert shift.refused(c.TakeBack("1")) == "nobody-here"
    shift.serve()
    assert shift.refused(c.TakeBack("1")) == "not-called"


def test_k9_called_by_hand_with_a_reason_out_of_order(shift: Shift) -> None:
    shift.open("1")
    first, second, third = shift.take_many(3)
    called = shift.do(c.CallTicket("1", third.id, "his train leaves"))
    assert called.state == "called"
    (call,) = shift.history(third).calls
    assert (call.rule, call.beaten) == ("by-hand: his train leaves", (first.number, second.number))
    assert [t.overtaken for t in map(shift.ticket, (first, second))] == [1, 1]
    assert shift.history(first).overtakes[0].by_number == third.number
    assert shift.refused(c.CallTicket("1", first.id, "")) == "counter-busy"


def test_k9_a_call_by_hand_needs_a_reason_and_a_free_counter(shift: Shift) -> None:
    shift.open("1")
    ticket = shift.take()
    assert shift.refused(c.CallTicket("1", ticket.id, " \n")) == "bad-text"
    shift.do(c.PauseCounter("1", "lunch"))
    assert shift.refused(c.CallTicket("1", ticket.id, "hurry")) == "counter-paused"


def test_k9_a_walk_up_is_served_at_once_with_a_number_of_its_own(shift: Shift) -> None:
    shift.open("1")
    waiting = shift.take()
    here = shift.do(c.WalkUp("1", "cash-deposit"))
    assert (here.number, here.state, here.counter, here.channel) == ("A002", "serving", "1", "walk-up")
    assert shift.refused(c.WalkUp("1", "cash-deposit")) == "counter-busy"
    assert shift.finish().waited_seconds == 0
    assert shift.call().id == waiting.id


def test_k10_finish_next_and_close_are_three_different_things(shift: Shift) -> None:
    shift.open("1")
    first, second = shift.take_many(2)
    shift.serve()
    assert shift.refused(c.CloseCounter("1")) == "counter-busy"
    assert shift.finish().state == "done"
    assert shift.ticket(second).state == "waiting", "finishing calls nobody"
    shift.serve()
    shift.take()
    assert shift.call().number == "A003"
    assert shift.ticket(second).state == "done", "next finishes who is served"
    shift.do(c.NoShow("1"))
    shift.do(c.CloseCounter("1"))
    assert shift.counter().state is CounterState.CLOSED
    assert first.id != second.id


def test_k10_finish_needs_somebody_who_has_arrived(shift: Shift) -> None:
    shift.open("1")
    assert shift.refused(c.Finish("1")) == "nobody-here"
    shift.take()
    shift.call()
    assert shift.refused(c.Finish("1")) == "not-arrived"
    shift.do(c.Arrive("1"))
    assert shift.refused(c.Arrive("1")) == "not-called"
    shift.finish()


def test_k10_where_a_service_asks_for_an_outcome_it_cannot_end_without_one(shift: Shift) -> None:
    shift.set_up("wealth", outcomes=("sold", "advised"))
    shift.open("5")
    ticket = shift.take("wealth")
    shift.serve("5")
    assert shift.refused(c.Finish("5")) == "outcome-required"
    assert shift.refused(c.Finish("5", "whatever")) == "outcome-required"
    assert shift.refused(c.CallNext("5")) == "outcome-required"
    shift.do(c.Finish("5", "sold"))
    assert shift.history(ticket).legs[-1].outcome == "sold"


def test_k11_a_pause_has_a_reason_and_perhaps_an_end(shift: Shift) -> None:
    shift.open("1")
    assert shift.refused(c.PauseCounter("1", "")) == "bad-text"
    shift.do(c.PauseCounter("1", "lunch", minutes=30))
    now = shift.counter()
    assert (now.state, now.pause_reason, now.back_at) == (CounterState.PAUSED, "lunch", MONDAY.replace(minute=30))
    assert shift.refused(c.CallNext("1")) == "counter-paused"
    assert shift.refused(c.PauseCounter("1", "again")) == "counter-paused"
    shift.open("1")
    assert shift.counter().state is CounterState.FREE
    assert shift.counter().pause_reason is None


@pytest.mark.parametrize("minutes", [0, -5, 601, 10**18])
def test_k11_a_pause_of_absurd_length_is_refused(shift: Shift, minutes: int) -> None:
    shift.open("1")
    assert shift.refused(c.PauseCounter("1", "lunch", minutes)) == "bad-minutes"


def test_k11_a_counter_with_a_customer_is_neither_paused_nor_closed(shift: Shift) -> None:
    shift.open("1")
    shift.take()
    shift.call()
    assert shift.refused(c.PauseCounter("1", "lunch")) == "counter-busy"
    assert shift.refused(c.CloseCounter("1")) == "counter-busy"


def test_k11_idle_while_people_wait_is_counted_with_the_pauses_reason(shift: Shift) -> None:
    shift.open("1", "5")
    shift.pass_time(minutes=10)  # nobody waits: nobody is idle
    shift.take()
    shift.pass_time(minutes=2)
    shift.do(c.PauseCounter("1", "lunch"))
    shift.pass_time(minutes=5)
    shift.open("1")
    shift.pass_time(minutes=1)
    shift.serve(minutes=4)
    shift.finish()
    assert shift.ask(q.DayFigures()).idle_while_waiting == {"1": (2 + 5 + 1) * 60}
    with shift.writing() as session:
        assert [(row.reason, row.seconds) for row in session.scalars(select(IdleRow))] == [
            ("free", 120), ("lunch", 300), ("free", 60),
        ]  # fmt: skip


def test_k11_nobody_is_idle_for_a_customer_who_was_elsewhere(shift: Shift) -> None:
    shift.open("1", "5")
    shift.take("transfer")
    shift.serve("1", minutes=20)
    shift.do(c.Transfer("1", service="wealth"))
    shift.pass_time(minutes=1)
    shift.call("5")
    assert shift.ask(q.DayFigures()).idle_while_waiting == {"5": 60}, "he came to the queue a minute ago"


def test_k11_idle_time_before_a_call_by_hand_counts_too(shift: Shift) -> None:
    shift.open("1")
    ticket = shift.take()
    shift.pass_time(minutes=3)
    shift.do(c.CallTicket("1", ticket.id, "first day at work"))
    assert shift.ask(q.DayFigures()).idle_while_waiting == {"1": 180}


def test_k12_a_counter_is_held_by_one_person_and_a_person_holds_one_counter(shift: Shift) -> None:
    shift.open("1")
    assert shift.refused(c.OpenCounter("1", "t2")) == "counter-held"
    assert shift.refused(c.OpenCounter("2", "t1")) == "staff-elsewhere"
    before = shift.journal()
    shift.do(c.OpenCounter("1", "t1"))
    assert shift.journal() == before, "again by the same person changes nothing"
    shift.do(c.CloseCounter("1"))
    shift.do(c.OpenCounter("2", "t1"))


def test_k12_a_manager_frees_a_forgotten_counter_and_its_customer_keeps_his_place(shift: Shift) -> None:
    shift.open("1")
    first, second = shift.take_many(2)
    shift.serve(minutes=1)
    assert shift.refused(c.FreeCounter("1", "")) == "bad-text"
    shift.do(c.FreeCounter("1", "gone home"))
    assert shift.counter().state is CounterState.CLOSED
    assert shift.waiting() == [first.number, second.number]
    shift.do(c.OpenCounter("1", "t2"))
    assert shift.call().id == first.id
    assert shift.refused(c.FreeCounter("2", "gone home")) == "counter-closed"


def test_k14_a_note_travels_with_the_ticket(shift: Shift) -> None:
    shift.open("1", "5")
    ticket = shift.take()
    shift.do(c.AddNote(ticket.id, "  deaf in the\tleft ear "))
    shift.serve()
    assert shift.do(c.Transfer("1", service="wealth")).note == "deaf in the left ear"
    assert shift.call("5").note == "deaf in the left ear"
    assert shift.refused(c.AddNote(ticket.id, "x" * 201)) == "bad-text"


def test_k15_nobody_is_overtaken_more_than_three_times(shift: Shift) -> None:
    shift.open("1")
    patient = shift.take()
    shift.pass_time(seconds=1)
    for _ in range(5):
        shift.take(green="elderly")
        shift.pass_time(seconds=1)
    assert [shift.serve().number for _ in range(4)] == ["Y001", "Y002", "Y003", patient.number]
    history = shift.history(patient)
    assert [o.by_number for o in history.overtakes] == ["Y001", "Y002", "Y003"]
    assert history.ticket.overtaken == 3
    assert history.calls[0].rule == "overtake-limit"


def test_k15_the_bound_is_a_setting(shift: Shift) -> None:
    shift.setting("overtakes", 0)
    shift.open("1")
    first = shift.take()
    shift.pass_time(seconds=1)
    shift.take(green="elderly")
    assert shift.call().id == first.id


def test_k16_every_call_keeps_the_rule_that_chose_it_and_whom_it_beat(shift: Shift) -> None:
    shift.know_customers()
    shift.open("1", "8")
    first = shift.take()
    shift.pass_time(minutes=2)
    vip = shift.take(customer=GOLD_CARD)
    green = shift.take(green="pregnant")
    assert [shift.call("8").number, shift.call("1").number] == [vip.number, green.number]
    (call,) = shift.history(vip).calls
    assert (call.rule, call.beaten, call.counter, call.staff) == ("segment-first", (), "8", "t8")
    (call,) = shift.history(green).calls
    assert (call.rule, call.beaten, call.green) == ("head-start", (first.number,), True)
    shift.do(c.NoShow("1"))
    assert shift.call("1").id == first.id
    assert shift.history(first).calls[0].rule == "arrival"


def test_c3_a_missed_number_is_readmitted_after_a_few_more_customers(shift: Shift) -> None:
    shift.open("1")
    first, *others = shift.take_many(6)
    shift.miss()
    shift.pass_time(minutes=1)
    shift.do(c.Readmit(first.id))
    assert shift.waiting() == ["A002", "A003", "A004", "A001", "A005", "A006"]
    assert others[0].number == "A002"


def test_c3_the_lobby_manager_readmits_at_once(shift: Shift) -> None:
    shift.open("1")
    first, *_ = shift.take_many(3)
    shift.miss()
    shift.do(c.Readmit(first.id, at_once=True))
    assert shift.waiting()[0] == first.number
    assert shift.call().id == first.id


def test_c3_nobody_else_waits_so_the_missed_one_is_next(shift: Shift) -> None:
    shift.open("1")
    first = shift.take()
    shift.miss()
    shift.do(c.Readmit(first.id))
    assert shift.call().id == first.id


def test_c3_repeated_misses_end_as_a_no_show(shift: Shift) -> None:
    shift.open("1")
    ticket = shift.take()
    assert shift.miss().state == "missed"
    shift.do(c.Readmit(ticket.id))
    ended = shift.miss()
    assert (ended.state, ended.misses) == ("no-show", 2)
    assert shift.refused(c.Readmit(ticket.id)) == "wrong-state"


def test_c3_a_missed_number_is_kept_for_ten_minutes(shift: Shift) -> None:
    shift.open("1")
    ticket = shift.take()
    shift.miss()
    shift.pass_time(minutes=10)
    shift.do(c.Readmit(ticket.id))
    shift.setting("misses", 5)
    shift.miss()
    shift.pass_time(minutes=10, seconds=1)
    assert shift.refused(c.Readmit(ticket.id)) == "missed-too-long"
    assert shift.refused(c.CallTicket("1", ticket.id, "late")) == "missed-too-long"
    assert shift.next() is None
    assert shift.ticket(ticket).state == "no-show"


def test_c3_where_missed_numbers_are_void_one_miss_is_a_no_show(shift: Shift) -> None:
    shift.setting("missed_rule", "void")
    shift.open("1")
    shift.take()
    assert shift.miss().state == "no-show"


def test_c3_where_the_branch_says_so_he_comes_back_by_himself_after_a_few(shift: Shift) -> None:
    shift.setting("missed_rule", "after")
    shift.open("1")
    first, *_ = shift.take_many(6)
    shift.miss()
    assert [shift.serve().number for _ in range(4)] == ["A002", "A003", "A004", first.number]


def test_k5_missed_and_held_customers_are_never_drawn_and_show_who_put_them_there(shift: Shift) -> None:
    shift.open("1", "2")
    missed, held = shift.take_many(2)
    shift.miss("1")
    shift.serve("2")
    shift.pass_time(minutes=1)
    shift.do(c.Hold("2", HoldKind.WITHOUT_PAPERS))
    assert (shift.next("1"), shift.next("2")) == (None, None)
    (aside,), (away,) = shift.hall().held, shift.hall().missed
    assert (aside.id, aside.staff, aside.since) == (held.id, "t2", shift.clock.now())
    assert (away.id, away.staff, away.counter) == (missed.id, "t1", "1")
