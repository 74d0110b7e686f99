"""`lobby staff` and `lobby pair`: who may sign in, and which machines belong to the branch."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from lobby.cli.door import opened
from lobby.cli.say import Say
from lobby.commands import ApprovePairing, DisableAccount, GivePassword, RefusePairing, RevokeStation
from lobby.errors import Refused
from lobby.model import Account, Asking, Station
from lobby.queries import Accounts, Stations

if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]


def verbs(whole: Verbs, common: argparse.ArgumentParser) -> None:
    """Add both verbs to the command line's grammar."""
    _staff_verbs(whole, common)
    _pair_verbs(whole, common)


def _staff_verbs(whole: Verbs, common: argparse.ArgumentParser) -> None:
    staff = whole.add_parser("staff", help="who may sign in").add_subparsers(metavar="VERB", required=True)
    add = staff.add_parser("add", parents=[common], help="give people of the staff list their first password")
    which = add.add_mutually_exclusive_group(required=True)
    which.add_argument("staff", nargs="*", default=[], metavar="CODE", help="their codes")
    which.add_argument("--all", action="store_true", help="everybody who has none yet")
    add.set_defaults(run=add_people)

    reset = staff.add_parser("reset", parents=[common], help="a one-time password in place of a forgotten one")
    reset.add_argument("staff", metavar="CODE")
    reset.set_defaults(run=reset_password)

    disable = staff.add_parser("disable", parents=[common], help="let somebody sign in no longer")
    disable.add_argument("staff", metavar="CODE")
    disable.set_defaults(run=disable_person)

    people = staff.add_parser("list", parents=[common], help="who can sign in")
    people.set_defaults(run=list_people)


def _pair_verbs(whole: Verbs, common: argparse.ArgumentParser) -> None:
    pair = whole.add_parser("pair", help="which machines belong to the branch").add_subparsers(
        metavar="VERB", required=True
    )
    stations = pair.add_parser("list", parents=[common], help="machines that ask, and stations")
    stations.set_defaults(run=list_stations)

    for verb, run, words in (
        ("approve", approve, "the machine that shows this code is a station from now on"),
        ("refuse", refuse, "it is not"),
    ):
        asked = pair.add_parser(verb, parents=[common], help=words)
        asked.add_argument("code", metavar="CODE", help="the six characters on its screen")
        asked.set_defaults(run=run)

    gone = pair.add_parser("revoke", parents=[common], help="a station belongs to the branch no longer")
    gone.add_argument("station", metavar="STATION", help="as 'lobby pair list' names it, for example kiosk#1")
    gone.set_defaults(run=revoke)


def add_people(arguments: argparse.Namespace, say: Say) -> None:
    """Whoever has a password keeps it: that is what `reset` is for."""
    with opened(arguments) as lobby:
        known = {account.staff: account for account in lobby.ask(Accounts())}
        codes = arguments.staff or [code for code, account in known.items() if account.since is None]
        for code in codes:
            if code not in known:
                raise Refused("unknown-staff", staff=code)
            if known[code].since is not None:
                raise Refused("has-password", staff=code)
        given = {code: lobby.do(GivePassword(code)) for code in codes}
    _tell(given, say)


def reset_password(arguments: argparse.Namespace, say: Say) -> None:
    with opened(arguments) as lobby:
        given = lobby.do(GivePassword(arguments.staff))
    _tell({arguments.staff: given}, say)


def _tell(given: dict[str, str], say: Say) -> None:
    say.done("\n".join(f"{code}  {password}" for code, password in given.items()) or "nobody", passwords=given)
    if given and not say.as_json:
        say.aside("Each is good for one sign-in, at which its owner sets his own. They are not shown again.")


def disable_person(arguments: argparse.Namespace, say: Say) -> None:
    with opened(arguments) as lobby:
        lobby.do(DisableAccount(arguments.staff))
    say.done(f"{arguments.staff} can't sign in any more.", disabled=arguments.staff)


def list_people(arguments: argparse.Namespace, say: Say) -> None:
    with opened(arguments) as lobby:
        accounts = lobby.ask(Accounts())
    if say.as_json:
        say.answer(accounts)
    else:
        print("\n".join(f"{a.staff:<12}{a.role:<24}{_standing(a)}" for a in accounts))


def _standing(account: Account) -> str:
    if account.since is None:
        return "no password yet"
    if account.disabled:
        return "disabled"
    return "has a one-time password" if account.must_set_password else "can sign in"


def list_stations(arguments: argparse.Namespace, say: Say) -> None:
    with opened(arguments) as lobby:
        stations = lobby.ask(Stations())
    if say.as_json:
        say.answer(stations)
    else:
        print("\n".join([*map(_asking, stations.asking), *map(_paired, stations.paired)]) or "no stations")


def _asking(asking: Asking) -> str:
    return f"{asking.code:<14}asks to be {_what(asking)}"


def _paired(station: Station) -> str:
    standing = "revoked" if station.revoked_at else f"{station.staff} is signed in" if station.staff else ""
    return f"{station.code:<14}{_what(station):<34}{standing}".rstrip()


def _what(machine: Asking | Station) -> str:
    counter = f" {machine.counter}" if machine.counter else ""
    return f"{machine.role}{counter} ({machine.name})"


def approve(arguments: argparse.Namespace, say: Say) -> None:
    with opened(arguments) as lobby:
        station = lobby.do(ApprovePairing(arguments.code))
    say.done(f"{station.code} is a station now: {_what(station)}.", station=station.code)


def refuse(arguments: argparse.Namespace, say: Say) -> None:
    with opened(arguments) as lobby:
        lobby.do(RefusePairing(arguments.code))
    say.done("That machine is not let in.", refused=arguments.code)


def revoke(arguments: argparse.Namespace, say: Say) -> None:
    with opened(arguments) as lobby:
        station = lobby.do(RevokeStation(arguments.station))
    say.done(f"{station.code} is a station no longer.", revoked=station.code)
