"""A branch's own file: what is right comes in whole, what is wrong is named by file, key and reason."""

import datetime as dt
import re
from dataclasses import fields
from pathlib import Path

import pytest

from lobby.errors import Trouble
from lobby.model import (
    Ability,
    Branch,
    BranchType,
    Counter,
    Device,
    DeviceKind,
    NeedClass,
    Role,
    Segment,
    Service,
    Staff,
    Tile,
    Zone,
    ZoneKind,
)
from lobby.setup_file import read_branch, read_hours
from resources import icons, sample

SMALL = """
code = "corner"
type = "basic"
bank = { zh = "云杉银行", en = "Spruce Bank" }
name = { zh = "街角支行" }
timezone = "Asia/Shanghai"
hours = { mon-fri = "09:00-12:00, 13:30-17:00" }
[zones.cash]
kind = "cash"
name = { zh = "现金区" }
[segments.ordinary]
name = { zh = "个人" }
[services.cash]
name = { zh = "现金" }
zone = "cash"
series = "A"
[tiles.cash]
name = { zh = "现金" }
icon = "banknote"
services = ["cash"]
[counters.1]
name = { zh = "1 号" }
zone = "cash"
services = ["cash"]
[staff]
t1 = { name = "陈静", role = "teller" }
"""


@pytest.fixture
def boutique() -> Branch:
    return read_branch(sample.branch_file(), icons.names())


def wrong(folder: Path, text: str | bytes) -> str:
    file = folder / "my-branch.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(Trouble) as caught:
        read_branch(file, icons.names())
    assert caught.value.kind == "bad-setup"
    assert str(file) in str(caught.value)
    return str(caught.value)


def test_a1_a2_the_sample_is_the_boutique_branch(boutique: Branch) -> None:
    assert boutique.type is BranchType.BOUTIQUE
    assert {z.kind for z in boutique.zones} == set(ZoneKind)
    by_zone = {zone: [c.code for c in boutique.counters if c.zone == zone] for zone in ("cash", "non-cash", "vip")}
    assert by_zone == {"cash": ["1", "2", "3", "4"], "non-cash": ["5", "6", "7"], "vip": ["8", "9"]}
    kinds = [d.kind for d in boutique.devices if d.kind is not DeviceKind.PRINTER]
    assert kinds == [DeviceKind.DISPENSER, DeviceKind.DISPENSER, DeviceKind.RECYCLER, DeviceKind.ENQUIRY]
    assert (boutique.bank.zh, boutique.name.zh) == ("云杉银行", "滨江路支行")


def test_b1_the_sample_has_the_services_and_people_that_scripts_rely_on(boutique: Branch) -> None:
    codes = (
        "cash-withdraw, cash-deposit, transfer, pension, allowance, open-account, report-loss, password, e-banking, "
        "wealth, insurance, bonds, fx, credit-card, loan, corporate, large-cash, enquiry, bill-payment, advice"
    )
    assert sorted(s.code for s in boutique.services) == sorted(codes.split(", "))
    assert sorted(s for t in boutique.tiles for s in t.services) == sorted(codes.split(", "))
    assert [p.code for p in boutique.staff] == [f"t{n}" for n in range(1, 10)] + ["m1", "s1", "h1", "r1", "r2", "r3"]
    assert [p.role for p in boutique.staff if p.code[0] in "msh"] == [
        Role.LOBBY_MANAGER,
        Role.SUPERVISOR,
        Role.BRANCH_HEAD,
    ]


def test_b1_every_text_of_the_sample_is_in_both_languages(boutique: Branch) -> None:
    names = [s.name for s in boutique.services] + [t.name for t in boutique.tiles] + [z.name for z in boutique.zones]
    names += [s.name for s in boutique.segments] + [c.name for c in boutique.counters]
    names += [d.name for d in boutique.devices]
    assert all(name.zh and name.en for name in names)
    assert all(bool(s.materials.zh) == bool(s.materials.en) for s in boutique.services)
    assert all(bool(s.e_channel.zh) == bool(s.e_channel.en) for s in boutique.services)


