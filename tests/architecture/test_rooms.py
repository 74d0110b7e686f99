"""The rooms keep to themselves: import contracts, names and sizes of docs/architecture.md hold."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter import cli

ROOT = Path(__file__).parents[2]
ROOMS = ("lobby", "devices", "resources", "uikit", "kiosk", "counter_display", "lobby_console", "demo")
NAMELESS = {"utils", "util", "misc", "helpers", "helper", "common", "manager", "managers"}


def modules() -> Iterator[Path]:
    """All of the product but the migrations, which are read once and never changed."""
    for room in ROOMS:
        yield from (path for path in (ROOT / room).rglob("*.py") if "versions" not in path.parts)


def test_imports_keep_to_the_contracts_of_setup_cfg(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    broken = cli.lint_imports(no_cache=True)
    assert broken == 0, capsys.readouterr().out


def test_no_room_is_called_after_nothing() -> None:
    nameless = [path for path in modules() if NAMELESS & {*path.relative_to(ROOT).with_suffix("").parts}]
    assert nameless == []


def test_no_module_outgrows_five_hundred_lines() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in modules()}
    assert {name: length for name, length in lengths.items() if length > 500} == {}


def test_no_function_outgrows_sixty_lines() -> None:
    long = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 60:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines")
    assert long == []
