"""The past that benchmarks write is one that the lobby could have written."""

import datetime as dt

import pytest

from benchmarks.past import PER_DAY, add_past_tickets
from lobby import commands as c
from lobby import queries as q
from tests.lobby.shift import Shift


@pytest.mark.ways("sqlite")
def test_its_journal_is_sound_and_goes_on(url: str) -> None:
    shift = Shift.begin(url)
    shift.do(c.OpenDay())
    shift.lobby.close()
    add_past_tickets(url, PER_DAY + 1, dt.date(2020, 1, 1))
    again = Shift.begin(url, shift.clock.now())
    again.take()
    audit = again.ask(q.VerifyJournal())
    assert (audit.sound, audit.days) == (True, 3)
    assert audit.lines > 8 * PER_DAY
    again.lobby.close()
