"""Reads the bank's list of known customers (B4): every card and number is sealed on the way in, none kept or shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lobby.errors import Trouble
from lobby.identity import PREFIX
from lobby.model import Branch, Customer
from lobby.spreadsheet import Unreadable, read_table
from lobby.toml_file import CONTROL, unknown

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "card": ("card", "card number", "卡号", "银行卡号"),
    "number": ("number", "customer number", "客户号", "客户编号", "证件号"),
    "hash": ("hash", "identity", "标识", "哈希"),
    "level": ("level", "segment", "级别", "等级", "客户等级"),
    "surname": ("surname", "姓", "姓氏"),
    "title": ("title", "称谓", "称呼"),
    "manager": ("manager", "relationship manager", "客户经理", "包户经理"),
    "note": ("note", "备注", "提示"),
}
"""What a heading may be called, small or capital."""
IDENTIFIER = re.compile(r"[0-9A-Za-z-]{4,40}")
HASH = re.compile(f"(?:{PREFIX})?([0-9a-f]{{64}})")
"""Made by the bank itself, with this lobby's key (docs/privacy.md)."""
MOST = {"surname": 20, "title": 20, "note": 200}

Seal = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that can't be taken, and why. Never says the card or the number."""

    line: int
    key: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.key}: {self.reason}"


@dataclass(frozen=True, slots=True)
class CustomerList:
    customers: tuple[Customer, ...]
    refused: tuple[Refusal, ...]
    encoding: str
    """`utf-8`, or `gb18030` when the file was not UTF-8 and was read as the spreadsheet's Chinese encoding."""


class _Wrong(Exception):
    def __init__(self, key: str, reason: str) -> None:
        self.key, self.reason = key, reason


def read_customers(path: Path, branch: Branch, seal: Seal) -> CustomerList:
    """The people of a CSV or .xlsx file. Raises Trouble when the file as a whole can't be used."""
    customers: dict[str, Customer] = {}
    refused: list[Refusal] = []
    try:
        table = read_table(path)
        headings = _headings(path, next(table.rows, (1, []))[1])
        for number, cells in table.rows:
            if any(cell.strip() for cell in cells):
                try:
                    _take(customers, _entry(headings, cells), branch, seal)
                except _Wrong as wrong:
                    refused.append(Refusal(number, wrong.key, wrong.reason))
    except Unreadable as error:
        raise _trouble(path, str(error)) from error
    return CustomerList(tuple(customers.values()), tuple(refused), table.encoding)


def _headings(path: Path, cells: list[str]) -> list[str]:
    found = [_heading(path, cell) for cell in cells]
    if twice := {name for name in found if found.count(name) > 1}:
        raise _trouble(path, f"line 1: {', '.join(sorted(twice))}: is there twice")
    for name in ("level", "surname"):
        if name not in found:
            raise _trouble(path, f"line 1: {name}: the column is missing; the first line has to name the columns")
    if not {"card", "number", "hash"} & set(found):
        raise _trouble(path, "line 1: card: there is neither a column card nor a column number, and no hash")
    return found


def _heading(path: Path, cell: str) -> str:
    word = cell.strip().lower().replace("_", " ")
    for name, words in COLUMNS.items():
        if word in words:
            return name
    raise _trouble(path, f"line 1: {_shown(cell.strip())}: unknown column; {unknown(word, list(COLUMNS))}")


def _entry(headings: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) > len(headings):
        raise _Wrong(headings[-1], f"there are {len(cells)} cells for {len(headings)} columns")
    return {name: cell.strip() for name, cell in zip(headings, cells, strict=False)}


def _take(customers: dict[str, Customer], entry: dict[str, str], branch: Branch, seal: Seal) -> None:
    """One person is known by card, by number, by a hash of either, or by several of them."""
    people = [Customer(seal(line), *_person(entry, branch)) for line in _identifiers(entry)]
    for person in people:
        if customers.get(person.identity, person) != person:
            raise _Wrong("card" if entry.get("card") else "number", "is in the list already, with something else said")
    customers.update({person.identity: person for person in people})


def _identifiers(entry: dict[str, str]) -> Iterator[str]:
    given = {key: "".join(entry.get(key, "").split()) for key in ("card", "number", "hash")}
    if not any(given.values()):
        raise _Wrong("card", "neither card nor number nor hash is given")
    if hash := given.pop("hash"):
        found = HASH.fullmatch(hash.lower())
        if found is None:
            raise _Wrong("hash", "has to be 64 digits from 0 to f")
        yield PREFIX + found[1]
    for key, line in given.items():
        if line and not IDENTIFIER.fullmatch(line):
            raise _Wrong(key, "has to be 4 to 40 letters and digits; a spreadsheet may have spoilt it (1.23E+15)")
        if line:
            yield line


def _person(entry: dict[str, str], branch: Branch) -> tuple[str, str, str, str | None, str]:
    for key, most in MOST.items():
        if len(entry.get(key, "")) > most or CONTROL.search(entry.get(key, "")):
            raise _Wrong(key, f"is longer than {most} characters or holds a line break")
    if not (surname := entry.get("surname", "")):
        raise _Wrong("surname", "is empty")
    level = _among("level", entry.get("level", ""), {s.code: (s.name.zh, s.name.en) for s in branch.segments})
    manager = entry.get("manager", "")
    known = {person.code: (person.name,) for person in branch.staff}
    return (
        level,
        surname,
        entry.get("title", ""),
        _among("manager", manager, known) if manager else None,
        entry.get("note", ""),
    )


def _among(key: str, word: str, known: Mapping[str, tuple[str, ...]]) -> str:
    for code, names in known.items():
        if word.lower() == code or (word and word in names):
            return code
    raise _Wrong(key, f"there is no {_shown(word)}; {unknown(word, list(known))}")


def _shown(word: str) -> str:
    """A word for a message; a number that slipped into the wrong column stays out of it."""
    return "(a number)" if sum(map(str.isdigit, word)) > 5 else repr(word)


def _trouble(path: Path, reason: str) -> Trouble:
    return Trouble(
        "bad-customers",
        f"The customer list {path} can't be used: {reason}. Nothing was imported. Correct the file and try again.",
    )
