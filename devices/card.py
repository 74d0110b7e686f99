"""What a card reader sends as one line: whose card it is, or nothing when the line is not whole. It is never logged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LONGEST = 200  # characters of one line; tracks 1 and 2 together have 119
_END = "\r\n\x03"
_START = "\x02"

_TRACK_2 = re.compile(r"(?:%[^?]{1,79}\?)?;(\d{12,19})=\d{4,20}\?.?", re.ASCII)
_PLAIN = re.compile(r"\d{12,19}|\d{17}[Xx]", re.ASCII)  # a card's digits, or a resident identity card's
_CUSTOMER = re.compile(r"[A-Za-z]{0,3}\d{4,11}", re.ASCII)


@dataclass(frozen=True)
class Card:
    """The number on a card; it does not show itself in logs and tracebacks."""

    number: str = field(repr=False)


def card_in(line: str) -> Card | None:
    """The card that a whole line tells of; None for noise, half lines and numbers of no length we know.

    >>> card_in(";6222020200112230000=27121010000012300000?") == Card("6222020200112230000")
    True
    >>> card_in(";62220202001122") is None
    True
    """
    line = line.strip()
    track = _TRACK_2.fullmatch(line)
    if track:
        return Card(track[1])
    if _PLAIN.fullmatch(line) or _CUSTOMER.fullmatch(line):
        return Card(line.upper())
    return None


class Lines:
    """Cuts what a reader sends into lines; one that is too long or not of plain characters is dropped whole."""

    def __init__(self) -> None:
        self._line = ""
        self._bad = False

    def feed(self, text: str) -> Iterator[str]:
        """The lines that `text` completes."""
        for char in text:
            if char in _END:
                line, bad = self._line, self._bad
                self.drop()
                if line and not bad:
                    yield line
            elif char == _START:
                self.drop()
            else:
                self._bad = self._bad or not " " <= char <= "~" or len(self._line) >= LONGEST
                self._line += "" if self._bad else char

    def drop(self) -> None:
        """Forget what was begun."""
        self._line, self._bad = "", False

    @property
    def begun(self) -> bool:
        """Whether a line has begun and not ended."""
        return bool(self._line) or self._bad
