"""This machine's wiring: found in a known order, and wrong values are named by file, key and reason."""

import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from lobby import config
from lobby.config import Config, Kiosk, Mode, Slot, database_url, load
from lobby.errors import Trouble

WHOLE = """
[database]
url = "sqlite:////srv/lobby/lobby.db"
[kiosk]
name = "2"
printer = "tcp://192.168.1.50:9100"
dots = 384
mode = "text"
card_reader = "/dev/ttyUSB1"
slot = "right"
language = "en"
link_base = "https://lobby.example"
[counter]
counter = "3"
staff = "t3"
[console]
staff = "m1"
[display]
chime = false
[brand]
name_zh = "云杉银行"
vip = { discreet = true }
"""


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "wiring.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_without_a_file_everything_has_a_default() -> None:
    assert load(environ={}) == Config()
    assert Config().kiosk.printer == config.ON_SCREEN


def test_a_whole_file_is_understood(tmp_path: Path) -> None:
    file = written(tmp_path, WHOLE)
    found = load(file)
    assert found.kiosk == Kiosk(
        name="2",
        printer="tcp://192.168.1.50:9100",
        dots=384,
        mode=Mode.TEXT,
        card_reader="/dev/ttyUSB1",
        slot=Slot.RIGHT,
        language="en",
        link_base="https://lobby.example",
    )
    assert (found.counter.counter, found.counter.staff, found.console.staff) == ("3", "t3", "m1")
    assert found.brand == {"name_zh": "云杉银行", "vip": {"discreet": True}}
    assert found.source == file


def test_the_file_is_looked_for_in_a_known_order(tmp_path: Path) -> None:
    usual = config.usual_places()[0]
    usual.parent.mkdir(parents=True)
    usual.write_text('[kiosk]\nname = "usual"\n', encoding="utf-8")
    try:
        named = written(tmp_path, '[kiosk]\nname = "named"\n')
        assert load(environ={}).kiosk.name == "usual"
        assert load(environ={"LOBBY_CONFIG": str(named)}).kiosk.name == "named"
        assert load(named, {"LOBBY_CONFIG": "elsewhere"}).kiosk.name == "named"
    finally:
        usual.unlink()


def test_the_record_is_named_by_option_environment_file_or_default(tmp_path: Path) -> None:
    wired = load(written(tmp_path, WHOLE))
    environ = {"LOBBY_DATABASE": "sqlite:////from/environment.db"}
    assert database_url("sqlite:////from/option.db", wired, environ) == "sqlite:////from/option.db"
    assert database_url(None, wired, environ) == "sqlite:////from/environment.db"
    assert database_url(None, wired, {}) == "sqlite:////srv/lobby/lobby.db"
    assert database_url(None, Config(), {}) == f"sqlite:///{config.own_database().as_posix()}"
    assert database_url(str(tmp_path / "a.db"), Config(), {}) == f"sqlite:///{(tmp_path / 'a.db').as_posix()}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[kiosk]\nprintr = "x"', "kiosk.printr: unknown key; did you mean 'printer'?"),
        ("[kiosk]\nprinter = 9100", "kiosk.printer: has to be text in quotes, not 9100"),
        ('[kiosk]\ndots = "576"', "kiosk.dots: has to be a whole number, not '576'"),
        ("[kiosk]\ndots = 0", "kiosk.dots: can't be 0"),
        (f'[kiosk]\nname = "{"x" * 35}"', "; 1 to 34 characters. Nothing was started."),
        ('[kiosk]\nprintre = "x"', "did you mean 'printer'? Nothing was started."),
        ('[kiosk]\nmode = "rastre"', "kiosk.mode: can't be 'rastre'; did you mean 'raster'?"),
        ('[kiosk]\nlanguage = "fr"', "kiosk.language: can't be 'fr'"),
        ('[kiosk]\nlink_base = "lobby.example"', "kiosk.link_base: has to begin with https://"),
        ('kiosk = "1"', "kiosk: has to be a table, not '1'"),
        ('source = "x"', "source: unknown key"),
        ("[printers]", "printers: unknown key; did you mean 'printer'?"),
        ("[printer]\nroll = 900", "printer.roll: can't be 900; 0 to 300"),
        ("[printer]\ncutter = 'saw'", "printer.cutter: can't be 'saw'; there are: full, partial, none"),
        ("[kiosk", "not valid TOML"),
        ('[kiosk]\nname = "取号机"'.encode("gb18030"), "not UTF-8"),
    ],
)
def test_a_wrong_file_is_named_with_key_and_reason(tmp_path: Path, text: str | bytes, said: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(Trouble) as caught:
        load(file)
    assert caught.value.kind == "bad-config"
    assert said in str(caught.value)
    assert str(file) in str(caught.value)


def test_a_named_file_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="can't be read"):
        load(environ={"LOBBY_CONFIG": str(tmp_path / "nowhere.toml")})


DOCS = Path(__file__).parents[2] / "docs"


def test_the_documentation_shows_every_key_and_is_itself_a_valid_file(tmp_path: Path) -> None:
    text = (DOCS / "lobby-toml.md").read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    load(written(tmp_path, text))
    shown = tomllib.loads(text)
    for part in fields(Config):
        table = getattr(Config(), part.name)
        if is_dataclass(table):
            assert set(shown[part.name]) == {f.name for f in fields(table)}
