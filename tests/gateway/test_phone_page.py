"""The customers' phone page over real HTTP before a real record: each stage, and what can be done there (M3)."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from gateway.phone.acts import OPINIONS
from lobby import commands as c
from lobby import queries as q
from lobby.handlers.by_link import WORDS
from lobby.model import HoldKind, TicketState
from tests.gateway.phone_page import PhonePage, Shown, phone_page
from tests.lobby.shift import GOLD_CARD, Shift

STAGES = {
    "waiting": ("前面 8 人", "8 people"),
    "near": ("快到您了，请回大厅", "Almost your turn. Please come back to the hall."),
    "called": ("到您了，请到 1 号窗口", "Your turn: counter 1"),
    "serving": ("正在 1 号窗口办理", "You are being served at counter 1."),
    "held": ("资料备齐后到任意窗口", "Bring your papers to any counter"),
    "missed": ("号码还为您留着", "We keep the number for you"),
    "done": ("办好了，谢谢您", "Done. Thank you."),
    "ended": ("不再等候", "You are not waiting any more."),
}


@pytest.fixture
def shift(url: str) -> Iterator[Shift]:
    """Monday at ten, the day is open, a teller at counter 1."""
    shift = Shift.begin(url)
    shift.do(c.OpenDay())
    shift.open("1")
    yield shift
    shift.lobby.close()


@pytest.fixture
def page(shift: Shift) -> Iterator[PhonePage]:
    with phone_page(shift.lobby) as page:
        yield page


def brought_to(shift: Shift, stage: str) -> str:
    """The link of a visit at this stage."""
    if stage == "waiting":
        return shift.take_many(9)[-1].token
    token = shift.take().token
    if stage == "ended":
        shift.do(c.AbandonVisit(token))
    if stage == "missed":
        shift.miss()
    if stage == "called":
        shift.call()
    if stage in ("serving", "held", "done"):
        shift.serve(minutes=4)
    if stage == "held":
        shift.do(c.Hold("1", HoldKind.WITHOUT_PAPERS))
    if stage == "done":
        shift.finish()
    return token


class Outline(HTMLParser):
    """The page as a reader's tool sees it."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(shown.html)
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in ("meta", "link", "input", "br"):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("stage", STAGES)
def test_m3_each_stage_in_both_languages(shift: Shift, page: PhonePage, stage: str, language: str) -> None:
    shown = page.get(f"{brought_to(shift, stage)}?lang={language}")
    assert (shown.status, shown.stage) == (200, stage)
    assert STAGES[stage][language == "en"] in shown.words
    outline = Outline(shown)
    assert len(outline.ids) == len(set(outline.ids))
    assert [outline.tags.count(tag) for tag in ("h1", "main", "header", "title")] == [1, 1, 1, 1]
    assert f'<html lang="{"en" if language == "en" else "zh-CN"}">' in shown.html
    assert 'role="status"' in shown.html
    assert " style=" not in shown.html
    assert " on" not in _attributes(outline)
    assert len(shown.html.encode()) < 9000


def _attributes(outline: Outline) -> str:
    return " ".join(f" {name}" for tag, found in outline.attributes for name in found if name.startswith("on"))


def test_m3_the_tickets_own_language_comes_first(shift: Shift, page: PhonePage) -> None:
    token = shift.take(language="en").token
    assert "Ahead of you" in page.get(token).words
    assert "前面" in page.get(f"{token}?lang=zh").words


def test_m3_without_a_script_the_page_loads_itself_again_until_the_end(shift: Shift, page: PhonePage) -> None:
    token = shift.take().token
    assert (
        f'<noscript><meta http-equiv="refresh" content="10;url=/v/{token}?lang=zh"></noscript>' in page.get(token).html
    )
    shift.serve(), shift.finish()
    assert "refresh" not in page.when(token, "done").html


def test_m3_the_wait_is_told_as_a_range_and_not_at_all_while_nobody_serves(shift: Shift, page: PhonePage) -> None:
    tokens = [ticket.token for ticket in shift.take_many(6)]
    assert "大约还要" in page.get(tokens[-1]).words
    shift.do(c.CloseCounter("1"))
    with page.news(tokens[-1]) as news:
        assert any("目前没有窗口办理这项业务" in str(message["now"]) for message in news)


