"""Sounds play in order off the UI thread; a silent machine is logged once and stops nobody."""

import threading
from pathlib import Path

import pytest

from resources import sounds
from uikit.sound import Sounds


def test_sounds_play_one_after_the_other_off_this_thread() -> None:
    heard: list[Path] = []
    threads: set[threading.Thread] = set()

    def player(file: Path) -> None:
        heard.append(file)
        threads.add(threading.current_thread())

    box = Sounds(player)
    box.play("chime")
    box.play("vip")
    box.wait()
    assert heard == [sounds.path("chime"), sounds.path("vip")]
    assert threading.current_thread() not in threads


def test_a_machine_without_sound_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    def mute(file: Path) -> None:
        raise OSError("no sound card")

    box = Sounds(mute)
    box.play("chime")
    box.play("chime")
    box.wait()
    assert [record.getMessage() for record in caplog.records] == [
        "no sound: no sound card. The screens show every call; check the loudspeaker."
    ]


def test_when_many_want_to_be_heard_the_surplus_is_left_out() -> None:
    free = threading.Event()
    heard: list[Path] = []

    def slow(file: Path) -> None:
        free.wait(30)
        heard.append(file)

    box = Sounds(slow)
    for _ in range(20):
        box.play("chime")
    free.set()
    box.wait()
    assert 4 <= len(heard) <= 5
