"""What a kiosk says of waits, in the words of the visit's language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk import wording
from tests.kiosk import scenes


@pytest.mark.parametrize(("low", "high", "words"), [(100, 120, "**100–120** min"), (100, 121, "**2–2.5** h")])
def test_n11_a_wait_over_two_hours_is_told_in_hours_as_on_paper(low: int, high: int, words: str) -> None:
    assert wording.wait_words(scenes.scene(scenes.states()["home"], "en"), low, high) == words


def test_c1_a_tile_promises_the_longest_of_its_open_services() -> None:
    scene = scenes.scene(scenes.states()["home"], "en")
    hall = scene.hall
    assert hall is not None
    some = [replace(now, open=True, ahead=n, wait_low=n, wait_high=10 * n) for n, now in enumerate(hall.services[:3])]
    longer = replace(scene, state=replace(scene.state, hall=replace(hall, services=tuple(some))))
    assert wording.tile_line(longer, [now.code for now in some]) == scene.t("kiosk.tile.wait", n=2, m="2–20")


@pytest.mark.parametrize(
    ("codes", "english", "chinese"),
    [
        (("3",), "Counter 3", "3 号窗口"),
        (("1", "2", "4"), "Counters 1–2, 4", "1–2, 4 号窗口"),
        (("A", "7"), "Counters A, 7", "A, 7 号窗口"),
        ((), "Any counter", "任意窗口"),
    ],
)
def test_n9_counters_are_told_as_one_or_several(codes: tuple[str, ...], english: str, chinese: str) -> None:
    home = scenes.states()["home"]
    assert wording.counters(scenes.scene(home, "en"), codes) == english
    assert wording.counters(scenes.scene(home, "zh"), codes) == chinese
