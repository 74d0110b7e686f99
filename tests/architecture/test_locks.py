"""The locks hold what setup.cfg asks for, with hashes, and the documents name every direct dependency."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = {"requirements.lock": "install_requires", "requirements-dev.lock": "dev"}

# Where the lobby stands or may come to stand: (platform, machine, Python).
PLACES = [
    (platform, machine, python)
    for platform, machine in (("linux", "x86_64"), ("linux", "aarch64"), ("win32", "AMD64"), ("win32", "ARM64"))
    for python in ("3.11", "3.12", "3.13", "3.14")
]


def asked(kind: str) -> list[Requirement]:
    config = ConfigParser(interpolation=None)
    config.read(ROOT / "setup.cfg", "utf-8")
    section = "options" if kind == "install_requires" else "options.extras_require"
    lines = (line for line in config[section][kind].splitlines() if line and not line.startswith("#"))
    return [Requirement(line) for line in lines]


def locked(lock: str) -> dict[str, list[tuple[Requirement, str]]]:
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    pins: dict[str, list[tuple[Requirement, str]]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            pin, _, hashes = line.partition("--hash")
            requirement = Requirement(pin.strip())
            pins.setdefault(canonicalize_name(requirement.name), []).append((requirement, hashes))
    return pins


def holds(marker: Marker | None, place: tuple[str, str, str]) -> bool:
    platform, machine, python = place
    environment: dict[str, str] = {
        **{name: str(value) for name, value in default_environment().items()},
        "sys_platform": platform,
        "platform_machine": machine,
        "python_version": python,
        "python_full_version": f"{python}.9",
    }
    return marker is None or marker.evaluate(environment)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_no_host(lock: str) -> None:
    pins = [pin for several in locked(lock).values() for pin in several]
    assert all("sha256:" in hashes for _, hashes in pins)
    assert "://" not in (ROOT / lock).read_text("utf-8")


@pytest.mark.parametrize("place", PLACES, ids="-".join)
@pytest.mark.parametrize("lock", LOCKS)
def test_lock_answers_setup_cfg_on_every_platform(lock: str, place: tuple[str, str, str]) -> None:
    pins = locked(lock)
    for wanted in asked("install_requires") + (asked("dev") if lock == "requirements-dev.lock" else []):
        if not holds(wanted.marker, place):
            continue
        here = [pin for pin, _ in pins.get(canonicalize_name(wanted.name), []) if holds(pin.marker, place)]
        assert len(here) == 1, f"{wanted} on {place}: run script/lock"
        version = re.sub("^==", "", str(here[0].specifier))
        assert wanted.specifier.contains(version), f"{wanted} on {place}: {version} is locked, run script/lock"


def test_documents_name_every_direct_dependency() -> None:
    text = (ROOT / "docs/dependencies.md").read_text("utf-8").lower()
    names = {requirement.name.lower() for kind in LOCKS.values() for requirement in asked(kind)}
    assert {name for name in names if f"`{name}`" not in text} == set()
