"""`lobby staff` and `lobby pair`, as whoever looks after the host uses them."""

import json
import re
from typing import Any

import pytest
from argon2 import PasswordHasher

from lobby import slow_hash
from lobby.access import STRANGER
from lobby.api import open_lobby
from lobby.cli import main
from lobby.commands import AskPairing
from lobby.local import LocalLobby
from lobby.model import StationRole

ONE_TIME = re.compile(r"([a-z0-9]{5}-){2}[a-z0-9]{5}")


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_hash, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


class Shell:
    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.url, self.capsys = url, capsys

    def says(self, *words: str, code: int = 0) -> str:
        assert main([*words, "--database", self.url]) == code
        return self.capsys.readouterr().out

    def json(self, *words: str, code: int = 0) -> Any:
        return json.loads(self.says(*words, "--json", code=code))


@pytest.fixture
def shell(url: str, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(url, capsys)


def asked(url: str) -> str:
    lobby = open_lobby(url)
    assert isinstance(lobby, LocalLobby)
    code = lobby.do(AskPairing(StationRole.COUNTER, "counter PC", "2"), None, STRANGER).code
    lobby.close()
    return code


def test_a_first_password_is_given_once_and_a_forgotten_one_replaced(shell: Shell) -> None:
    first = shell.json("staff", "add", "t1")["passwords"]["t1"]
    assert ONE_TIME.fullmatch(first)
    assert shell.json("staff", "add", "t1", code=3)["refused"] == "has-password"
    assert shell.json("staff", "reset", "t1")["passwords"]["t1"] != first
    assert shell.json("staff", "add", "nobody", code=3)["refused"] == "unknown-staff"


def test_a_new_branchs_whole_staff_gets_its_passwords_at_once(shell: Shell) -> None:
    shell.json("staff", "add", "t1")
    given = shell.json("staff", "add", "--all")["passwords"]
    assert "t1" not in given
    assert len(set(given.values())) == len(given) > 5
    assert shell.json("staff", "add", "--all")["passwords"] == {}


def test_the_list_tells_who_can_sign_in(shell: Shell) -> None:
    shell.says("staff", "add", "t1", "t2")
    assert shell.says("staff", "disable", "t2") == "t2 can't sign in any more.\n"
    lines = {line.split()[0]: line for line in shell.says("staff", "list").splitlines()}
    assert lines["t1"].endswith("has a one-time password")
    assert lines["t2"].endswith("disabled")
    assert lines["t3"].endswith("no password yet")


def test_a_machine_is_approved_listed_and_revoked(shell: Shell, url: str) -> None:
    assert shell.says("pair", "list") == "no stations\n"
    code = asked(url)
    assert shell.says("pair", "list") == f"{code:<14}asks to be counter 2 (counter PC)\n"
    assert shell.json("pair", "approve", code.lower())["station"] == "counter#1"
    assert shell.says("pair", "list") == "counter#1     counter 2 (counter PC)\n"
    assert shell.json("pair", "revoke", "counter#1")["revoked"] == "counter#1"
    assert shell.says("pair", "list").endswith("revoked\n")
    assert shell.json("pair", "approve", code, code=3)["refused"] == "unknown-pairing"


def test_a_machine_that_nobody_knows_is_refused(shell: Shell, url: str) -> None:
    assert shell.json("pair", "refuse", asked(url))["refused"]
    assert shell.says("pair", "list") == "no stations\n"
