"""Several needs with one ticket, chosen at the kiosk (K8)."""

from __future__ import annotations

from dataclasses import replace

from kiosk import inputs as on
from kiosk.flow import first, step
from kiosk.paper import paper
from kiosk.state import MOST_FURTHER, Page, State
from lobby.handlers import tickets
from tests.kiosk import samples
from tests.kiosk.conftest import Start
from tests.kiosk.scenes import states


def touched(state: State, *touches: on.Input) -> State:
    for touch in touches:
        state, _ = step(state, touch)
    return state


CONFIRM = states()["confirm"]


def test_k8_one_more_need_goes_on_the_same_ticket(start: Start, open_record: str) -> None:
    kiosk = start(open_record)
    kiosk.to_confirm("外汇")
    kiosk.touch("再加一项")
    kiosk.at(Page.HOME)
    assert "还要办理什么？" in kiosk.words
    kiosk.touch("电子银行")
    kiosk.at(Page.CONFIRM)
    assert "之后办理" in kiosk.words
    kiosk.touch("打印号票")
    kiosk.at(Page.TICKET)
    assert (kiosk.ticket.service, kiosk.ticket.further) == ("fx", ("e-banking",))


def test_k8_nothing_of_the_first_need_is_lost_on_the_way() -> None:
    """Of a tile with several services the one is chosen; no amount is asked, no machine offered."""
    adding = touched(CONFIRM, on.NeedAdded())
    assert (adding.page, adding.visit.service, adding.warns) == (Page.HOME, None, True)
    choice = touched(adding, on.TileChosen("cash"))
    assert choice.page is Page.SUB_NEED
    done = touched(choice, on.ServiceChosen("cash-deposit"))
    assert done.visit == replace(CONFIRM.visit, also=("cash-deposit",))
    assert done.page is Page.CONFIRM


def test_k8_the_same_again_or_back_changes_nothing() -> None:
    adding = touched(CONFIRM, on.NeedAdded())
    same = touched(adding, on.TileChosen("cash"), on.ServiceChosen("cash-withdraw"))
    for state in (same, touched(adding, on.Back()), touched(adding, on.TileChosen("cash"), on.Back(), on.Back())):
        assert (state.page, state.visit) == (Page.CONFIRM, CONFIRM.visit)


def test_k8_a_ticket_stands_for_so_many_and_no_more() -> None:
    state = CONFIRM
    for tile in ("transfer", "wealth", "corporate"):
        state = touched(state, on.NeedAdded(), on.TileChosen(tile))
    assert state.visit.also == ("transfer", "wealth", "corporate")
    assert touched(state, on.NeedAdded()).page is Page.CONFIRM
    assert MOST_FURTHER == tickets.MOST_FURTHER, "the kiosk offers what the lobby takes"


def test_k8_one_who_leaves_meanwhile_leaves_nothing() -> None:
    adding = touched(CONFIRM, on.NeedAdded(), on.Left())
    assert adding.visit == first("k").visit


def test_k8_the_paper_says_what_comes_after() -> None:
    ticket = replace(samples.TICKET, further=("transfer", "loan"))
    assert paper(ticket, samples.BRANCH, "").further == ("转账汇款", "贷款")
