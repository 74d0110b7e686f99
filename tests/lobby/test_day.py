"""The business day: its phases, its hours, what its end does, and that it only moves forward (A4, N4, N5)."""

import datetime as dt

import pytest

from lobby import commands as c
from lobby import queries as q
from lobby.errors import Refused
from lobby.model import HoldKind, Phase
from tests.lobby.shift import HERE, MONDAY, Shift


def at(hour: int, minute: int = 0, day: int = 2) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=HERE)


def test_a4_before_the_day_is_opened_nothing_is_issued_or_called(closed: Shift) -> None:
    assert closed.hall().phase is Phase.NOT_OPEN
    assert closed.hall().day is None
    assert closed.refused(c.TakeTicket("transfer")) == "day-not-open"
    assert closed.refused(c.OpenCounter("1", "t1")) == "day-not-open"
    assert closed.refused(c.CallNext("1")) == "day-not-open"
    assert closed.refused(c.CloseDay()) == "day-not-open"


def test_a4_within_the_hours_the_day_is_open_until_the_last_ticket(shift: Shift) -> None:
    assert shift.hall().phase is Phase.OPEN
    assert shift.hall().closes_at == at(17)
    shift.move_to(16, 44)
    assert shift.take().number == "A001"
    shift.move_to(16, 45)
    assert shift.hall().phase is Phase.CLOSING
    assert shift.refused(c.TakeTicket("cash-withdraw")) == "service-closed"


def test_a4_when_closing_whoever_waits_is_still_served(shift: Shift) -> None:
    shift.open("1")
    ticket = shift.take()
    shift.move_to(17, 10)
    assert shift.serve().id == ticket.id
    assert shift.finish().state == "done"


def test_a4_after_the_last_ticket_the_staff_may_still_take_one(shift: Shift) -> None:
    shift.move_to(16, 50)
    assert shift.take(channel="desk").number == "A001"


def test_a4_the_refusal_says_when_it_opens(shift: Shift) -> None:
    shift.move_to(16, 50)
    with pytest.raises(Refused) as refusal:
        shift.take()
    assert refusal.value.facts["opens_at"] == at(9, day=3).astimezone(dt.UTC).isoformat()
    assert shift.hall().opens_at == at(9, day=3)


def test_a4_saturday_has_its_own_hours(closed: Shift) -> None:
    closed.clock.move_to(at(9, 10, day=7))
    assert closed.hall().opens_at == at(9, 30, day=7)
    assert closed.hall().closes_at == at(16, day=7)
    assert closed.do(c.OpenDay()).regardless_of_hours


def test_a4_a_service_with_hours_of_its_own_says_when_it_opens(closed: Shift) -> None:
    closed.clock.move_to(at(10, day=7))
    closed.do(c.OpenDay())
    now = {service.code: service for service in closed.hall().services}
    assert (now["fx"].open, now["fx"].opens_at) == (False, at(13, 30, day=7))
    assert (now["loan"].open, now["loan"].opens_at) == (False, at(9, day=9)), "not on weekends"
    assert now["transfer"].open
    assert closed.refused(c.TakeTicket("fx")) == "service-closed"
    closed.move_to(13, 30)
    assert closed.take("fx").number == "B001"


def test_a4_no_service_is_open_while_the_branch_is_not(shift: Shift) -> None:
    shift.move_to(16, 50)
    assert {(s.open, s.opens_at) for s in shift.hall().services} == {(False, at(9, day=3))}
    shift.do(c.CloseDay())
    assert not any(s.open for s in shift.hall().services)


def test_a4_opened_by_hand_outside_the_hours_it_issues_and_says_so(closed: Shift) -> None:
    closed.move_to(21)
    assert closed.do(c.OpenDay()).regardless_of_hours
    assert closed.hall().phase is Phase.OPEN
    assert closed.take("loan").number == "L001", "by hand means every service"
    assert closed.happened("day.opened")[0].data == {"regardless_of_hours": True}


