"""What stands on the page at each stage of a visit (M3), in one language."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from gateway.phone.markup import Markup, el, joined
from gateway.phone.sight import Sight, Stage
from gateway.phone.words import HOLDS, headline, words
from lobby.model import TicketState
from resources import icons, phrases

DOTS = 13


def card(seen: Sight, language: str) -> Markup:
    """The whole of the stage, without its buttons."""
    match seen.stage:
        case Stage.WAITING:
            return joined(_number(seen, language, _figures(seen, language)), _facts(seen, language, calling=True))
        case Stage.NEAR:
            figures = _figures(seen, language)
            return joined(_near(seen, language), _number(seen, language, figures), _facts(seen, language))
        case Stage.CALLED:
            return _called(seen, language)
        case Stage.MISSED:
            return _missed(seen, language)
        case Stage.DONE:
            return _done(seen, language)
        case _:
            return _plain(seen, language)


@cache
def icon(name: str) -> Markup:
    """An icon beside words that say the same."""
    drawing = re.sub(r"<!--.*?-->|\s*\n\s*", " ", icons.svg(name)).strip()
    return Markup(drawing.replace("<svg ", '<svg class="icon" aria-hidden="true" focusable="false" ', 1))


def _number(seen: Sight, language: str, *more: Markup | None) -> Markup:
    t = words(language)
    return el(
        "section",
        el("p", seen.service.of(language), class_="service"),
        el("h1", el("span", t("Your number"), class_="unseen"), " ", seen.number, class_="number"),
        *more,
        class_="card",
    )


def _figures(seen: Sight, language: str) -> Markup:
    t = words(language)
    ahead = el("div", el("dt", t("Ahead of you")), el("dd", t.n("{n} person", "{n} people", seen.ahead)))
    if seen.low is None or seen.high is None:
        wait = el("p", t("No counter for this is open at the moment. Please ask the staff."), class_="hint")
        return joined(el("dl", ahead, class_="figures"), wait)
    told = el("div", el("dt", t("About")), el("dd", phrases.wait(seen.low, seen.high, language)))
    return joined(el("dl", ahead, told, class_="figures"), _dots(seen))


def _dots(seen: Sight) -> Markup:
    """How much of the queue is behind him, as a drawing; the number says it in words."""
    most = max(seen.ahead_at_first, seen.ahead, 1)
    gone = round((most - seen.ahead) / most * DOTS)
    dots = (el("i", class_="on" if n < gone else None) for n in range(DOTS))
    return el("div", *dots, icon("user"), class_="dots", aria_hidden="true")


def _facts(seen: Sight, language: str, *, calling: bool = False) -> Markup | None:
    t = words(language)
    rows = []
    if calling and seen.low is not None and seen.high is not None:
        begin, end = (seen.at + dt.timedelta(minutes=n) for n in (seen.low, seen.high))
        rows.append((t("Called at about"), phrases.span(phrases.clock(begin), phrases.clock(end))))
    if calling and seen.calling is not None:
        rows.append(
            (t("Called now"), t("{number} to counter {counter}", number=seen.calling[0], counter=seen.calling[1]))
        )
    if seen.counters:
        rows.append((t("Counters that may call"), ("、" if language == "zh" else ", ").join(seen.counters)))
    rows.append((t("Wait at"), seen.zone.of(language)))
    rows.append((t("Please have ready"), seen.materials.of(language)))
    found = [el("div", el("dt", name), el("dd", value)) for name, value in rows if value]
    return el("section", el("dl", *found, class_="facts"), class_="card") if found else None


def _near(seen: Sight, language: str) -> Markup:
    return el("div", icon("megaphone"), el("p", headline(seen, language)), class_="banner near")


def _called(seen: Sight, language: str) -> Markup:
    t = words(language)
    calls = t("Call {n}", n=seen.calls)
    before, _, after = t("Your turn: counter {counter}", counter="\n").partition("\n")
    return joined(
        el(
            "h1",
            el("span", before.strip(), class_="lead"),
            " ",
            el("span", seen.counter or "", class_="counter"),
            " ",
            el("span", after.strip(), class_="after") if after.strip() else None,
            class_="turn",
        ),
        el(
            "section",
            el("dl", el("div", el("dt", t("Your number")), el("dd", seen.number)),
               el("div", el("dt", t("Called")), el("dd", calls)), class_="figures"),
            class_="card",
        ),
        el("p", t("After {n} calls without you the number counts as missed.", n=seen.most_calls), class_="hint"),
    )  # fmt: skip


def _missed(seen: Sight, language: str) -> Markup:
    t = words(language)
    left = max(0, int((seen.until - seen.at).total_seconds())) if seen.until else 0
    clock = el("p", phrases.stopwatch(left), class_="clock", data_left=left)
    bar = el("progress", value=left, max=seen.kept_seconds or 1, aria_label=t("Time left"))
    ways = el("ol", el("li", t("Show this page at a counter or to the lobby manager.")),
              el("li", t("Or press the button: you are called after the next few customers.")))  # fmt: skip
    return joined(
        el("p", icon("user-x"), t("Missed"), class_="badge"),
        _number(seen, language, el("p", t("We keep the number for you"), class_="hint"), clock, bar),
        el("section", el("h2", t("Now you can")), ways, class_="card"),
    )


def _done(seen: Sight, language: str) -> Markup:
    t = words(language)
    waited, served = (phrases.minutes(round(seconds / 60), language) for seconds in (seen.waited, seen.served))
    times = t("Waited {waited}, served {served}", waited=waited, served=served)
    head = el(
        "section",
        el("p", icon("check"), class_="tick"),
        el("h1", headline(seen, language)),
        el("p", f"{seen.number} · {times}", class_="hint"),
        class_="card",
    )
    if seen.stars is None:
        return head
    thanks = el("p", t("You gave {n} of 5 stars. Thank you.", n=seen.stars))
    return joined(head, el("section", thanks, class_="card"))


def _plain(seen: Sight, language: str) -> Markup:
    """Being served, on hold, or over: one sentence, and what it means."""
    t = words(language)
    more = []
    if seen.stage is Stage.HELD:
        if seen.hold is not None:
            more.append(t(HOLDS[seen.hold], counter=seen.counter or ""))
        if seen.until is not None:
            more.append(t("At about {time}", time=phrases.clock(seen.until)))
    elif seen.stage is Stage.ENDED and seen.state is TicketState.CLOSED_OUT:
        more.append(t("Numbers are given out anew on the next working day."))
    return _number(seen, language, el("p", headline(seen, language), class_="say"), *(el("p", line) for line in more))
