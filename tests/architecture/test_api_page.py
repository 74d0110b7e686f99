"""docs/api.md is what the code says, and the journal says nothing that the page does not explain."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

from lobby.journal import KINDS
from lobby.model import PrintState

ROOT = Path(__file__).parents[2]


def test_the_page_of_the_public_surface_is_current() -> None:
    page = runpy.run_path(str(ROOT / "script" / "api-page"))["page"]()
    assert (ROOT / "docs" / "api.md").read_text(encoding="utf-8") == page, "run .venv/bin/python script/api-page"


def test_every_line_that_a_handler_writes_is_explained() -> None:
    written = set()
    for file in (ROOT / "lobby").rglob("*.py"):
        written |= set(re.findall(r'"((?:[a-z-]+)\.(?:[a-z-]+))"', " ".join(_records(file))))
    assert len(written) > 30
    assert written <= set(KINDS)
    assert {f"paper.{state}" for state in PrintState} <= set(KINDS)


def _records(file: Path) -> list[str]:
    return re.findall(r"record\((.*?)(?:, \w+=|\))", file.read_text(encoding="utf-8"), re.DOTALL)
