"""A paper as a one-bit picture: the same dots on every machine, whatever the printer knows of Chinese."""

from functools import partial, singledispatch
from typing import TYPE_CHECKING, Any

from devices import escpos, qr, typeface
from devices.breaking import broken
from devices.compose import compose
from devices.escpos import Job
from devices.layout import Badge, Code, Element, Ends, Facts, Figures, Masthead, Number, Paragraph, Rule, Ruler, Words
from devices.mark import mark
from devices.paper import Paper
from devices.profile import Profile
from devices.ruler import scale
from devices.template import Sheet, template
from devices.typeface import BOLD, MEDIUM, REGULAR

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 4000  # dots: half a metre of paper
_DIGIT = 0.74  # height of a capital or digit over its size
_HANZI = 0.88  # how far a hanzi reaches above the baseline


def render(paper: Paper, dots: int) -> "Image":
    """The picture of `paper` for a print head of `dots`, one bit deep, white where nothing is printed."""
    from PIL import Image, ImageDraw

    sheet = template().sheet(dots, paper.large)
    picture = Image.new("1", (sheet.dots, LONGEST), 1)
    pen = _Pen(ImageDraw.Draw(picture), picture, sheet)
    for element in compose(paper, sheet):
        _draw(element, pen)
    return picture.crop((0, 0, sheet.dots, min(LONGEST, pen.y + 8)))


def encode(paper: Paper, profile: Profile) -> Job:
    """What prints `paper` as a picture and parts it from the next."""
    picture = render(paper, profile.dots)
    return Job(escpos.INITIALISE + escpos.raster(picture) + escpos.ending(profile), picture.height)


