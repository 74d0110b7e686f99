"""A ticket as the kiosk puts it on paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kiosk.paper import link, paper
from lobby.model import Text
from resources import brand
from tests.kiosk import samples

BASE = "https://q.example.cn/t/"


def test_n9_the_paper_speaks_the_language_of_the_visit_in_branch_time() -> None:
    zh = paper(samples.TICKET, samples.BRANCH, BASE)
    en = paper(replace(samples.TICKET, language="en"), samples.BRANCH, BASE)
    assert (zh.service, zh.bank, zh.place, zh.materials) == ("取款", "云杉银行", "现金服务区", "身份证、银行卡")
    assert (en.service, en.bank, en.place, en.materials) == ("Withdraw", "Spruce Bank", "Cash area", "ID and bank card")
    assert f"{zh.issued:%H:%M}" == "09:47"
    assert zh.reprinted is None


def test_n9_the_paper_says_which_kiosk_and_whose_hotline_in_words() -> None:
    branch = replace(samples.BRANCH, hotline="95123")
    zh = paper(samples.TICKET, branch, BASE, "1")
    en = paper(replace(samples.TICKET, language="en"), branch, BASE, "1")
    assert (zh.kiosk, zh.hotline) == ("取号机 1", "客服 95123")
    assert (en.kiosk, en.hotline) == ("Kiosk 1", "Hotline 95123")


def test_n9_a_reprint_says_so_and_the_customer_in_need_gets_large_print() -> None:
    again = paper(samples.TICKET, samples.BRANCH, BASE, "1", True, dt.datetime(2025, 11, 24, 2, 0, tzinfo=dt.UTC))
    assert f"{again.reprinted:%H:%M}" == "10:00"
    assert again.large


def test_c3_the_paper_tells_the_rule_for_missed_numbers_that_holds_here() -> None:
    def rule(**settings: int | str | bool) -> str:
        return paper(samples.TICKET, replace(samples.BRANCH, settings=settings), BASE).missed_rule

    assert rule() == "", "a paper tells the usual rule by itself"
    assert rule(missed_rule="void") == "叫号 3 次未到算过号。过号作废，请重新取号。"
    assert rule(missed_rule="after", readmit_after=4) == "叫号 3 次未到算过号。过号后再叫 4 位，会再次叫到您的号。"


def test_the_banks_own_mark_is_on_its_paper() -> None:
    mark = brand.load().logo_mono
    assert paper(samples.TICKET, samples.BRANCH, BASE, mark=mark).mark == mark


def test_m3_the_code_leads_to_the_visit_and_nowhere_without_an_address() -> None:
    assert link(BASE, samples.TICKET) == "https://q.example.cn/t/Zk3vX9qLw2"
    assert link("", samples.TICKET) == ""


def test_n9_a_ticket_ends_with_the_banks_own_line_and_says_the_amount_by_its_band() -> None:
    ticket = replace(samples.TICKET, amount=3_500_000)
    sheet = paper(ticket, samples.BRANCH, BASE, promotion=Text("存款有礼", "A gift for savers"))
    assert (sheet.promotion, sheet.detail) == ("存款有礼", "2–5 万元")
