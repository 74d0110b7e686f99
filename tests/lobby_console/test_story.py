"""What the drawer tells of a visit."""

import pytest

from lobby.model import History, Print, PrintState
from lobby_console.story import expected, story
from resources.language import catalogue
from tests.lobby_console.halls import NOW, POLICY, ago, branch, hall, ticket

UNSURE = "Unsure whether the paper came out"


@pytest.mark.parametrize(("state", "minutes", "told"), [
    (PrintState.PRINTING, 2, True),
    (PrintState.PRINTING, 0.5, False),
    (PrintState.PRINTED, 2, False),
])  # fmt: skip
def test_m4_a_paper_cut_off_with_its_kiosk_is_uncertain(state: PrintState, minutes: float, told: bool) -> None:
    history = History(ticket(1, 2), (), (), (), (), (Print(ago(minutes), 1, state),))
    moments = story(history, branch(), POLICY, catalogue("console", "en"), NOW)
    assert (UNSURE in [moment.title for moment in moments]) is told


def test_c1_a_call_is_expected_also_while_no_counter_is_open() -> None:
    moment = expected(ticket(1, 2), 5, hall(counters=()), branch(), catalogue("console", "en"), NOW)
    assert moment is not None
    assert (moment.title, moment.sub) == ("Call expected about 10:05", "once a counter for it opens")
