"""Turns a paper into its elements, from top to bottom, as the template orders them; the same for every rendering."""

from collections.abc import Iterable, Iterator

from devices.layout import (
    Badge,
    Code,
    Element,
    Ends,
    Facts,
    Figure,
    Figures,
    Masthead,
    Number,
    Paragraph,
    Rule,
    Ruler,
    Words,
)
from devices.paper import NoticePaper, Paper, SlipPaper, TestPaper, TicketPaper
from devices.template import Sheet, template
from resources.language import catalogue
from resources.phrases import clock, listed, span, wait_figures


def compose(paper: Paper, sheet: Sheet) -> list[Element]:
    """The elements of `paper`; lines with nothing to say leave no gap and no doubled rule."""
    lines: _Lines
    if isinstance(paper, TicketPaper):
        lines, order = _TicketLines(paper, sheet), template().ticket
    elif isinstance(paper, SlipPaper):
        lines, order = _SlipLines(paper, sheet), template().slip
    elif isinstance(paper, TestPaper):
        lines, order = _TestLines(paper, sheet), template().test
    else:
        lines, order = _NoticeLines(paper, sheet), template().notice
    found = (getattr(lines, name)() for name in order if name not in sheet.omit)
    return list(_without_idle_rules(element for element in found if element is not None))


def _without_idle_rules(elements: Iterable[Element]) -> Iterator[Element]:
    """No rule at the top, none at the bottom, and of several in a row the strongest."""
    waiting: Rule | None = None
    began = False
    for element in elements:
        if isinstance(element, Rule):
            waiting = element if waiting is None or waiting.dashed else waiting
            continue
        if waiting is not None and began:
            yield waiting
        waiting, began = None, True
        yield element


class _Lines:
    """Each public method is a line that the template may name; None says nothing."""

    def __init__(self, paper: Paper, sheet: Sheet) -> None:
        self._paper = paper
        self._sheet = sheet
        self._words = catalogue("ticket", paper.language)

    def _short(self, wide: str, narrow: str) -> str:
        return narrow.strip() if self._sheet.narrow else wide

    def masthead(self) -> Element | None:
        name = f"{self._paper.bank} {self._paper.branch}".strip()
        return Masthead(name, self._paper.mark) if name else None

    def rule(self) -> Element | None:
        return Rule()

    def dashes(self) -> Element | None:
        return Rule(dashed=True)

    def code(self) -> Element | None:
        t = self._words
        if not self._paper.link:
            return None
        short = self._sheet.narrow or self._sheet.large
        promise = t("ticket.qr.promise.narrow") if short else t("ticket.qr.promise")
        title = self._short(t("ticket.qr"), t("ticket.qr.narrow"))
        return Code(self._paper.link, title, tuple(promise.split("\n")))

    def issued(self) -> Element | None:
        return self._issued("")

    def _issued(self, valid: str) -> Element:
        minute = f"{self._paper.issued:%Y-%m-%d %H:%M}"
        if self._sheet.narrow:
            return Ends(minute, valid)
        return Ends(f"{minute}{self._paper.issued::%S}", "   ".join(filter(None, (self._paper.kiosk, valid))))


class _NoticeLines(_Lines):
    def __init__(self, paper: NoticePaper, sheet: Sheet) -> None:
        super().__init__(paper, sheet)
        self._notice = paper

    def title(self) -> Element | None:
        return _words(self._notice.title, "service", bold=True)

    def text(self) -> Element | None:
        return Paragraph(self._notice.text) if self._notice.text else None


class _SlipLines(_Lines):
    def __init__(self, paper: SlipPaper, sheet: Sheet) -> None:
        super().__init__(paper, sheet)
        self._slip = paper

    def title(self) -> Element | None:
        t = self._words
        return _words(t("slip.title"), "service", bold=True)

    def facts(self) -> Element | None:
        t, slip = self._words, self._slip
        closed = clock(slip.closed) if slip.closed else t("slip.open")
        counted = {
            "slip.tickets": slip.tickets,
            "slip.served": slip.served,
            "slip.no-show": slip.no_show,
            "slip.left": slip.left,
            "slip.closed-out": slip.closed_out,
            "slip.lines": slip.lines,
        }
        rows = ((t("slip.day"), slip.day), (t("slip.hours"), span(clock(slip.opened), closed)))
        return Facts(rows + tuple((t(name), str(count)) for name, count in counted.items()))

    def head(self) -> Element | None:
        t = self._words
        return Facts(((t("slip.head"), self._slip.head),))

    def code(self) -> Element | None:
        t = self._words
        return Code(self._slip.link, t("slip.code"), (t("slip.code.use"),)) if self._slip.link else None

    def keep(self) -> Element | None:
        t = self._words
        return Paragraph(t("slip.keep"))


