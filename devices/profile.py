"""What one kind of ticket printer can do, read from `resources/printers/` or a bank's own file of the same form."""

import tomllib
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from resources.printers import FOLDER

USUAL = "generic-80"
NARROWEST, WIDEST = 384, 2000


class BadProfile(ValueError):
    """There is no such profile, or its file is not as it has to be."""


class Characters(StrEnum):
    """The characters that the printer itself has; a line with others goes to it as a picture."""

    GBK = "gbk"
    GB2312 = "gb2312"
    ASCII = "ascii"


class Cutter(StrEnum):
    """How a paper is parted from the next one; `none` is a tear bar."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Answer(StrEnum):
    """What the printer answers: `dle-eot` how it is, `gs-r` that all before is printed."""

    STATUS = "dle-eot"
    DONE = "gs-r"


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One kind of printer."""

    name: str
    paper_mm: int
    dots: int
    dpi: int
    characters: Characters
    qr: bool  # draws QR codes itself
    cutter: Cutter
    to_cutter_mm: int  # paper between the print line and the cutter, blank on each ticket
    feed_lines: int = 0  # before the cut, or up to the tear bar
    present: str = ""  # bytes in hex that hand the paper out after the cut
    near_end: bool  # has a sensor for it
    status: tuple[Answer, ...]
    notes: str = ""
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for key, least, most in (("dots", NARROWEST, WIDEST), ("dpi", 100, 600), ("feed_lines", 0, 255)):
            if not least <= getattr(self, key) <= most:
                raise BadProfile(f"{key}: can't be {getattr(self, key)}; {least} to {most}")
        try:
            bytes.fromhex(self.present)
        except ValueError as wrong:
            raise BadProfile(f"present: can't be {self.present!r}; bytes in hex, for example '1d 65 05'") from wrong

    def millimetres(self, rows: int) -> float:
        """How much paper a ticket of so many rows of dots takes, with what is blank before the cut."""
        return rows * 25.4 / self.dpi + self.to_cutter_mm


def codes() -> tuple[str, ...]:
    """The profiles that come with Lobby."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml")))


@cache
def profile(code: str = USUAL, folder: Path | None = None) -> Profile:
    """The profile of this code, or of the file that it names (from `folder`, if not absolute)."""
    own = code.endswith(".toml")
    if not own and code not in codes():
        near = get_close_matches(code, codes(), 1)
        said = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(codes())}, or a file ending in .toml"
        raise BadProfile(f"can't be {code!r}; {said}")
    file = (folder or Path()) / code if own else FOLDER / f"{code}.toml"
    try:
        return _fitted(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadProfile(f"the profile {file} can't be read: {error}") from error
    except BadProfile as wrong:
        raise BadProfile(f"the profile {file} can't be used: {wrong}") from wrong


def changed(base: Profile, **own: Any) -> Profile:
    """`base` with what this machine's wiring says otherwise; None says nothing."""
    return replace(base, **{key: value for key, value in own.items() if value is not None})


def _fitted(data: dict[str, Any]) -> Profile:
    known = {field.name: field for field in fields(Profile)}
    for key in data:
        if key not in known:
            near = get_close_matches(key, known, 1)
            said = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known)}"
            raise BadProfile(f"{key}: unknown key; {said}")
    try:
        return Profile(**{key: _value(key, known[key].type, value) for key, value in data.items()})
    except TypeError as missing:
        raise BadProfile(f"not all is said: {str(missing).partition('() ')[2]}") from missing


def _value(key: str, kind: Any, value: Any) -> Any:
    try:
        if kind in (Characters, Cutter):
            return kind(value)
        if kind in (tuple[Answer, ...], tuple[str, ...]):
            if not isinstance(value, list):
                raise ValueError("a list in [brackets]")
            return tuple((Answer if kind == tuple[Answer, ...] else str)(entry) for entry in value)
    except ValueError as wrong:
        raise BadProfile(f"{key}: {wrong}") from wrong
    if type(value) is not kind:  # true is an int to Python, never to a person
        raise BadProfile(f"{key}: has to be {_WORDS[kind]}, not {value!r}")
    return value


_WORDS = {str: "text in quotes", int: "a whole number", bool: "true or false"}
