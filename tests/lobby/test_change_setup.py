"""The set-up of a branch that works already: changed at once, held to what is in use, kept version by version."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby import commands as c
from lobby import queries as q
from lobby.cli import main
from lobby.model import Branch, Hours, StationRole, Text
from lobby.setup_changes import changes
from lobby.setup_file import read_branch
from lobby.setup_text import branch_text
from resources import icons, sample
from tests.lobby.shift import Shift

SAMPLE = read_branch(sample.branch_file(), icons.names())
SPANS = [("09:00", "12:00"), ("13:30", "17:00")]
words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)
hours = st.dictionaries(
    st.integers(1, 7), st.sampled_from([(), tuple(SPANS[:1]), tuple(SPANS), tuple(SPANS[1:])]), min_size=1
).filter(lambda spans: any(spans.values()))


def with_service(branch: Branch, code: str, **other: Any) -> Branch:
    return replace(branch, services=tuple(replace(s, **other) if s.code == code else s for s in branch.services))


def without(branch: Branch, part: str, code: str) -> Branch:
    """The branch without that, and without every mention of it."""

    def rest(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(entry for entry in entries if entry.code != code)

    changed: dict[str, Any] = {part: rest(getattr(branch, part))}
    left = replace(branch, **changed)
    if part != "services":
        return left
    counters = tuple(replace(k, services=tuple(s for s in k.services if s != code)) for k in left.counters)
    tiles = tuple(replace(t, services=tuple(s for s in t.services if s != code)) for t in left.tiles)
    devices = tuple(replace(d, abilities=tuple(a for a in d.abilities if a.service != code)) for d in left.devices)
    return replace(left, counters=counters, tiles=tuple(t for t in tiles if t.services), devices=devices)


def change(shift: Shift, branch: Branch) -> int:
    return shift.do(c.ChangeSetup(branch, shift.ask(q.Setup()).version))


def refused(shift: Shift, branch: Branch) -> str:
    return shift.refused(c.ChangeSetup(branch, shift.ask(q.Setup()).version))


def test_b1_what_is_changed_holds_at_once_and_everybody_hears_of_it(shift: Shift) -> None:
    seen = shift.ask(q.Hall())
    name = Text("人民币取款", "Withdraw")
    version = change(shift, with_service(shift.ask(q.Setup()), "cash-withdraw", name=name, series="K"))
    assert shift.do(c.TakeTicket("cash-withdraw")).number == "K001"
    assert (shift.ask(q.Setup()).version, shift.ask(q.Hall()).version) == (version, version)
    assert version == seen.version + 1
    assert shift.ask(q.Setup()).service("cash-withdraw").name == name
    (told,) = (event for event in shift.lobby.events(seen.event) if event.kind == "setup.changed")
    assert told.data["changed"] == [f"services.cash-withdraw.{key}" for key in ("name.en", "name.zh", "series")]


def test_a4_other_hours_close_a_service_at_once(shift: Shift) -> None:
    branch = shift.ask(q.Setup())
    change(shift, with_service(branch, "cash-withdraw", hours=Hours({1: (("13:00", "15:00"),)})))
    assert shift.refused(c.TakeTicket("cash-withdraw")) == "service-closed"


def test_nothing_different_is_no_new_version(shift: Shift) -> None:
    branch = shift.ask(q.Setup())
    assert change(shift, branch) == branch.version
    assert len(shift.ask(q.SetupVersions())) == 1


def test_two_who_change_at_once_do_not_undo_each_other(shift: Shift) -> None:
    branch = shift.ask(q.Setup())
    change(shift, with_service(branch, "cash-withdraw", target_minutes=9))
    other = with_service(branch, "cash-deposit", target_minutes=9)
    assert shift.refused(c.ChangeSetup(other, branch.version)) == "setup-changed"
    assert shift.ask(q.Setup()).service("cash-withdraw").target_minutes == 9


def test_what_would_not_work_is_refused_with_its_key(shift: Shift) -> None:
    branch = shift.ask(q.Setup())
    for wrong in (
        with_service(branch, "cash-withdraw", zone="nowhere"),
        replace(branch, counters=()),
        replace(branch, timezone="Mars/Olympus"),
        replace(branch, settings={"no-such": 1}),
        replace(branch, name=Text("两\n行")),
        replace(branch, hotline="9" * 501),
        replace(branch, hours=Hours({8: (("09:00", "17:00"),)})),
        replace(branch, hours=Hours({1: (("nine", "17:00"),)})),
        replace(branch, hours=Hours({1: (("17:00", "09:00"),)})),
        with_service(branch, "cash-withdraw", hours=Hours({1: (("09:00", "13:00"), ("12:00", "14:00"))})),
        with_service(branch, "cash-withdraw", target_minutes=10**9),
        with_service(branch, "cash-withdraw", counter_fee=10**15),
        replace(branch, segments=tuple(replace(s, head_start_minutes=10**12) for s in branch.segments)),
    ):
        assert refused(shift, wrong) == "bad-setup"
    assert shift.ask(q.Setup()) == branch


def test_what_somebody_uses_can_not_go(shift: Shift) -> None:
    """A waiting customer, a teller at his counter, a paired station, a known customer's level."""
    shift.know_customers()
    shift.open("1")
    shift.do(c.TakeTicket("password"))
    asked = shift.do(c.AskPairing(StationRole.COUNTER, "window 2", "2"))
    shift.do(c.ApprovePairing(asked.code))
    branch = shift.ask(q.Setup())
    for part, code in (
        ("services", "password"), ("counters", "1"), ("counters", "2"), ("staff", "t1"), ("segments", "gold"),
    ):  # fmt: skip
        assert refused(shift, without(branch, part, code)) in {"setup-in-use", "bad-setup"}, (part, code)
    assert refused(shift, without(branch, "services", "password")) == "setup-in-use"
    assert refused(shift, without(branch, "staff", "t1")) == "setup-in-use"
    assert refused(shift, replace(branch, code="another")) == "setup-in-use"
    assert refused(shift, replace(branch, timezone="Europe/Berlin")) == "setup-in-use"
    assert shift.ask(q.Setup()) == branch


