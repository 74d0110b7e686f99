"""Amounts as they were asked for: by band, never to the yuan, the same words on every screen and on paper."""

from __future__ import annotations

from lobby.model import Branch
from lobby.rules.amounts import Band, band_of
from resources.language import catalogue

YUAN = 100
WAN = 10_000


def label(band: Band, language: str) -> str:
    """In the unit of the language: 万 in Chinese, plain yuan elsewhere."""
    t = catalogue("common", language)
    low, high = _figure(band.low, language), _figure(band.high or 0, language)
    if band.high is None:
        return t("Over ¥{low}", low=low)
    if band.low == 0:
        return t("Under ¥{high}", high=high)
    return t("¥{low}–{high}", low=low, high=high)


def said(branch: Branch, service: str, amount: int | None, language: str) -> str:
    """What a ticket's amount is called; nothing where it was not asked for."""
    return "" if amount is None else label(band_of(branch, service, amount), language)


def _figure(fen: int, language: str) -> str:
    yuan = fen // YUAN
    return f"{yuan / WAN:g}" if language == "zh" else f"{yuan:,}"
