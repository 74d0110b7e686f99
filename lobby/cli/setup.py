"""`lobby init`, `import-customers`, `upgrade` and `version`: what is done to a record before and beside its use."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from importlib import metadata
from pathlib import Path

from lobby.api import Lobby
from lobby.cli.door import opened, told, url
from lobby.cli.say import Say
from lobby.commands import ImportCustomers, Purge
from lobby.customer_list import CustomerList, read_customers
from lobby.errors import Trouble
from lobby.identity import Identity
from lobby.model import Branch
from lobby.queries import Setup
from lobby.setup_file import read_branch
from resources import icons, sample

SHOWN = 20
"""Refused rows in a message; `--json` has all."""


def samples() -> list[str]:
    return sample.names()


def init(arguments: argparse.Namespace, say: Say) -> None:
    """A new record: from one's own file, or from a sample."""
    if arguments.sample:
        found_sample(arguments, arguments.sample)
    else:
        found_branch(arguments, arguments.file)
    place = url(arguments)
    with opened(arguments) as lobby:
        branch = lobby.ask(Setup())
    say.done(
        f"Made a new lobby for {branch.bank.zh} {branch.name.zh}: {place}\n"
        f"{len(branch.services)} services, {len(branch.counters)} counters, {len(branch.devices)} devices, "
        f"{len(branch.staff)} people. Next: lobby up",
        database=place,
        branch=branch.code,
        version=branch.version,
    )


def found_sample(arguments: argparse.Namespace, name: str) -> None:
    """A sample branch with its fictitious customers."""
    found_branch(arguments, sample.branch_file(name))
    with opened(arguments) as lobby:
        lobby.do(ImportCustomers(read_list(lobby, url(arguments), sample.customers_file()).customers))


def is_sample(branch: Branch) -> bool:
    return branch.code in {read_branch(sample.branch_file(name), icons.names()).code for name in sample.names()}


def found_branch(arguments: argparse.Namespace, file: Path) -> None:
    """Make a new record for the branch in `file`, which is read first, so that nothing is half done.

    From then on `arguments` name it as it is opened for work: on PostgreSQL with the run-time role's rights.
    """
    from lobby.local import found  # the database's libraries load only when a record is made or opened

    branch = read_branch(file, icons.names())
    arguments.database = found(url(arguments), branch)


def read_list(lobby: Lobby, place: str, file: Path) -> CustomerList:
    """The people of a list, sealed with the key that belongs to the record at `place`."""
    from lobby.keys import key_path

    return read_customers(file, lobby.ask(Setup()), Identity.load(key_path(place)).seal)


def import_customers(arguments: argparse.Namespace, say: Say) -> None:
    with opened(arguments) as lobby:
        people = read_list(lobby, url(arguments), arguments.file)
        if people.encoding != "utf-8":
            say.aside(f"{arguments.file} is not UTF-8; it was read as {people.encoding.upper()}.")
        refused = [asdict(refusal) for refusal in people.refused]
        if people.refused and (arguments.strict or len(people.refused) > len(people.customers)):
            rows = "".join(f"\n  {arguments.file.name}: {refusal}" for refusal in people.refused[:SHOWN])
            advice = "Correct them first." if arguments.strict else "That is most of them: is it the right file?"
            raise Trouble(
                "bad-customers",
                f"{len(people.refused)} rows of {arguments.file} can't be taken:{rows}\n"
                f"Nothing was imported, the list that was there still holds. {advice}",
                refused=refused,
            )
        for refusal in people.refused:
            say.aside(f"{arguments.file.name}: {refusal}")
        count = lobby.do(ImportCustomers(people.customers))
    say.done(
        f"Imported {count} known customers; {len(people.refused)} rows were left out.",
        imported=count,
        refused=refused,
    )


def purge(arguments: argparse.Namespace, say: Say) -> None:
    """Portion by portion, so that the branch works on meanwhile."""
    with opened(arguments) as lobby:
        portions = [lobby.do(Purge())]
        while portions[-1].more:
            portions.append(lobby.do(Purge()))
    kinds = ("visits", "customers", "answers", "sign_ins")
    counts = {kind: sum(getattr(portion, kind) for portion in portions) for kind in kinds}
    say.done(
        f"Forgotten: the customers of {counts['visits']} visits, {counts['customers']} known customers, "
        f"{counts['answers']} answers, {counts['sign_ins']} sign-ins. The figures stay.",
        **counts,
    )


def upgrade(arguments: argparse.Namespace, say: Say) -> None:
    from lobby import migrate

    place = url(arguments)
    migrate.upgrade(place)
    say.done(f"The record is up to date: {told(place)}", database=told(place))


def version(_: argparse.Namespace, say: Say) -> None:
    number = metadata.version("lobby-branch")
    say.done(f"Lobby {number} (Python {sys.version.split()[0]})", version=number, python=sys.version.split()[0])