def test_what_nobody_uses_any_more_can_go_and_its_past_stays(shift: Shift) -> None:
    shift.open("1", "2", "3", "4", "5")
    ticket = shift.do(c.TakeTicket("password"))
    called = next(t for n in "12345" if (t := shift.do(c.CallNext(n))) is not None)
    assert called.id == ticket.id
    shift.do(c.CloseDay())
    day = shift.clock.now().date()
    change(shift, without(shift.ask(q.Setup()), "services", "password"))
    shift.move_to(10, days=1)
    shift.do(c.OpenDay())
    assert shift.refused(c.TakeTicket("password")) == "unknown-service"
    assert shift.ask(q.DayFigures(day)).by_service["password"].issued == 1
    assert shift.ask(q.TicketHistory(ticket.id)).ticket.service == "password"
    shift.ask(q.Hall())


def test_every_version_is_kept_with_its_time_and_leads_back(shift: Shift) -> None:
    first = shift.ask(q.Setup())
    shift.pass_time(5)
    change(shift, with_service(first, "cash-withdraw", target_minutes=9))
    newest, oldest = shift.ask(q.SetupVersions())
    assert (newest.version, newest.since, oldest.version) == (first.version + 1, shift.clock.now(), first.version)
    assert shift.ask(q.PastSetup(first.version)) == first
    change(shift, shift.ask(q.PastSetup(first.version)))
    assert replace(shift.ask(q.Setup()), version=first.version) == first
    for nowhere in (0, -1, 99, 2**62):
        with pytest.raises(Exception, match="no version"):
            shift.ask(q.PastSetup(nowhere))


def test_the_changes_are_told_key_by_key() -> None:
    later = with_service(SAMPLE, "cash-withdraw", target_minutes=9)
    assert changes(SAMPLE, later) == {"services.cash-withdraw.target_minutes": (4, 9)}
    assert changes(SAMPLE, replace(SAMPLE, version=77)) == {}
    gone = changes(SAMPLE, without(SAMPLE, "zones", "waiting"))
    assert list(gone) == ["zones.waiting"]
    assert gone["zones.waiting"][1] is None
    turned = changes(SAMPLE, replace(SAMPLE, tiles=SAMPLE.tiles[::-1]))
    assert list(turned) == ["tiles"]


@pytest.mark.parametrize("name", sample.names())
def test_the_file_that_is_shown_is_the_branch(name: str, tmp_path: Path) -> None:
    branch = read_branch(sample.branch_file(name), icons.names())
    assert read_text(tmp_path, branch_text(branch)) == branch


@given(words, words, hours)
def test_any_words_and_hours_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, zh: str, en: str, spans: dict[int, Any]
) -> None:
    open_days = dict(sorted(spans.items()))
    branch = replace(SAMPLE, name=Text(zh, en), hours=Hours(open_days))
    branch = with_service(branch, "cash-withdraw", name=Text(zh, en), hours=Hours(open_days), outcomes=(zh, en))
    assert read_text(tmp_path_factory.mktemp("any"), branch_text(branch)) == branch


def read_text(folder: Path, text: str) -> Branch:
    file = folder / "branch.toml"
    file.write_text(text, encoding="utf-8")
    return read_branch(file, icons.names())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.toml"


def run(shift: Shift, *words: str) -> int:
    return main(["branch", *words, "--database", shift.url])


def test_it_is_changed_from_the_shell_and_back(shift: Shift, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shift, "show", "--out", str(file)) == 0
    assert run(shift, "change", str(file)) == 0
    assert "Nothing differs" in capsys.readouterr().out
    text = file.read_text("utf-8")
    file.write_text(text.replace('hotline = "95XXX"', 'hotline = "95588"'), "utf-8")
    assert run(shift, "change", str(file), "--check") == 0
    assert "hotline: 95XXX -> 95588" in capsys.readouterr().out
    assert shift.ask(q.Setup()).hotline == "95XXX"
    assert run(shift, "change", str(file)) == 0
    assert "lobby branch back 1" in capsys.readouterr().out
    assert shift.ask(q.Setup()).hotline == "95588"
    assert run(shift, "back", "1") == 0
    assert shift.ask(q.Setup()).hotline == "95XXX"
    assert run(shift, "versions") == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[-3:]] == ["3", "2", "1"]


def test_a_file_that_is_there_is_not_written_over_and_a_wrong_one_changes_nothing(
    shift: Shift, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("code = 1\n")
    assert run(shift, "show", "--out", str(file)) == 1
    assert file.read_text() == "code = 1\n"
    assert run(shift, "change", str(file)) == 1
    assert "Nothing was set up" in capsys.readouterr().err
    assert run(shift, "back", "9") == 3
    assert run(shift, "show", "--version", "1") == 0
