"""What stands on a ticket: N9's list in the customer's language, reprints, waits in hours, nothing that is unknown."""

from dataclasses import fields, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from devices import plain, raster
from devices.compose import compose
from devices.layout import Badge, Code, Facts, Figure, Figures, Number, Paragraph, Rule, Words
from devices.paper import NoticePaper, TicketPaper
from devices.template import Sheet, template
from tests.devices.escpos_interpreter import read
from tests.devices.tickets import EN, GREEN, ZH, on

WIDE, NARROW = (template().sheet(dots) for dots in (576, 384))


def written(ticket: TicketPaper, dots: int = 576) -> str:
    (paper,) = read(plain.encode(ticket, on(dots)).data, dots)
    return paper.text


def figures(ticket: TicketPaper) -> tuple[Figure, ...]:
    return next(element.cells for element in compose(ticket, WIDE) if isinstance(element, Figures))


def test_n9_c1_the_ticket_says_everything_a_customer_needs() -> None:
    text = written(replace(ZH, place="现金区等候", promotion="存款有礼"))
    for said in (
        "A038",
        "现金存取款",
        "现金区等候",
        "前面",
        "12 人",
        "15-20 分",
        "10:02-10:07",
        "1-4 号窗口",
        "身份证、银行卡",
    ):
        assert said in text
    for said in (
        "云杉银行 滨江路支行",
        "2025-11-24 09:47:12",
        "取号机 1",
        "当日有效",
        "扫码看进度",
        "叫号 3 次未到算过号",
        "96110",
    ):
        assert said in text.replace("\n", "")
    assert text.splitlines()[-1] == "存款有礼"


def test_n9_the_ticket_speaks_the_customers_language() -> None:
    text = written(EN)
    assert text.isascii() or set(text) - set(map(chr, range(128))) <= {"￥", "·"}
    for said in ("12 people", "15-20 min", "Around", "Wait in", "Bring", "If you miss 3 calls"):
        assert said in text


def test_the_order_is_the_templates() -> None:
    kinds = [type(element) for element in compose(ZH, WIDE) if not isinstance(element, Words | Rule)]
    assert kinds[1:6] == [Number, Figures, Facts, Code, Paragraph]


def test_every_line_of_the_template_is_known_and_every_size_too() -> None:
    full = replace(GREEN, reprinted=ZH.issued, promotion="p", place="z", detail="d")
    for dots in (384, 424, 512, 576, 640, 832):
        for large in (False, True):
            sheet = template().sheet(dots, large)
            assert sheet.dots == dots
            assert compose(full, sheet)
    sizes = {field.name for field in fields(Sheet)}
    named = {element.size for element in compose(full, WIDE) if isinstance(element, Words)}
    assert named <= sizes


def test_b6_the_green_channel_is_said_in_plain_words() -> None:
    assert Badge("绿色通道 优先") in compose(GREEN, WIDE)
    assert Badge("绿色通道 优先") not in compose(ZH, WIDE)


def test_n9_a_reprint_says_so_and_counts_from_its_own_time() -> None:
    again = replace(ZH, reprinted=datetime(2025, 11, 24, 10, 5), people_ahead=4, wait_low=5, wait_high=8)  # noqa: DTZ001
    text = written(again)
    assert "补打 10:05" in text
    assert "10:10-10:13" in text
    assert "2025-11-24 09:47" in text


@pytest.mark.parametrize(
    ("low", "high", "value", "unit"),
    [
        (0, 2, "0–2", "分"),
        (5, 5, "5", "分"),
        (90, 120, "90–120", "分"),
        (110, 121, "2–2.5", "小时"),
        (150, 170, "2.5–3", "小时"),
    ],
)
def test_n11_waits_over_two_hours_are_told_in_hours(low: int, high: int, value: str, unit: str) -> None:
    assert figures(replace(ZH, wait_low=low, wait_high=high))[1] == Figure("预计等候", value, unit)


def test_one_person_is_one_person() -> None:
    assert figures(replace(EN, people_ahead=1))[0].unit == "person"


def test_what_nobody_knows_is_not_printed() -> None:
    bare = TicketPaper(number="A001", service="取款", issued=ZH.issued)
    assert not any(isinstance(element, Figures | Facts | Code) for element in compose(bare, WIDE))
    assert raster.render(bare, 576).height < raster.render(ZH, 576).height
    assert "A001" in written(bare)


def test_rules_never_stand_double_or_at_an_end() -> None:
    for ticket in (ZH, TicketPaper(number="A001", service="取款", issued=ZH.issued)):
        kinds = [isinstance(element, Rule) for element in compose(ticket, WIDE)]
        assert not any(a and b for a, b in pairwise(kinds))
        assert not kinds[0]
        assert not kinds[-1]


def test_the_banks_own_words_for_a_missed_number() -> None:
    assert Paragraph("过号作废") in compose(replace(ZH, missed_rule="过号作废"), WIDE)
    assert any("5 次" in e.text for e in compose(replace(ZH, missed_calls=5), WIDE) if isinstance(e, Paragraph))


def test_narrow_paper_says_it_shorter() -> None:
    assert ("准备", "身份证、银行卡") in next(e.rows for e in compose(ZH, NARROW) if isinstance(e, Facts))


@pytest.mark.parametrize("number", ["W888", "WWWW888", "A1"])
@pytest.mark.parametrize("dots", [384, 576])
def test_a_wide_number_is_made_to_fit(number: str, dots: int) -> None:
    ticket = replace(ZH, number=number)
    assert raster.render(ticket, dots).width == dots
    assert number in written(ticket, dots).splitlines()


def test_a_banks_own_mark_is_printed_and_an_unreadable_one_does_no_harm(tmp_path: Path) -> None:
    own = tmp_path / "mark.png"
    Image.new("L", (64, 64), 0).save(own)
    usual = raster.render(ZH, 576).tobytes()
    assert raster.render(replace(ZH, mark=own), 576).tobytes() != usual
    for broken in (tmp_path / "none.png", Path(__file__)):
        assert raster.render(replace(ZH, mark=broken), 576).tobytes() == usual


def test_a_test_print_for_the_staff() -> None:
    notice = NoticePaper(
        title="打印测试", text="看得清就好。" * 10, issued=ZH.issued, link="https://q.spruce.example/t/x"
    )
    (paper,) = read(plain.encode(notice, on(576)).data, 576)
    assert paper.lines[0] == "打印测试"
    assert paper.codes == [notice.link]
    assert raster.render(notice, 384).height > 200


def test_both_languages_have_every_word() -> None:
    for ticket in (ZH, EN, replace(GREEN, language="en")):
        for dots in (384, 576):
            assert "ticket." not in written(replace(ticket, reprinted=ZH.issued), dots)


@pytest.mark.parametrize(
    ("ticket", "words"),
    [
        (replace(ZH, further=("转账", "开户")), "之后办理：转账、开户"),
        (replace(EN, further=("Transfers", "Accounts")), "After that: Transfers, Accounts"),
    ],
    ids=["zh", "en"],
)
def test_k8_what_is_done_after_it_stands_under_the_service(ticket: TicketPaper, words: str) -> None:
    lines = written(ticket).splitlines()
    assert any(words in line for line in lines)
    assert "further" in template().ticket
