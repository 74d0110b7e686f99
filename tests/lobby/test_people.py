"""Who did what comes from the sign-in: passwords, lock-outs, sessions and their ends."""

import datetime as dt
from dataclasses import fields

import pytest
from argon2 import PasswordHasher

from lobby import commands as c
from lobby import queries as q
from lobby import slow_hash
from lobby.errors import Refused
from lobby.model import Account, Role, Staff, StationRole
from tests.lobby.shift import Shift, kept
from tests.lobby.staffed import PASSWORD, Guest, House


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """As argon2id as ever, with the least work."""
    monkeypatch.setattr(slow_hash, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def house(shift: Shift) -> House:
    return House(shift)


@pytest.fixture
def panel(house: House) -> Guest:
    """Counter 1, where teller t1 works."""
    return house.counter("1", "t1")


def test_a_one_time_password_is_good_for_setting_ones_own_and_nothing_else(house: House) -> None:
    panel = house.pair(StationRole.COUNTER, "1")
    given = house.lobby.do(c.GivePassword("t1"))
    assert panel.sign_in("t1", given).must_set_password
    assert panel.ask(q.Me()).must_set_password
    assert panel.refusal(c.OpenCounter("1", "t1")) == "password-required"
    panel.do(c.SetPassword(given, PASSWORD))
    assert not panel.ask(q.Me()).must_set_password
    panel.do(c.OpenCounter("1", "t1"))
    assert panel.refusal(c.SignIn("t1", given)) == "wrong-password"


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaaa", "x" * 129, ""])
def test_a_password_that_anybody_guesses_is_not_taken(panel: Guest, weak: str) -> None:
    assert panel.refusal(c.SetPassword(PASSWORD, weak)) == "weak-password"


def test_unknown_wrong_and_disabled_get_one_answer(house: House, panel: Guest) -> None:
    house.lobby.do(c.GivePassword("t2"))
    house.lobby.do(c.DisableAccount("t2"))
    said = []
    for staff in ("t1", "t2", "t3", "nobody", "; DROP TABLE accounts"):
        with pytest.raises(Refused) as refused:
            panel.do(c.SignIn(staff, "Wrong-Password-1"))
        said.append((refused.value.reason, str(refused.value)))
    assert len(set(said)) == 1


@pytest.mark.parametrize("name", ["t2", "nobody"])
def test_guessing_is_slowed_more_and_more_and_for_unknown_names_as_well(house: House, panel: Guest, name: str) -> None:
    given = house.lobby.do(c.GivePassword("t2"))
    waits = []
    for _ in range(2):
        assert panel.refusal(c.SignIn(name, "Wrong-Password-1")) == "wrong-password"
    for _ in range(10):
        assert panel.refusal(c.SignIn(name, "Wrong-Password-1")) == "wrong-password"
        with pytest.raises(Refused) as refused:
            panel.do(c.SignIn(name, given))
        assert refused.value.reason == "sign-in-locked"
        waits.append(refused.value.facts["seconds"])
        house.shift.pass_time(seconds=float(str(waits[-1])))
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]


def test_a_lock_out_is_kept_although_the_command_was_refused(house: House, panel: Guest) -> None:
    for _ in range(3):
        panel.refusal(c.SignIn("t1", "Wrong-Password-1"))
    again = House(Shift.begin(house.shift.url, house.shift.clock.now()))
    assert again.lobby.do(c.GivePassword("t1"))
    again.lobby.close()
    for _ in range(3):
        panel.refusal(c.SignIn("t1", "Wrong-Password-1"))
    assert panel.refusal(c.SignIn("t1", PASSWORD)) == "sign-in-locked"


def test_the_right_password_ends_the_count(house: House, panel: Guest) -> None:
    for _ in range(3):
        assert panel.refusal(c.SignIn("t1", "Wrong-Password-1")) == "wrong-password"
        assert panel.refusal(c.SignIn("t1", "Wrong-Password-1")) == "wrong-password"
        panel.sign_in("t1")


