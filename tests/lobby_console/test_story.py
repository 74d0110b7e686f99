"""What the drawer tells of a visit."""

import pytest

from lobby.model import History, Print, PrintState
from lobby_console.story import story
from resources.language import catalogue
from tests.lobby_console.halls import NOW, POLICY, ago, branch, ticket

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
