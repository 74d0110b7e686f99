"""Who may do what: the code against docs/access.md for every station, role, command and query."""

from __future__ import annotations

import ast
import itertools
import re
from pathlib import Path

import pytest

from lobby import wire
from lobby.access import MACHINE, STRANGER, Caller, Guarded, allows, hindrance
from lobby.model import Role, StationRole

ROOT = Path(__file__).resolve().parents[2]
WISHES: dict[str, type[Guarded]] = {**wire.COMMANDS, **wire.QUERIES}
LETTERS = {
    "T": Role.TELLER,
    "R": Role.RELATIONSHIP_MANAGER,
    "M": Role.LOBBY_MANAGER,
    "S": Role.SUPERVISOR,
    "H": Role.BRANCH_HEAD,
    "A": Role.AUDITOR,
}
COLUMNS = (
    StationRole.STRANGER,
    StationRole.KIOSK,
    StationRole.DISPLAY,
    StationRole.COUNTER,
    StationRole.CONSOLE,
    StationRole.PHONE,
)
FACES = {
    "kiosk": StationRole.KIOSK,
    "counter_display/panel": StationRole.COUNTER,
    "counter_display/hall": StationRole.DISPLAY,
    "lobby_console": StationRole.CONSOLE,
    "gateway/phone": StationRole.PHONE,
}


def page() -> dict[str, dict[StationRole, frozenset[Role | None]]]:
    """Who may, as the page says: for each wish and station the roles, None for nobody signed in."""
    lines = re.findall(r"^\| (\w+) \|(.*)\|$", (ROOT / "docs/access.md").read_text(encoding="utf-8"), re.M)
    return {name: dict(zip(COLUMNS, (_roles(cell) for cell in cells.split("|")), strict=True)) for name, cells in lines}


def _roles(cell: str) -> frozenset[Role | None]:
    words = cell.split()
    if words == ["·"]:
        return frozenset()
    return frozenset([*Role, None]) if words == ["all"] else frozenset(LETTERS[word] for word in words)


def caller(station: StationRole, role: Role | None) -> Caller:
    return Caller("one", station, staff="somebody" if role else None, staff_role=role)


def test_the_page_names_every_command_and_query_and_every_station_and_role() -> None:
    assert set(page()) == set(WISHES)
    assert {*COLUMNS, StationRole.MACHINE} == set(StationRole)
    assert set(LETTERS.values()) == set(Role)


@pytest.mark.parametrize("name", sorted(WISHES))
def test_everybody_may_what_the_page_says_and_nothing_else(name: str) -> None:
    said = page()[name]
    for station, role in itertools.product(COLUMNS, (*Role, None)):
        assert allows(caller(station, role), WISHES[name]) == (role in said[station]), (station, role)
    assert allows(MACHINE, WISHES[name])


@pytest.mark.parametrize("name", sorted(WISHES))
def test_before_a_password_is_set_nothing_more_is_possible_than_for_nobody(name: str) -> None:
    for station in COLUMNS:
        new = Caller("one", station, staff="somebody")
        assert allows(new, WISHES[name]) == (None in page()[name][station])


def test_an_auditor_changes_nothing() -> None:
    for name, kind in wire.COMMANDS.items():
        for station in COLUMNS:
            auditor, nobody = caller(station, Role.AUDITOR), caller(station, None)
            assert allows(auditor, kind) == allows(nobody, kind), name


def test_a_stranger_can_ask_to_be_known_and_nothing_else() -> None:
    assert [name for name, kind in WISHES.items() if allows(STRANGER, kind)] == ["AskPairing"]


def test_a_refusal_tells_what_is_missing() -> None:
    kind = WISHES["CallNext"]
    counter = StationRole.COUNTER
    assert hindrance(Caller("one", counter), kind) == "sign-in-required"
    assert hindrance(Caller("one", counter, session="gone"), kind) == "session-ended"
    assert hindrance(Caller("one", counter, staff="t1", session="s"), kind) == "password-required"
    assert hindrance(caller(counter, Role.AUDITOR), kind) == "not-allowed"
    assert hindrance(caller(StationRole.KIOSK, Role.TELLER), kind) == "not-allowed"


@pytest.mark.parametrize("room", FACES)
def test_every_face_may_what_it_needs(room: str) -> None:
    """Whatever a face's code names of the commands and queries, somebody can use there."""
    for path in sorted((ROOT / room).rglob("*.py")):
        for name in _named(path):
            assert WISHES[name].may.get(FACES[room]) is not None, f"{path.name} needs {name}"


def _named(path: Path) -> set[str]:
    """The commands and queries that a module imports or makes through `c.` and `q.`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module in ("lobby.commands", "lobby.queries"):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id in ("c", "q"):
                found.add(node.func.attr)
    return found & set(WISHES)
