"""The green channel: offered at the kiosk, granted and revoked by the lobby manager, and nobody starves (B6, B7)."""

import datetime as dt

from lobby import commands as c
from lobby.tables import micros
from tests.lobby.shift import GOLD_CARD, Shift


def test_b6_taken_at_the_kiosk_it_is_served_ahead(shift: Shift) -> None:
    shift.open("1")
    shift.take_many(3)
    green = shift.take(green="elderly")
    assert (green.number, green.green, green.people_ahead) == ("Y001", "elderly", 0)
    assert shift.call().id == green.id
    assert shift.hall().calls[0].green


def test_b6_granted_by_the_lobby_manager_with_the_reason_recorded(shift: Shift) -> None:
    shift.open("1")
    *_, last = shift.take_many(3)
    granted = shift.do(c.GrantGreen(last.id, " carries an\ninfant "))
    assert (granted.number, granted.green) == ("A003", "carries an infant")
    assert shift.happened("ticket.green-granted")[0].data["reason"] == "carries an infant"
    assert shift.call().id == last.id


def test_b6_revoked_he_stands_where_he_stood(shift: Shift) -> None:
    shift.open("1")
    first, second = shift.take_many(2)
    shift.do(c.GrantGreen(second.id, "unwell"))
    revoked = shift.do(c.RevokeGreen(second.id, "well again"))
    assert (revoked.green, revoked.rank) == (None, second.rank)
    assert shift.waiting() == [first.number, second.number]
    assert shift.happened("ticket.green-revoked")[0].data["reason"] == "well again"


def test_b6_only_one_who_waits_and_has_it_not(shift: Shift) -> None:
    shift.open("1")
    ticket = shift.take(green="elderly")
    assert shift.refused(c.GrantGreen(ticket.id, "twice")) == "wrong-state"
    assert shift.refused(c.GrantGreen(ticket.id, "")) == "bad-text"
    other = shift.take()
    assert shift.refused(c.RevokeGreen(other.id, "never had it")) == "wrong-state"
    shift.call()
    assert shift.refused(c.RevokeGreen(ticket.id, "too late")) == "wrong-state"


def test_b7_the_head_start_is_a_setting(shift: Shift) -> None:
    shift.setting("green_head_start_minutes", 5)
    shift.open("1")
    ordinary = shift.take()
    shift.pass_time(minutes=6)
    shift.take(green="elderly")
    assert shift.call().id == ordinary.id


def test_b7_who_has_waited_longer_than_the_head_start_goes_first(shift: Shift) -> None:
    shift.open("1")
    ordinary = shift.take()
    shift.pass_time(minutes=31)
    green = shift.take(green="elderly")
    assert shift.call().id == ordinary.id
    assert green.people_ahead == 1


def test_b7_the_larger_head_start_counts_and_not_the_sum(shift: Shift) -> None:
    shift.know_customers()
    ticket = shift.take("wealth", customer=GOLD_CARD, green="elderly")
    assert ticket.number == "Y001"
    assert ticket.rank == micros(ticket.issued_at - dt.timedelta(minutes=30))


def test_b7_an_endless_stream_of_green_customers_starves_nobody(shift: Shift) -> None:
    shift.open("1")
    shift.take_many(2)
    called = []
    for _ in range(8):
        shift.take(green="elderly")
        called.append(shift.serve(minutes=1).number)
    assert called.index("A001") == 3
    assert called.index("A002") <= 5
