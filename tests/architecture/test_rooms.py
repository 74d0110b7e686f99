"""The rooms keep to themselves: import contracts, names and sizes of docs/architecture.md hold."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = (
    "lobby",
    "devices",
    "resources",
    "uikit",
    "kiosk",
    "counter_display",
    "lobby_console",
    "gateway",
    "demo",
    "doctor",
)
NAMELESS = {"utils", "util", "misc", "helpers", "helper", "common", "manager", "managers"}


def modules() -> Iterator[Path]:
    """All of the product but the migrations, which are read once and never changed."""
    for room in ROOMS:
        yield from (path for path in (ROOT / room).rglob("*.py") if "versions" not in path.parts)


def test_imports_keep_to_the_contracts_of_setup_cfg() -> None:
    # A process of its own: import-linter silences the loggers of the one it runs in.
    program = "from importlinter.cli import lint_imports_command as main; main(['--no-cache'])"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


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
