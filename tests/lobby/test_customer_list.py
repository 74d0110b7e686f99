"""The bank's list of known customers: sealed on the way in, and every row that can't be taken is named (B4)."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from lobby.customer_list import CustomerList, read_customers
from lobby.errors import Trouble
from lobby.identity import Identity
from lobby.model import Branch
from lobby.setup_file import read_branch
from resources import sample

HEAD = "card,level,surname,title,manager,note\n"
CARD = "4111111111111111"


@pytest.fixture(scope="module")
def branch() -> Branch:
    return read_branch(sample.branch_file())


@pytest.fixture
def identity(tmp_path: Path) -> Identity:
    return Identity.load(tmp_path / "key")


def read(folder: Path, text: str | bytes, branch: Branch, identity: Identity) -> CustomerList:
    file = folder / "list.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_customers(file, branch, identity.seal)


def test_b4_the_sample_list_comes_in_whole(branch: Branch, identity: Identity) -> None:
    found = read_customers(sample.customers_file(), branch, identity.seal)
    assert not found.refused
    assert {c.segment for c in found.customers} == {"gold", "platinum", "private"}
    card = next(c for c in found.customers if c.identity == identity.seal(CARD))
    assert (card.greeting, card.manager) == ("王女士", "r1")
    both = [c for c in found.customers if c.surname == "陆"]
    assert [c.identity for c in both] == [identity.seal("4012888888881881"), identity.seal("100200300402")]


def test_b4_nothing_is_kept_in_clear(branch: Branch, identity: Identity) -> None:
    found = read_customers(sample.customers_file(), branch, identity.seal)
    kept = json.dumps([repr(c) for c in found.customers])
    assert not any(number in kept for number in (CARD, "4111 1111", "5555555555554444", "100200300401"))


def test_chinese_headings_names_and_gb18030_are_understood(tmp_path: Path, branch: Branch, identity: Identity) -> None:
    text = '卡号,客户等级,姓氏,称谓,客户经理,备注\r\n4111111111111111,白金,镕,女士,许婷,"听力不好,慢些"\r\n\r\n'
    found = read(tmp_path, text.encode("gb18030"), branch, identity)
    assert found.encoding == "gb18030"
    (person,) = found.customers
    assert (person.segment, person.surname, person.manager, person.note) == ("platinum", "镕", "r1", "听力不好,慢些")
    assert read(tmp_path, "\ufeff" + text, branch, identity).encoding == "utf-8"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("4111111111111111,gild,王,女士,r1,", "line 3: level: there is no 'gild'; did you mean 'gold'?"),
        ("4111111111111111,gold,,女士,r1,", "line 3: surname: is empty"),
        ("4111111111111111,gold,王,女士,r9,", "line 3: manager: there is no 'r9'"),
        (",gold,王,女士,r1,", "line 3: card: neither card nor number nor hash is given"),
        ("4.11E+15,gold,王,女士,r1,", "line 3: card: has to be 4 to 40 letters and digits"),
        ("5555555555554444,gold,李,女士,r1,", "line 3: card: is in the list already, with something else said"),
        ("4111111111111111,gold,王,女士,r1,,more", "line 3: note: there are 7 cells for 6 columns"),
        ("4111111111111111,gold,王,女士,r1," + "长" * 201, "line 3: note: is longer than 200 characters"),
        ("gold,4111111111111111,王,女士,r1,", "line 3: level: there is no (a number)"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_without_its_number(
    tmp_path: Path, branch: Branch, identity: Identity, row: str, said: str
) -> None:
    found = read(tmp_path, f"{HEAD}5555555555554444,gold,张,先生,r1,\n{row}\n", branch, identity)
    assert [c.surname for c in found.customers] == ["张"]
    (refusal,) = found.refused
    assert said in str(refusal)
    assert CARD not in str(refusal)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "level: the column is missing"),
        (b"card,surname\n", "line 1: level: the column is missing"),
        (b"level,surname\n", "line 1: card: there is neither"),
        (b"card,level,surname,surname\n", "line 1: surname: is there twice"),
        (b"card,level,surname,titel\n", "line 1: 'titel': unknown column; did you mean 'title'?"),
        (b"4111111111111111,gold,Wang\n", "line 1: (a number): unknown column"),
        (b"card,level,surname\n\x80\xff\x81,gold,x\n", "neither UTF-8 nor GB18030"),
        (b'card,level,surname\n"4111,gold,x\n', "is not CSV"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(
    tmp_path: Path, branch: Branch, identity: Identity, text: bytes, said: str
) -> None:
    with pytest.raises(Trouble) as caught:
        read(tmp_path, text, branch, identity)
    assert caught.value.kind == "bad-customers"
    assert said in str(caught.value)
    assert str(tmp_path / "list.csv") in str(caught.value)
    assert CARD not in str(caught.value)


def test_a_file_that_is_not_there_is_trouble(tmp_path: Path, branch: Branch, identity: Identity) -> None:
    with pytest.raises(Trouble, match="can't be read"):
        read_customers(tmp_path / "nowhere.csv", branch, identity.seal)


def test_a_hash_that_the_bank_made_itself_is_the_same_customer(
    tmp_path: Path, branch: Branch, identity: Identity
) -> None:
    sealed = identity.seal(CARD)
    text = f"hash,level,surname\n{sealed},gold,王\n{sealed.removeprefix('id1:').upper()},gold,王\nabc,gold,李\n"
    found = read(tmp_path, text, branch, identity)
    assert [c.identity for c in found.customers] == [sealed]
    assert str(found.refused[0]) == "line 4: hash: has to be 64 digits from 0 to f"


# ------------------------------------------------------------ Excel


def workbook(folder: Path, *rows: tuple[str | float | None, ...]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(folder / "list.xlsx")
    return folder / "list.xlsx"


def test_a_spreadsheet_is_read_as_it_is(tmp_path: Path, branch: Branch, identity: Identity) -> None:
    file = workbook(
        tmp_path,
        ("卡号", "客户等级", "姓氏", "称谓", "客户经理", "备注"),
        (CARD, "白金", "镕", "女士", "许婷", "听力不好"),
        (None, None, None, None, None, None),
        (100200300402, "gold", "陆", None, None, None),
        (4111111111111111, "gold", "王", "女士", "r1", None),
        (1.5, "gold", "王", "女士", "r1", None),
    )
    found = read_customers(file, branch, identity.seal)
    assert [(c.identity, c.surname) for c in found.customers] == [
        (identity.seal(CARD), "镕"),
        (identity.seal("100200300402"), "陆"),
    ]
    assert [refusal.line for refusal in found.refused] == [5, 6], "rows are counted as the spreadsheet counts them"
    assert "a spreadsheet may have spoilt it" in str(found.refused[0])


@pytest.mark.parametrize("content", [b"", b"card,level\n", b"PK\x03\x04 no zip at all"])
def test_what_only_calls_itself_a_spreadsheet_is_trouble(
    tmp_path: Path, branch: Branch, identity: Identity, content: bytes
) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(content)
    with pytest.raises(Trouble, match="no Excel file"):
        read_customers(file, branch, identity.seal)
