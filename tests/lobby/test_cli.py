"""The shell's door: the same commands, queries and events as in code, with exit codes that scripts can rely on."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lobby import wire
from lobby.cli import main
from lobby.errors import REASONS

CARD = "4111111111111111"


class Shell:
    """Runs command lines in this process and keeps what they printed."""

    def __init__(self, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.database = database
        self.capsys = capsys
        self.out = self.err = ""

    def run(self, *words: str) -> int:
        try:
            code = main([*words, "--database", str(self.database)])
        except SystemExit as stop:
            code = int(stop.code or 0)
        self.out, self.err = self.capsys.readouterr()
        assert "Traceback" not in self.out + self.err
        return code

    def json(self, *words: str, code: int = 0) -> Any:
        assert self.run(*words, "--json") == code, self.out + self.err
        assert self.err == ""
        return json.loads(self.out)


@pytest.fixture
def empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "lobby.db", capsys)


@pytest.fixture
def shell(empty: Shell) -> Shell:
    assert empty.run("init", "--sample", "boutique") == 0
    assert empty.run("do", "OpenDay") == 0
    return empty


def test_init_makes_the_sample_branch_once_only(empty: Shell) -> None:
    assert empty.json("init", "--sample", "boutique")["branch"] == "riverside"
    before = empty.database.read_bytes()
    assert empty.json("init", "--sample", "boutique", code=1)["trouble"] == "database-exists"
    assert empty.database.read_bytes() == before
    assert empty.json("ask", "FindCustomer", f"customer={CARD}")["surname"] == "王"


def test_init_from_ones_own_file_and_nothing_is_made_when_it_is_wrong(empty: Shell, tmp_path: Path) -> None:
    file = tmp_path / "my-branch.toml"
    file.write_text('code = "corner"\nbanc = {}\n', encoding="utf-8")
    answer = empty.json("init", "--from", str(file), code=1)
    assert answer["trouble"] == "bad-setup"
    assert "banc: unknown key; did you mean 'bank'?" in answer["message"]
    assert not empty.database.exists()


def test_a_ticket_goes_from_issue_to_end(shell: Shell) -> None:
    ticket = shell.json("do", "TakeTicket", "service=cash-withdraw", "amount=1500000", "language=en")
    assert (ticket["number"], ticket["amount"], ticket["state"]) == ("A001", 1500000, "waiting")
    assert shell.json("do", "OpenCounter", "counter=1", "staff=t1") is None
    assert shell.json("do", "CallNext", "counter=1")["id"] == ticket["id"]
    shell.json("do", "Arrive", "counter=1")
    assert shell.json("do", "Finish", "counter=1")["state"] == "done"
    assert shell.json("do", "CallNext", "counter=1") is None
    assert shell.json("ask", "Hall")["figures"]["served"] == 1
    assert shell.json("ask", "TicketHistory", f"ticket={ticket['id']}")["ticket"]["state"] == "done"
    kinds = [event["kind"] for event in shell.json("events", "--after", "0")]
    assert kinds[0] == "branch.founded"
    assert kinds.index("ticket.issued") < kinds.index("ticket.called")


def test_n6_the_same_key_gives_the_same_ticket(shell: Shell) -> None:
    first = shell.json("do", "TakeTicket", "service=transfer", "--key", "k1")
    assert shell.json("do", "TakeTicket", "service=transfer", "--key", "k1") == first
    assert shell.json("do", "Abandon", "ticket=1", "--key", "k1", code=3)["refused"] == "key-reused"


def test_a_refusal_exits_3_with_its_reason(shell: Shell) -> None:
    answer = shell.json("do", "TakeTicket", "service=coffee", code=3)
    assert answer["refused"] == "unknown-service"
    assert answer["message"].startswith("There is no service 'coffee'")
    assert set(REASONS) >= {answer["refused"]}
    assert shell.run("do", "TakeTicket", "service=coffee") == 3
    assert shell.out == ""
    assert shell.err.startswith("lobby: refused (unknown-service): There is no service 'coffee'")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["do", "TakeTicked"], "There is no command 'TakeTicked'"),
        (["ask", "Hal"], "There is no query 'Hal'"),
        (["do", "TakeTicket"], "service"),
        (["do", "TakeTicket", "service"], "'service' has to be field=value"),
        (["do", "TakeTicket", "service=fx", "service=fx"], "given twice"),
        (["do", "TakeTicket", "servise=fx"], "TakeTicket has no field servise"),
        (["do", "TakeTicket", "service=fx", "amount=much"], "amount"),
        (["do", "TakeTicket", "service=fx", "note=\udcff"], "note is not valid text"),
        (["do", "ImportCustomers", "customers=["], "customers has to be JSON"),
        (["do", "Hold", "counter=1", "kind=tea"], "kind"),
    ],
)
def test_wrong_usage_exits_2(shell: Shell, words: list[str], said: str) -> None:
    assert shell.run(*words) == 2
    assert said in shell.err
    assert said in shell.json(*words, code=2)["usage"]


@pytest.mark.parametrize(
    "words", [[], ["dance"], ["init"], ["init", "--sample", "castle"], ["events", "--after", "x"], ["do", "--kee"]]
)
def test_unknown_verbs_and_options_exit_2(empty: Shell, words: list[str]) -> None:
    assert empty.run(*words) == 2
    assert "usage: lobby" in empty.err


def test_trouble_exits_1_and_says_what_to_do(empty: Shell, tmp_path: Path) -> None:
    answer = empty.json("ask", "Hall", code=1)
    assert answer["trouble"] == "database-missing"
    assert str(empty.database) in answer["message"]
    wiring = tmp_path / "lobby.toml"
    wiring.write_text("[kiosk]\nprintr = 1\n", encoding="utf-8")
    assert empty.run("ask", "Hall", "--config", str(wiring)) == 1
    assert "kiosk.printr: unknown key; did you mean 'printer'?" in empty.err


def test_what_nobody_foresaw_is_a_sentence_too(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(value: object) -> str:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(wire, "to_json", broken)
    answer = shell.json("ask", "Hall", code=1)
    assert answer["trouble"] == "unforeseen"
    assert "ZeroDivisionError: a bug" in answer["message"]


def test_people_can_read_the_answers(shell: Shell) -> None:
    shell.run("do", "TakeTicket", "service=cash-withdraw")
    assert "number: A001" in shell.out.splitlines()
    shell.run("do", "OpenCounter", "counter=1", "staff=t1")
    assert shell.out == "nothing\n"
    shell.run("do", "CallNext", "counter=1")
    shell.run("ask", "Hall")
    assert "phase: open" in shell.out
    assert "code=1  state=calling" in shell.out
    assert "ticket=(A001  id=1  cash-withdraw  called" in shell.out
    shell.run("ask", "Setup")
    assert "name: 滨江路支行 Riverside Branch" in shell.out
    shell.run("events")
    assert "kind=ticket.called" in shell.out


def test_every_command_and_query_can_be_found(empty: Shell) -> None:
    assert set(empty.json("do")) == set(wire.COMMANDS)
    assert set(empty.json("ask")) == set(wire.QUERIES)


def test_events_come_after_a_number_and_all_of_them(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lobby.local.MOST_EVENTS", 2)
    for _ in range(3):
        shell.run("do", "TakeTicket", "service=fx")
    events = shell.json("events")
    assert [event["id"] for event in events] == list(range(1, len(events) + 1))
    assert shell.json("events", "--after", str(len(events))) == []
    assert shell.json("events", "--after", "2")[0]["id"] == 3


def test_b4_customers_who_can_be_taken_come_in_and_the_others_are_named(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    rows = "card,level,surname,title\n5555555555554444,gold,𠮷,女士\n"
    file.write_text(f"{rows}{CARD},gild,王,女士\n", encoding="utf-8")
    answer = shell.json("import-customers", str(file), "--strict", code=1)
    assert answer["trouble"] == "bad-customers"
    assert [(refusal["line"], refusal["key"]) for refusal in answer["refused"]] == [(3, "level")]
    assert "list.csv: line 3: level: there is no 'gild'; did you mean 'gold'?" in answer["message"]
    assert shell.json("ask", "FindCustomer", f"customer={CARD}")["surname"] == "王"
    assert shell.run("import-customers", str(file)) == 0
    assert "line 3: level" in shell.err
    assert shell.json("ask", "FindCustomer", f"customer={CARD}") is None
    assert shell.json("ask", "FindCustomer", "customer=5555555555554444")["surname"] == "𠮷"
    file.write_bytes(rows.replace("𠮷", "镕").encode("gb18030"))
    assert shell.run("import-customers", str(file)) == 0
    assert shell.out == "Imported 1 known customers; 0 rows were left out.\n"
    assert "read as GB18030" in shell.err


def test_b4_no_card_is_kept_in_clear(shell: Shell) -> None:
    shell.run("do", "TakeTicket", "service=wealth", f"customer={CARD}")
    kept = b"".join(p.read_bytes() for p in shell.database.parent.iterdir() if p.is_file())
    assert CARD.encode() not in kept


def test_version_and_upgrade(shell: Shell) -> None:
    assert shell.json("version")["version"]
    assert shell.run("upgrade") == 0
    assert "up to date" in shell.out


def test_the_command_runs_as_a_program_of_its_own(tmp_path: Path) -> None:
    def lobby(*words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([sys.executable, "-m", "lobby", *words], capture_output=True, check=False, timeout=60)

    database = f"--database={tmp_path / 'lobby.db'}"
    assert lobby("init", "--sample", "boutique", database).returncode == 0
    answer = lobby("do", "TakeTicket", "service=fx", database, "--json")
    assert (answer.returncode, json.loads(answer.stdout)["refused"]) == (3, "day-not-open")
    setup = json.loads(lobby("ask", "Setup", database, "--json").stdout.decode("utf-8"))
    assert setup["name"]["zh"] == "滨江路支行"
