"""A page that asks one thing: its rows, and what each key does to it. Pure values; the page paints them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from counter_display.panel.state import Ask

STEP = 5
MOST_MINUTES = 120


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to choose; with `minutes` it has a planned length that + and − change."""

    value: object
    title: str
    detail: str = ""
    icon: str = ""
    minutes: int | None = None
    find: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few ways beside the rows, on a key of its own."""

    key: str
    title: str
    value: object = None


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """What is asked. A `finder` narrows its rows by typing; a menu without rows is a plain question."""

    ask: Ask
    title: str
    confirm: str
    groups: tuple[Group, ...] = ()
    warning: str = ""
    choices_title: str = ""
    choices: tuple[Choice, ...] = ()
    check: Choice | None = None
    note: str = ""
    finder: bool = False
    empty: str = ""
    page: int = 7
    """So many rows are shown at once."""


@dataclass(frozen=True, slots=True)
class Picked:
    """The answer."""

    value: object = None
    minutes: int | None = None
    choice: object = None
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Chooser:
    """A menu and what was chosen so far."""

    menu: Menu
    group: int = 0
    at: int = 0
    choice: int = 0
    checked: bool = False
    typed: str = ""
    lengths: tuple[tuple[object, int], ...] = field(default=())

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that fit what was typed."""
        if not self.menu.groups:
            return ()
        rows = self.menu.groups[self.group].rows
        return tuple(row for row in rows if self.typed in (row.find or row.title).upper())

    @property
    def page(self) -> tuple[Row, ...]:
        """The rows on the screen."""
        return self.rows[self.first : self.first + self.menu.page]

    @property
    def first(self) -> int:
        return self.at // self.menu.page * self.menu.page

    @property
    def row(self) -> Row | None:
        return self.rows[self.at] if self.at < len(self.rows) else None

    @property
    def picked(self) -> Picked | None:
        """What Enter would answer; None where there is nothing to choose."""
        choice = self.menu.choices[self.choice].value if self.menu.choices else None
        if not self.menu.groups:
            return Picked(choice=choice, checked=self.checked)
        row = self.row
        return Picked(row.value, self.minutes(row), choice, self.checked) if row else None

    def minutes(self, row: Row) -> int | None:
        return dict(self.lengths).get(row.value, row.minutes)

    def choose(self, at: int) -> Chooser:
        """Another row, as far as there are rows."""
        return replace(self, at=max(0, min(at, len(self.rows) - 1)))

    def press(self, key: str) -> Chooser:
        """The menu after a key: a digit, a letter, `Up`, `Down`, `PageUp`, `PageDown`, `Tab`, `Backspace`, `+`, `-`."""
        moves = {"Up": -1, "Down": 1, "PageUp": -self.menu.page, "PageDown": self.menu.page}
        if key in moves:
            return self.choose(self.at + moves[key])
        if key == "Tab" and self.menu.groups:
            return replace(self, group=(self.group + 1) % len(self.menu.groups), at=0)
        if self.menu.finder:
            return self._find(key)
        if key in ("+", "-"):
            return self._lengthen(STEP if key == "+" else -STEP)
        if key.isdigit():
            place = int(key) - 1
            return self.choose(self.first + place) if 0 <= place < len(self.page) else self
        return self._tick(key)

    def _find(self, key: str) -> Chooser:
        if key == "Backspace":
            return replace(self, typed=self.typed[:-1], at=0)
        return replace(self, typed=self.typed + key.upper(), at=0) if len(key) == 1 and key.isalnum() else self

    def _lengthen(self, by: int) -> Chooser:
        row = self.row
        now = self.minutes(row) if row else None
        if row is None or now is None:
            return self
        new = max(STEP, min(MOST_MINUTES, now + by))
        return replace(self, lengths=(*(pair for pair in self.lengths if pair[0] != row.value), (row.value, new)))

    def _tick(self, key: str) -> Chooser:
        check = self.menu.check
        if check and key.upper() == check.key:
            return replace(self, checked=not self.checked)
        places = [place for place, choice in enumerate(self.menu.choices) if choice.key == key.upper()]
        return replace(self, choice=places[0]) if places else self
