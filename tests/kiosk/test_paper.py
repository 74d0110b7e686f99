"""A ticket as the kiosk puts it on paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kiosk.pages.green import LARGE_PRINT
from kiosk.paper import link, paper
from tests.kiosk import samples

BASE = "https://q.example.cn/t/"


def test_n9_the_paper_speaks_the_language_of_the_visit_in_branch_time() -> None:
    zh = paper(samples.TICKET, samples.BRANCH, BASE)
    en = paper(replace(samples.TICKET, language="en"), samples.BRANCH, BASE)
    assert (zh.service, zh.bank, zh.place, zh.materials) == ("取款", "云杉银行", "现金服务区", "身份证、银行卡")
    assert (en.service, en.bank, en.place, en.materials) == ("Withdraw", "Spruce Bank", "Cash area", "ID and bank card")
    assert f"{zh.issued:%H:%M}" == "09:47"
    assert zh.reprinted is None


def test_n9_a_reprint_says_so_and_the_customer_in_need_gets_large_print() -> None:
    again = paper(
        samples.TICKET, samples.BRANCH, BASE, "1", (LARGE_PRINT,), dt.datetime(2025, 11, 24, 2, 0, tzinfo=dt.UTC)
    )
    assert f"{again.reprinted:%H:%M}" == "10:00"
    assert again.large


def test_m3_the_code_leads_to_the_visit_and_nowhere_without_an_address() -> None:
    assert link(BASE, samples.TICKET) == "https://q.example.cn/t/Zk3vX9qLw2"
    assert link("", samples.TICKET) == ""
