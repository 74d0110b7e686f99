"""The sample branch that a new lobby gets: its set-up and its list of known customers, as files."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def names() -> list[str]:
    """The sample branches there are."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


def branch_file(name: str = "boutique") -> Path:
    return _FOLDER / f"{name}.toml"


def customers_file() -> Path:
    """Fictitious people; the numbers are card schemes' test numbers."""
    return _FOLDER / "customers.csv"
