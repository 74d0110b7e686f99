"""The buttons of a visit's page: plain forms that work without a script, one press done once (N6)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.phone.markup import Markup, el, joined
from gateway.phone.sight import Sight, Stage
from gateway.phone.words import words
from lobby.commands import AbandonVisit, Command, GiveWay, RateVisit, ReadmitVisit
from resources.language import later

Form = Mapping[str, list[str]]

GIVE_WAY, LEAVE, BACK, RATE = "give-way", "leave", "back", "rate"
OPINIONS: Mapping[str, str] = {
    "friendly": later("Friendly"),
    "quick": later("Quick"),
    "clear": later("Well explained"),
    "slow": later("Long wait"),
}
"""The words of a rating (`lobby.handlers.by_link.WORDS`)."""
STARS: Mapping[int, str] = {
    1: later("Very poor"),
    2: later("Poor"),
    3: later("Fair"),
    4: later("Good"),
    5: later("Very good"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """A press: the command that it is, and what is said when it was done."""

    command: Callable[[str, Form], Command[Any]]
    told: str


ACTS: Mapping[str, Act] = {
    GIVE_WAY: Act(lambda token, _: GiveWay(token), "gave-way"),
    LEAVE: Act(lambda token, _: AbandonVisit(token), ""),
    BACK: Act(lambda token, _: ReadmitVisit(token), "back"),
    RATE: Act(lambda token, form: RateVisit(token, _stars(form), tuple(form.get("word", ()))), ""),
}


def key(act: str, token: str, form: Form) -> str:
    """The same for the same press, however often it is sent: `n` counts what was pressed before."""
    count = form.get("n", [""])[0][:8]
    return "phone-" + hashlib.sha256(f"{act} {count} {token}".encode("utf-8", "replace")).hexdigest()[:40]


def _stars(form: Form) -> int:
    said = form.get("stars", [""])[0]
    return int(said) if said in "12345" and len(said) == 1 else 0


def buttons(seen: Sight, language: str, here: str) -> Markup | None:
    """What can be done at this stage; `here` is the visit's own address."""
    t = words(language)
    if seen.stale:
        return None
    leave = el("a", t("I am leaving"), class_="button", href=f"{here}/{LEAVE}?lang={language}")
    match seen.stage:
        case Stage.WAITING | Stage.NEAR:
            way = (
                _press(t("Let {n} people go first", n=seen.way), GIVE_WAY, here, language, seen.gave_way)
                if seen.ways_left
                else None
            )
            return joined(way, leave)
        case Stage.MISSED:
            return joined(_press(t("I am back"), BACK, here, language, seen.misses, main=True), leave)
        case Stage.CALLED:
            coming = el("button", t("I am coming"), type="button", id="coming", class_="button", hidden=True)
            return joined(coming)
        case Stage.DONE if seen.stars is None:
            return _rating(here, language)
        case _:
            return None


def leaving(language: str, here: str) -> Markup:
    """Asked once more before a number is given up."""
    t = words(language)
    return joined(
        el(
            "section",
            el("h1", t("Give up your number?")),
            el("p", t("Your place goes to the next customer. This can't be taken back.")),
            class_="card",
        ),
        el(
            "div",
            _press(t("Yes, I am leaving"), LEAVE, here, language, 0),
            el("a", t("No, I stay"), class_="button main", href=f"{here}?lang={language}"),
            id="acts",
        ),
    )


def _press(label: str, act: str, here: str, language: str, count: int, *, main: bool = False) -> Markup:
    return el(
        "form",
        el("input", type="hidden", name="n", value=count),
        el("button", label, class_="button main" if main else "button", id=f"act-{act}"),
        method="post",
        action=f"{here}/{act}?lang={language}",
    )


def _rating(here: str, language: str) -> Markup:
    t = words(language)
    stars = [
        el(
            "label",
            el("input", type="radio", name="stars", value=n, required=True),
            el("span", "★" * n + "☆" * (5 - n), aria_hidden="true", class_="stars"),
            el("span", t(word)),
        )
        for n, word in sorted(STARS.items(), reverse=True)
    ]
    chips = [
        el("label", el("input", type="checkbox", name="word", value=code), el("span", t(word)))
        for code, word in OPINIONS.items()
    ]
    return el(
        "form",
        el("fieldset", el("legend", t("How was it?")), *stars, class_="card rating"),
        el("fieldset", el("legend", t("What stood out? You may skip this.")), *chips, class_="card chips"),
        el("button", t("Send"), class_="button main"),
        el("p", t("Without your name. This page ends tonight."), class_="hint"),
        method="post",
        action=f"{here}/{RATE}?lang={language}",
    )