def test_a4_opened_by_hand_before_the_hours_it_closes_with_them(closed: Shift) -> None:
    closed.clock.move_to(at(7, day=3))
    closed.do(c.OpenDay())
    assert closed.take().number == "A001"
    closed.move_to(10)
    assert closed.take().number == "A002"
    closed.move_to(16, 45)
    assert closed.hall().phase is Phase.CLOSING


def test_n3_a_day_closed_too_early_is_opened_again_and_its_numbers_go_on(shift: Shift) -> None:
    shift.take()
    day = shift.do(c.CloseDay())
    assert day.closed_at == MONDAY
    assert shift.hall().phase is Phase.CLOSED
    shift.pass_time(minutes=5)
    again = shift.do(c.OpenDay())
    assert (again.date, again.closed_at) == (day.date, None)
    assert shift.take().number == "A002"
    assert shift.waiting() == ["A002"], "who was closed out stays so"
    assert shift.kinds()[-2:] == ["day.reopened", "ticket.issued"]


def test_n5_the_end_of_the_day_ends_every_open_ticket_with_a_reason(shift: Shift) -> None:
    shift.open("1", "2", "5")
    waiting, missed, called, served, held = shift.take_many(5)
    shift.do(c.CallTicket("1", missed.id, "test")), shift.do(c.NoShow("1"))
    shift.do(c.CallTicket("1", called.id, "test"))
    (
        shift.do(c.CallTicket("2", held.id, "test")),
        shift.do(c.Arrive("2")),
        shift.do(c.Hold("2", HoldKind.WITHOUT_PAPERS)),
    )
    shift.do(c.CallTicket("2", served.id, "test")), shift.do(c.Arrive("2"))
    shift.do(c.CloseDay("evening"))
    ends = {t.number: shift.ticket(t).state.value for t in (waiting, missed, called, served, held)}
    assert ends == {
        "A001": "closed-out", "A002": "no-show", "A003": "closed-out", "A004": "closed-out", "A005": "closed-out",
    }  # fmt: skip
    for ticket in (waiting, missed, called, served, held):
        history = shift.history(ticket)
        assert history.events[-1].data["reason"] == "evening"
        assert history.ticket.finished_at == shift.clock.now()


def test_n5_the_end_of_the_day_logs_forgotten_tellers_out(shift: Shift) -> None:
    shift.open("1", "2")
    shift.do(c.PauseCounter("2", "lunch"))
    shift.do(c.CloseDay())
    assert {now.state.value for now in shift.hall().counters} == {"closed"}
    assert [(e.counter, e.staff) for e in shift.happened("counter.closed")] == [("1", "t1"), ("2", "t2")]
    shift.do(c.OpenDay())
    shift.do(c.OpenCounter("2", "t1"))


def test_n5_history_stays(shift: Shift) -> None:
    shift.open("1")
    ticket = shift.take()
    shift.serve(), shift.finish()
    before = shift.history(ticket)
    shift.do(c.CloseDay())
    shift.move_to(10, days=1)
    shift.do(c.OpenDay())
    assert shift.history(ticket) == before
    assert shift.ask(q.DayFigures(dt.date(2026, 3, 2))).total.served == 1
    assert shift.ask(q.DayFigures()).total.issued == 0


def test_n4_the_business_day_is_the_branchs_own(shift: Shift) -> None:
    assert shift.take().day == dt.date(2026, 3, 2)
    shift.do(c.CloseDay())
    shift.clock.move_to(dt.datetime(2026, 3, 2, 16, 30, tzinfo=dt.UTC))  # 00:30 on Tuesday in Shanghai
    assert shift.do(c.OpenDay()).date == dt.date(2026, 3, 3)
    assert shift.take().number == "A001"


def test_n4_an_evening_opened_by_hand_goes_on_over_midnight(closed: Shift) -> None:
    closed.move_to(23, 50)
    closed.do(c.OpenDay())
    closed.take()
    closed.pass_time(minutes=20)
    ticket = closed.take()
    assert (ticket.number, ticket.day) == ("A002", dt.date(2026, 3, 2))