def test_a2_high_counters_serve_all_cash_and_low_counters_all_the_rest(boutique: Branch) -> None:
    for zone, counters in (("cash", "1234"), ("non-cash", "567")):
        needs = {s.code for s in boutique.services if s.zone == zone}
        assert all(needs <= set(c.services) for c in boutique.counters if c.code in counters)


def test_b4_vip_counters_serve_every_service_and_vips_first(boutique: Branch) -> None:
    vips = {s.code for s in boutique.segments if s.vip}
    for counter in boutique.counters[-2:]:
        assert set(counter.services) == {s.code for s in boutique.services}
        assert set(counter.segments_first) == vips
        assert counter.serves_others


def test_a3_the_sample_devices_have_the_limits_of_the_rule(boutique: Branch) -> None:
    yuan = 100
    limits = {
        (d.kind.value, a.service): (a.covers(19_999 * yuan), a.covers(20_000 * yuan), a.covers(50_000 * yuan))
        for d in boutique.devices
        for a in d.abilities
    }
    assert limits["dispenser", "cash-withdraw"] == limits["dispenser", "transfer"] == (True, False, False)
    assert limits["recycler", "cash-withdraw"] == (True, False, False)
    assert limits["recycler", "cash-deposit"] == limits["recycler", "transfer"] == (True, True, False)
    assert limits["enquiry", "transfer"] == (True, True, True)
    enquiry = next(d for d in boutique.devices if d.kind is DeviceKind.ENQUIRY)
    assert {a.service for a in enquiry.abilities if a.covers(200_000 * yuan)} == {"transfer", "enquiry", "bill-payment"}


def test_b5_b7_needs_have_classes_and_vips_have_growing_head_starts(boutique: Branch) -> None:
    assert {s.need_class for s in boutique.services} == set(NeedClass)
    assert [s.head_start_minutes for s in boutique.segments if s.vip] == [10, 15, 20]


def test_a_small_branch_needs_few_lines(tmp_path: Path) -> None:
    file = tmp_path / "small.toml"
    file.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    branch = read_branch(file)
    assert branch.version == 1
    assert branch.hours.on(1) == ((dt.time(9), dt.time(12)), (dt.time(13, 30), dt.time(17)))
    assert branch.hours.on(6) == ()
    assert branch.name.of("en") == "街角支行"


