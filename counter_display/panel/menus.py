"""The questions of the panel: what each page offers, from one snapshot and in the teller's language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from counter_display.panel import words as w
from counter_display.panel.menu import Choice, Group, Menu, Row
from counter_display.panel.orders import FAULT, SHIFT_END
from counter_display.panel.state import Act, Ask, Desk
from lobby.model import Branch, CounterNow, CounterState, Hall, HoldKind, Place, Ticket, TicketState
from lobby.rules.waits import waited
from resources import phrases
from resources.language import Words
from uikit import codes

_PAUSES = (("break", "coffee", 5), ("back-office", "file-text", 10), ("cash", "banknote", 15), ("meal", "clock", 40),
           ("training", "users", 30), (FAULT, "monitor", None), (SHIFT_END, "flag", None))  # fmt: skip
_PICKS = ("on-request", "frail", "returned", "same-matter", "other")
_STEP_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Asker:
    """Makes the menu for a question, as the lobby stands."""

    hall: Hall
    branch: Branch
    at: Desk
    now: dt.datetime
    t: Words

    def menu(self, ask: Ask, act: Act, ticket: Ticket | None = None) -> Menu:
        match ask:
            case Ask.TRANSFER:
                return self._transfer()
            case Ask.PAUSE:
                return self._pause()
            case Ask.PICK:
                return self._pick()
            case Ask.PICK_REASON:
                return self._pick_reason(ticket.number if ticket else "")
            case Ask.HOLD:
                return self._hold()
            case Ask.OUTCOME:
                return self._outcome()
            case Ask.FEW_CALLS:
                return self._few_calls()
            case Ask.PEOPLE_WAIT:
                return self._people_wait(act)

    @property
    def _number(self) -> str:
        return self.at.ticket.number if self.at.ticket else ""

    def _transfer(self) -> Menu:
        t = self.t
        return Menu(
            Ask.TRANSFER,
            t("Transfer {number} to", number=self._number),
            t("Transfer"),
            (Group(t("Services"), self._services()), Group(t("Counters"), self._counters())),
            choices_title=t("Place in the queue"),
            choices=(
                Choice("A", t("Called next"), Place.FIRST),
                Choice("B", t("By arrival"), Place.ARRIVAL),
                Choice("C", t("At the end"), Place.LAST),
            ),
            check=Choice("K", t("Comes back to me")),
            note=t("The number stays the same"),
            empty=t("No other counter is open"),
            page=6,
        )

    def _services(self) -> tuple[Row, ...]:
        """What this counter does not do comes first: that is why somebody is sent on."""
        here = next(c for c in self.branch.counters if c.code == self.at.now.code)
        now = {service.code: service for service in self.hall.services}
        offered = [s for s in self.branch.services if s.code in now and self.branch.counters_for(s.code)]
        offered.sort(key=lambda s: s.code in here.services)
        t = self.t
        return tuple(
            Row(
                f"service:{s.code}",
                s.name.of(t.language),
                t("{n} waiting, {wait}", n=now[s.code].waiting,
                  wait=phrases.wait(now[s.code].wait_low, now[s.code].wait_high, t.language)),
            )
            for s in offered
        )  # fmt: skip

    def _counters(self) -> tuple[Row, ...]:
        names = {c.code: c.name.of(self.t.language) for c in self.branch.counters}
        others = [c for c in self.hall.counters if c.code != self.at.now.code and c.state is not CounterState.CLOSED]
        return tuple(
            Row(f"counter:{c.code}", f"{names[c.code]}  {c.staff_name}", self._counter_line(c)) for c in others
        )

    def _counter_line(self, counter: CounterNow) -> str:
        t = self.t
        states = {
            CounterState.CLOSED: t("Counter closed"),
            CounterState.FREE: t("Free"),
            CounterState.CALLING: t("Calling"),
            CounterState.SERVING: t("Serving"),
            CounterState.PAUSED: t("Paused"),
        }
        return t("{state}, {n} waiting", state=states[counter.state], n=counter.waiting)

    def _pause(self) -> Menu:
        t = self.t
        rows = tuple(
            Row(code, codes.headed(codes.PAUSES, code, t.language), self._pause_line(code), icon, n)
            for code, icon, n in _PAUSES
        )
        note = t("The window shows how long, never why")
        return Menu(Ask.PAUSE, t("Pause the counter"), t("Pause"), (Group("", rows),), note=note)

    def _pause_line(self, code: str) -> str:
        t = self.t
        return {FAULT: t("The lobby manager is called"), SHIFT_END: t("Closes this counter")}.get(code, "")

    def _pick(self) -> Menu:
        t = self.t
        mine = [x for x in self.hall.held if x.hold_kind is not HoldKind.PAPERS_HERE or x.counter == self.at.now.code]
        rows = tuple(self._pick_row(x) for x in (*mine, *self.hall.missed, *self.hall.waiting))
        groups = (Group(t("Numbers"), rows), Group(t("Without a number"), self._walk_ups()))
        return Menu(Ask.PICK, t("Pick a number"), t("Call"), groups, note=t("Type letters and digits"),
                    finder=True, empty=t("No such number"))  # fmt: skip

    def _walk_ups(self) -> tuple[Row, ...]:
        """A customer without a ticket is taken on for one of this counter's services (K9)."""
        here = next(c for c in self.branch.counters if c.code == self.at.now.code)
        services = (self.branch.service(code) for code in here.services)
        return tuple(Row(s.code, s.name.of(self.t.language), s.code, find=s.code.upper()) for s in services)

    def _pick_row(self, ticket: Ticket) -> Row:
        t = self.t
        service = self.branch.service(ticket.service).name.of(t.language)
        if ticket.state is TicketState.HELD:
            state = codes.said(codes.HOLDS, ticket.hold_kind, t.language)
        elif ticket.state is TicketState.MISSED:
            state = t("Missed")
        else:
            state = t("waited {time}", time=phrases.stopwatch(waited(ticket, self.now).total_seconds()))
        return Row(ticket, ticket.number, f"{service} · {state}", find=ticket.number)

    def _pick_reason(self, number: str) -> Menu:
        t = self.t
        rows = tuple(Row(code, codes.headed(codes.PICKS, code, t.language)) for code in _PICKS)
        return Menu(Ask.PICK_REASON, t("Why {number} now?", number=number), t("Call"), (Group("", rows),),
                    note=t("Recorded with the call"))  # fmt: skip

    def _hold(self) -> Menu:
        t = self.t
        lines = {
            HoldKind.WITHOUT_PAPERS: t("Any counter takes him back"),
            HoldKind.PAPERS_HERE: t("This counter takes him back"),
            HoldKind.WAITING_STEP: t("Waits again after this time"),
        }
        rows = tuple(
            Row(
                kind,
                codes.headed(codes.HOLDS, kind, t.language),
                line,
                minutes=_STEP_MINUTES if kind is HoldKind.WAITING_STEP else None,
            )
            for kind, line in lines.items()
        )
        title = t("Put {number} on hold", number=self._number)
        return Menu(Ask.HOLD, title, t("Hold"), (Group("", rows),), note=t("Holding is not waiting time"))

    def _outcome(self) -> Menu:
        t = self.t
        outcomes = self.at.service.outcomes if self.at.service else ()
        rows = tuple(Row(code, w.said(w.OUTCOMES, code, t)) for code in outcomes)
        return Menu(Ask.OUTCOME, t("How did {number} end?", number=self._number), t("Finish"), (Group("", rows),))

    def _few_calls(self) -> Menu:
        t = self.t
        calls = self.at.ticket.calls if self.at.ticket else 0
        warning = t.n("{number} was called once only. Mark a no-show all the same?",
                      "{number} was called {n} times only. Mark a no-show all the same?", calls,
                      number=self._number)  # fmt: skip
        return Menu(Ask.FEW_CALLS, t("No-show"), t("No-show"), warning=warning)

    def _people_wait(self, act: Act) -> Menu:
        t = self.t
        warning = t.n("{n} person waits for this counter. Leave all the same?",
                      "{n} people wait for this counter. Leave all the same?", self.at.waiting)  # fmt: skip
        title = t("Pause") if act is Act.PAUSE else t("Close")
        return Menu(Ask.PEOPLE_WAIT, title, title, warning=warning)
