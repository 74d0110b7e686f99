"""A paper as text for the printer's own GB18030 characters and QR: a twentieth of the bytes, for slow serial lines."""

from functools import cache, singledispatch
from typing import Any

from devices import escpos
from devices.breaking import broken
from devices.compose import compose
from devices.layout import Badge, Code, Element, Ends, Facts, Figures, Masthead, Number, Paragraph, Rule, Words
from devices.paper import MISSING, Paper
from devices.template import Sheet, template

CELL = 12  # dots of one column: a Latin character of font A; a hanzi takes two
LARGEST = 8  # times the plain size, all that GS ! can do
_PLAINER = str.maketrans({"–": "-", "\u00a0": " "})  # a dash between digits is one column wide, not two


def encode(paper: Paper, dots: int) -> bytes:
    """The bytes that print `paper` as text and cut it off."""
    sheet = template().sheet(dots, paper.large)
    writer = _Writer(sheet)
    for element in compose(paper, sheet):
        _write(element, writer)
    return writer.finished()


@cache
def _character(char: str) -> bytes:
    """`char` in the two-byte part of GB18030 that every Chinese printer has; what lies beyond is its mark for that."""
    code = char.encode("gb18030", errors="replace")
    return code if len(code) <= 2 and char.isprintable() else MISSING.encode("gb18030")


def gb(text: str) -> bytes:
    """`text` in the printer's characters.

    >>> gb("镕𠮷").decode("gb18030")
    '镕〓'
    """
    return b"".join(_character(char) for char in text.translate(_PLAINER))


def columns(text: str) -> int:
    """How wide `text` is at plain size: each byte of it takes a column."""
    return len(gb(text))


class _Writer:
    """Collects the bytes; a style is sent only where it changes."""

    def __init__(self, sheet: Sheet) -> None:
        from escpos.printer import Dummy

        self._out: Any = Dummy()
        self._out.hw("INIT")
        self._out._raw(escpos.CHINESE)
        self._style: dict[str, Any] = {"align": "left", "bold": False, "width": 1, "height": 1}
        self.sheet = sheet
        self.columns = sheet.dots // CELL
        self.tall = 2 if sheet.large else 1

    def put(self, text: str, *, align: str = "left", bold: bool = False, wide: int = 1, tall: int = 1) -> None:
        """A piece of a line."""
        self.style(align=align, bold=bold, width=wide, height=tall)
        self._out._raw(gb(text))

    def line(self, text: str = "", **style: Any) -> None:
        """A whole line."""
        self.put(text, **style)
        self._out._raw(b"\n")

    def style(self, **wanted: Any) -> None:
        """Changes to `wanted` with as few bytes as it takes."""
        changed = {name: value for name, value in wanted.items() if self._style[name] != value}
        self._style |= changed
        if changed.keys() & {"width", "height"}:
            changed |= {"custom_size": True, "width": self._style["width"], "height": self._style["height"]}
        if changed:
            self._out.set(**changed)

    def code(self, link: str) -> None:
        """A QR code drawn by the printer itself."""
        from escpos.constants import QR_ECLEVEL_M, QR_MODEL_2

        self.style(align="center", width=1, height=1)
        self._out.qr(link, ec=QR_ECLEVEL_M, size=self.sheet.module, model=QR_MODEL_2, native=True)

    def finished(self) -> bytes:
        """Everything, with the cut at the end."""
        self._out.cut(mode="PART", feed=False)
        return bytes(self._out.output)


@singledispatch
def _write(element: Element, writer: _Writer) -> None:
    raise TypeError(f"no text for {type(element).__name__} in {writer.columns} columns")


def _times(text: str, room: int, most: int) -> int:
    """How many times its plain size `text` can have in `room` columns."""
    return max(1, min(most, room // max(1, columns(text))))


def _centred(writer: _Writer, text: str, size: int, bold: bool) -> None:
    times = _times(text, writer.columns, size)
    for line in broken(text, writer.columns, columns, most=3):
        writer.line(line, align="center", bold=bold, wide=times, tall=times)


@_write.register
def _(element: Masthead, writer: _Writer) -> None:
    _centred(writer, element.text, 1, bold=True)


@_write.register
def _(element: Words, writer: _Writer) -> None:
    _centred(writer, element.text, 2 if element.bold else 1, element.bold)


@_write.register
def _(element: Badge, writer: _Writer) -> None:
    _centred(writer, f"【{element.text}】", 2 if writer.sheet.large else 1, bold=True)


@_write.register
def _(element: Number, writer: _Writer) -> None:
    _centred(writer, element.text, LARGEST, bold=True)


@_write.register
def _(element: Rule, writer: _Writer) -> None:
    writer.line(("-" if element.dashed else "=") * writer.columns)


@_write.register
def _(element: Figures, writer: _Writer) -> None:
    room = writer.columns // len(element.cells)
    for cell in element.cells:
        _cell(writer, columns(cell.label), room, (cell.label, 1))
    writer.line()
    for cell in element.cells:
        rest = room - columns(cell.unit) - 1
        times = _times(cell.value, rest, 3)
        taken = times * columns(cell.value) + 1 + columns(cell.unit)
        _cell(writer, taken, room, (cell.value, times), (f" {cell.unit}", 1))
    writer.line()


def _cell(writer: _Writer, taken: int, room: int, *texts: tuple[str, int]) -> None:
    before = max(0, room - taken) // 2
    writer.put(" " * before)
    for text, times in texts:
        writer.put(text, bold=times > 1, wide=times, tall=times)
    writer.put(" " * max(0, room - taken - before))


@_write.register
def _(element: Facts, writer: _Writer) -> None:
    indent = max(columns(label) for label, _ in element.rows) + 2
    for label, text in element.rows:
        writer.put(label + " " * (indent - columns(label)), tall=writer.tall)
        for row, line in enumerate(broken(text, writer.columns - indent, columns, most=3)):
            writer.put(" " * indent if row else "", tall=writer.tall)
            writer.line(line, bold=True, tall=writer.tall)


@_write.register
def _(element: Code, writer: _Writer) -> None:
    writer.code(element.link)
    for text in (element.title, *element.lines):
        _centred(writer, text, 1, bold=text is element.title)


@_write.register
def _(element: Paragraph, writer: _Writer) -> None:
    for line in broken(element.text, writer.columns, columns):
        writer.line(line, tall=writer.tall)


@_write.register
def _(element: Ends, writer: _Writer) -> None:
    gap = writer.columns - columns(element.left) - columns(element.right)
    if gap > 0:
        writer.line(element.left + " " * gap + element.right)
    else:
        for text in (element.left, element.right):
            _centred(writer, text, 1, bold=False)
