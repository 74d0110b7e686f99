"""The chain through the journal: what its hashes are made of, and every way of tampering is found and named."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url, select, text

from lobby import commands as c
from lobby import queries as q
from lobby.chain import Chain, canonical, link
from lobby.errors import Refused, Trouble
from lobby.model import Audit, FindingKind
from lobby.rules.audit import NEAR
from lobby.store import Store
from lobby.tables import JournalRow
from tests.lobby.shift import Shift, other_door

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
plain = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | words
said = st.dictionaries(words, plain | st.lists(plain, max_size=3), max_size=4)


@given(said, st.none() | words)
def test_any_program_can_make_the_hashes_with_json_and_sha256(data: dict[str, Any], staff: str | None) -> None:
    line = {"id": 7, "day": dt.date(2026, 3, 2), "at": dt.datetime(2026, 3, 2, tzinfo=dt.UTC), "staff": staff}
    said = {"id": 7, "day": "2026-03-02", "at": "2026-03-02T00:00:00Z", "data": data}
    said |= {"staff": staff} if staff is not None else {}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert canonical({**line, "data": data, "hash": "is not looked at"}) == text
    assert link("previous", {**line, "data": data}) == sha256(b"previous" + text).hexdigest()


def test_a_day_begins_with_the_ends_of_both_chains() -> None:
    def line(id: int, day: int | None) -> dict[str, Any]:
        return {"id": id, "day": dt.date(2026, 3, day) if day else None, "kind": "test"}

    chain, other = Chain(), Chain()
    hashes = [chain.add(line(id, day)) for id, day in enumerate((None, 2, None, 2, 3, 3))]
    again = [other.add(line(id, day)) for id, day in enumerate((None, 2, 2, 2, 3, 3))]
    assert [one == two for one, two in zip(hashes, again, strict=True)] == [True, True, False, False, False, False]
    assert (chain.in_day, chain.outside) == (hashes[-1], hashes[2])


@pytest.fixture
def worked(shift: Shift) -> Shift:
    """Two days, the first one closed, and lines before, between and after."""
    shift.open("1", "2")
    shift.take_many(4), shift.serve("1"), shift.finish("1"), shift.serve("2")
    shift.do(c.CloseDay())
    shift.do(c.ChangeSetting("overtakes", 4)), shift.do(c.ChangeSetting("overtakes", 5))
    shift.move_to(10, days=1)
    shift.do(c.OpenDay())
    shift.take_many(3)
    return shift


TRIGGERS = {
    "sqlite": [f"DROP TRIGGER IF EXISTS journal_no_{change}" for change in ("update", "delete", "replace")],
    "postgresql": ["ALTER TABLE journal DISABLE TRIGGER USER"],
}
ADMIN = "postgres"

DAY_ONE, DAY_TWO = dt.date(2026, 3, 2), dt.date(2026, 3, 3)


@contextmanager
def tampering(shift: Shift) -> Iterator[Callable[[str], object]]:
    """Into the tables by somebody who owns the database and takes the triggers away first."""
    owner = shift.url
    if "postgresql" in owner:
        owner = make_url(owner).set(username=ADMIN).render_as_string(hide_password=False)
    with closing(Store(owner)) as store, store.write() as session:
        for trigger in TRIGGERS[session.get_bind().dialect.name]:
            session.execute(text(trigger))
        yield lambda statement: session.execute(text(statement.replace(":", "\\:")))


def audit(shift: Shift, day: dt.date | None = None, head: str = "") -> Audit:
    return shift.ask(q.VerifyJournal(day, head))


def found(shift: Shift, **asked: Any) -> list[tuple[str, int, int]]:
    return [(f.kind.value, f.first, f.last) for f in audit(shift, **asked).findings]


def lines_of(shift: Shift, day: dt.date | None) -> list[int]:
    return [event.id for event in shift.journal() if event.day == day]


def test_an_untouched_journal_is_sound(worked: Shift) -> None:
    whole = audit(worked)
    assert whole.sound
    assert (whole.lines, whole.days) == (len(worked.journal()), 2)
    assert audit(worked, DAY_ONE).lines == len(lines_of(worked, DAY_ONE))
    assert audit(worked, DAY_ONE).sound
    assert audit(worked, DAY_TWO).sound


def test_a_changed_line_is_found(worked: Shift) -> None:
    line = lines_of(worked, DAY_ONE)[5]
    with tampering(worked) as do:
        do(f"UPDATE journal SET counter = '9' WHERE id = {line}")
    assert found(worked) == [("changed", line, line)] == found(worked, day=DAY_ONE)
    assert found(worked, day=DAY_TWO) == []


@pytest.mark.parametrize("column", ["at", "day", "kind", "ticket", "staff", "station", "branch", "data", "hash"])
def test_no_column_can_be_changed(worked: Shift, column: str) -> None:
    line = lines_of(worked, DAY_ONE)[5]
    values = {"at": "1", "day": "2026-03-01", "ticket": "77", "data": '{"counter": "9"}'}
    with tampering(worked) as do:
        do(f"UPDATE journal SET {column} = '{values.get(column, 'x')}' WHERE id = {line}")
    assert not audit(worked).sound


@pytest.mark.ways("sqlite")
@pytest.mark.parametrize(("column", "nonsense"), [("at", "soon"), ("at", 10**18), ("day", "Monday"), ("data", "{")])
def test_what_no_lobby_can_read_is_found_too(worked: Shift, column: str, nonsense: object) -> None:
    """SQLite keeps whatever it is given."""
    line = lines_of(worked, DAY_ONE)[5]
    with tampering(worked) as do:
        do(f"UPDATE journal SET {column} = '{nonsense}' WHERE id = {line}")
    assert line in {first for _, first, _ in found(worked)}


def test_a_journal_changed_throughout_is_told_as_that_and_what_follows_it_is_looked_into(worked: Shift) -> None:
    ticket = worked.take()
    for _ in range(2 * NEAR):
        worked.do(c.AddNote(ticket.id, "x"))
    last = lines_of(worked, DAY_TWO)[-1]
    worked.take_many(3)
    with tampering(worked) as do:
        do(f"UPDATE journal SET station = 'x' WHERE day IS NOT NULL AND id <= {last}")
        do(f"DELETE FROM journal WHERE id = {last + 2}")
    kinds = found(worked)
    assert {kind for kind, first, _ in kinds if first <= last} == {"changed"}
    assert [kind for kind in kinds if kind[1] > last] == [("missing", last + 2, last + 2)]


@pytest.mark.parametrize("day", [DAY_ONE, DAY_TWO, None])
def test_lines_taken_out_are_found(worked: Shift, day: dt.date | None) -> None:
    line = lines_of(worked, day)[1]
    with tampering(worked) as do:
        do(f"DELETE FROM journal WHERE id = {line}")
    assert found(worked) == [("missing", line, line)]


def test_lines_taken_out_are_found_when_the_rest_is_numbered_anew(worked: Shift) -> None:
    line, last = lines_of(worked, DAY_ONE)[5], len(worked.journal())
    with tampering(worked) as do:
        do(f"DELETE FROM journal WHERE id IN ({line}, {line + 1})")
        for id in range(line + 2, last + 1):
            do(f"UPDATE journal SET id = {id - 2} WHERE id = {id}")
    assert found(worked) == [("missing", line, line)]


def test_a_line_put_in_is_found(worked: Shift) -> None:
    line, last = lines_of(worked, DAY_ONE)[5], len(worked.journal())
    with tampering(worked) as do:
        for id in range(last, line - 1, -1):
            do(f"UPDATE journal SET id = {id + 1} WHERE id = {id}")
        do(
            "INSERT INTO journal (id, branch, day, at, kind, data, hash) "
            f"SELECT {line}, branch, day, at, 'ticket.issued', data, hash FROM journal WHERE id = {line + 1}"
        )
    assert found(worked) == [("inserted", line, line)]


def test_lines_in_another_order_are_found(worked: Shift) -> None:
    one, other = lines_of(worked, DAY_ONE)[3], lines_of(worked, DAY_ONE)[7]
    with tampering(worked) as do:
        for before, after in ((one, 0), (other, one), (0, other)):
            do(f"UPDATE journal SET id = {after} WHERE id = {before}")
    assert found(worked) == [("reordered", one, one), ("reordered", other, other)]


def test_neighbours_that_changed_places_are_found(worked: Shift) -> None:
    one = lines_of(worked, DAY_ONE)[3]
    with tampering(worked) as do:
        for before, after in ((one, 0), (one + 1, one), (0, one + 1)):
            do(f"UPDATE journal SET id = {after} WHERE id = {before}")
    assert found(worked) == [("reordered", one, one + 1)]


def test_a_closed_days_cut_tail_is_found_without_a_slip(shift: Shift) -> None:
    shift.take_many(3)
    shift.do(c.CloseDay())
    last = len(shift.journal())
    with tampering(shift) as do:
        do(f"DELETE FROM journal WHERE id > {last - 3}")
    assert found(shift) == [("cut", last - 3, last - 3)]


def test_a_day_taken_out_whole_is_found(worked: Shift) -> None:
    with tampering(worked) as do:
        do("DELETE FROM journal WHERE day = '2026-03-02'")
    kinds = {finding.kind for finding in audit(worked).findings}
    assert kinds == {FindingKind.MISSING, FindingKind.CUT}


def forge(shift: Shift, day: dt.date) -> None:
    """Somebody who knows the chain takes a line of the day out and writes all later ones anew."""
    gone, last = lines_of(shift, day)[2], len(shift.journal())
    with tampering(shift) as do:
        do(f"DELETE FROM journal WHERE id = {gone}")
        for id in range(gone + 1, last + 1):
            do(f"UPDATE journal SET id = {id - 1} WHERE id = {id}")
    chain = Chain()
    with shift.writing() as session:
        lines = session.execute(select(JournalRow.__table__).order_by(JournalRow.id)).all()
    with tampering(shift) as do:
        for line in lines:
            do(f"UPDATE journal SET hash = '{chain.add(line._asdict())}' WHERE id = {line.id}")


def test_only_the_slip_finds_a_chain_written_anew(worked: Shift) -> None:
    slip = worked.ask(q.ClosingSlip(DAY_ONE))
    assert audit(worked, DAY_ONE, slip.head).slip_line == lines_of(worked, DAY_ONE)[-1]
    forge(worked, DAY_ONE)
    assert audit(worked).sound
    assert [kind for kind, _, _ in found(worked, day=DAY_ONE, head=slip.head)] == ["other-slip"]


def test_the_slip_is_taken_as_it_stands_on_paper(worked: Shift) -> None:
    slip = worked.ask(q.ClosingSlip(DAY_ONE))
    for head in (slip.head, " ".join(slip.groups), slip.code, slip.head.upper()):
        assert audit(worked, DAY_ONE, head).sound, head
    assert worked.lobby.ask(q.ClosingSlip(DAY_ONE)).lines == len(lines_of(worked, DAY_ONE))
    for wrong in ("3f2a", "no head at all", "LOBBY-SLIP"):
        with pytest.raises(Refused, match="no head of a journal"):
            audit(worked, DAY_ONE, wrong)


def test_a_day_that_went_on_after_its_slip_still_holds_to_it(worked: Shift) -> None:
    worked.do(c.CloseDay())
    first = worked.ask(q.ClosingSlip())
    worked.do(c.OpenDay())
    worked.take()
    worked.do(c.CloseDay())
    second = worked.ask(q.ClosingSlip())
    assert (first.day, second.lines - first.lines > 0) == (second.day, True)
    assert audit(worked, DAY_TWO, first.head).slip_line == first_line(worked, "day.closed", DAY_TWO)
    assert audit(worked, DAY_TWO, second.head).sound


def first_line(shift: Shift, kind: str, day: dt.date) -> int:
    return next(event.id for event in shift.happened(kind) if event.day == day)


def test_lines_that_come_late_to_a_closed_day_are_no_trace_of_tampering(worked: Shift) -> None:
    """A kiosk hands in on Tuesday what it gave out on Monday."""
    monday = worked.clock.now() - dt.timedelta(days=1)
    worked.do(c.HandIn("finger", "K1", 1, monday, "cash-withdraw"))
    worked.take()
    assert lines_of(worked, DAY_ONE)[-1] > lines_of(worked, DAY_TWO)[0]
    assert audit(worked).sound
    for day in (DAY_ONE, DAY_TWO):
        assert audit(worked, day).sound
        assert worked.ask(q.ClosingSlip(day)).lines == len(lines_of(worked, day))


def test_ids_that_a_new_host_left_out_are_no_trace_of_tampering(worked: Shift) -> None:
    worked.do(c.TakeOver(worked.clock.now(), "other-machine"))
    worked.take()
    assert worked.journal()[-1].id > 1_000_000
    assert audit(worked).sound
    with tampering(worked) as do:
        do(f"DELETE FROM journal WHERE id = {lines_of(worked, DAY_TWO)[-3]}")
    assert not audit(worked).sound


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET staff = 'nobody' WHERE id = 3",
        "DELETE FROM journal WHERE id = 3",
        "INSERT INTO journal SELECT * FROM journal WHERE id = 3 ON CONFLICT (id) DO UPDATE SET staff = 'nobody'",
    ],
)
def test_the_record_itself_refuses_to_change_a_line(worked: Shift, change: str) -> None:
    with pytest.raises(Trouble), worked.writing() as session:
        session.execute(text(change))
    assert audit(worked).sound


@pytest.mark.ways("sqlite")
def test_a_line_is_not_replaced_either(worked: Shift) -> None:
    with pytest.raises(Trouble, match="append-only"), worked.writing() as session:
        session.execute(text("INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE id = 3"))


@pytest.mark.ways("postgresql")
@pytest.mark.parametrize("change", ["UPDATE journal SET kind = 'x'", "DELETE FROM journal", "TRUNCATE journal"])
def test_not_even_the_owner_changes_a_line_by_mistake(worked: Shift, change: str) -> None:
    store = Store(make_url(worked.url).set(username=ADMIN).render_as_string(hide_password=False))
    with pytest.raises(Trouble, match="append-only"), store.write() as session:
        session.execute(text(change))
    store.close()


def test_every_door_goes_on_with_the_same_chain(worked: Shift) -> None:
    other = other_door(worked)
    for door in (other, worked.lobby, other, worked.lobby):
        door.do(c.TakeTicket("cash-withdraw"))
    other.close()
    assert audit(worked).sound
