"""The names in the [brand] block re-brand screens and paper without touching the record."""

from pathlib import Path

import pytest

from lobby.api import open_lobby
from lobby.cli import main
from lobby.model import Text
from lobby.queries import Hall, Setup
from uikit.names import renaming

BLOCK = {"name_zh": "橡树银行", "branch_en": "Harbour Branch", "hotline": "95123", "primary": "#1454B8"}


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{(tmp_path / 'lobby.db').as_posix()}"
    assert main(["init", "--sample", "boutique", "--database", url]) == 0
    return url


def test_names_in_the_block_win_and_the_others_stay_the_records(url: str) -> None:
    lobby = renaming(lambda: open_lobby(url), BLOCK)()
    branch = lobby.ask(Setup())
    assert (branch.bank, branch.name) == (Text("橡树银行", "Spruce Bank"), Text("滨江路支行", "Harbour Branch"))
    assert branch.hotline == "95123"
    assert lobby.ask(Hall()).counters
    lobby.close()


def test_without_a_block_the_door_is_the_door_itself(url: str) -> None:
    def door() -> object:
        return open_lobby(url)

    assert renaming(door, {}) is door  # type: ignore[arg-type]
