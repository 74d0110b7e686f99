"""The numbers that a bank may change: their defaults. Values that differ stand in the database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

MOST = 1_000_000_000
"""No number of the policy is larger: moments and sums stay within what a calendar and the record can hold."""
MISSED_RULES = ("return", "after", "void")
SERIES = re.compile(r"[A-Z]{1,2}")


@dataclass(frozen=True, slots=True)
class Policy:
    wait_near_minutes: int = 8
    """C5: a wait is nearing its limit."""
    wait_over_minutes: int = 10
    """C5: a wait is past its limit."""
    diversion_wait_minutes: int = 10
    """C6: second diversion, when an ordinary customer has waited longer …"""
    diversion_waiting: int = 10
    """C6: … and more than so many wait."""
    opening_minutes: int = 5
    """C1: while no counter serves a need, one is expected to open within so long."""
    green_head_start_minutes: int = 30
    """B6, B7."""
    green_series: str = "Y"
    """B6: the letter of green channel tickets."""
    emergency_series: str = "E"
    """N1: with the kiosk's number, the letter of what a kiosk gives out while its host is away."""
    overtakes: int = 3
    """K15: overtakes that one waiting customer bears at most."""
    calls_before_no_show: int = 3
    """K2: 'next' makes a no-show after so many calls."""
    least_calls: int = 1
    """K2: calls that a no-show needs at least."""
    recall_pause_seconds: int = 8
    """K2: between two recalls."""
    missed_rule: str = "return"
    """C3: `return` within the hold, `after` so many customers by itself, or `void`."""
    missed_hold_minutes: int = 10
    """C3: a missed number is kept so long."""
    readmit_after: int = 3
    """C3: re-admitted after so many more customers."""
    misses: int = 2
    """C3: so many misses end as a no-show."""
    missed_pile: int = 5
    """C3, M1: so many missed numbers need a hand."""
    near_ahead: int = 3
    """C4, M3: with so many ahead a phone says 'almost your turn'."""
    give_way_to: int = 3
    """M3: so many go first when a customer lets others go first on the phone …"""
    give_way_times: int = 2
    """M3: … which he may do so often."""
    idle_minutes: int = 2
    """M1, K11: a manned counter may serve nobody for so long while its customers wait."""
    still_wait_minutes: int = 30
    """N8: ask 'still wait?' above."""
    last_ticket_minutes: int = 15
    """A4: the last ticket is issued so long before closing."""
    never_close: bool = False
    """N5: a 24-hour hall is always within its hours."""
    session_idle_minutes: int = 30
    """A sign-in ends when nothing was done with it for so long."""
    keep_visits_days: int = 30
    """Then a visit's customer is forgotten: identity, name, own manager, note. 0 keeps them for good."""
    keep_customers_days: int = 400
    """Then a list of known customers is forgotten that was not imported again."""
    keep_answers_days: int = 7
    """N6: so long a retry gets its first answer."""
    keep_sign_ins_days: int = 180
    """Then it is forgotten who was signed in where; the journal says for good who did what."""
    most_amount_yuan: int = 1_000_000_000
    """Amounts above are refused as absurd."""


DEFAULTS: Mapping[str, int | bool | str] = asdict(Policy())


def policy_from(settings: Mapping[str, int | str | bool]) -> Policy:
    """The defaults with the branch's own values over them."""
    return _policy(tuple(settings.items()))


@lru_cache(maxsize=16)
def _policy(settings: tuple[tuple[str, Any], ...]) -> Policy:
    """Made once for each set-up: it is asked for at every press."""
    return replace(Policy(), **dict(settings))


def typed(setting: str, words: str) -> int | bool | str:
    """A value as somebody types it: a number, true or false where the setting takes one."""
    default = DEFAULTS.get(setting)
    if isinstance(default, bool):
        return {"true": True, "false": False}.get(words.lower(), words)
    if isinstance(default, int) and re.fullmatch("[0-9]{1,10}", words):
        return int(words)
    return words


def accepts(setting: str, value: object) -> bool:
    """Whether `setting` exists and can be `value`."""
    default = DEFAULTS.get(setting)
    if default is None or type(default) is not type(value):
        return False
    if isinstance(value, int):
        return 0 <= value <= MOST
    return value in MISSED_RULES if setting == "missed_rule" else SERIES.fullmatch(str(value)) is not None