def test_v6_a_call_is_pushed_to_the_phone(shift: Shift, page: PhonePage) -> None:
    token = shift.take().token
    with page.news(token) as news:
        assert next(news)["stage"] == "near"
        shift.call()
        called = next(news)
        assert (called["stage"], called["calls"]) == ("called", 1)
        assert 'class="counter">1</span>' in str(called["now"])
        shift.do(c.Recall("1"))
        assert next(news)["calls"] == 2


def test_m3_who_is_not_touched_by_a_change_is_told_nothing(shift: Shift, page: PhonePage) -> None:
    mine = shift.take("corporate").token
    other = shift.take("cash-withdraw").token
    with page.news(mine) as news, page.news(other) as others:
        next(news), next(others)
        shift.call()
        assert next(others)["stage"] == "called"
        shift.do(c.AbandonVisit(mine))
        assert next(news)["stage"] == "ended"
        assert list(news) == []


def test_m3_the_next_three_go_first_twice_at_most(shift: Shift, page: PhonePage) -> None:
    token = shift.take_many(10)[0].token
    assert page.get(token).words.count("让后面 3 位先办") == 1
    shown = page.press(token, "give-way", n=0)
    assert "已让后面的客户先办" in shown.words
    assert "前面 3 人" in shown.words
    assert "前面 6 人" in page.press(token, "give-way", n=1).words
    shown = page.press(token, "give-way", n=2)
    assert "让位次数已用完" in shown.words
    assert "让后面 3 位先办" not in shown.words


def test_n6_the_same_press_sent_twice_is_one(shift: Shift, page: PhonePage) -> None:
    token = shift.take_many(10)[0].token
    page.press(token, "give-way", n=0)
    assert "前面 3 人" in page.press(token, "give-way", n=0).words


def test_c7_leaving_is_asked_once_more_and_then_done(shift: Shift, page: PhonePage) -> None:
    ticket = shift.take()
    asked = page.get(f"{ticket.token}/leave")
    assert "确定不办了吗" in asked.words
    assert "不能恢复" in asked.words
    assert shift.ticket(ticket).state is TicketState.WAITING
    assert "不再等候" in page.press(ticket.token, "leave").words
    assert shift.ticket(ticket).state is TicketState.ABANDONED


def test_c3_a_missed_customer_takes_himself_back(shift: Shift, page: PhonePage) -> None:
    first, *_ = shift.take_many(5)
    shift.miss()
    shown = page.when(first.token, "missed")
    assert "10:00" in shown.words
    assert "我回来了，重新排队" in shown.words
    assert "已重新排队" in page.press(first.token, "back", n=1).words
    assert shift.waiting() == ["A002", "A003", "A004", "A001", "A005"]


def test_c3_too_late_is_too_late(shift: Shift, page: PhonePage) -> None:
    ticket = shift.take()
    shift.miss()
    shift.pass_time(minutes=11)
    assert "保留时间已过" in page.press(ticket.token, "back", n=1).words


def test_c9_a_service_is_rated_once_without_a_script(shift: Shift, page: PhonePage) -> None:
    ticket = shift.take()
    shift.serve(minutes=4), shift.finish()
    shown = page.when(ticket.token, "done")
    assert "办理 4 分" in shown.words
    assert shown.html.count('type="radio"') == 5
    assert "请先选" in page.press(ticket.token, "rate").words
    shown = page.press(ticket.token, "rate", stars=4, word=["quick", "friendly"])
    assert "您评了 4 颗星" in shown.words
    assert "<form" not in shown.html
    assert shift.ask(q.FindVisit(ticket.token)).stars == 4  # type: ignore[union-attr]
    assert set(OPINIONS) == set(WORDS)


def test_v5_nothing_personal_and_nobody_elses_link_is_on_the_page(shift: Shift, page: PhonePage) -> None:
    shift.know_customers()
    other = shift.take()
    ticket = shift.take("cash-withdraw", customer=GOLD_CARD, amount=4_000_000, note="wants small notes")
    html = page.get(ticket.token).html
    for word in ("王", "女士", "r1", GOLD_CARD, "4000000", "40,000", "small notes", "gold", other.token.split(".")[1]):
        assert word not in html
