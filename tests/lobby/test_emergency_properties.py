"""Whatever is cut, lost or killed, in whatever order: every finger has exactly one valid number (N1, N6)."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lobby import commands as c
from lobby import guest
from lobby import queries as q
from lobby.commands import Command
from lobby.model import Ticket
from tests.conftest import Records
from tests.lobby.shift import Shift
from tests.lobby.test_emergency import Away, Wire

A = TypeVar("A")


class Killed(BaseException):
    """The kiosk's process ends here."""


class Deadly(Wire):
    """A wire on which the kiosk is killed as well: before its command leaves, or before the answer is heard."""

    dies_before = dies_after = 0

    def do(self, command: Command[A], key: str | None = None) -> A:
        if not self.cut and self.dies_before:
            self.dies_before -= 1
            raise Killed
        try:
            return super().do(command, key)
        finally:
            if not self.cut and self.dies_after:
                self.dies_after -= 1
                raise Killed


ACTS = st.sampled_from(
    ["finger", "finger", "finger", "again", "cut", "mend", "look", "look", "lose", "lose-two", "kill", "die-before",
     "die-after", "call", "minute"]
)  # fmt: skip


class Kiosk(Away):
    """Fingers press; `shown` is what they saw, `ghosts` counts those that saw nothing when the kiosk was killed."""

    def __init__(self, shift: Shift, disk: Path) -> None:
        super().__init__(shift, disk)
        self.wire = self.deadly = Deadly(shift.lobby)
        self.start()
        self.shown: dict[str, Ticket] = {}
        self.ghosts = 0
        self.last = ""

    def do(self, act: str) -> None:
        match act:
            case "finger":
                self.last = uuid4().hex
                self._press()
            case "again" if self.last in self.shown and self.shown[self.last].emergency:
                self._press()
            case "cut" | "mend" | "lose" | "lose-two" | "die-before" | "die-after":
                self._harm(act)
            case "kill":
                self._again()
            case "call":
                self._call()
            case "minute":
                self.shift.pass_time(1)
            case "look":
                try:
                    self.look()
                except Killed:
                    self._again()

    def _harm(self, act: str) -> None:
        match act:
            case "cut" | "mend":
                self.wire.cut = act == "cut"
            case "lose" | "lose-two":
                self.wire.loses = 1 if act == "lose" else 2
            case "die-before":
                self.deadly.dies_before = 1
            case "die-after":
                self.deadly.dies_after = 1

    def _press(self) -> None:
        try:
            ticket = self.take(self.last)
        except Killed:
            self.ghosts += 1
            self._again()
            return
        before = self.shown.setdefault(self.last, ticket)
        assert ticket.number == before.number

    def _call(self) -> None:
        called = self.shift.next("5")
        if called is not None:
            self.shift.do(c.Arrive("5"))
            self.shift.finish("5")

    def _again(self) -> None:
        self.kiosk.outbox.close()
        self.deadly.dies_before = self.deadly.dies_after = 0
        self.start()

    def settle(self) -> None:
        self.wire.cut, self.wire.loses, self.deadly.dies_before, self.deadly.dies_after = False, 0, 0, 0
        for _ in range(2):
            self.look()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=40))
def test_n6_every_finger_has_exactly_one_valid_number(
    acts: list[str], sqlite_records: Records, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(guest, "PATIENCE", 0.0)
    monkeypatch.setattr(guest, "TELL_AGAIN", 0.0)
    shift = Shift.begin(sqlite_records())
    with tempfile.TemporaryDirectory() as folder:
        shift.do(c.OpenDay())
        shift.open("5")
        kiosk = Kiosk(shift, Path(folder) / "kiosk.db")
        kiosk.look()
        try:
            for act in acts:
                kiosk.do(act)
            kiosk.settle()
            _one_number_each(kiosk, shift)
        finally:
            kiosk.kiosk.outbox.close()
            shift.lobby.close()


def _one_number_each(kiosk: Kiosk, shift: Shift) -> None:
    issued = [event.ticket for event in shift.happened("ticket.issued")]
    entered = {shift.ask(q.TicketHistory(ticket)).ticket.number for ticket in issued if ticket is not None}
    numbers = [ticket.number for ticket in kiosk.shown.values()]
    assert len(set(numbers)) == len(numbers), "a number was given twice"
    assert set(numbers) <= entered, "a number was lost"
    assert len(entered) == len(issued), "two tickets have one number"
    assert len(issued) - len(numbers) <= kiosk.ghosts, "a finger has two tickets"
    for ticket in kiosk.shown.values():
        assert abs(kiosk.entered(ticket.number).issued_at - ticket.issued_at) < dt.timedelta(minutes=1)
    assert kiosk.kiosk.outbox.due() == []