def test_who_did_what_comes_from_the_session_never_from_the_command(house: House, panel: Guest) -> None:
    assert panel.refusal(c.OpenCounter("1", "t2")) == "not-your-name"
    panel.do(c.OpenCounter("1", "t1"))
    console = house.console("m1")
    help_ = panel.do(c.CallHelp("1"))
    console.do(c.TakeHelp(help_, by="t9"))
    console.do(c.FreeCounter("1", "left"))
    lines = {event.kind: event for event in house.lobby.events()}
    assert (lines["counter.opened"].staff, lines["counter.opened"].station) == ("t1", "counter#1")
    assert (lines["help.taken"].staff, lines["help.taken"].station) == ("m1", "console#1")
    assert (lines["counter.freed"].staff, lines["counter.freed"].counter) == ("m1", "1")


def test_k12_nobody_works_at_a_counter_that_a_colleague_holds(house: House, panel: Guest) -> None:
    panel.do(c.OpenCounter("1", "t1"))
    house.shift.take()
    panel.arrive("t2")
    assert panel.refusal(c.CallNext("1")) == "counter-held"
    assert panel.refusal(c.CloseCounter("1")) == "counter-held"
    panel.sign_in("t1")
    assert panel.do(c.CallNext("1")) is not None


def test_a_new_sign_in_at_a_station_ends_the_one_before(house: House, panel: Guest) -> None:
    before = panel.session
    house.lobby.do(c.GivePassword("t2"))
    panel.arrive("t2")
    panel.session = before
    assert panel.refusal(c.OpenCounter("1", "t1")) == "session-ended"


def test_signing_out_holds_at_once(panel: Guest) -> None:
    late = panel.caller
    panel.do(c.SignOut())
    assert panel.refusal(c.OpenCounter("1", "t1")) == "session-ended"
    with pytest.raises(Refused, match="ended"):
        panel.house.lobby.do(c.OpenCounter("1", "t1"), None, late)


def test_a_caller_known_from_before_is_looked_at_again_under_the_pen(house: House, panel: Guest) -> None:
    """Several gateways before one record: what one has taken away holds at the others."""
    known = panel.caller
    house.lobby.do(c.DisableAccount("t1"))
    for wish in (c.OpenCounter("1", "t1"), c.CallNext("1")):
        with pytest.raises(Refused) as refused:
            house.lobby.do(wish, None, known)
        assert refused.value.reason == "session-ended"
    with pytest.raises(Refused) as refused:
        house.lobby.ask(q.Hall(), known)
    assert refused.value.reason == "session-ended"


def test_an_idle_session_ends_and_a_busy_one_goes_on(house: House, panel: Guest) -> None:
    panel.do(c.OpenCounter("1", "t1"))
    for _ in range(4):
        house.shift.pass_time(minutes=29)
        panel.do(c.CallNext("1"))
    house.shift.pass_time(minutes=30)
    assert panel.refusal(c.CallNext("1")) == "session-ended"
    panel.sign_in("t1")
    panel.do(c.CallNext("1"))


@pytest.mark.parametrize("press", [c.SignIn("t1", "Wrong-Password-1"), c.CallHelp("1")])
def test_what_anybody_may_do_does_not_bring_an_ended_session_back(
    house: House, panel: Guest, press: c.Command[object]
) -> None:
    panel.do(c.OpenCounter("1", "t1"))
    house.shift.pass_time(minutes=31)
    panel.refusal(press)
    assert panel.refusal(c.CallNext("1")) == "session-ended"


def test_looking_is_not_doing(house: House, panel: Guest) -> None:
    for _ in range(29):
        house.shift.pass_time(minutes=1)
        panel.ask(q.Hall())
    house.shift.pass_time(minutes=1)
    assert panel.unread(q.Hall()) == "session-ended"


def test_c5_a_console_that_only_watches_goes_on_showing_alerts_and_asks_before_anything_is_done(house: House) -> None:
    console, ticket = house.console("m1"), house.shift.take()
    house.shift.pass_time(minutes=31)
    assert [waiting.number for waiting in console.ask(q.Hall()).waiting] == [ticket.number]
    assert [console.unread(query) for query in (q.DayFigures(), q.Stations())] == ["read", "read"]
    others = (q.TicketHistory(ticket.id), q.FindTicket(ticket.number), q.SecondDiversion())
    assert {console.unread(query) for query in others} == {"session-ended"}
    assert console.refusal(c.PostNotice("Good morning")) == "session-ended"
    assert console.ask(q.Me()).staff is None
    console.sign_in("m1")
    console.do(c.PostNotice("Good morning"))


