"""The sentences of the hall display in the branch's language, each with its companion in the other one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from counter_display.hall.scene import Item, News, Scene, View, Wait
from lobby.model import Branch, Text
from lobby.policy import policy_from
from resources import phrases
from resources.brand import Brand
from resources.language import Words, catalogue, companion

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class HallWords:
    """Says what a scene means. Without a branch it knows the brand's names only, and shows the machine's own time."""

    language: str
    brand: Brand
    branch: Branch | None = None

    @property
    def t(self) -> Words:
        return catalogue("display", self.language)

    @property
    def other(self) -> Words:
        return catalogue("display", self.companion)

    @property
    def companion(self) -> str:
        return companion(self.language)

    def local(self, moment: dt.datetime) -> dt.datetime:
        return moment.astimezone(ZoneInfo(self.branch.timezone) if self.branch else None)

    def clock(self, moment: dt.datetime) -> str:
        return phrases.clock(self.local(moment))

    def date(self, now: dt.datetime) -> str:
        return phrases.date_line(self.local(now).date(), self.language)

    def bank(self) -> Pair:
        """The bank's and the branch's name, as the branch is set up."""
        if self.branch is None:
            return self.brand.name(self.language), self.brand.branch(self.language)
        return self.branch.bank.of(self.language), self.branch.name.of(self.language)

    def name(self) -> str:
        """What the window is called."""
        t = self.t
        return t("Hall display")

    def both(self, say: Callable[[Words], str]) -> Pair:
        """A sentence and its companion."""
        return say(self.t), say(self.other)

    def calling(self, again: bool) -> Pair:
        return self.both(lambda t: t("Calling again") if again else t("Now calling"))

    def last_call(self, at: dt.datetime) -> Pair:
        first, second = self.both(lambda t: t("Last call"))
        return first, f"{second} {self.clock(at)}"

    def counter(self) -> Pair:
        return self.both(lambda t: t("Counter"))

    def next_up(self) -> Pair:
        return self.both(lambda t: t("Next"))

    def queue(self, wait: Wait) -> str:
        t = self.t
        return t("Priority") if wait.green else wait.name.of(self.language)

    def waits(self, wait: Wait) -> tuple[str, ...]:
        """The wait in full, and shorter for where that does not fit."""
        t = self.t
        short = t("{n} waiting", n=wait.waiting)
        if wait.minutes is None or not wait.waiting:
            return (short,)
        return (t("{n} here, {wait}", n=wait.waiting, wait=phrases.minutes(wait.minutes, self.language)), short)

    def stale(self, since: dt.datetime) -> Pair:
        time = self.clock(since)
        return self.both(lambda t: t("No news since {time}. Please listen for your number.", time=time))

    def quiet(self) -> Pair:
        return self.both(lambda t: t("Please wait for your number"))

    def title(self, view: View) -> str:
        t = self.t
        return {
            View.CLOSED: t("We are closed"),
            View.NOT_OPEN: t("We are not open yet"),
        }.get(view, t("Connecting to the queue"))

    def opening(self, scene: Scene) -> str:
        """When the next numbers are given out; empty when nobody knows."""
        if scene.opens_at is None:
            return ""
        opens = self.local(scene.opens_at)
        day = phrases.day_ahead(opens.date(), self.local(scene.now).date(), self.language)
        t = self.t
        return t("Numbers from {time}, {day}", time=phrases.clock(opens), day=day)

    def ticker(self, items: tuple[Item, ...]) -> tuple[str, ...]:
        """The ticker's sentences, each in both languages, one after the other."""
        return tuple(line for item in items for line in dict.fromkeys(self._item(item)) if line)

    def _item(self, item: Item) -> Pair:
        if item.news is News.NOTICE:
            return item.text.of(self.language), _own(item.text, self.companion)
        return self.both(lambda t: self._told(t, item))

    def _told(self, t: Words, item: Item) -> str:
        policy = policy_from(self.branch.settings) if self.branch else policy_from({})
        match item.news:
            case News.DEVICE_OUT:
                return t("{device} is out of order. Please use another.", device=item.text.of(t.language))
            case News.NO_MORE_TICKETS:
                return t("No more numbers today. Everyone with a number will be served.")
            case News.MISSED_RULE if policy.missed_rule == "void":
                return t("Missed your number? Please take a new one.")
            case News.MISSED_RULE if policy.missed_rule == "after":
                return t("Missed your number? You are called again after {n} customers.", n=policy.readmit_after)
            case News.MISSED_RULE:
                minutes = policy.missed_hold_minutes
                return t("Missed your number? Come to any counter within {n} min. No new number needed.", n=minutes)
            case News.LETTERS:
                letter = policy.green_series
                return t("Each letter is its own queue. Please give way to priority ({letter}).", letter=letter)
            case News.GOODBYE | News.NOTICE:
                hotline = self.branch.hotline if self.branch else self.brand.hotline
                return t("Please take your belongings with you. Hotline {hotline}.", hotline=hotline)


def _own(text: Text, language: str) -> str:
    """The words in exactly this language, if there are any."""
    return text.en if language == "en" else text.zh
