"""What a page says in one sentence: for the title, for screen readers, and after a button was pressed."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.phone.sight import Sight, Stage
from lobby.model import HoldKind, TicketState
from resources.language import Words, catalogue, later

TOLD: Mapping[str, str] = {
    "gave-way": later("Done: you let others go first. Your new place is below."),
    "gave-way-enough": later("You have let others go first as often as possible."),
    "nobody-behind": later("Nobody waits behind you, so your place is the same."),
    "wrong-state": later("That was not possible any more. Below is how it stands now."),
    "missed-too-long": later("The time for coming back is over. Please take a new number."),
    "already-rated": later("You have told us already. Thank you."),
    "bad-rating": later("Please choose 1 to 5 stars first."),
    "back": later("You are in the queue again."),
    "away": later("The branch's system did not answer. Please look below how it stands, and try again."),
}
"""What became of a press, by the code in the address that the press leads to."""
ENDS: Mapping[TicketState, str] = {
    TicketState.NO_SHOW: later("This number has ended because nobody came. Please take a new one."),
    TicketState.ABANDONED: later("You are not waiting any more. Thank you for telling us."),
    TicketState.DIVERTED: later("You went to a machine or another place. This number has ended."),
    TicketState.CLOSED_OUT: later("The branch has closed for today, and this number has ended. We are sorry."),
}
HOLDS: Mapping[HoldKind, str] = {
    HoldKind.WITHOUT_PAPERS: later("Bring your papers to any counter; you go on without a new number."),
    HoldKind.PAPERS_HERE: later("Your papers are at counter {counter}. You go on there."),
    HoldKind.WAITING_STEP: later("You will be called again when the step is done."),
}


def words(language: str) -> Words:
    return catalogue("phone", language)


def told(code: str, language: str) -> str:
    """The sentence of this code; an unknown one says nothing."""
    return words(language)(TOLD[code]) if code in TOLD else ""


def headline(seen: Sight, language: str) -> str:
    """How it stands, in one sentence."""
    t = words(language)
    match seen.stage:
        case Stage.NEAR:
            return t("Almost your turn. Please come back to the hall.")
        case Stage.CALLED:
            return t("It is your turn. Please go to counter {counter}.", counter=seen.counter or "")
        case Stage.SERVING:
            return t("You are being served at counter {counter}.", counter=seen.counter or "")
        case Stage.HELD:
            return t("Your matter is on hold.")
        case Stage.MISSED:
            return t("You were called and missed. We keep your number for a while.")
        case Stage.DONE:
            return t("Done. Thank you.")
        case Stage.ENDED:
            return t(ENDS.get(seen.state, ENDS[TicketState.NO_SHOW]))
        case _:
            return t.n("{n} person ahead of you", "{n} people ahead of you", seen.ahead)
