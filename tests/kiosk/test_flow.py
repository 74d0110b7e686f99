"""The kiosk's flow, page by page: a pure function, so each test is a list of inputs and a look at the state."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk import effects as do
from kiosk import inputs as on
from kiosk.flow import first, step
from kiosk.state import Door, Notice, Page, Paper, State
from lobby.commands import DivertAtKiosk
from tests.kiosk import samples

START = replace(first("k1"), branch=samples.BRANCH, hall=samples.HALL)


def play(state: State, *inputs: on.Input) -> tuple[State, list[do.Effect]]:
    """All inputs after one another, and everything that they wanted done."""
    done: list[do.Effect] = []
    for event in inputs:
        state, wanted = step(state, event)
        done += wanted
    return state, done


def ticks(seconds: int) -> list[on.Input]:
    return [on.Tick()] * seconds


def at_confirm() -> State:
    state, _ = play(START, on.Touched(), on.TileChosen("wealth"), on.Answered(1, samples.offer("wealth")))
    assert state.page is Page.CONFIRM
    return state


def with_ticket(paper: bool = True) -> State:
    state, _ = play(at_confirm(), on.Confirmed(paper), on.Answered(2, samples.TICKET))
    assert state.page is Page.TICKET
    return state


def test_a_touch_wakes_the_kiosk_and_twenty_quiet_seconds_put_it_to_sleep() -> None:
    home, _ = play(START, on.Touched())
    assert home.page is Page.HOME
    assert play(home, *ticks(19))[0].page is Page.HOME
    assert play(home, *ticks(20))[0].page is Page.ATTRACT


def test_nothing_is_offered_before_the_branch_is_known() -> None:
    assert play(first("k1"), on.Touched())[0].page is Page.ATTRACT


def test_v4_a_start_without_the_branch_is_an_outage_until_it_is_known() -> None:
    heard = on.HallSeen(samples.HALL)
    late, _ = play(first("k1"), heard, *ticks(4))
    assert late.page is Page.ATTRACT
    away, _ = play(late, *ticks(1), heard, on.Touched())
    assert away.page is Page.OUTAGE
    assert play(away, on.BranchSeen(samples.BRANCH))[0].page is Page.ATTRACT


def test_a_need_with_one_service_is_two_touches_from_its_ticket() -> None:
    state, done = play(at_confirm(), on.Confirmed(paper=True))
    assert state.page is Page.ISSUING
    [take] = done
    assert isinstance(take, do.Take)
    assert (take.command.service, take.command.language, take.command.channel) == ("wealth", "zh", "kiosk")
    state, done = play(state, on.Answered(take.serial, samples.TICKET))
    assert state.page is Page.TICKET
    assert done == [do.PrintTicket(samples.TICKET)]


def test_a_tile_with_several_services_asks_which() -> None:
    state, _ = play(START, on.Touched(), on.TileChosen("account"))
    assert state.page is Page.SUB_NEED
    state, done = play(state, on.ServiceChosen("report-loss"))
    assert [effect.query.service for effect in done if isinstance(effect, do.Ask)] == ["report-loss"]  # type: ignore[union-attr]


def test_cash_asks_direction_and_amount_on_one_page() -> None:
    state, _ = play(START, on.Touched(), on.TileChosen("cash"))
    assert (state.page, state.visit.service) == (Page.CASH, "cash-withdraw")
    state, done = play(state, on.ServiceChosen("cash-deposit"), on.AmountChosen(1_000_000))
    [ask] = done
    assert isinstance(ask, do.Ask)
    assert (ask.query.service, ask.query.amount) == ("cash-deposit", 1_000_000)  # type: ignore[union-attr]


@pytest.mark.parametrize(("touch", "accepted", "page"), [
    (on.MachineChosen(), True, Page.DIRECTIONS),
    (on.CounterChosen(), False, Page.CONFIRM),
])  # fmt: skip
def test_b2_either_answer_to_the_offer_of_a_device_is_recorded(touch: on.Touch, accepted: bool, page: Page) -> None:
    offer = samples.offer(devices=("recycler-1",))
    state, _ = play(START, on.Touched(), on.TileChosen("cash"), on.AmountChosen(1_000_000), on.Answered(1, offer))
    assert state.page is Page.DIVERSION
    state, done = play(state, touch)
    assert state.page is page
    assert [effect.command for effect in done if isinstance(effect, do.Tell)] == [
        DivertAtKiosk("cash-withdraw", "recycler-1", accepted, 1_000_000)
    ]


def test_b2_who_was_shown_to_the_machine_may_take_a_number_after_all_and_both_answers_are_recorded() -> None:
    offer = samples.offer(devices=("recycler-1",))
    state, _ = play(START, on.Touched(), on.TileChosen("cash"), on.AmountChosen(1_000_000), on.Answered(1, offer))
    state, done = play(state, on.MachineChosen(), on.CounterChosen())
    assert state.page is Page.CONFIRM
    assert [effect.command.accepted for effect in done if isinstance(effect, do.Tell)] == [True, False]
    assert play(state, on.Back())[0].page is Page.DIVERSION


def test_b6_the_green_channel_is_never_sent_to_a_device() -> None:
    state, _ = play(START, on.Touched(), on.GreenOpened(), on.ConditionChosen("pregnant"), on.GreenConfirmed())
    assert (state.page, state.visit.green) == (Page.HOME, "pregnant")
    offer = samples.offer(devices=("recycler-1",))
    state, _ = play(state, on.TileChosen("cash"), on.AmountChosen(None), on.Answered(1, offer))
    assert state.page is Page.CONFIRM


def test_b6_the_helps_a_customer_wants_travel_with_the_ticket() -> None:
    start = replace(START, help_words={"wheelchair": "轮椅", "escort": "陪同办理"})
    _, done = play(
        start,
        on.Touched(), on.GreenOpened(), on.ConditionChosen("elderly"),
        on.HelpToggled("wheelchair"), on.HelpToggled("escort"), on.HelpToggled("wheelchair"),
        on.GreenConfirmed(), on.TileChosen("wealth"), on.Answered(1, samples.offer()), on.Confirmed(True),
    )  # fmt: skip
    take = done[-1]
    assert isinstance(take, do.Take)
    assert (take.command.green, take.command.note) == ("elderly", "陪同办理")


def test_going_back_from_the_green_page_gives_the_green_channel_up() -> None:
    state, _ = play(START, on.Touched(), on.GreenOpened(), on.ConditionChosen("elderly"), on.Back())
    assert (state.page, state.visit.green) == (Page.HOME, None)


def test_b4_a_known_card_greets_and_its_line_travels_to_the_ticket() -> None:
    state, done = play(START, on.CardRead("6222000011112222"))
    [ask] = done
    assert isinstance(ask, do.Ask)
    state, _ = play(state, on.Answered(ask.serial, samples.CUSTOMER))
    assert state.page is Page.VIP
    state, _ = play(state, on.TileChosen("wealth"), on.Answered(2, samples.offer()))
    state, [take] = play(state, on.Confirmed(True))
    assert isinstance(take, do.Take)
    assert take.command.customer == "6222000011112222"


def test_b4_the_line_of_a_card_shows_in_no_text_of_the_state() -> None:
    state, _ = play(START, on.CardRead("6222000011112222"))
    assert "6222000011112222" not in repr(state)
    assert "6222000011112222" not in repr(on.CardRead("6222000011112222"))


def test_a_card_in_the_green_channel_keeps_the_green_channel() -> None:
    state, _ = play(START, on.Touched(), on.GreenOpened(), on.ConditionChosen("elderly"), on.GreenConfirmed())
    state, _ = play(state, on.CardRead("1"), on.Answered(1, samples.CUSTOMER))
    assert (state.page, state.visit.green) == (Page.VIP, "elderly")


def test_an_unknown_card_is_said_to_be_read_and_the_choice_goes_on() -> None:
    state, _ = play(START, on.CardRead("1"), on.Answered(1, None))
    assert (state.page, state.notice) == (Page.HOME, Notice.CARD_READ)
    assert state.visit.card == "1"


def test_three_unread_cards_lead_home() -> None:
    state, _ = play(START, on.Touched(), on.TileChosen("account"), on.CardUnread(), on.CardUnread())
    assert (state.page, state.notice) == (Page.SUB_NEED, Notice.CARD_UNREAD)
    assert play(state, on.CardUnread())[0].page is Page.HOME


def test_not_me_forgets_the_card() -> None:
    state, _ = play(START, on.CardRead("1"), on.Answered(1, samples.CUSTOMER), on.Left())
    assert (state.page, state.visit.card, state.visit.customer) == (Page.ATTRACT, None, None)


def test_back_leads_the_way_that_was_come() -> None:
    offer = samples.offer(devices=("recycler-1",))
    state, _ = play(START, on.Touched(), on.TileChosen("cash"), on.AmountChosen(1), on.Answered(1, offer))
    state, _ = play(state, on.CounterChosen())
    pages = []
    for _ in range(4):
        pages.append(state.page)
        state, _ = play(state, on.Back())
    assert pages == [Page.CONFIRM, Page.DIVERSION, Page.CASH, Page.HOME]


def test_an_answer_that_nobody_waits_for_any_more_changes_nothing() -> None:
    state, _ = play(START, on.Touched(), on.TileChosen("wealth"), on.Back(), on.Answered(1, samples.offer()))
    assert state.page is Page.HOME


def test_n8_a_service_that_is_closed_now_is_not_asked_for() -> None:
    state, done = play(START, on.Touched(), on.TileChosen("loan"))
    assert (state.page, done) == (Page.HOME, [])


def test_n6_the_same_touch_many_times_takes_one_ticket() -> None:
    state, done = play(at_confirm(), *[on.Confirmed(True)] * 10)
    assert state.page is Page.ISSUING
    assert len([effect for effect in done if isinstance(effect, do.Take)]) == 1


def test_n6_a_lost_answer_is_asked_for_again_with_the_same_key() -> None:
    state, [take] = play(at_confirm(), on.Confirmed(True))
    assert isinstance(take, do.Take)
    state, _ = play(state, on.Troubled(take.serial))
    assert state.page is Page.OUTAGE
    state, done = play(state, *ticks(10))
    assert do.Probe() in done
    state, [again] = play(state, on.Probed(samples.HALL))
    assert isinstance(again, do.Take)
    assert (again.key, again.command) == (take.key, take.command)
    assert play(state, on.Answered(again.serial, samples.TICKET))[0].page is Page.TICKET


def test_a_customer_who_left_during_an_outage_gets_no_ticket_afterwards() -> None:
    state, [take] = play(at_confirm(), on.Confirmed(True))
    state, _ = play(state, on.Troubled(take.serial), *ticks(60))  # type: ignore[union-attr]
    state, done = play(state, on.Probed(samples.HALL))
    assert state.page is Page.ATTRACT
    assert not [effect for effect in done if isinstance(effect, do.Take)]


def test_a_lost_link_is_probed_and_shows_degraded_or_outage() -> None:
    state, done = play(START, on.LinkLost())
    assert (state.door, done) == (Door.LOST, [do.Probe()])
    answers, _ = play(state, on.Probed(samples.HALL))
    assert (answers.page, answers.door) == (Page.ATTRACT, Door.DEGRADED)
    down, _ = play(state, on.Probed(None))
    assert (down.page, down.door) == (Page.OUTAGE, Door.DOWN)
    back, _ = play(down, on.HallSeen(samples.HALL))
    assert (back.page, back.door) == (Page.ATTRACT, Door.UP)


def test_an_outage_is_retried_every_ten_seconds() -> None:
    down, _ = play(START, on.LinkLost(), on.Probed(None))
    _, done = play(down, *ticks(30))
    assert done == [do.Probe()] * 3


def test_without_an_estimate_a_number_can_still_be_taken() -> None:
    state, _ = play(START, on.Touched(), on.TileChosen("wealth"), on.Troubled(1))
    assert (state.page, state.visit.offer) == (Page.CONFIRM, None)


def test_a4_the_kiosk_is_closed_while_the_day_is_not_open() -> None:
    closed, _ = play(START, on.HallSeen(samples.CLOSED_HALL))
    assert closed.page is Page.CLOSED
    assert play(closed, on.Touched())[0].page is Page.CLOSED
    assert play(closed, on.HallSeen(samples.HALL))[0].page is Page.ATTRACT


@pytest.mark.parametrize("touches", [[], [on.TileChosen("account")], [on.GreenOpened()]])
def test_a4_a_day_that_closes_under_a_customer_is_told_at_once(touches: list[on.Input]) -> None:
    choosing = play(START, on.Touched(), *touches)[0] if touches else at_confirm()
    assert play(choosing, on.HallSeen(samples.CLOSED_HALL))[0].page is Page.CLOSED
    assert play(with_ticket(), on.HallSeen(samples.CLOSED_HALL))[0].page is Page.TICKET


def test_a4_a_refused_ticket_of_a_closed_day_shows_the_closed_page() -> None:
    state, [take] = play(at_confirm(), on.Confirmed(True))
    assert play(state, on.WasRefused(take.serial, "day-not-open"))[0].page is Page.CLOSED  # type: ignore[union-attr]


def test_n7_a_refusal_is_said_on_the_home_page() -> None:
    state, [take] = play(at_confirm(), on.Confirmed(True))
    state, _ = play(state, on.WasRefused(take.serial, "service-full"))  # type: ignore[union-attr]
    assert (state.page, state.notice, state.refusal) == (Page.HOME, Notice.REFUSED, "service-full")


def test_the_dialog_warns_thirty_seconds_and_any_touch_goes_on() -> None:
    state, _ = play(START, on.Touched(), on.TileChosen("account"), *ticks(45))
    assert state.warning == 30
    state, _ = play(state, *ticks(8))
    assert state.warning == 22
    state, done = play(state, on.ServiceChosen("report-loss"))
    assert (state.page, state.warning, done) == (Page.SUB_NEED, None, [])
    assert play(state, *ticks(75))[0].page is Page.ATTRACT


def test_the_green_channel_has_twice_the_time() -> None:
    state, _ = play(START, on.Touched(), on.GreenOpened(), *ticks(89))
    assert state.warning is None
    assert play(state, *ticks(1))[0].warning == 30


def test_n10_the_ticket_goes_by_itself_and_stays_for_who_touches() -> None:
    state, _ = play(with_ticket(), on.PaperOut(38))
    assert play(state, *ticks(8))[0].page is Page.ATTRACT
    stays, _ = play(state, on.Touched())
    assert play(stays, *ticks(44))[0].page is Page.TICKET
    assert play(stays, *ticks(45))[0].page is Page.ATTRACT


def test_m4_a_printer_fault_leaves_the_number_on_the_screen_for_a_minute() -> None:
    state, _ = play(with_ticket(), on.PaperFault(38, "paper-out"))
    assert (state.page, state.visit.ticket) == (Page.FAULT, samples.TICKET)
    assert play(state, *ticks(59))[0].page is Page.FAULT
    assert play(state, *ticks(60))[0].page is Page.ATTRACT


def test_a_reprint_is_asked_for_once_and_may_fail_again() -> None:
    state, _ = play(with_ticket(), on.PaperFault(38, "paper-out"))
    state, done = play(state, on.Reprint(), on.Reprint())
    assert done == [do.PrintTicket(samples.TICKET)]
    assert play(state, on.PaperFault(38, "paper-out"))[0].page is Page.FAULT
    assert play(state, on.PaperOut(38))[0].page is Page.TICKET


def test_paper_of_an_earlier_customer_does_not_touch_this_one() -> None:
    state, _ = play(with_ticket(), on.Left(), on.Touched(), on.PaperFault(38, "paper-out"))
    assert state.page is Page.HOME


def test_without_paper_nothing_is_printed() -> None:
    state, done = play(at_confirm(), on.Confirmed(False), on.Answered(2, samples.TICKET))
    assert (state.page, state.visit.paper, done[1:]) == (Page.TICKET, Paper.NONE, [])


def test_one_more_keeps_the_person_and_forgets_the_need() -> None:
    state, _ = play(START, on.CardRead("1"), on.Answered(1, samples.CUSTOMER), on.TileChosen("wealth"))
    state, _ = play(state, on.Answered(2, samples.offer()), on.Confirmed(True), on.Answered(3, samples.TICKET))
    state, _ = play(state, on.OneMore())
    assert (state.page, state.visit.card, state.visit.service, state.visit.ticket) == (Page.VIP, "1", None, None)


def test_the_language_changes_in_place_and_ends_with_the_visit() -> None:
    state, _ = play(START, on.Touched(), on.TileChosen("account"), on.LanguageSwitched())
    assert (state.page, state.visit.language, state.visit.tile) == (Page.SUB_NEED, "en", "account")
    assert play(state, on.Left())[0].visit.language == "zh"


def test_large_print_lasts_for_the_visit_has_twice_the_time_and_ends_with_it() -> None:
    state, _ = play(START, on.Touched(), on.PrintEnlarged(), on.TileChosen("other"), on.Back())
    assert state.visit.large
    assert state.idle_limit == state.limits.idle_slow
    back, _ = play(state, on.PrintEnlarged())
    assert not back.visit.large
    gone, _ = play(state, on.Left())
    assert not gone.visit.large


def test_large_print_has_the_other_needs_on_a_second_page() -> None:
    state, _ = play(START, on.Touched(), on.PrintEnlarged(), on.NeedsTurned())
    assert state.visit.further
    there, _ = play(state, on.TileChosen("other"), on.Back())
    assert (there.page, there.visit.further) == (Page.HOME, True), "back to where it was chosen"
    first_ones, _ = play(state, on.NeedsTurned())
    assert not first_ones.visit.further


def test_low_controls_last_for_the_visit_and_are_the_rule_on_a_tall_panel() -> None:
    state, _ = play(START, on.Touched(), on.ControlsLowered(), on.GreenOpened(), on.Back())
    assert state.visit.low
    gone, _ = play(state, on.Left())
    assert not gone.visit.low
    tall = first("k", low=True)
    raised, _ = play(tall, on.ControlsLowered())
    assert tall.visit.low
    assert not raised.visit.low
    again, _ = play(raised, on.Left())
    assert again.visit.low


def test_k17_a_call_for_help_says_whether_it_arrived() -> None:
    state, [call] = play(START, on.Touched(), on.HelpCalled())
    assert isinstance(call, do.CallStaff)
    assert call.command.place == "kiosk"
    assert play(state, on.HelpAnswered(True))[0].notice is Notice.HELP_SENT
    failed, _ = play(state, on.HelpAnswered(False))
    assert failed.notice is Notice.HELP_FAILED
    assert play(failed, *ticks(8))[0].notice is None
