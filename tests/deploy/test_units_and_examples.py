"""What IT copies from deploy/ works: systemd takes the units, and the example files name only what there is."""

from __future__ import annotations

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from lobby.config import load

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
EXAMPLES = sorted((ROOT / "deploy" / "examples").glob("*.toml"))
FACES = ("kiosk", "display", "console")


def programs() -> set[str]:
    config = ConfigParser(interpolation=None)
    config.read(ROOT / "setup.cfg", "utf-8")
    points = config["options.entry_points"]
    return set(re.findall(r"^(lobby[\w-]*) =", points["console_scripts"] + points["gui_scripts"], re.M))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_can_be_read(example: Path) -> None:
    assert load(example).database.url


def test_units_start_programs_that_are_installed() -> None:
    started = {
        name.replace("%i", face)
        for unit in UNITS
        for name in re.findall(r"/opt/lobby/\.venv/bin/(lobby[\w%-]*)", unit.read_text("utf-8"))
        for face in FACES
    }
    assert started <= programs()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_takes_the_unit(unit: Path, tmp_path: Path) -> None:
    """With programs that are here in place of those that are installed in a branch."""
    for other in UNITS:
        text = re.sub(r"(?<=ExecStart=)\S+", "/bin/true", other.read_text("utf-8"))
        (tmp_path / other.name).write_text(re.sub("Documentation=.*", "", text), "utf-8")
    named = tmp_path / unit.name.replace("@.", "@kiosk.")
    if "@" in unit.name:
        (tmp_path / unit.name).rename(named)
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(named)], capture_output=True, text=True, check=False, timeout=60
    )
    complaints = [line for line in said.stderr.splitlines() if unit.name.partition("@")[0].partition(".")[0] in line]
    assert complaints == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_little_is_open_to_the_host() -> None:
    unit = ROOT / "deploy" / "systemd" / "lobby-host.service"
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", str(unit)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    ).stdout
    level = re.search(r"exposure level for lobby-host.service: ([\d.]+)", said)
    if level is None:
        pytest.skip("this systemd does not tell")
    assert float(level[1]) < 2.5
