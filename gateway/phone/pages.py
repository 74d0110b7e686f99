"""Whole pages as bytes: of a visit, of the question before leaving, and of what can't be shown."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.phone.acts import buttons, leaving
from gateway.phone.cards import card, icon
from gateway.phone.markup import Markup, el, joined
from gateway.phone.sight import Sight, Stage
from gateway.phone.words import headline, told, words
from resources import phrases
from resources.language import NAMES, companion

HTML_LANG = {"zh": "zh-CN", "en": "en"}
REFRESH = 10
"""Seconds after which a page without a script loads itself again (design 9.12)."""
LASTING = (Stage.DONE, Stage.ENDED)
"""Nothing comes after these: the page stays as it is."""


@dataclass(frozen=True, slots=True)
class House:
    """What all pages share: whose they are, where they stand, which version of their sheet and script."""

    prefix: str
    bank: dict[str, str]
    branch: dict[str, str]
    colour: str
    version: str
    mark: Markup


@dataclass(frozen=True, slots=True)
class Page:
    language: str
    title: str
    body: Markup
    here: str = ""
    """The visit's own address, where there is one."""
    head: Markup | None = None
    stage: str = ""


def visit(house: House, seen: Sight, token: str, language: str, said: str = "") -> bytes:
    here = f"{house.prefix}/{token}"
    again = f"{here}?lang={language}"
    refresh = el("meta", http_equiv="refresh", content=f"{REFRESH};url={again}")
    script = el("script", "", src=f"{house.prefix}/_/phone.js?v={house.version}", defer=True)
    head = joined(
        el("link", rel="manifest", href=f"{here}/manifest.json?lang={language}"),
        None if seen.stage in LASTING else el("noscript", refresh),
        script,
    )
    body = joined(
        el("p", headline(seen, language), id="said", role="status", class_="unseen"),
        el("main", _told(said, language), offline(seen, language), el("div", card(seen, language), id="now"),
           _alert(language), el("div", buttons(seen, language, here), id="acts"),
           data_events=f"{here}/events?lang={language}", data_worker=f"{house.prefix}/sw.js",
           data_at=phrases.clock(seen.at)),
    )  # fmt: skip
    return whole(house, Page(language, f"{seen.number} · {headline(seen, language)}", body, here, head, seen.stage))


def offline(seen: Sight, language: str) -> Markup:
    """The banner over what was known last: written here when the record is silent, by the script when the phone is."""
    t = words(language)
    silent = t("The branch's system does not answer.") if seen.stale else t("Your phone has no connection.")
    below = t("Below is how it stood at {time}.", time=phrases.clock(seen.at))
    valid = t("Your number is valid. Please watch the screens and listen in the hall.")
    text = el("p", el("strong", silent), " ", below, " ", valid)
    return el("div", icon("wifi-off"), text, class_="banner", id="offline", hidden=not seen.stale)


def leave(house: House, token: str, language: str) -> bytes:
    here = f"{house.prefix}/{token}"
    return whole(
        house, Page(language, words(language)("Give up your number?"), el("main", leaving(language, here)), here)
    )


def unknown(house: House, language: str) -> bytes:
    """The one answer to every link that leads nowhere, whatever the reason."""
    t = words(language)
    body = _message(
        t("This link is not valid."), t("It is not of today, or not complete. Please take a number at the kiosk.")
    )
    return whole(house, Page(language, t("This link is not valid."), body))


def away(house: House, language: str) -> bytes:
    t = words(language)
    body = _message(
        t("The branch's system does not answer."),
        t("Your number is valid. Please watch the screens and listen in the hall."),
    )
    head = el("meta", http_equiv="refresh", content=str(REFRESH))
    return whole(house, Page(language, t("The branch's system does not answer."), body, head=head))


def busy(house: House, language: str) -> bytes:
    t = words(language)
    body = _message(t("Too many requests."), t("Please wait a moment and load the page again. Your number is valid."))
    return whole(house, Page(language, t("Too many requests."), body))


def shell(house: House, language: str) -> bytes:
    """What an installed page shows without any connection."""
    t = words(language)
    body = _message(
        t("Your phone has no connection."), t("Your number is valid. Please watch the screens and listen in the hall.")
    )
    return whole(house, Page(language, t("Your phone has no connection."), body))


def whole(house: House, page: Page) -> bytes:
    other = companion(page.language)
    switch = el("a", NAMES[other], href=f"{page.here}?lang={other}", lang=HTML_LANG[other], hreflang=HTML_LANG[other])
    head = joined(
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="robots", content="noindex, nofollow"),
        el("meta", name="theme-color", content=house.colour),
        el("title", f"{page.title} · {house.bank[page.language]}"),
        el("link", rel="stylesheet", href=f"{house.prefix}/_/phone.css?v={house.version}"),
        el("link", rel="icon", type="image/svg+xml", href=f"{house.prefix}/_/icon.svg?v={house.version}"),
        page.head,
    )
    name = el("p", house.mark, el("strong", house.bank[page.language]), " ", el("span", house.branch[page.language]))
    top = el("header", name, switch if page.here else None)
    html = el("html", el("head", head), el("body", top, page.body, data_stage=page.stage or None),
              lang=HTML_LANG[page.language])  # fmt: skip
    return f"<!doctype html>\n{html}\n".encode()


def _told(said: str, language: str) -> Markup | None:
    sentence = told(said, language)
    return el("p", sentence, class_="banner info", role="status") if sentence else None


def _alert(language: str) -> Markup:
    """For phones with a script only, so it is hidden until that has come."""
    t = words(language)
    switch = el("button", type="button", role="switch", aria_checked="false", aria_labelledby="alert-name", id="alert")
    text = el("p", el("strong", t("Alert me when it is almost my turn"), id="alert-name"), " ",
              el("span", t("Sound and vibration; keep this page open.")))  # fmt: skip
    return el("section", icon("bell"), text, switch, class_="card alert", id="alerting", hidden=True)


def _message(title: str, text: str) -> Markup:
    return el("main", el("section", el("h1", title), el("p", text), class_="card"))
