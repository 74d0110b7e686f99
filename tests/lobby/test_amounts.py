"""The amounts a customer chooses from are cut where the branch's machines stop."""

from __future__ import annotations

from lobby.rules.amounts import Band, band_of, bands
from lobby.setup_file import read_branch
from resources import icons, sample

WAN = 1_000_000
SAMPLE = read_branch(sample.branch_file(), icons.names())


def test_a3_cash_is_cut_at_the_limits_of_the_machines() -> None:
    cash = bands(SAMPLE, ("cash-withdraw", "cash-deposit"))
    assert cash == [Band(0, 2 * WAN), Band(2 * WAN, 5 * WAN), Band(5 * WAN, None)]


def test_a3_transfers_are_cut_where_the_enquiry_terminal_stops() -> None:
    assert [band.low for band in bands(SAMPLE, ("transfer",))] == [0, 5 * WAN, 20 * WAN + 1]


def able(service: str, amount: int) -> bool:
    return any(a.service == service and a.covers(amount) for device in SAMPLE.devices for a in device.abilities)


def test_every_amount_of_a_band_is_answered_as_its_typical_one() -> None:
    for service in ("cash-withdraw", "cash-deposit", "transfer"):
        for band in bands(SAMPLE, (service,)):
            last = band.low if band.high is None else band.high - 1
            assert able(service, band.low) == able(service, band.typical) == able(service, last)


def test_an_amount_is_in_the_band_that_the_kiosk_offers_for_its_need() -> None:
    for amount, low in ((0, 0), (2 * WAN - 1, 0), (2 * WAN, 2 * WAN), (5 * WAN, 5 * WAN), (900 * WAN, 5 * WAN)):
        assert band_of(SAMPLE, "cash-deposit", amount).low == low