def test_whoever_left_watches_no_more(house: House) -> None:
    left, over, disabled = house.console("m1"), house.console("h1"), house.console("s1")
    left.do(c.SignOut())
    house.shift.pass_time(minutes=31)
    house.lobby.do(c.DisableAccount("s1"))
    assert left.unread(q.Hall()) == disabled.unread(q.Hall()) == "session-ended"
    house.shift.move_to(23)
    assert over.unread(q.Hall()) == "read"
    house.shift.pass_time(minutes=61)
    assert over.unread(q.Hall()) == "session-ended", "the day is over"


def test_a_session_ends_at_the_branchs_midnight(house: House, panel: Guest) -> None:
    assert panel.session is not None
    assert panel.session.ends_at == dt.datetime(2026, 3, 2, 16, tzinfo=dt.UTC)


def test_a4_the_days_end_signs_tellers_out_but_not_whoever_closes_it(house: House, panel: Guest) -> None:
    console = house.console("m1")
    console.do(c.CloseDay())
    assert panel.refusal(c.OpenCounter("1", "t1")) == "session-ended"
    console.do(c.OpenDay())


def test_a_new_password_ends_the_other_sign_ins(house: House, panel: Guest) -> None:
    other = house.pair(StationRole.COUNTER, "2")
    other.sign_in("t1")
    panel.do(c.SetPassword(PASSWORD, "Nine-Herons-2027"))
    assert panel.refusal(c.OpenCounter("1", "t1")) == "done"
    assert other.refusal(c.OpenCounter("2", "t1")) == "session-ended"


def test_n6_a_retry_of_setting_a_password_gets_the_first_answer(panel: Guest) -> None:
    for _ in range(2):
        panel.do(c.SetPassword(PASSWORD, "Nine-Herons-2027"), key="once")
    panel.sign_in("t1", "Nine-Herons-2027")


def test_a_reset_ends_the_sign_ins_and_a_disabled_person_is_let_in_again_by_it(house: House, panel: Guest) -> None:
    house.lobby.do(c.DisableAccount("t1"))
    assert panel.refusal(c.SignIn("t1", PASSWORD)) == "wrong-password"
    panel.sign_in("t1", house.lobby.do(c.GivePassword("t1")))
    accounts = {account.staff: account for account in house.lobby.ask(q.Accounts())}
    assert (accounts["t1"].must_set_password, accounts["t1"].disabled) == (True, False)
    assert accounts["t2"] == Account("t2", Role.TELLER)


def test_a_manager_does_not_sign_in_at_a_counter_nor_a_teller_at_the_console(house: House) -> None:
    for guest, staff in ((house.pair(StationRole.COUNTER, "1"), "m1"), (house.pair(StationRole.CONSOLE), "t1")):
        given = house.lobby.do(c.GivePassword(staff))
        assert guest.refusal(c.SignIn(staff, given)) == "not-allowed"


def test_no_token_and_no_password_is_kept_or_told_in_clear(house: House, panel: Guest) -> None:
    given = house.lobby.do(c.GivePassword("t3"), key="give")
    panel.sign_in("t1", PASSWORD)
    panel.do(c.SignIn("t1", PASSWORD), key="sign-in")
    panel.refusal(c.SignIn(PASSWORD, "typed-in-the-wrong-field"))
    assert panel.session is not None
    rows = str(kept(house.shift.url))
    for secret in (given, PASSWORD, panel.session.token, panel.pairing.token, "typed-in-the-wrong-field"):
        assert secret not in rows


def test_everybody_on_the_staff_list_can_have_an_account(house: House) -> None:
    staff = house.lobby.ask(q.Setup()).staff
    assert {a.staff for a in house.lobby.ask(q.Accounts())} == {person.code for person in staff}
    assert {f.name for f in fields(Staff)} >= {"code", "role"}
    with pytest.raises(Refused, match="staff list"):
        house.lobby.do(c.GivePassword("stranger"))
