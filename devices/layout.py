"""What a paper is made of, from top to bottom: a short list of elements that each rendering draws in its own way."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Masthead:
    """The bank and branch, with its mark where there is room."""

    text: str
    mark: Path | None = None


@dataclass(frozen=True)
class Words:
    """One centred line in one of the sheet's sizes, made smaller until it fits."""

    text: str
    size: str
    bold: bool = False


@dataclass(frozen=True)
class Badge:
    """A centred line in a frame."""

    text: str


@dataclass(frozen=True)
class Number:
    """The number, as large as the paper allows."""

    text: str


@dataclass(frozen=True)
class Rule:
    """A line across the paper."""

    dashed: bool = False


@dataclass(frozen=True)
class Figure:
    """A label above a large value with its unit."""

    label: str
    value: str
    unit: str


@dataclass(frozen=True)
class Figures:
    """One or two figures side by side."""

    cells: tuple[Figure, ...]


@dataclass(frozen=True)
class Facts:
    """Labels in one column, what they say in the next."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Code:
    """A QR code with what it is good for."""

    link: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Paragraph:
    """Running text, broken where the paper ends."""

    text: str


@dataclass(frozen=True)
class Ends:
    """One text at the left edge, one at the right; under each other when they do not fit side by side."""

    left: str
    right: str


@dataclass(frozen=True)
class Ruler:
    """Millimetres across the whole head, of a test print."""

    dpi: int


Element = Masthead | Words | Badge | Number | Rule | Figures | Facts | Code | Paragraph | Ends | Ruler
