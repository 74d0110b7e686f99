"""A card is hashed at the door: it is in no file, no journal, no log and no answer (B4)."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from lobby import commands as c
from lobby import queries as q
from lobby import wire
from lobby.keys import key_path
from lobby.model import Customer
from tests.lobby.shift import Shift, kept

CARD = "6222021234567890123"
TRACK = f";{CARD}=25121010000012345678?"


@pytest.fixture
def at_work(shift: Shift) -> Shift:
    """Everything that takes a card has been given one."""
    shift.do(c.ImportCustomers((Customer(CARD, "gold", "王", "女士", "r1"),)), key="import")
    shift.open("1", "8")
    shift.do(c.TakeTicket("wealth", customer=TRACK), key="touch")
    shift.do(c.TakeTicket("wealth", customer=TRACK), key="touch")
    shift.ask(q.FindCustomer(TRACK)), shift.ask(q.AskOffer("transfer", customer=TRACK))
    shift.do(c.WalkUp("1", "transfer", TRACK))
    shift.refused(c.TakeTicket("no-such", customer=TRACK))
    shift.refused(c.TakeTicket("transfer", amount=-1, customer=TRACK))
    return shift


def clear(words: str | bytes) -> bool:
    """Whether the card can be read in it, whole or but for its last digits."""
    data = words if isinstance(words, bytes) else words.encode()
    return CARD[:12].encode() in data or CARD.encode("utf-16-le") in data


def test_b4_a_card_is_in_no_row_of_the_record(at_work: Shift) -> None:
    rows = kept(at_work.url)
    assert rows["customers"]
    assert not clear(str(rows))


@pytest.mark.ways("sqlite")
def test_b4_a_card_is_in_no_byte_of_the_record(at_work: Shift) -> None:
    at_work.lobby.close()
    files = sorted(Path(at_work.path.parent).iterdir())
    assert len(files) >= 2
    for file in files:
        assert not clear(file.read_bytes()), file.name


def test_b4_nor_in_what_the_record_answers(at_work: Shift) -> None:
    answers: list[Any] = [at_work.hall(), at_work.journal(), at_work.ask(q.DayFigures()), at_work.ask(q.Setup())]
    answers += [at_work.history(ticket) for ticket in at_work.hall().waiting]
    assert not clear(json.dumps([wire.to_json(answer) for answer in answers]))
    assert at_work.hall().waiting[0].customer == "王女士"


def test_b4_nor_in_any_log(url: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        shift = Shift.begin(url)
        shift.do(c.OpenDay())
        shift.do(c.ImportCustomers((Customer(CARD, "gold", "王", "女士", "r1"),)))
        shift.take("wealth", customer=TRACK)
        shift.refused(c.TakeTicket("no-such", customer=TRACK))
        shift.lobby.close()
    assert not clear(caplog.text)


def test_b4_the_key_lies_beside_the_record_and_never_in_it(at_work: Shift) -> None:
    key = key_path(at_work.url).read_text().strip()
    assert key not in str(kept(at_work.url))


@pytest.mark.ways("sqlite")
def test_b4_nor_in_a_byte_of_its_file(at_work: Shift) -> None:
    key = key_path(at_work.url).read_text().strip()
    at_work.lobby.close()
    assert key.encode() not in at_work.path.read_bytes()
    assert bytes.fromhex(key) not in at_work.path.read_bytes()


def test_v5_the_hall_tells_no_full_name(at_work: Shift) -> None:
    tellers = {now.staff_name for now in at_work.hall().counters}
    assert all(ticket.customer in (None, "王女士") for ticket in at_work.hall().waiting)
    assert "陈静" in tellers
