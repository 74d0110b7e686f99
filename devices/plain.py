"""A paper as text for the printer's own characters and QR: a twentieth of the bytes, for slow serial lines.

What the printer can't do itself goes as dots, for that line only: a rare character, the mark, its QR code where it
knows none.
"""

from functools import cache, singledispatch
from typing import TYPE_CHECKING, Any

from devices import escpos, qr, strip
from devices.breaking import broken
from devices.compose import compose
from devices.escpos import Job
from devices.layout import Badge, Code, Element, Ends, Facts, Figures, Masthead, Number, Paragraph, Rule, Ruler, Words
from devices.mark import mark
from devices.paper import Paper
from devices.profile import Characters, Profile
from devices.ruler import scale
from devices.strip import CELL, Piece
from devices.template import Sheet, template

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 8  # times the plain size, all that GS ! can do
_PLAINER = str.maketrans({"–": "-", "\u00a0": " "})  # a dash between digits is one column wide, not two


def encode(paper: Paper, profile: Profile) -> Job:
    """What prints `paper` as text and parts it from the next."""
    sheet = template().sheet(profile.dots, paper.large)
    writer = _Writer(sheet, profile)
    for element in compose(paper, sheet):
        _write(element, writer)
    return writer.finished()


@cache
def code(char: str, characters: Characters = Characters.GBK) -> bytes | None:
    """`char` as the printer knows it; None where it has no such character.

    The two-byte part of GB18030 alone is what every Chinese printer has; the four-byte part few do.

    >>> code("镕"), code("𠮷"), code("镕", Characters.GB2312)
    (b'\\xe9F', None, None)
    """
    if char.isascii():
        return char.encode("ascii") if char.isprintable() else None
    if characters is Characters.ASCII:
        return None
    try:
        known = char.encode(characters.value)
    except UnicodeEncodeError:
        return None
    return known if len(known) == 2 and char.isprintable() else None


def plainer(text: str) -> str:
    """`text` with the signs that stand in one column."""
    return text.translate(_PLAINER)


def columns(text: str) -> int:
    """How wide `text` is at plain size."""
    return sum(map(strip.cell, plainer(text))) // CELL


class _Writer:
    """Collects lines; a style is sent only where it changes, dots only where characters are missing."""

    def __init__(self, sheet: Sheet, profile: Profile) -> None:
        from escpos.printer import Dummy

        self._out: Any = Dummy()
        self._out.hw("INIT")
        if profile.characters is not Characters.ASCII:
            self._out._raw(escpos.CHINESE)
        self._style: dict[str, Any] = {"align": "left", "bold": False, "width": 1, "height": 1}
        self._line: list[Piece] = []
        self._rows = 0
        self.sheet, self.profile = sheet, profile
        self.columns = sheet.dots // CELL
        self.tall = 2 if sheet.large else 1
        self.wide = 2 if sheet.large and not sheet.narrow else 1

    def put(self, text: str, *, align: str = "left", bold: bool = False, wide: int = 1, tall: int = 1) -> None:
        """A piece of a line."""
        self._line.append(Piece(plainer(text), align, bold, wide, tall))

    def line(self, text: str = "", **style: Any) -> None:
        """A piece, and the line is whole."""
        self.put(text, **style)
        pieces, self._line = self._line, []
        if any(self._code(char) is None for piece in pieces for char in piece.text):
            align = pieces[0].align
            self.picture(strip.inked(strip.picture(pieces, self.sheet.dots), align), align)
            return
        for piece in pieces:
            self._set(align=piece.align, bold=piece.bold, width=piece.width, height=piece.height)
            self._out._raw(b"".join(self._code(char) or b"" for char in piece.text))
        self._out._raw(b"\n")
        self._rows += strip.rows(pieces)

    def picture(self, dots: "Image", align: str = "center") -> None:
        """Dots in the middle of the paper, or where `align` says."""
        self._set(align=align)
        self._out._raw(escpos.raster(dots))
        self._rows += dots.height

    def code(self, link: str) -> None:
        """A QR code, drawn by the printer itself if it can."""
        from escpos.constants import QR_ECLEVEL_M, QR_MODEL_2

        if not self.profile.qr:
            self.picture(_to_bytes(qr.picture(link, self.sheet.module)))
            return
        self._set(align="center", width=1, height=1)
        self._out.qr(link, ec=QR_ECLEVEL_M, size=self.sheet.module, model=QR_MODEL_2, native=True)
        self._rows += len(qr.modules(link)) * self.sheet.module

    def finished(self) -> Job:
        """Everything, with the cut at the end."""
        return Job(bytes(self._out.output) + escpos.ending(self.profile), self._rows)

    def _code(self, char: str) -> bytes | None:
        return code(char, self.profile.characters)

    def _set(self, **wanted: Any) -> None:
        """Changes to `wanted` with as few bytes as it takes."""
        changed = {name: value for name, value in wanted.items() if self._style[name] != value}
        self._style |= changed
        if changed.keys() & {"width", "height"}:
            changed |= {"custom_size": True, "width": self._style["width"], "height": self._style["height"]}
        if changed:
            self._out.set(**changed)


def _to_bytes(dots: "Image") -> "Image":
    """Widened to whole bytes, so that nothing is cut off at the right."""
    from PIL import Image

    whole = Image.new("1", (-(-dots.width // 8) * 8, dots.height), 1)
    whole.paste(dots, (0, 0))
    return whole


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
    if writer.sheet.mark:
        writer.picture(_to_bytes(mark(element.mark, writer.sheet.mark)))
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
    style: dict[str, Any] = {"wide": writer.wide, "tall": writer.tall}
    indent = max(columns(label) for label, _ in element.rows) + 2
    for label, text in element.rows:
        writer.put(label + " " * (indent - columns(label)), **style)
        for row, line in enumerate(broken(text, writer.columns // writer.wide - indent, columns, most=3)):
            writer.put(" " * indent if row else "", **style)
            writer.line(line, bold=True, **style)


@_write.register
def _(element: Code, writer: _Writer) -> None:
    writer.code(element.link)
    for text in (element.title, *element.lines):
        _centred(writer, text, 1, bold=text is element.title)


@_write.register
def _(element: Paragraph, writer: _Writer) -> None:
    for line in broken(element.text, writer.columns // writer.wide, columns):
        writer.line(line, wide=writer.wide, tall=writer.tall)


@_write.register
def _(element: Ends, writer: _Writer) -> None:
    gap = writer.columns - columns(element.left) - columns(element.right)
    if gap > 0:
        writer.line(element.left + " " * gap + element.right)
    else:
        for text in (element.left, element.right):
            _centred(writer, text, 1, bold=False)


@_write.register
def _(element: Ruler, writer: _Writer) -> None:
    writer.picture(scale(writer.sheet.dots, element.dpi))
