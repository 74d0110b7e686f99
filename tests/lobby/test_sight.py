"""A second look freezes only what has changed, and always tells what stands in the record (C5)."""

from lobby import commands as c
from lobby import queries as q
from lobby.local import LocalLobby
from tests.lobby.shift import Shift, other_door


def test_c5_a_snapshot_keeps_what_did_not_change_since_the_last_one(shift: Shift) -> None:
    shift.open("1")
    first, second = shift.take_many(2)
    before = shift.ask(q.Hall())
    shift.do(c.AddNote(second.id, "needs a chair"))
    after = shift.ask(q.Hall())
    assert [t.id for t in after.waiting] == [first.id, second.id]
    assert isinstance(shift.lobby, LocalLobby)
    assert after.waiting[0] is before.waiting[0], "nothing was done with it"
    assert (before.waiting[1].note, after.waiting[1].note) == ("", "needs a chair")


def test_c5_it_tells_what_another_program_did(shift: Shift) -> None:
    shift.open("1")
    ticket = shift.take()
    assert [t.id for t in shift.ask(q.Hall()).waiting] == [ticket.id]
    other = other_door(shift)
    other.do(c.CallNext("1"))
    hall = shift.ask(q.Hall())
    assert hall.waiting == ()
    assert [n.ticket and n.ticket.id for n in hall.counters if n.code == "1"] == [ticket.id]
    assert hall == other.ask(q.Hall())
    other.close()