def test_n4_a_day_that_nobody_closed_gives_way_when_the_next_hours_begin(shift: Shift) -> None:
    shift.open("1")
    forgotten = shift.take()
    shift.move_to(8, 59, days=1)
    assert shift.refused(c.TakeTicket("cash-withdraw")) == "service-closed"
    shift.move_to(9)
    assert shift.hall().phase is Phase.OPEN
    ticket = shift.take()
    assert (ticket.number, ticket.day) == ("A001", dt.date(2026, 3, 3))
    assert shift.waiting() == ["A001"]
    assert shift.ticket(forgotten).state == "closed-out"
    assert shift.happened("ticket.closed-out")[0].data["reason"] == "day-change"
    assert shift.happened("day.closed")[0].day == dt.date(2026, 3, 2)
    assert shift.counter().state == "closed", "yesterday's tellers are logged out"


def test_n4_a_day_that_was_closed_is_followed_by_none_until_somebody_opens_it(shift: Shift) -> None:
    shift.do(c.CloseDay())
    shift.move_to(9, 30, days=1)
    assert shift.refused(c.TakeTicket("cash-withdraw")) == "day-not-open"


def test_n4_yesterday_can_still_be_closed_by_hand(shift: Shift) -> None:
    shift.move_to(9, 30, days=1)
    assert shift.do(c.CloseDay()).date == dt.date(2026, 3, 2)
    hall = shift.hall()
    assert hall.day is not None
    assert hall.day.closed_at == shift.clock.now()
    assert hall.phase is Phase.NOT_OPEN, "today is another day"


def test_n5_a_hall_that_never_closes_issues_at_any_hour(shift: Shift) -> None:
    shift.setting("never_close", True)
    for _ in range(30):
        shift.clock.forward(3600)
        assert shift.hall().phase is Phase.OPEN
        shift.take("transfer")
    assert {e.day for e in shift.happened("ticket.issued")} == {dt.date(2026, 3, 2)}, "until somebody opens a new one"


def test_a_day_only_moves_forward(shift: Shift) -> None:
    shift.do(c.CloseDay())
    earlier = Shift.begin(shift.url, MONDAY - dt.timedelta(days=1))
    assert earlier.refused(c.OpenDay()) == "clock-behind"
    earlier.lobby.close()


def test_opening_an_open_day_again_changes_nothing(shift: Shift) -> None:
    before = shift.journal()
    shift.do(c.OpenDay())
    assert shift.journal() == before


def test_a_day_without_a_record_has_no_figures(shift: Shift) -> None:
    with pytest.raises(Refused) as refusal:
        shift.ask(q.DayFigures(dt.date(2020, 1, 1)))
    assert refusal.value.reason == "unknown-day"


def test_tickets_of_closed_days_can_only_be_read(shift: Shift) -> None:
    shift.open("1")
    ticket = shift.take()
    shift.do(c.CloseDay())
    shift.move_to(10, days=1)
    shift.do(c.OpenDay())
    shift.open("1")
    assert shift.refused(c.Abandon(ticket.id)) == "unknown-ticket"
    assert shift.refused(c.CallTicket("1", ticket.id, "he says so")) == "unknown-ticket"
    assert shift.next("1") is None
    assert shift.ticket(ticket).state == "closed-out"


def test_k11_idle_time_before_the_end_of_the_day_is_counted(shift: Shift) -> None:
    shift.open("1")
    shift.take()
    shift.pass_time(minutes=3)
    shift.do(c.CloseDay())
    assert shift.ask(q.DayFigures()).idle_while_waiting == {"1": 180}


def test_a4_a_day_that_nobody_opened_yet_promises_no_time(shift: Shift) -> None:
    shift.do(c.CloseDay())
    shift.move_to(8, days=1)
    assert shift.hall().phase is Phase.NOT_OPEN
    assert shift.hall().opens_at == shift.clock.now() + dt.timedelta(hours=1)
    shift.move_to(9, minute=5)
    assert shift.hall().phase is Phase.NOT_OPEN
    assert shift.hall().opens_at is None
