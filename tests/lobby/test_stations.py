"""Which machines belong to the branch: asked for with a code, approved by somebody who sees it, revoked at once."""

import pytest

from lobby import commands as c
from lobby import queries as q
from lobby.access import STRANGER
from lobby.errors import Refused
from lobby.handlers.stations import MOST_ASKING
from lobby.model import StationRole
from lobby.tokens import LETTERS
from tests.lobby.shift import Shift
from tests.lobby.staffed import Guest, House

KIOSK, COUNTER, DISPLAY, CONSOLE = StationRole.KIOSK, StationRole.COUNTER, StationRole.DISPLAY, StationRole.CONSOLE


@pytest.fixture
def house(shift: Shift) -> House:
    return House(shift)


def unknown(guest: Guest) -> str:
    with pytest.raises(Refused) as refused:
        _ = guest.caller
    return refused.value.reason


def test_a_machine_shows_a_code_and_is_a_station_once_it_is_approved(house: House) -> None:
    kiosk = house.asks(KIOSK)
    assert len(kiosk.pairing.code) == 6
    assert set(kiosk.pairing.code) <= set(LETTERS)
    assert unknown(kiosk) == "station-waiting"
    station = house.lobby.do(c.ApprovePairing(kiosk.pairing.code.lower()))
    assert (station.code, station.role, station.name) == ("kiosk#1", KIOSK, "new kiosk")
    assert kiosk.ask(q.Me()).station == "kiosk#1"
    assert kiosk.do(c.TakeTicket("cash-withdraw")).state == "waiting"


def test_a_code_is_good_for_a_quarter_of_an_hour_and_once(house: House) -> None:
    late, twice = house.asks(KIOSK), house.pair(KIOSK)
    house.shift.pass_time(minutes=15)
    for code in (late.pairing.code, twice.pairing.code, "AAAAAA", ""):
        with pytest.raises(Refused) as refused:
            house.lobby.do(c.ApprovePairing(code))
        assert refused.value.reason == "unknown-pairing"
    assert unknown(late) == "station-unknown"


def test_a_machine_that_nobody_knows_is_refused(house: House) -> None:
    stranger = house.asks(DISPLAY)
    house.lobby.do(c.RefusePairing(stranger.pairing.code))
    assert unknown(stranger) == "station-unknown"
    assert house.lobby.ask(q.Stations()).asking == ()


def test_two_stations_cant_hold_one_counter(house: House) -> None:
    first, second = house.pair(COUNTER, "3"), house.asks(COUNTER, "3")
    with pytest.raises(Refused) as refused:
        house.lobby.do(c.ApprovePairing(second.pairing.code))
    assert (refused.value.reason, refused.value.facts["station"]) == ("counter-has-station", "counter#1")
    house.lobby.do(c.RevokeStation("counter#1"))
    assert house.lobby.do(c.ApprovePairing(second.pairing.code)).code == "counter#2"
    assert unknown(first) == "station-unknown"


def test_a_counters_station_works_for_its_own_counter_only(house: House) -> None:
    panel = house.counter("1", "t1")
    house.shift.open("2")
    for command in (c.OpenCounter("2", "t1"), c.CallNext("2"), c.WalkUp("2", "cash-withdraw"), c.CallHelp("2")):
        assert panel.refusal(command) == "not-your-counter"


def test_a_revoked_station_can_do_and_read_nothing_from_that_moment(house: House) -> None:
    panel = house.counter("1", "t1")
    known = panel.caller
    house.lobby.do(c.RevokeStation(known.station))
    for wish in (lambda: house.lobby.do(c.CallHelp("1"), None, known), lambda: house.lobby.ask(q.Setup(), known)):
        with pytest.raises(Refused) as refused:
            wish()
        assert refused.value.reason == "station-unknown"
    with pytest.raises(Refused):
        house.lobby.do(c.RevokeStation(known.station))


@pytest.mark.parametrize(
    ("role", "counter"),
    [(StationRole.MACHINE, None), (StationRole.STRANGER, None), (COUNTER, None), (KIOSK, "1"), (COUNTER, "99")],
)
def test_a_machine_asks_only_to_be_what_there_is(house: House, role: StationRole, counter: str | None) -> None:
    with pytest.raises(Refused):
        house.lobby.do(c.AskPairing(role, "new", counter), None, STRANGER)


def test_strangers_cant_fill_the_record(house: House) -> None:
    for _ in range(MOST_ASKING):
        house.asks(DISPLAY)
    with pytest.raises(Refused) as refused:
        house.asks(DISPLAY)
    assert refused.value.reason == "too-many-asking"
    house.shift.pass_time(minutes=15)
    house.asks(DISPLAY)


def test_a_manager_approves_on_the_console_and_sees_who_is_where(house: House) -> None:
    console = house.console("m1")
    panel = house.asks(COUNTER, "2")
    (asking,) = console.ask(q.Stations()).asking
    assert (asking.code, asking.counter) == (panel.pairing.code, "2")
    console.do(c.ApprovePairing(asking.code))
    panel.arrive("t2")
    stations = {s.code: s for s in console.ask(q.Stations()).paired}
    assert (stations["counter#1"].paired_by, stations["counter#1"].staff) == ("m1", "t2")
    console.do(c.RevokeStation("counter#1"))
    assert console.ask(q.Stations()).paired[-1].revoked_at == house.shift.clock.now()


def test_codes_of_stations_are_never_given_again(house: House) -> None:
    for number in (1, 2, 3):
        kiosk = house.pair(KIOSK)
        assert kiosk.caller.station == f"kiosk#{number}"
        house.lobby.do(c.RevokeStation(kiosk.caller.station))


def test_at_a_kiosk_nobody_passes_for_the_desk(house: House) -> None:
    house.shift.move_to(23)
    assert house.pair(KIOSK).refusal(c.TakeTicket("cash-withdraw", channel="desk")) == "not-allowed"
