"""A port that lobby.toml names wrongly stops the kiosk with one sentence that names the key."""

from pathlib import Path

import pytest

from kiosk.app import main
from lobby.local import found
from lobby.setup_file import read_branch
from resources import sample


@pytest.mark.parametrize("key", ["printer", "card_reader"])
def test_a_wrong_port_is_named_by_its_key(
    key: str, tmp_path: Path, qapp: object, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{(tmp_path / 'lobby.db').as_posix()}"
    found(url, read_branch(sample.branch_file()))
    wiring = tmp_path / "lobby.toml"
    wiring.write_text(f'[kiosk]\n{key} = "foo://bar"\n', encoding="utf-8")
    assert main(["--database", url, "--config", str(wiring)]) == 1
    said = capsys.readouterr().err
    assert f"kiosk.{key}: " in said
    assert "Traceback" not in said