class _Pen:
    """Where on the paper we are."""

    def __init__(self, draw: Any, picture: "Image", sheet: Sheet) -> None:
        self.canvas = draw
        self.picture = picture
        self.sheet = sheet
        self.y = 18
        self.left = sheet.margin
        self.right = sheet.dots - sheet.margin
        self.middle = sheet.dots // 2

    def text(self, x: int, y: int, text: str, weight: int, size: int) -> int:
        """Text whose hanzi begin at `y`."""
        return typeface.draw(self.canvas, x, y + round(_HANZI * size), text, weight, size)

    def centred(self, middle: int, y: int, text: str, weight: int, size: int) -> None:
        self.text(middle - typeface.width(text, weight, size) // 2, y, text, weight, size)

    def bar(self, x0: int, y0: int, x1: int, y1: int) -> None:
        """A black box, its far edges not included."""
        self.canvas.rectangle((x0, y0, x1 - 1, y1 - 1), fill=0)


@singledispatch
def _draw(element: Element, pen: _Pen) -> None:
    raise TypeError(f"no drawing for {type(element).__name__} at {pen.y}")


@_draw.register
def _(element: Masthead, pen: _Pen) -> None:
    side = pen.sheet.mark
    gap = side // 3
    size = typeface.fitting(element.text, BOLD, pen.sheet.masthead, pen.sheet.width - side - gap)
    x = pen.middle - (side + gap + typeface.width(element.text, BOLD, size)) // 2
    if side:
        pen.picture.paste(mark(element.mark, side), (x, pen.y))
    pen.text(x + side + gap, pen.y + (max(side, size) - size) // 2, element.text, BOLD, size)
    pen.y += max(side, size) + 12


@_draw.register
def _(element: Words, pen: _Pen) -> None:
    weight = BOLD if element.bold else MEDIUM
    size = typeface.fitting(element.text, weight, getattr(pen.sheet, element.size), pen.sheet.width, pen.sheet.small)
    for line in broken(element.text, pen.sheet.width, partial(typeface.width, weight=weight, size=size), most=3):
        pen.centred(pen.middle, pen.y, line, weight, size)
        pen.y += round(1.25 * size)


@_draw.register
def _(element: Badge, pen: _Pen) -> None:
    pad = 28
    size = typeface.fitting(element.text, BOLD, pen.sheet.value // 2, pen.sheet.width - 2 * pad)
    half = typeface.width(element.text, BOLD, size) // 2 + pad
    height = round(1.5 * size)
    box = (pen.middle - half, pen.y, pen.middle + half, pen.y + height)
    pen.canvas.rounded_rectangle(box, radius=10, outline=0, width=4)
    pen.centred(pen.middle, pen.y + (height - size) // 2, element.text, BOLD, size)
    pen.y += height + 12


@_draw.register
def _(element: Number, pen: _Pen) -> None:
    size = typeface.fitting(element.text, BOLD, pen.sheet.number, pen.sheet.width)
    height = round(_DIGIT * size)
    pen.y += 24
    typeface.draw(
        pen.canvas, pen.middle - typeface.width(element.text, BOLD, size) // 2, pen.y + height, element.text, BOLD, size
    )
    pen.y += height + 10


@_draw.register
def _(element: Rule, pen: _Pen) -> None:
    pen.y += 10
    if element.dashed:
        for x in range(pen.left, pen.right, 10):
            pen.bar(x, pen.y, min(x + 6, pen.right), pen.y + 3)
        pen.y += 3 + 12
    else:
        pen.bar(pen.left, pen.y, pen.right, pen.y + 4)
        pen.y += 4 + 10


@_draw.register
def _(element: Figures, pen: _Pen) -> None:
    sheet = pen.sheet
    top, seam = pen.y, pen.left + round(sheet.width * 0.435)
    edges = (pen.left, seam, pen.right) if len(element.cells) == 2 else (pen.left, pen.right)
    height = round(1.35 * sheet.fact) + round(0.84 * sheet.value)
    for cell, x0, x1 in zip(element.cells, edges, edges[1:], strict=False):
        middle, room = (x0 + x1) // 2, x1 - x0 - 16
        label = typeface.fitting(cell.label, MEDIUM, sheet.fact, room)
        pen.centred(middle, top, cell.label, MEDIUM, label)
        small = typeface.fitting(cell.unit, MEDIUM, sheet.fact, 2 * room // 5, sheet.small)
        unit = typeface.width(cell.unit, MEDIUM, small)
        size = typeface.fitting(cell.value, BOLD, sheet.value, room - unit - 10)
        value = typeface.width(cell.value, BOLD, size)
        x = middle - (value + 10 + unit) // 2
        baseline = top + height - 4
        end = typeface.draw(pen.canvas, x, baseline, cell.value, BOLD, size)
        typeface.draw(pen.canvas, end + 10, baseline, cell.unit, MEDIUM, small)
    if len(element.cells) == 2:
        pen.bar(seam - 2, top - 4, seam + 2, top + height)
    pen.y += height


@_draw.register
def _(element: Facts, pen: _Pen) -> None:
    size = pen.sheet.fact
    labels = max(typeface.width(label, REGULAR, size) for label, _ in element.rows)
    for label, text in element.rows:
        own = typeface.width(label, MEDIUM, size) + 8
        indent = max(pen.sheet.column, labels + 16) if pen.sheet.column else own
        pen.text(pen.left, pen.y, label, MEDIUM, size)
        for line in broken(text, pen.sheet.width - indent, partial(typeface.width, weight=BOLD, size=size), most=3):
            pen.text(pen.left + indent, pen.y, line, BOLD, size)
            pen.y += round(1.36 * size)


@_draw.register
def _(element: Code, pen: _Pen) -> None:
    sheet = pen.sheet
    count = len(qr.modules(element.link)) + 2 * qr.QUIET
    module = max(1, min(sheet.module, sheet.width // count))
    side = count * module
    room = pen.right - (pen.left + side + 20)
    beside = room >= sheet.width // 3
    x = pen.left if beside else pen.middle - side // 2
    pen.picture.paste(qr.picture(element.link, module), (x, pen.y))
    _code_text(element, pen, (pen.left + side + 20, room, side) if beside else (pen.left, sheet.width, 0))
    pen.y += side if beside else side + round(1.4 * sheet.heading) + len(element.lines) * round(1.4 * sheet.notice)


def _code_text(element: Code, pen: _Pen, place: tuple[int, int, int]) -> None:
    x, room, side = place
    sheet = pen.sheet
    texts = [(element.title, BOLD, sheet.heading), *((line, MEDIUM, sheet.notice) for line in element.lines)]
    height = sum(round(1.4 * size) for _, _, size in texts)
    y = pen.y + (side - height) // 2 if side else pen.y
    for text, weight, size in texts:
        pen.text(x, y, text, weight, typeface.fitting(text, weight, size, room))
        y += round(1.4 * size)


@_draw.register
def _(element: Paragraph, pen: _Pen) -> None:
    size = pen.sheet.notice
    for line in broken(element.text, pen.sheet.width, partial(typeface.width, weight=MEDIUM, size=size)):
        pen.text(pen.left, pen.y, line, MEDIUM, size)
        pen.y += round(1.32 * size)
    pen.y += 10


@_draw.register
def _(element: Ends, pen: _Pen) -> None:
    size = pen.sheet.small
    left, right = (typeface.width(text, MEDIUM, size) for text in (element.left, element.right))
    pen.text(pen.left, pen.y, element.left, MEDIUM, size)
    if left + right + 12 > pen.sheet.width:
        pen.y += round(1.4 * size)
    pen.text(pen.right - right, pen.y, element.right, MEDIUM, size)
    pen.y += round(1.4 * size)


@_draw.register
def _(element: Ruler, pen: _Pen) -> None:
    """Every millimetre of the head, from its first dot to its last: what is missing shows a wrong width."""
    ruler = scale(pen.sheet.dots, element.dpi)
    pen.picture.paste(ruler, (0, pen.y))
    pen.y += ruler.height + 12
