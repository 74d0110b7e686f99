"""The filters over the waiting list, each with its count. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from lobby.model import Branch, Text, WaitLevel, Zone, ZoneKind
from lobby.policy import Policy
from lobby.rules.letters import letter_of, named_after
from lobby_console.rows import Row, Rows

ALL = "all"


@dataclass(frozen=True, slots=True)
class Filter:
    """One chip: `key` is its identity; a queue has a letter and is named by its service or by its kind of zone."""

    key: str
    count: int
    series: str = ""
    name: Text | None = None
    zone: ZoneKind | None = None


def filters(rows: Rows, branch: Branch, policy: Policy) -> tuple[Filter, ...]:
    """Everybody, the levels, each queue that the branch has, VIPs, green channel, and who is missed or on hold."""
    waiting = rows.waiting
    letters = Counter(letter_of(row.ticket.number) for row in waiting)
    queues = [Filter(f"queue:{s}", letters[s], s, *queue_words(s, branch)) for s in queue_letters(branch, policy)]
    return (
        Filter(ALL, len(waiting)),
        Filter("over", sum(r.level is WaitLevel.OVER for r in waiting)),
        Filter("near", sum(r.level is WaitLevel.NEAR for r in waiting)),
        *queues,
        Filter("vip", sum(r.vip for r in waiting)),
        Filter("green", sum(r.green for r in waiting)),
        Filter("missed", len(rows.missed)),
        Filter("held", len(rows.held)),
    )


def chosen(rows: Rows, key: str, search: str = "") -> tuple[Row, ...]:
    """The lines that a filter shows; a search looks through everybody, whatever the filter says."""
    wanted = search.strip().upper()
    if wanted:
        everybody = (*rows.waiting, *rows.missed, *rows.held)
        return tuple(r for r in everybody if wanted in r.ticket.number or wanted in r.ticket.note.upper())
    if key == "missed":
        return rows.missed
    if key == "held":
        return rows.held
    return tuple(row for row in rows.waiting if _passes(row, key))


def _passes(row: Row, key: str) -> bool:
    if key.startswith("queue:"):
        return letter_of(row.ticket.number) == key.removeprefix("queue:")
    tests = {
        "over": row.level is WaitLevel.OVER,
        "near": row.level is WaitLevel.NEAR,
        "vip": row.vip,
        "green": row.green,
    }
    return tests.get(key, True)


def queue_letters(branch: Branch, policy: Policy) -> tuple[str, ...]:
    """The letters of the branch's queues in the catalogue's order; VIP and green letters have chips of their own."""
    own = {s.series for s in branch.segments if s.series and s.vip} | {policy.green_series}
    series = (*(s.series for s in branch.services), *(s.series or "" for s in branch.segments))
    return tuple(dict.fromkeys(s for s in series if s and s not in own))


def queue_words(series: str, branch: Branch) -> tuple[Text | None, ZoneKind | None]:
    """Its own name, or the kind of zone whose main queue it is: a chip has room for no more."""
    named = named_after(branch, series)
    if isinstance(named, Zone):
        return None, named.kind
    return (named.name if named else None), None
