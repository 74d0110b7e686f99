"""The alert column's cards: how alerts are put together and what each offers to do."""

from __future__ import annotations

from lobby import model as m
from lobby.rules.alerts import alerts
from lobby_console.cards import Card, CardAct, cards
from resources.language import catalogue
from tests.lobby_console.halls import NOW, POLICY, ago, branch, hall, ticket

T = catalogue("console", "en")


def of(snapshot: m.Hall, *postponed: m.AlertKind) -> list[Card]:
    found = alerts(snapshot, branch(), POLICY, NOW)
    return cards(found, branch(), T, postponed)


def test_c5_those_past_ten_minutes_share_one_card_that_opens_the_longest_wait() -> None:
    (card,) = of(hall([ticket(n, 10 + n) for n in range(1, 9)]))
    assert (card.kind, card.ticket, card.more) == ("wait-over", 8, 2)
    assert card.names[0] == "A008"
    assert card.body == "8 waiting too long, A008 the longest."
    assert card.since == ago(1), "the newest breach"
    assert card.acts == (CardAct.SHOW, CardAct.OPEN)


def test_c6_the_second_diversion_can_be_put_off() -> None:
    crowd = hall([ticket(n, 11, amount=100) for n in range(1, 12)])
    first = of(crowd)[0]
    assert first.acts == (CardAct.DIVERT, CardAct.LATER)
    assert len(first.names) == 6
    assert "second-diversion" not in [c.kind for c in of(crowd, m.AlertKind.SECOND_DIVERSION)]


def test_m4_a_kiosk_printer_that_the_branch_does_not_list_goes_by_its_code() -> None:
    (card,) = of(hall(devices=(m.DeviceNow("printer-9", False, "paper-out", ago(1)),)))
    assert (card.device, card.acts) == ("printer-9", (CardAct.DEVICE,))
    assert card.body == "printer-9: out of paper. Nobody is sent there."


def test_m1_the_last_tickets_on_a_roll_are_told_before_it_ends() -> None:
    (card,) = of(hall(devices=(m.DeviceNow("printer-1", True, "near-end~60", ago(1)),)))
    assert card.body.endswith(": paper low, about 60 tickets left. It still prints; have a new roll at hand.")


def test_k17_the_one_who_takes_a_call_for_help_says_so() -> None:
    (card,) = of(hall(helps=(m.Help(3, "1", ago(1)),)))
    assert (card.help, card.body, card.acts) == (3, "Branch asks for you.", (CardAct.TAKE,))


def test_k11_a_pause_and_an_idle_counter_are_told_in_different_words() -> None:
    paused = m.CounterNow("1", m.CounterState.PAUSED, ago(5), "t1", "李伟", pause_reason="meal")
    free = m.CounterNow("1", m.CounterState.FREE, ago(5), "t1", "李伟")
    assert [of(hall([ticket(1, 4)], counters=(c,)))[0].body for c in (paused, free)] == [
        "Counter 1 (李伟) is paused: meal. 1 wait for it.",
        "Counter 1 (李伟) is free. 1 wait for it.",
    ]
