"""What happened since: at the commit, in its order, each once, for this and for other programs."""

import multiprocessing
import threading
import time
from contextlib import suppress
from random import Random

from lobby import commands as c
from lobby import local
from lobby.api import open_lobby
from lobby.errors import Refused
from lobby.model import Event
from lobby.tables import JournalRow
from tests.lobby.shift import Shift, other_door
from tests.lobby.test_together import COUNTERS, press

PATIENCE = 20.0


def test_events_are_told_once_and_in_order(shift: Shift) -> None:
    shift.take_many(5)
    whole = shift.journal()
    assert [event.id for event in whole] == list(range(1, len(whole) + 1))
    seen: list[Event] = []
    while news := shift.lobby.events(seen[-1].id if seen else 0):
        seen.extend(news[:2])
    assert tuple(seen) == whole


def test_what_a_door_did_itself_is_told_as_the_record_has_it_among_what_others_did(shift: Shift) -> None:
    """A door knows its own commits without reading them; between them are others', which it has to read."""
    after, other, chance = shift.journal()[-1].id, other_door(shift), Random(7)
    shift.open(*COUNTERS)
    seen: list[Event] = []
    for n in range(80):
        with suppress(Refused):
            chance.choice((shift.lobby, shift.lobby, other)).do(press(chance))
        if n % 5 == 0:
            seen.extend(shift.lobby.events(seen[-1].id if seen else after))
    while news := shift.lobby.events(seen[-1].id):
        seen.extend(news)
    reader = other_door(shift)
    assert tuple(seen) == reader.events(after)
    assert {event.kind for event in seen} >= {"ticket.issued", "ticket.called"}
    reader.close()
    other.close()


def test_nothing_new_is_an_empty_answer_at_once_or_after_the_timeout(shift: Shift) -> None:
    last = shift.journal()[-1].id
    assert shift.lobby.events(last) == ()
    began = time.monotonic()
    assert shift.lobby.events(last, timeout=0.2) == ()
    assert time.monotonic() - began >= 0.2


def test_a_refused_command_tells_nothing(shift: Shift) -> None:
    last = shift.journal()[-1].id
    shift.refused(c.TakeTicket("no-such"))
    assert shift.lobby.events(last) == ()


def _wait(shift: Shift, after: int, heard: list[Event]) -> threading.Thread:
    """Somebody who waits for news in a thread of his own."""
    door = other_door(shift)

    def listen() -> None:
        heard.extend(door.events(after, timeout=PATIENCE))
        door.close()

    thread = threading.Thread(target=listen)
    thread.start()
    return thread


def test_a_commit_wakes_whoever_waits_in_another_thread(shift: Shift) -> None:
    heard: list[Event] = []
    thread = _wait(shift, shift.journal()[-1].id, heard)
    shift.take()
    thread.join(PATIENCE)
    assert [event.kind for event in heard] == ["ticket.issued"]


def test_one_door_is_listened_to_and_used_at_once(shift: Shift) -> None:
    after, heard = shift.journal()[-1].id, list[Event]()
    thread = threading.Thread(target=lambda: heard.extend(shift.lobby.events(after, timeout=PATIENCE)))
    thread.start()
    shift.take()
    thread.join(PATIENCE)
    assert [event.kind for event in heard] == ["ticket.issued"]


def _take_in_a_process(url: str, count: int) -> None:
    lobby = open_lobby(url)
    for _ in range(count):
        lobby.do(c.TakeTicket("transfer", channel="desk"))
    lobby.close()


def test_another_process_is_heard_and_nothing_of_it_is_missed_or_told_twice(shift: Shift) -> None:
    after = shift.journal()[-1].id
    shift.setting("never_close", True)  # the other process has the machine's own clock
    process = multiprocessing.get_context("spawn").Process(target=_take_in_a_process, args=(shift.url, 30))
    process.start()
    heard: list[Event] = []
    while sum(event.kind == "ticket.issued" for event in heard) < 30:
        news = shift.lobby.events(heard[-1].id if heard else after, timeout=PATIENCE)
        assert news, "the other process was not heard"
        heard.extend(news)
    process.join(PATIENCE)
    assert process.exitcode == 0
    assert [event.id for event in heard] == list(range(after + 1, after + 1 + len(heard)))


def test_a_long_journal_comes_in_pieces(shift: Shift) -> None:
    last = shift.journal()[-1].id
    with shift.writing() as session:
        session.add_all(
            JournalRow(id=last + n, branch="riverside", at=shift.clock.now(), kind="test", data={}, hash="")
            for n in range(1, local.MOST_EVENTS + 1)
        )
    first = shift.journal()
    assert len(first) == local.MOST_EVENTS
    assert len(shift.lobby.events(first[-1].id)) == 2
