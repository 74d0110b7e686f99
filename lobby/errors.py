"""The two ways in which a command can fail: refused by a rule, or stopped by trouble. Nothing is lost in either."""

from __future__ import annotations

REASONS = {
    "unknown-service": "There is no service {service!r}. Choose one of the branch's services.",
    "unknown-counter": "There is no counter {counter!r}. Choose one of the branch's counters.",
    "unknown-ticket": "There is no ticket {ticket}. Check the number; tickets of closed days can only be read.",
    "unknown-staff": "Nobody on the staff list has the code {staff!r}. Add the person first.",
    "unknown-device": "There is no device or counter {device!r}. Choose one that the branch has.",
    "unknown-help": "This call for help was taken or withdrawn already.",
    "unknown-notice": "This notice was taken down already.",
    "unknown-segment": "There is no level {segment!r}. Choose one of the branch's segments. Nobody was imported.",
    "unknown-setting": "There is no setting {setting!r}, or it can't be {value!r}.",
    "bad-setup": "This set-up would not work: {faults}. Nothing was changed.",
    "setup-changed": "The set-up was changed meanwhile and is version {version} now. Read it again, then change that.",
    "setup-in-use": "{what} is in use and can't go now. Nothing was changed. Wait until it is free, then try again.",
    "unknown-version": "There is no version {version} of the set-up.",
    "unknown-day": "There is no record of {day}.",
    "day-not-open": "The business day is not open, so nothing can be issued or called. Open the day first.",
    "clock-behind": "The clock is before the last business day ({day}). Set the clock right, then open the day.",
    "service-closed": "{service} is closed now; it opens at {opens_at}.",
    "service-full": "{service} has given out its {cap} tickets of today.",
    "customer-cap": "This customer has had {cap} tickets for {service} today.",
    "too-many-needs": "One ticket is for {most} needs at most. Take another ticket, or ask our staff.",
    "no-counter": "No counter is set up to serve {service}. Ask the lobby manager.",
    "bad-amount": "The amount {amount} fen is not possible. Give a whole number of fen from 0 to {most}.",
    "bad-number": "{number} is no number that a kiosk gives out by itself. It was not taken in.",
    "not-here-any-more": "{number} is not at counter {counter} any more.",
    "bad-text": "{field} is empty or too long; write 1 to {most} characters.",
    "bad-minutes": "{minutes} minutes are not possible. Give 1 to {most} minutes.",
    "bad-time": "{field} needs a date and a time with its time zone.",
    "counter-held": "Counter {counter} is held by {staff}. He closes it, or a manager frees it.",
    "staff-elsewhere": "{staff} holds counter {counter} already. Close that one first.",
    "counter-closed": "Counter {counter} is closed. Open it first.",
    "counter-paused": "Counter {counter} is paused. Open it again first.",
    "counter-busy": "Counter {counter} has {number} now. Finish, hold or transfer that one first.",
    "nobody-here": "Nobody is called or being served at counter {counter}.",
    "not-called": "{number} at counter {counter} is not being called: it is {state}.",
    "not-arrived": "{number} has been called but has not arrived yet. Mark the arrival first.",
    "too-soon": "{number} was called again a moment ago; wait {seconds} s before the next call.",
    "too-few-calls": "{number} was called {calls} times only; call {least} times before a no-show.",
    "outcome-required": "{service} can't be finished without an outcome: {outcomes}.",
    "wrong-state": "{number} is {state}, so this can't be done with it.",
    "missed-too-long": "{number} was missed over {minutes} minutes ago. Please take a new number.",
    "unknown-visit": "This link leads to no visit of today. Take a new number.",
    "gave-way-enough": "{number} let others go first {times} times already. It keeps its place.",
    "nobody-behind": "Nobody waits behind {number}. It keeps its place.",
    "bad-rating": "A rating has 1 to 5 stars, and words out of: {words}.",
    "already-rated": "{number} was rated already. Thank you.",
    "papers-elsewhere": "The papers of {number} are at counter {counter}; only that counter takes it back.",
    "bad-wake": "A step to wait for needs a time in the future at which the ticket wakes up.",
    "counter-cannot": "Counter {counter} does not serve {service}.",
    "nowhere-to-go": "Say a service or a counter to transfer to.",
    "device-out": "{device} is out of order; nobody is sent to it.",
    "device-cannot": "{device} can't do {service} for this amount.",
    "not-allowed": "That is not for this station, or not for whoever is signed in here. Ask the lobby manager.",
    "not-your-counter": "This station works for counter {counter} only.",
    "not-your-name": "Signed in here is {staff}; everybody works in his own name. Sign out first.",
    "sign-in-required": "Somebody has to be signed in at this station. Sign in first.",
    "password-required": "Set a password of your own first; the one you were given works only once.",
    "bad-head": "This is no head of a journal. Give its digits as the closing slip has them, {least} at least.",
    "station-unknown": "This machine is not a station of the branch, or not any more. Pair it again.",
    "station-waiting": "This machine waits to be approved. Approve the code that it shows.",
    "unknown-station": "There is no station {station!r}, or it was revoked already.",
    "unknown-pairing": "No machine that waits shows this code. Read it again; a code is good for a quarter of an hour.",
    "too-many-asking": "{most} machines wait to be approved already. Approve or refuse them first.",
    "bad-station": "A station is a kiosk, a display, a console, or the station of one counter.",
    "counter-has-station": "Counter {counter} has a station already, {station}. Revoke that one first.",
    "session-ended": "The sign-in at this station has ended. Sign in again; nothing that was done is lost.",
    "has-password": "{staff} has a password already. Nothing was changed. Give a new one with 'lobby staff reset'.",
    "wrong-password": "That name and that password do not belong together. Try again, or ask for a new password.",
    "sign-in-locked": "There were too many wrong passwords. Try again in {seconds} s.",
    "weak-password": "A password has {least} to {most} characters, not all alike, and is not the old one.",
    "key-reused": "This key was used for another command. Every command needs a key of its own.",
}


class Refused(Exception):
    """A rule says no. `reason` is a key of REASONS (and of the catalogues), `facts` fill its sentence."""

    def __init__(self, reason: str, **facts: object) -> None:
        self.reason = reason
        self.facts = facts
        super().__init__(REASONS[reason].format_map(facts))


class Trouble(Exception):
    """The record or a machine is in trouble: what happened, what it means and what to do, in one message.

    `facts` say the same to programs, where there is more to say than `kind`.
    """

    def __init__(self, kind: str, message: str, **facts: object) -> None:
        self.kind = kind
        self.facts = facts
        super().__init__(message)
