"""The rows of a table that somebody exported: CSV in UTF-8 or GB18030, or the first sheet of an Excel file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOST_ROWS = 200_000
EXACT = 10**15
"""A spreadsheet keeps fifteen digits of a number: a card number kept as one has lost its last."""

Row = tuple[int, list[str]]
"""Its number in the file, as people count, and its cells as text."""


class Unreadable(Exception):
    """Why the file as a whole can't be read."""


@dataclass(frozen=True, slots=True)
class Table:
    rows: Iterator[Row]
    encoding: str
    """`utf-8`, or `gb18030` where a text file was not UTF-8 and was read as the spreadsheet's Chinese encoding."""


def read_table(path: Path) -> Table:
    """Raises Unreadable, now or while the rows are gone through."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"it can't be read ({error.strerror or error})") from error
    if path.suffix.lower() == ".xlsx":
        return Table(_limited(_excel(data)), "utf-8")
    text, encoding = _text(data)
    return Table(_limited(_csv(text)), encoding)


def _limited(rows: Iterator[Row]) -> Iterator[Row]:
    for number, cells in rows:
        if number > MOST_ROWS:
            raise Unreadable(f"it has more than {MOST_ROWS} lines")
        yield number, cells


def _csv(text: str) -> Iterator[Row]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in rows:
            yield rows.line_num, cells
    except csv.Error as error:
        raise Unreadable(f"line {rows.line_num} is not CSV ({error})") from error


def _text(data: bytes) -> tuple[str, str]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise Unreadable("it is neither UTF-8 nor GB18030 text; save it as 'CSV UTF-8' or as .xlsx")


def _excel(data: bytes) -> Iterator[Row]:
    from openpyxl import load_workbook  # slow to import, and most lists are CSV

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write a wrong size
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            texts = [_cell(cell) for cell in cells]
            while texts and not texts[-1]:
                texts.pop()
            yield number, texts
        book.close()
    except Exception as error:  # a file that only calls itself .xlsx fails in many ways
        raise Unreadable(f"it is no Excel file that can be read ({type(error).__name__})") from error


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and abs(value) >= EXACT:
        return f"{value:.2E}"
    return str(value)
