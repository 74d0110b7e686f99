"""Turns a paper into its elements, from top to bottom, as the template orders them; the same for every rendering."""

from collections.abc import Callable, Iterator
from functools import partial

from devices.layout import (
    Badge,
    Code,
    Element,
    Ends,
    Facts,
    Figure,
    Figures,
    Masthead,
    Number,
    Paragraph,
    Rule,
    Words,
)
from devices.paper import NoticePaper, Paper, TicketPaper
from devices.template import Sheet, template
from devices.words import say

MINUTES_UP_TO = 120  # N11: longer waits are told in hours


def compose(paper: Paper, sheet: Sheet) -> list[Element]:
    """The elements of `paper`; lines with nothing to say leave no gap and no doubled rule."""
    lines = _NOTICE if isinstance(paper, NoticePaper) else _TICKET
    order = template().notice if isinstance(paper, NoticePaper) else template().ticket
    found = (lines[name](paper, sheet) for name in order if name not in sheet.omit)
    return list(_without_idle_rules(element for element in found if element is not None))


def _without_idle_rules(elements: Iterator[Element]) -> Iterator[Element]:
    waiting: Rule | None = None
    began = False
    for element in elements:
        if isinstance(element, Rule):
            waiting = element if waiting is None or waiting.dashed else waiting
            continue
        if waiting is not None and began:
            yield waiting
        waiting, began = None, True
        yield element


def wait_text(low: int, high: int) -> tuple[str, str]:
    """A wait as a range with the key of its unit (N11).

    >>> wait_text(15, 20), wait_text(5, 5), wait_text(110, 130)
    (('15–20', 'ticket.minutes'), ('5', 'ticket.minutes'), ('1.5–2.5', 'ticket.hours'))
    """
    if high <= MINUTES_UP_TO:
        return _range(str(low), str(high)), "ticket.minutes"
    return _range(f"{low // 30 / 2:g}", f"{-(-high // 30) / 2:g}"), "ticket.hours"


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low}–{high}"


def _masthead(paper: Paper, sheet: Sheet) -> Element | None:
    name = f"{paper.bank} {paper.branch}".strip()
    return Masthead(name) if name else None


def _green(paper: TicketPaper, sheet: Sheet) -> Element | None:
    return Badge(say(paper.language, "ticket.green")) if paper.green else None


def _reprint(paper: TicketPaper, sheet: Sheet) -> Element | None:
    if paper.reprinted is None:
        return None
    return Badge(say(paper.language, "ticket.reprint", time=f"{paper.reprinted:%H:%M}"))


def _text(field: str, size: str, bold: bool, paper: Paper, sheet: Sheet) -> Element | None:
    text = getattr(paper, field)
    return Words(text, size, bold) if text else None


def _number(paper: TicketPaper, sheet: Sheet) -> Element | None:
    return Number(paper.number) if paper.number else None


def _figures(paper: TicketPaper, sheet: Sheet) -> Element | None:
    word = partial(say, paper.language, narrow=sheet.narrow)
    cells = []
    if paper.people_ahead is not None:
        unit = "ticket.person" if paper.people_ahead == 1 else "ticket.people"
        cells.append(Figure(word("ticket.ahead"), str(paper.people_ahead), word(unit)))
    if paper.wait_low is not None and paper.wait_high is not None:
        text, unit = wait_text(paper.wait_low, paper.wait_high)
        cells.append(Figure(word("ticket.wait"), text, word(unit)))
    return Figures(tuple(cells)) if cells else None


def _facts(paper: TicketPaper, sheet: Sheet) -> Element | None:
    clock = paper.clock_range
    said = {
        "clock": _range(*clock) if clock else "",
        "place": paper.place,
        "counters": paper.counters,
        "materials": paper.materials,
    }
    names = (name for name in template().facts if said[name])
    rows = tuple((say(paper.language, f"ticket.{name}", sheet.narrow), said[name]) for name in names)
    return Facts(rows) if rows else None


def _code(paper: Paper, sheet: Sheet) -> Element | None:
    if not paper.link:
        return None
    promise = say(paper.language, "ticket.qr.promise", sheet.narrow or sheet.large)
    return Code(paper.link, say(paper.language, "ticket.qr"), tuple(promise.split("\n")))


def _missed(paper: TicketPaper, sheet: Sheet) -> Element | None:
    numbers = {"calls": paper.missed_calls, "minutes": paper.missed_minutes}
    return Paragraph(paper.missed_rule or say(paper.language, "ticket.rule", sheet.narrow, **numbers))


def _issued(paper: Paper, sheet: Sheet) -> Element | None:
    valid = "" if isinstance(paper, NoticePaper) else say(paper.language, "ticket.valid")
    where = "" if sheet.narrow else paper.kiosk
    return Ends(f"{paper.issued:%Y-%m-%d %H:%M:%S}", "  ".join(filter(None, (where, valid))))


def _paragraph(field: str, paper: Paper, sheet: Sheet) -> Element | None:
    text = getattr(paper, field)
    return Paragraph(text) if text else None


def _rule(dashed: bool, paper: Paper, sheet: Sheet) -> Element | None:
    return Rule(dashed)


_LineOf = Callable[..., Element | None]
_BOTH: dict[str, _LineOf] = {
    "masthead": _masthead,
    "rule": partial(_rule, False),
    "dashes": partial(_rule, True),
    "code": _code,
    "issued": _issued,
}
_TICKET: dict[str, _LineOf] = {
    **_BOTH,
    "green": _green,
    "reprint": _reprint,
    "service": partial(_text, "service", "service", True),
    "detail": partial(_text, "detail", "notice", False),
    "number": _number,
    "figures": _figures,
    "facts": _facts,
    "missed": _missed,
    "hotline": partial(_text, "hotline", "small", False),
    "promotion": partial(_text, "promotion", "small", False),
}
_NOTICE: dict[str, _LineOf] = {
    **_BOTH,
    "title": partial(_text, "title", "service", True),
    "text": partial(_paragraph, "text"),
}
