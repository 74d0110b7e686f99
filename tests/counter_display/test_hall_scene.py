"""What the hall sees: calls, recalls, priority, order, staleness and the closed hall (C8, V1, V4, V5)."""

import datetime as dt
from dataclasses import fields

from counter_display.hall import scene as s
from lobby.model import CounterNow, CounterState, DeviceNow, Hall, Notice, Phase, Text, TicketState
from tests.counter_display.samples import NOW, ago, branch, call, hall, ticket


def see(shown: Hall, now: dt.datetime = NOW, heard: dt.datetime = NOW) -> s.Scene:
    return s.scene(shown, branch(), now, heard)


def heroes(*calls: object, now: dt.datetime = NOW) -> list[str]:
    return [hero.number for hero in see(hall(calls=calls), now).heroes]


def test_one_call_stays_until_the_next() -> None:
    assert heroes(call("A026", "3", 300)) == ["A026"]
    assert heroes(call("A027", "3", 10), call("A026", "3", 300)) == ["A027"]


def test_v1_two_calls_within_six_seconds_stand_together() -> None:
    assert heroes(call("A027", "3", 3), call("B018", "5", 8)) == ["B018", "A027"]


def test_v1_a_third_call_pushes_the_oldest_to_the_list() -> None:
    seen = see(hall(calls=(call("A027", "3", 1), call("B018", "5", 3), call("A026", "8", 5))))
    assert [hero.number for hero in seen.heroes] == ["B018", "A027"]
    assert seen.recent == (("A026", "8"),)


def test_v1_the_list_names_the_counter_and_each_ticket_once() -> None:
    calls = [call("A030", "3", 1)] + [call(f"A0{n}", "5", 100 + n) for n in range(10, 18)] + [call("A010", "5", 500)]
    seen = see(hall(calls=tuple(calls)))
    assert seen.recent == tuple((f"A0{n}", "5") for n in range(10, 15))


def test_a_recall_says_so_and_inverts_again() -> None:
    first, again = call("A026", "3", 30), call("A026", "3", 0.2, nth=2)
    (hero,) = see(hall(calls=(again, first))).heroes
    assert hero.again
    assert hero.inverted


def test_a_call_inverts_four_times_and_then_stands_still() -> None:
    shown = hall(calls=(call("A026", "3", 0),))
    flips = [see(shown, NOW + dt.timedelta(milliseconds=100 * n + 50)).heroes[0].inverted for n in range(80)]
    changes = sum(a != b for a, b in zip([False, *flips], flips, strict=False))
    assert changes == 2 * 4
    assert not any(flips[40:])


def test_k4_a_call_taken_back_and_c3_a_missed_one_leave_the_screen() -> None:
    calls = (call("A028", "3", 5, taken_back=True), call("A027", "5", 60), call("A026", "3", 300))
    seen = see(hall(calls=calls, missed=(ticket("A027", state=TicketState.MISSED),)))
    assert [hero.number for hero in seen.heroes] == ["A026"]
    assert seen.recent == ()


def test_only_green_has_a_chip() -> None:
    seen = see(hall(calls=(call("Y004", "3", 1, green=True), call("R002", "5", 2))))
    assert [(hero.number, hero.green) for hero in seen.heroes] == [("R002", False), ("Y004", True)]


def test_c4_next_up_follows_the_rank_and_leaves_out_whom_no_open_counter_serves() -> None:
    waiting = (ticket("A031"), ticket("A029"), ticket("A030", only_counter="8"), ticket("R002", rank=1))
    assert see(hall(waiting=waiting)).next_up == ("R002", "A029", "A031")


def test_waits_are_counted_by_letter_without_the_vip_letter() -> None:
    waiting = (ticket("A031"), ticket("A029"), ticket("B017"), ticket("R002"), ticket("Y001", green="old"))
    seen = see(hall(waiting=waiting))
    assert [(w.letter, w.waiting, w.minutes) for w in seen.summary] == [("A", 2, 18), ("B", 1, 9), ("Y", 1, None)]


def test_c8_the_ticker_tells_notices_devices_and_rules_and_flips_every_eight_seconds() -> None:
    notice = Notice(1, Text("今天下午三点消防演习", "Fire drill at three"))
    over = Notice(2, Text("过期"), until=ago(1))
    seen = see(hall(notices=(notice, over), devices=(DeviceNow("d1", False, "no cash"),), phase=Phase.CLOSING))
    news = [item.news.value for item in seen.ticker]
    assert news == ["notice", "no-more-tickets", "device-out", "missed-rule", "letters"]
    flips = [s.page(5, NOW + dt.timedelta(seconds=n)) for n in range(40)]
    assert sorted(set(flips)) == [0, 1, 2, 3, 4]
    assert all(flips.count(n) == 8 for n in range(5))


def test_v4_after_fifteen_silent_seconds_it_says_since_when_and_comes_back() -> None:
    shown = hall(calls=(call("A026", "3", 360),))
    assert see(shown, heard=ago(15)).stale_since is None
    assert see(shown, heard=ago(16)).stale_since == ago(16)
    assert see(shown, heard=NOW).stale_since is None


def test_v4_a_stale_screen_calls_nobody() -> None:
    assert not see(hall(calls=(call("A026", "3", 0.1),)), heard=ago(20)).heroes[0].inverted


def test_a_closed_hall_says_when_it_opens() -> None:
    opens = NOW + dt.timedelta(hours=15)
    seen = see(hall(phase=Phase.CLOSED, opens_at=opens, calls=(call("A026", "3", 5),)))
    assert (seen.view, seen.opens_at, seen.heroes) == (s.View.CLOSED, opens, ())
    assert seen.self_service.zh.endswith(" · 24 小时自助银行在大门右侧")
    assert see(hall(phase=Phase.NOT_OPEN)).view is s.View.NOT_OPEN


def test_an_open_hall_without_calls_is_quiet_not_blank() -> None:
    seen = see(hall())
    assert seen.view is s.View.QUIET
    assert seen.ticker


def test_it_starts_with_something_to_show_and_owns_up_after_fifteen_seconds() -> None:
    assert s.starting(NOW, NOW).stale_since is None
    assert s.starting(NOW, ago(20)).stale_since == ago(20)


def test_v5_a_scene_carries_no_personal_data() -> None:
    known = ticket("R002", customer="陈先生", manager="r1", amount=2_000_000, note="forgets the PIN", green="old")
    everybody = CounterNow("3", CounterState.SERVING, NOW, "t3", "张敏", known)
    seen = see(hall(waiting=(known,), counters=(everybody,), calls=(call("R002", "3", 2, staff="t3"),)))
    text = repr([getattr(seen, f.name) for f in fields(seen)])
    assert not [word for word in ("陈", "r1", "2000000", "PIN", "old", "张敏", "t3") if word in text]