class _TestLines(_Lines):
    def __init__(self, paper: TestPaper, sheet: Sheet) -> None:
        super().__init__(paper, sheet)
        self._test = paper

    def title(self) -> Element | None:
        t = self._words
        return _words(t("test.title"), "service", bold=True)

    def printer(self) -> Element | None:
        return _words(self._test.printer, "small")

    def ruler(self) -> Element | None:
        return Ruler(self._test.dpi)

    def edges(self) -> Element | None:
        t = self._words
        return Paragraph(t("test.edges"))

    def facts(self) -> Element | None:
        return Facts(self._test.facts)

    def number(self) -> Element | None:
        return Number(self._test.number)

    def fact(self) -> Element | None:
        return _words("0123456789 ABC 永和", "fact")

    def notice(self) -> Element | None:
        return _words("0123456789 ABC abc 永和", "notice")

    def common(self) -> Element | None:
        return Paragraph("啊阿埃 一乙二十 · ￥ № ①②③ ，。？！ →")

    def wider(self) -> Element | None:
        return Paragraph("镕喆堃骉祎 玥珺琰 彧翀燚")

    def rare(self) -> Element | None:
        t = self._words
        return Paragraph(f"㐂㛃䶮 𬭎𫖯 𠮷 ☃ 🎁 {t('test.rare')}")

    def code(self) -> Element | None:
        t = self._words
        return Code(self._test.link, t("test.code"), tuple(t("test.code.use").split("\n")))

    def cut(self) -> Element | None:
        t = self._words
        return Paragraph(t("test.cut"))


class _TicketLines(_Lines):
    def __init__(self, paper: TicketPaper, sheet: Sheet) -> None:
        super().__init__(paper, sheet)
        self._ticket = paper

    def green(self) -> Element | None:
        t = self._words
        return Badge(t("ticket.green")) if self._ticket.green else None

    def emergency(self) -> Element | None:
        t = self._words
        return Badge(t("ticket.emergency")) if self._ticket.emergency else None

    def given(self) -> Element | None:
        t = self._words
        return Paragraph(t("ticket.emergency.given")) if self._ticket.emergency else None

    def reprint(self) -> Element | None:
        t = self._words
        again = self._ticket.reprinted
        return Badge(t("ticket.reprint", time=clock(again))) if again else None

    def service(self) -> Element | None:
        return _words(self._ticket.service, "service", bold=True)

    def detail(self) -> Element | None:
        return _words(self._ticket.detail, "fact")

    def further(self) -> Element | None:
        t, names = self._words, self._ticket.further
        return _words(t("ticket.further", services=listed(names, self._ticket.language)), "fact") if names else None

    def number(self) -> Element | None:
        return Number(self._ticket.number) if self._ticket.number else None

    def figures(self) -> Element | None:
        cells = tuple(cell for cell in (self._ahead(), self._wait()) if cell)
        return Figures(cells) if cells else None

    def _ahead(self) -> Figure | None:
        t, count = self._words, self._ticket.people_ahead
        if count is None:
            return None
        unit = t("ticket.person") if count == 1 else t("ticket.people")
        return Figure(
            self._short(t("ticket.ahead"), t("ticket.ahead.narrow")),
            str(count),
            self._short(unit, t("ticket.people.narrow")),
        )

    def _wait(self) -> Figure | None:
        t, low, high = self._words, self._ticket.wait_low, self._ticket.wait_high
        if low is None or high is None:
            return None
        label = self._short(t("ticket.wait"), t("ticket.wait.narrow"))
        figures, in_hours = wait_figures(low, high)
        return Figure(label, figures, t("ticket.hours") if in_hours else t("ticket.minutes"))

    def facts(self) -> Element | None:
        t, ticket = self._words, self._ticket
        said = {
            "clock": (self._short(t("ticket.clock"), t("ticket.clock.narrow")), span(*ticket.clock_range or ("", ""))),
            "place": (self._short(t("ticket.place"), t("ticket.place.narrow")), ticket.place),
            "counters": (t("ticket.counters"), ticket.counters),
            "materials": (self._short(t("ticket.materials"), t("ticket.materials.narrow")), ticket.materials),
        }
        rows = tuple(said[name] for name in template().facts if said[name][1])
        return Facts(rows) if rows else None

    def missed(self) -> Element | None:
        t, numbers = self._words, {"calls": self._ticket.missed_calls, "minutes": self._ticket.missed_minutes}
        ours = self._short(t("ticket.rule", **numbers), t("ticket.rule.narrow", **numbers))
        return Paragraph(self._ticket.missed_rule or ours)

    def issued(self) -> Element | None:
        t = self._words
        return self._issued(t("ticket.valid"))

    def hotline(self) -> Element | None:
        return _words(self._ticket.hotline, "small")

    def promotion(self) -> Element | None:
        return _words(self._ticket.promotion, "small")


def _words(text: str, size: str, bold: bool = False) -> Element | None:
    return Words(text, size, bold) if text else None
