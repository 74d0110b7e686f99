"""What the console lets be heard."""

from __future__ import annotations

import datetime as dt

from lobby import model as m
from lobby_console.alarms import Alarms
from tests.lobby_console.halls import NOW


def over(number: int) -> m.Alert:
    return m.Alert(m.AlertKind.WAIT_OVER, NOW, number)


def later(seconds: float) -> dt.datetime:
    return NOW + dt.timedelta(seconds=seconds)


def test_opening_the_console_into_a_busy_hall_is_silent() -> None:
    assert Alarms().hear([over(1)], NOW) is None


def test_an_alert_sounds_once_and_a_type_at_most_once_a_minute() -> None:
    alarms = Alarms()
    alarms.hear([], NOW)
    assert alarms.hear([over(1)], later(1)) == "breach"
    assert alarms.hear([over(1)], later(2)) is None
    assert alarms.hear([over(1), over(2)], later(30)) is None
    assert alarms.hear([over(1), over(2), over(3)], later(61)) == "breach"


def test_each_type_has_its_own_minute() -> None:
    alarms = Alarms()
    alarms.hear([], NOW)
    assert alarms.hear([over(1)], later(1)) == "breach"
    assert alarms.hear([over(1), m.Alert(m.AlertKind.VIP, NOW, 2)], later(2)) == "vip"
    assert alarms.hear([over(1), m.Alert(m.AlertKind.DEVICE, NOW, device="p")], later(3)) == "device"


def test_m_mutes_for_ten_minutes_and_listens_again() -> None:
    alarms = Alarms()
    alarms.hear([], NOW)
    assert alarms.toggle(NOW)
    assert alarms.hear([over(1)], later(1)) is None
    assert alarms.hear([over(1), over(2)], later(601)) == "breach"
    assert alarms.toggle(later(602))
    assert not alarms.toggle(later(603))


def test_what_only_waits_for_its_turn_is_silent() -> None:
    alarms = Alarms()
    alarms.hear([], NOW)
    assert alarms.hear([m.Alert(m.AlertKind.WAIT_NEAR, NOW, 1), m.Alert(m.AlertKind.GREEN, NOW, 1)], later(1)) is None
