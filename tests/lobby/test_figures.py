"""A day's figures against a day counted by hand (F1)."""

import datetime as dt

from lobby import commands as c
from lobby import queries as q
from lobby.model import Figures, HoldKind, Promises
from tests.lobby.shift import MONDAY, Shift


def test_f1_a_day_counted_by_hand(shift: Shift) -> None:
    """
    10:00  A001 A002 A003 B001 taken             10:04  1 calls A001 (waited 4), arrives at 10:05
    10:10  A001 finished (5 min, target 4)       10:12  1 calls A002 (waited 12), no show: missed
    10:12  A003 leaves (waited 12)               10:12  5 serves B001 (waited 12); 10:14 sent to wealth (2 min)
    10:20  B001 called by 6 (waited 12 + 6 = 18), served till 10:30 (10 min)
    10:31  B002 taken; 10:31 diverted            10:31  A002 missed too long: no-show at the next call
    10:40  L001 taken and still waiting at 10:45
    """
    shift.open("1", "5", "6")
    a1, a2, a3 = shift.take(), shift.take(), shift.take()
    b1 = shift.take("transfer")
    shift.move_to(10, 4)
    assert shift.call("1").id == a1.id
    shift.move_to(10, 5)
    shift.do(c.Arrive("1"))
    shift.move_to(10, 10)
    shift.finish("1")
    shift.move_to(10, 12)
    assert shift.miss("1").id == a2.id
    shift.do(c.Abandon(a3.id))
    assert shift.serve("5", minutes=2).id == b1.id
    shift.do(c.Transfer("5", service="wealth"))
    shift.move_to(10, 20)
    assert shift.serve("6", minutes=10).id == b1.id
    shift.finish("6")
    shift.move_to(10, 31)
    b2 = shift.take("enquiry")
    shift.do(c.Divert(b2.id, "enquiry-1", accepted=True))
    assert shift.next("1") is None
    shift.move_to(10, 40)
    shift.take("wealth")
    shift.move_to(10, 45)

    report = shift.ask(q.DayFigures())
    assert report.total == Figures(
        issued=6, called=3, served=2, past_ten=3, abandoned=1, no_show=1, diverted=1, transferred=1,
        average_wait=(4 + 12 + 18) * 60 / 3, longest_wait=18 * 60, average_service=(5 + 2 + 10) * 60 / 3, over_target=1,
    )  # fmt: skip
    assert {code: f.issued for code, f in report.by_service.items() if f.issued} == {
        "cash-withdraw": 3, "wealth": 2, "enquiry": 1,
    }  # fmt: skip
    assert report.by_service["transfer"].average_service == 120, "its leg, though the ticket has moved on"
    assert report.by_segment["ordinary"] == report.total
    assert report.by_counter["6"].average_service == 600
    assert report.by_counter["1"].called == 2
    quarters = {(i.start - MONDAY).total_seconds() / 60: (i.issued, i.called, i.past_ten) for i in report.by_interval}
    assert quarters == {0: (4, 3, 3), 15: (0, 1, 0), 30: (2, 0, 0)}
    assert (report.offers_made, report.offers_accepted) == (1, 1)
    assert shift.hall().figures == report.total


def test_m2_promises_are_scored_by_the_first_call(shift: Shift) -> None:
    shift.open("1")
    kept, *others, sooner, later, never = shift.take_many(8)
    shift.move_to(10, kept.wait_high - 1)
    assert shift.call("1").id == kept.id
    shift.do(c.TakeBack("1"))
    shift.pass_time(seconds=30)
    assert shift.serve("1").id == kept.id
    shift.finish("1")
    for other in others:
        shift.do(c.Abandon(other.id))
    assert sooner.wait_low > 0
    shift.clock.move_to(sooner.issued_at)
    assert shift.serve("1").id == sooner.id
    shift.finish("1")
    shift.clock.move_to(later.issued_at + dt.timedelta(minutes=later.wait_high, seconds=1))
    assert shift.serve("1").id == later.id
    assert never in shift.hall().waiting
    promises = shift.ask(q.DayFigures()).promises
    assert promises == Promises(made=3, kept=1, sooner=1, later=1)


def test_f1_a_call_that_was_taken_back_is_none(shift: Shift) -> None:
    shift.open("1")
    shift.take()
    shift.call(), shift.do(c.TakeBack("1"))
    report = shift.ask(q.DayFigures())
    assert report.total.called == 0
    assert sum(i.called for i in report.by_interval) == 0


def test_f1_the_wait_of_one_who_waits_grows_and_stands_still_aside(shift: Shift) -> None:
    shift.open("1")
    shift.take()
    shift.pass_time(minutes=11)
    assert (shift.hall().figures.longest_wait, shift.hall().figures.past_ten) == (660, 1)
    shift.serve()
    shift.do(c.Hold("1", HoldKind.WITHOUT_PAPERS))
    shift.pass_time(minutes=30)
    assert shift.hall().figures.longest_wait == 660


def test_f1_a_day_on_which_nobody_came(shift: Shift) -> None:
    report = shift.ask(q.DayFigures())
    assert (report.total, report.by_service, report.by_interval) == (Figures(), {}, ())


def test_f1_one_days_figures_are_not_anothers(shift: Shift) -> None:
    shift.take_many(3)
    shift.do(c.CloseDay())
    first = shift.ask(q.DayFigures())
    shift.move_to(10, days=1)
    shift.do(c.OpenDay())
    shift.take()
    assert shift.ask(q.DayFigures()).total.issued == 1
    assert shift.ask(q.DayFigures(first.date)) == first
