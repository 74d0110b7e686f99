"""Whatever happens to the kiosk in whatever order, it stands, gives one ticket per confirmation and finds back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import effects as do
from kiosk import inputs as on
from kiosk.flow import first, step
from kiosk.state import Page, State
from tests.kiosk import samples

TILES = [tile.code for tile in samples.TILES]
SERVICES = [service.code for service in samples.SERVICES]
SERIALS = st.integers(0, 12)

INPUTS = st.one_of(
    st.sampled_from(TILES).map(on.TileChosen),
    st.sampled_from(SERVICES).map(on.ServiceChosen),
    st.sampled_from([None, 1, 10_000_000]).map(on.AmountChosen),
    st.booleans().map(on.Confirmed),
    st.sampled_from(["elderly", "pregnant"]).map(on.ConditionChosen),
    st.sampled_from(["escort", "wheelchair"]).map(on.HelpToggled),
    st.sampled_from([
        on.Touched(), on.GreenOpened(), on.GreenConfirmed(), on.MachineChosen(), on.CounterChosen(), on.Reprint(),
        on.OneMore(), on.Back(), on.Left(), on.LanguageSwitched(), on.HelpCalled(), on.CardRead("1"), on.CardUnread(),
        on.LinkLost(), on.Probed(samples.HALL), on.Probed(None), on.HelpAnswered(True), on.PaperOut(38),
        on.PaperFault(38, "paper-out"), on.HallSeen(samples.HALL), on.HallSeen(samples.CLOSED_HALL), on.Tick(),
        on.StaffCalled(), on.DigitPressed("7"), on.PinGiven(), on.ActChosen(on.Act.LEAVE), on.Failed(),
    ]),
    st.builds(on.Answered, SERIALS, st.sampled_from([samples.TICKET, samples.CUSTOMER, None, samples.offer(),
                                                     samples.offer(devices=("recycler-1",))])),
    st.builds(on.WasRefused, SERIALS, st.sampled_from(["day-not-open", "service-full"])),
    st.builds(on.Troubled, SERIALS),
    st.builds(on.PinTried, SERIALS, st.booleans()),
)  # fmt: skip

START = replace(first("k1"), branch=samples.BRANCH, hall=samples.HALL, staffed=True)
REST = (Page.ATTRACT, Page.CLOSED)


def answering(state: State, wanted: tuple[do.Effect, ...]) -> State:
    """The state after the world has answered everything honestly."""
    for effect in wanted:
        match effect:
            case do.Ask(serial, query):
                state, _ = step(state, on.Answered(serial, samples.offer() if hasattr(query, "service") else None))
            case do.Take(serial):
                state, _ = step(state, on.Answered(serial, samples.TICKET))
            case do.Probe():
                state, _ = step(state, on.Probed(samples.HALL))
    return state


@settings(max_examples=300)
@given(st.lists(INPUTS, max_size=60))
def test_any_sequence_of_inputs_ends_at_rest_when_nobody_touches(inputs: list[on.Input]) -> None:
    state = START
    for event in inputs:
        state, _ = step(state, event)
    for _ in range(400):
        state, wanted = step(state, on.Tick())
        state = answering(state, wanted)
    assert state.page in REST
    assert state.visit.card is None


@settings(max_examples=300)
@given(st.lists(INPUTS, max_size=80))
def test_n6_no_confirmation_makes_two_tickets(inputs: list[on.Input]) -> None:
    state, keys, confirmations = START, set[str](), 0
    for event in inputs:
        confirmations += isinstance(event, on.Confirmed)
        state, wanted = step(state, event)
        keys |= {effect.key for effect in wanted if isinstance(effect, do.Take)}
        assert len(keys) <= confirmations


@settings(max_examples=200)
@given(st.lists(INPUTS, max_size=80))
def test_every_key_belongs_to_one_wish(inputs: list[on.Input]) -> None:
    state, wishes = START, dict[str, object]()
    for event in inputs:
        state, wanted = step(state, event)
        for effect in wanted:
            if isinstance(effect, (do.Take, do.Tell, do.CallStaff)):
                assert wishes.setdefault(effect.key, effect.command) == effect.command