def test_rare_hanzi_and_emoji_are_welcome_in_names(tmp_path: Path) -> None:
    file = tmp_path / "rare.toml"
    file.write_text(SMALL.replace("陈静", "𠮷㐂镕🙂"), encoding="utf-8")
    assert read_branch(file).staff[0].name == "𠮷㐂镕🙂"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('zone = "cash"\nseries', 'zone = "kash"\nseries', "services.cash.zone: there is no zone 'kash'; did you mean"),
        ('series = "A"', 'serie = "A"', "services.cash.serie: unknown key; did you mean 'series'?"),
        ('series = "A"', "series = 1", "services.cash.series: has to be text in quotes, not 1"),
        ('series = "A"', 'series = "a1"', "services.cash.series: can't be 'a1'"),
        ('series = "A"', 'series = "A"\ncap_per_day = 0', "services.cash.cap_per_day: has to be at least 1"),
        ('series = "A"', 'series = "A"\nasks_amount = 1', "services.cash.asks_amount: has to be true or false, not 1"),
        ('series = "A"', 'series = "A"\ntarget_minutes = true', "target_minutes: has to be a whole number, not true"),
        ('series = "A"', 'series = "A"\ncounter_fee = -1', "services.cash.counter_fee: has to be from 0 to"),
        ('kind = "cash"\n', "", "zones.cash.kind: is missing"),
        ('kind = "cash"', 'kind = "cashier"', "zones.cash.kind: can't be 'cashier'; did you mean 'cash'?"),
        (
            'services = ["cash"]\n[staff]',
            'services = ["cash", "cash"]\n[staff]',
            "counters.1.services: names 'cash' twice",
        ),
        (
            'services = ["cash"]\n[staff]',
            'services = ["gold"]\n[staff]',
            "counters.1.services: there is no service 'gold'",
        ),
        ('services = ["cash"]\n[staff]', "services = []\n[staff]", "services.cash: no counter serves it"),
        (
            'services = ["cash"]\n[counters',
            'services = ["cahs"]\n[counters',
            "tiles.cash.services: there is no service",
        ),
        ('services = ["cash"]\n[counters', 'services = "cash"\n[counters', "tiles.cash.services: has to be a list"),
        ('"banknote"', '"banknot"', "tiles.cash.icon: there is no icon 'banknot'; did you mean 'banknote'?"),
        ('role = "teller"', 'role = "boss"', "staff.t1.role: can't be 'boss'"),
        ("[segments.ordinary]", "[segments.usual]", "services.cash.segment: there is no segment 'ordinary'"),
        ("[counters.1]", '[counters."one two"]', "counters.one two: 'one two' can't be a code"),
        ("[counters.1]", '[counters.1]\ncode = "2"', "counters.1.code: unknown key; the code stands in the heading"),
        ('"Asia/Shanghai"', '"Shanghai"', "timezone: 'Shanghai' is no time zone"),
        ("09:00-12:00, ", "9-12, ", "hours: mon-fri: '9-12' is no span of time"),
        ("09:00-12:00, ", "09:00-25:00, ", "hours: mon-fri: '09:00-25:00' is no span of time"),
        ("09:00-12:00, ", "09:00-14:00, ", "overlaps the span before it"),
        ("mon-fri", "fri-mon", "hours: 'fri-mon' runs backwards"),
        ("mon-fri", "mo-fri", "hours: 'mo' is no day; did you mean 'mon'?"),
        ("mon-fri =", 'mon = "08:00-09:00", mon-fri =', "hours: mon is named twice"),
        (
            "[staff]",
            "[settings]\nwait_over_minutes = '10'\n[staff]",
            "settings.wait_over_minutes: there is no such setting",
        ),
        ("[staff]", "[settings]\nwait = 10\n[staff]", "settings.wait: there is no such setting, or it can't be 10"),
        ("[staff]", "[counters.1]\n[staff]", "the file is not valid TOML: Cannot declare ('counters', '1') twice"),
        ('"陈静"', '"""陈\n静"""', "staff.t1.name: contains a line break"),
        ('code = "corner"', 'code = "corner"\nversion = 7', "version: unknown key"),
        ('code = "corner"', 'code = "corner', "the file is not valid TOML"),
        (
            "[staff]",
            '[devices.d]\nkind = "dispenser"\nzone = "hall"\nname = { zh = "机" }\nminutes = 0\n'
            'abilities = [{ service = "loan", under = 1, up_to = 2 }]\n[staff]',
            "devices.d.abilities (loan): says both under and up_to",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert SMALL.count(old) >= 1
    message = wrong(tmp_path, SMALL.replace(old, new, 1))
    assert said in message
    assert "Nothing was set up" in message


def test_all_dangling_names_are_told_at_once(tmp_path: Path) -> None:
    message = wrong(tmp_path, SMALL.replace('zone = "cash"', 'zone = "hall"'))
    assert message.count("there is no zone 'hall'") == 2


def test_a_file_that_is_not_there_or_not_utf8_is_said_to_be_so(tmp_path: Path) -> None:
    assert "the file is not UTF-8 (byte" in wrong(tmp_path, SMALL.encode("gb18030"))
    with pytest.raises(Trouble, match="can't be read"):
        read_branch(tmp_path / "nowhere.toml")


def test_hours_have_to_be_a_table_of_texts() -> None:
    for value in ("09:00-17:00", {"mon": 9}):
        with pytest.raises(ValueError, match="has to be"):
            read_hours(value)
    assert read_hours({"sun": ""}).on(7) == ()


def test_the_documentation_names_every_key() -> None:
    text = (Path(__file__).parents[2] / "docs" / "branch-file.md").read_text(encoding="utf-8")
    parts = (Branch, Zone, Segment, Service, Tile, Counter, Device, Ability, Staff)
    keys = {field.name for part in parts for field in fields(part)} - {"version"}
    assert {key for key in keys if not re.search(rf"(`\[?|\s){key}\b", text)} == set()
