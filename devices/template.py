"""The one ticket template, read from `resources/ticket/template.toml`: which lines, in which order, in which sizes."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Sheet:
    """The sizes of one kind of paper, in dots."""

    dots: int
    large: bool
    margin: int
    mark: int
    number: int
    value: int
    service: int
    masthead: int
    fact: int
    heading: int
    notice: int
    small: int
    module: int
    column: int
    omit: tuple[str, ...]

    @property
    def narrow(self) -> bool:
        """Whether words have to be short."""
        return self.dots < 500

    @property
    def width(self) -> int:
        """What is left between the margins."""
        return self.dots - 2 * self.margin


@dataclass(frozen=True)
class Template:
    """The order of the lines, and the sheets they are set on."""

    ticket: tuple[str, ...]
    notice: tuple[str, ...]
    slip: tuple[str, ...]
    test: tuple[str, ...]
    facts: tuple[str, ...]
    sheets: tuple[Sheet, ...]

    def sheet(self, dots: int, large: bool = False) -> Sheet:
        """The sheet for a print head of `dots`: the widest drawn one that it holds, stretched to whole bytes."""
        usable = dots // 8 * 8
        fitting = [sheet for sheet in self.sheets if sheet.large == large and sheet.dots <= usable]
        if not fitting:
            raise ValueError(f"no ticket fits on {dots} dots; the narrowest paper has 384")
        best = max(fitting, key=lambda sheet: sheet.dots)
        return Sheet(**{**vars(best), "dots": usable})


@cache
def template() -> Template:
    """The template of this house."""
    text = files("resources").joinpath("ticket/template.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    sheets = tuple(Sheet(**{**sheet, "omit": tuple(sheet["omit"])}) for sheet in data["sheet"])
    return Template(
        **{name: tuple(data[name]) for name in ("ticket", "notice", "slip", "test", "facts")}, sheets=sheets
    )
