"""Names, notes and answers are sealed in the record with a key that lies outside it (B4, V5)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from lobby import commands as c
from lobby import queries as q
from lobby.errors import Trouble
from lobby.fields import Fields
from lobby.keys import field_key_path
from lobby.migrate import downgrade, upgrade
from lobby.model import Customer, StationRole
from lobby.rules import public
from tests.lobby.shift import Shift, kept
from tests.lobby.staffed import House

CARD = "6222020000000000041"
NAME, NOTE, WORDS = "呼延", "看不清小字请慢慢说", "忘带了身份证复印件"


@pytest.fixture
def visited(shift: Shift) -> Shift:
    """A known customer came, was called, and had a note written."""
    shift.do(c.ImportCustomers((Customer(CARD, "gold", NAME, "女士", "r1", NOTE),)))
    shift.open("8")
    ticket = shift.do(c.TakeTicket("wealth", customer=CARD), key="touch")
    shift.do(c.AddNote(ticket.id, WORDS), key="note")
    shift.call("8")
    return shift


def clear(data: str | bytes) -> list[str]:
    """Which of the customer's words can be read in it."""
    found = data if isinstance(data, bytes) else data.encode()
    said = (NAME, NOTE, WORDS)
    return [word for word in said if word.encode() in found or ascii(word)[1:-1].encode() in found]


def test_staff_read_what_the_record_keeps_sealed(visited: Shift) -> None:
    (now,) = (now for now in visited.hall().counters if now.ticket)
    assert now.ticket is not None
    assert (now.ticket.customer, now.ticket.note) == ("呼延女士", WORDS)
    known = visited.ask(q.FindCustomer(CARD))
    assert known is not None
    assert (known.surname, known.title, known.note) == (NAME, "女士", NOTE)
    assert visited.do(c.TakeTicket("wealth", customer=CARD), key="touch").customer == "呼延女士", "a retry's answer"


def test_no_row_tells_whose_visit_it_is(visited: Shift) -> None:
    rows = kept(visited.url)
    assert rows["answers"]
    assert clear(str(rows)) == []
    assert clear(repr(visited.journal())) == []


@pytest.mark.ways("sqlite")
def test_no_byte_of_the_file_does(visited: Shift) -> None:
    visited.lobby.close()
    for file in visited.path.parent.iterdir():
        assert clear(file.read_bytes()) == [], file.name


def test_each_word_is_sealed_differently_and_holds_to_its_field(tmp_path: Path) -> None:
    fields = Fields(tmp_path / "key")
    one, other = fields.seal(NAME, "customers.surname"), fields.seal(NAME, "customers.surname")
    assert one != other
    assert fields.open(one, "customers.surname") == fields.open(other, "customers.surname") == NAME


@given(words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_whatever_is_sealed_comes_back(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    fields = Fields(tmp_path_factory.getbasetemp() / "fields.key")
    assert fields.open(fields.seal(words, "tickets.note"), "tickets.note") == words


def test_a_word_moved_to_another_column_is_not_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    fields = Fields(tmp_path / "key")
    assert fields.open(fields.seal(NOTE, "customers.note"), "tickets.note") == ""
    assert fields.open("p1:no base64 at all", "tickets.note") == ""
    assert caplog.text.count("put that key file back") == 1, "told once"


def test_without_its_key_the_lobby_goes_on_without_names(
    visited: Shift, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    visited.lobby.close()
    key = field_key_path(visited.url)
    shutil.move(key, tmp_path / "kept elsewhere")
    again = Shift.begin(visited.url, visited.clock.now())
    assert "import the customer list again" in caplog.text
    ticket = again.take("fx", customer=CARD)
    assert (ticket.segment, ticket.customer) == ("gold", None)
    with pytest.raises(Trouble, match="Nothing was done twice"):
        again.do(c.TakeTicket("wealth", customer=CARD), key="touch")
    again.lobby.close()
    shutil.move(tmp_path / "kept elsewhere", key)
    back = Shift.begin(visited.url, visited.clock.now())
    assert back.ask(q.FindCustomer(CARD)).surname == NAME  # type: ignore[union-attr]
    back.lobby.close()


def test_a_short_key_file_is_trouble_and_left_alone(shift: Shift) -> None:
    shift.lobby.close()
    field_key_path(shift.url).write_text("0011")
    with pytest.raises(Trouble) as caught:
        Shift.begin(shift.url)
    assert caught.value.kind == "field-key"
    assert field_key_path(shift.url).read_text() == "0011"


@pytest.mark.ways("sqlite")
def test_what_an_older_lobby_kept_in_clear_is_sealed_by_the_upgrade(visited: Shift) -> None:
    visited.lobby.close()
    downgrade(visited.url, "0004")
    with visited.path.open("rb") as file:
        assert clear(file.read()), "as it was before"
    upgrade(visited.url)
    assert clear(str(kept(visited.url))) == []
    again = Shift.begin(visited.url, visited.clock.now())
    assert again.ask(q.FindCustomer(CARD)).note == NOTE  # type: ignore[union-attr]
    with again.writing() as session:
        assert session.execute(text("SELECT count(*) FROM customers WHERE imported_at > 0")).scalar() == 1
    again.lobby.close()


# ------------------------------------------------------------ screens in public


@pytest.mark.parametrize("role", sorted(public.IN_PUBLIC))
def test_v5_a_station_in_public_is_not_told_who_the_customers_are(visited: Shift, role: StationRole) -> None:
    waiting = visited.take("wealth", customer=CARD)
    visited.do(c.AddNote(waiting.id, WORDS))
    station = House(visited).pair(role)
    hall = station.ask(q.Hall())
    tickets = [*hall.waiting, *(now.ticket for now in hall.counters if now.ticket)]
    assert tickets
    assert {(t.customer, t.manager, t.note, t.token, t.amount) for t in tickets} == {(None, None, "", "", None)}
    assert [t.number for t in hall.waiting] == [t.number for t in visited.hall().waiting]


def test_v5_a_kiosk_greets_and_does_not_know_what_was_noted(visited: Shift) -> None:
    known = House(visited).pair(StationRole.KIOSK).ask(q.FindCustomer(CARD))
    assert known is not None
    assert (known.greeting, known.note) == ("呼延女士", "")
