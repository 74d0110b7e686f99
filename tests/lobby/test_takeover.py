"""Another machine goes on from a backup: what was known goes on, what the old host may have given out is not given."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from unittest.mock import patch

import pytest

from lobby import commands as c
from lobby import queries as q
from lobby.access import Caller
from lobby.backup import fence
from lobby.backup.restore import restore
from lobby.backup.take import take
from lobby.backup.takeover import take_over
from lobby.errors import Refused, Trouble
from lobby.model import StationRole, Ticket
from tests.lobby.shift import GOLD_CARD, MONDAY, Shift

SECRET = b"a tiger drinks from the spring"
EVERY_KIND = ("cash-withdraw", "transfer", "wealth", "fx")


def moved(shift: Shift, tmp_path: Path) -> Shift:
    """The record as the backup of this moment has it, on another machine."""
    folder = tmp_path / "disk"
    folder.mkdir(exist_ok=True)
    url = f"sqlite:///{tmp_path / 'other' / 'lobby.db'}"
    restore(take(shift.url, folder, SECRET, shift.clock).path, url, SECRET)
    return Shift.begin(url, shift.clock.now())


def over(new: Shift, after: float) -> None:
    """Taken over so many seconds after the backup."""
    backup_at = new.clock.now()
    new.pass_time(seconds=after)
    new.do(c.TakeOver(backup_at, "counter-pc-3"))


@pytest.mark.ways("sqlite")
@pytest.mark.parametrize("after", [1, 60, 600, 3 * 3600])
def test_n3_no_number_that_the_old_host_gave_out_comes_again(shift: Shift, tmp_path: Path, after: float) -> None:
    shift.take_many(3)
    new = moved(shift, tmp_path)
    lost = [shift.take(service) for service in EVERY_KIND for _ in range(10)]
    lost.append(shift.take("wealth", customer=GOLD_CARD))
    over(new, after)
    given = [new.take(service) for service in EVERY_KIND for _ in range(30)]
    given += [new.take("wealth", customer=GOLD_CARD), new.take("fx", green="elderly")]
    assert {t.number for t in given}.isdisjoint(t.number for t in lost)
    assert min(t.id for t in given) > max(t.id for t in lost), "what guests still name by its id is nobody else"
    new.lobby.close()


def test_ids_and_events_go_on_behind_what_guests_may_have_seen(shift: Shift) -> None:
    shift.take_many(2)
    seen = shift.journal()[-1].id
    over(shift, 30)
    (line,) = shift.happened("host.took-over")
    assert line.id > seen + 900_000
    assert line.data == {"term": 2, "machine": "counter-pc-3", "gap": 65, "unknown": 30}
    assert [e.id for e in shift.lobby.events(seen + 1000)] == [line.id], "a guest that was further misses nothing new"
    shift.lobby.close()
    again = Shift.begin(shift.url, shift.clock.now())
    assert again.take().id > 900_000, "also after the next start, and though no ticket was taken before it"
    assert again.ask(q.VerifyJournal()).sound
    again.lobby.close()


def test_a_second_takeover_is_a_third_term(shift: Shift) -> None:
    assert shift.ask(q.HostTerm()).number == 1
    over(shift, 1)
    over(shift, 1)
    term = shift.ask(q.HostTerm())
    assert (term.number, term.machine) == (3, "counter-pc-3")


@pytest.mark.ways("sqlite")
def test_two_that_take_over_from_the_same_backups_are_not_of_one_term(shift: Shift, tmp_path: Path) -> None:
    """Whoever came second is right: the first finds his mark, and their guests tell them apart."""
    folder = tmp_path / "disk"
    folder.mkdir()
    take(shift.url, folder, SECRET, shift.clock)
    machines = [f"sqlite:///{tmp_path / name / 'lobby.db'}" for name in ("first", "second")]
    with patch("platform.node", side_effect=["counter-pc-3", "counter-pc-4"]):
        terms = [take_over(folder, url, SECRET, clock=shift.clock).term.number for url in machines]
    assert terms == [2, 3]
    with pytest.raises(Trouble, match="counter-pc-4 has taken over from this host"):
        fence.refuse_replaced(folder, machines[0])
    fence.refuse_replaced(folder, machines[1])


def test_a_backup_from_before_the_opening_leaves_a_gap_in_a_day_that_it_does_not_know(closed: Shift) -> None:
    over(closed, 2 * 3600)
    first: Ticket = closed.take()
    assert first.number == "A401"
    assert closed.hall().day is not None


def test_out_of_hours_no_day_is_opened(closed: Shift) -> None:
    closed.move_to(22)
    over(closed, 60)
    day = closed.hall().day
    assert day is None or day.closed_at is not None


def test_a_closed_day_stays_closed(shift: Shift) -> None:
    shift.take()
    shift.do(c.CloseDay())
    over(shift, 10)
    assert shift.refused(c.TakeTicket("fx")) == "day-not-open"


def test_no_station_may_take_over(shift: Shift) -> None:
    console = Caller("console-1", StationRole.CONSOLE, None, "h1", None)
    with pytest.raises(Refused):
        shift.lobby.do(c.TakeOver(MONDAY, "x"), caller=console)  # type: ignore[call-arg]
    assert shift.refused(c.TakeOver(dt.datetime(2026, 3, 2), "x")) == "bad-time"  # noqa: DTZ001
    assert shift.refused(c.TakeOver(MONDAY, "")) == "bad-text"
