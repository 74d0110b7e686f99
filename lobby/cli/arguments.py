"""The command line's grammar: which verbs there are and what each may be given."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from lobby.cli import audit, backup, branch, doctor, door, entry, faces, host, kiosk_pin, printer, setup, simulate

if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]

EVERYTHING = """\
every command and query goes by its class name, its fields as field=value:
  lobby do TakeTicket service=cash-withdraw amount=1500000
  lobby do OpenCounter counter=1 staff=t1
  lobby ask Hall --json
'lobby do' and 'lobby ask' without a name list what there is."""


def parser() -> argparse.ArgumentParser:
    """`lobby VERB …`; the verb's function stands in `run`."""
    whole = argparse.ArgumentParser(
        prog="lobby",
        description="Queue, call and manage a bank branch's lobby.",
        epilog=EVERYTHING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = whole.add_subparsers(metavar="VERB", required=True)
    common = _common()
    for add in (
        _setup_verbs,
        branch.verbs,
        _host_verbs,
        _keeping_verbs,
        _doctor_verb,
        _printer_verb,
        _kiosk_pin_verb,
        _audit_verbs,
        entry.verbs,
        _door_verbs,
        _face_verbs,
    ):
        add(verbs, common)
    return whole


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--database",
        metavar="URL",
        help="the record: sqlite:///path, a path, or https://host:port (else $LOBBY_DATABASE, else lobby.toml)",
    )
    common.add_argument("--config", type=Path, metavar="FILE", help="this machine's wiring (else $LOBBY_CONFIG)")
    common.add_argument("--json", action="store_true", help="answer in JSON, for machines")
    return common


def _setup_verbs(verbs: Verbs, common: argparse.ArgumentParser) -> None:
    init = verbs.add_parser("init", parents=[common], help="make a new lobby")
    which = init.add_mutually_exclusive_group(required=True)
    which.add_argument("--sample", choices=setup.samples(), help="a sample branch: %(choices)s")
    which.add_argument("--from", dest="file", type=Path, metavar="FILE", help="your own branch (docs/branch-file.md)")
    init.set_defaults(run=setup.init)

    customers = verbs.add_parser("import-customers", parents=[common], help="replace the list of known customers")
    customers.add_argument("file", type=Path, metavar="FILE", help="CSV or .xlsx: card, number or hash, level, …")
    customers.add_argument("--strict", action="store_true", help="import nothing when a row can't be taken")
    customers.set_defaults(run=setup.import_customers)

    purge = verbs.add_parser("purge", parents=[common], help="forget what the policy keeps no longer")
    purge.set_defaults(run=setup.purge)

    upgrade = verbs.add_parser("upgrade", parents=[common], help="bring an older record up to date")
    upgrade.set_defaults(run=setup.upgrade)

    version = verbs.add_parser("version", parents=[common], help="say which Lobby this is")
    version.set_defaults(run=setup.version)


def _keeping_verbs(verbs: Verbs, common: argparse.ArgumentParser) -> None:
    keep = verbs.add_parser("backup", parents=[common], help="copy the record while the lobby works")
    keep.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="(else [backup] folder of lobby.toml)")
    keep.set_defaults(run=backup.backup)

    back = verbs.add_parser("restore", parents=[common], help="put a record back where there is none")
    back.add_argument("source", nargs="?", type=Path, metavar="FILE|FOLDER", help="a folder's newest good one")
    back.add_argument("--check", action="store_true", help="only look whether it could be restored")
    back.set_defaults(run=backup.restore)
    for verb in (keep, back):
        verb.add_argument(
            "--passphrase-file", type=Path, metavar="FILE", help="(else [backup] passphrase of lobby.toml)"
        )


def _audit_verbs(verbs: Verbs, common: argparse.ArgumentParser) -> None:
    journal = verbs.add_parser("audit", help="hold the journal to what was written").add_subparsers(
        metavar="VERB", required=True
    )
    verify = journal.add_parser("verify", parents=[common], help="find changed, missing, added and moved lines")
    verify.add_argument("--head", default="", metavar="TEXT", help="what the day's closing slip says, or its QR code")
    verify.set_defaults(run=audit.verify)

    slip = journal.add_parser("slip", parents=[common], help="a day's closing slip")
    slip.set_defaults(run=audit.slip)
    for verb in (verify, slip):
        verb.add_argument("--day", type=dt.date.fromisoformat, metavar="DATE", help="only this business day")


def _doctor_verb(verbs: Verbs, common: argparse.ArgumentParser) -> None:
    look = verbs.add_parser("doctor", parents=[common], help="look at this machine, and say what to do")
    look.add_argument("--only", action="append", metavar="SUBJECT", help="database, clock, printer, …")
    look.set_defaults(run=doctor.doctor)


def _printer_verb(verbs: Verbs, common: argparse.ArgumentParser) -> None:
    desk = verbs.add_parser("printer", parents=[common], help="this kiosk's printer: a test print, its paper")
    desk.add_argument(
        "what", choices=["test", "paper", "new-roll", "profiles"],
        help="print a test, say how much paper is left, count from a new roll, list the known kinds of printers",
    )  # fmt: skip
    desk.add_argument("--mode", choices=["raster", "text"], help="with test: otherwise than lobby.toml says")
    desk.set_defaults(run=printer.printer)


def _kiosk_pin_verb(verbs: Verbs, common: argparse.ArgumentParser) -> None:
    pin = verbs.add_parser("kiosk-pin", parents=[common], help="the PIN of a kiosk's staff page, for its lobby.toml")
    pin.set_defaults(run=kiosk_pin.kiosk_pin)


def _host_verbs(verbs: Verbs, common: argparse.ArgumentParser) -> None:
    made = verbs.add_parser("host-setup", parents=[common], help="make this machine's certificate, for lobby-host")
    made.add_argument("--name", action="append", default=[], metavar="NAME", help="a further name of this machine")
    made.add_argument("--renew", action="store_true", help="make a new one; every guest has to join again")
    made.set_defaults(run=host.setup)

    join = verbs.add_parser("join", parents=[common], help="make this machine a station of a host")
    join.add_argument("host", nargs="?", metavar="https://HOST:PORT", help="(else what --database or lobby.toml say)")
    join.add_argument("--as", dest="role", required=True, choices=["kiosk", "counter", "display", "console", "phone"])
    join.add_argument("--counter", metavar="CODE", help="with --as counter: which one")
    join.add_argument("--name", metavar="NAME", help="by which people know this machine (else its own)")
    join.set_defaults(run=host.join)


def _door_verbs(verbs: Verbs, common: argparse.ArgumentParser) -> None:
    do = verbs.add_parser("do", parents=[common], help="change something")
    do.add_argument("name", nargs="?", metavar="COMMAND", help="for example TakeTicket; none lists them")
    do.add_argument("fields", nargs="*", metavar="field=value")
    do.add_argument("--key", help="done once only, however often it is tried with this key")
    do.set_defaults(run=door.do)

    ask = verbs.add_parser("ask", parents=[common], help="read something")
    ask.add_argument("name", nargs="?", metavar="QUERY", help="for example Hall; none lists them")
    ask.add_argument("fields", nargs="*", metavar="field=value")
    ask.set_defaults(run=door.ask)

    events = verbs.add_parser("events", parents=[common], help="tell what happened")
    events.add_argument("--after", type=int, default=0, metavar="N", help="only what came after event N")
    events.add_argument("--timeout", type=float, default=0.0, metavar="S", help="wait up to S seconds for something")
    events.add_argument("--follow", action="store_true", help="go on; with --json one line for each event")
    events.set_defaults(run=door.events)


def _face_verbs(verbs: Verbs, common: argparse.ArgumentParser) -> None:
    up = verbs.add_parser("up", parents=[common], help="start the lobby on this machine, all faces on one desktop")
    up.set_defaults(run=faces.up)

    demo = verbs.add_parser("demo", parents=[common], help="the same on a throw-away record, with simulated people")
    demo.add_argument("--offscreen", action="store_true", help="no windows: a scripted visit, its pictures in --out")
    demo.add_argument("--pace", type=pace, default=20.0, metavar="X", help="how many times faster than life (20)")
    demo.add_argument("--seed", type=int, default=1, help="the same seed gives the same people")
    demo.add_argument("--out", type=Path, default=Path("demo-output"), metavar="FOLDER", help="for the pictures")
    demo.set_defaults(run=faces.demo)

    day = verbs.add_parser("simulate", parents=[common], help="a seeded day on a throw-away record, and its figures")
    day.add_argument("--seed", type=int, default=1, help="the same seed gives the same day (1)")
    day.add_argument("--customers", type=int, default=300, metavar="N", help="how many come through the door (300)")
    day.add_argument("--counters", type=int, default=6, metavar="N", help="how many are open (6)")
    day.add_argument("--day", type=dt.date.fromisoformat, default=simulate.MONDAY, metavar="DATE", help="(%(default)s)")
    day.add_argument("--from", dest="file", type=Path, metavar="FILE", help="your own branch instead of the sample")
    day.set_defaults(run=simulate.simulate)


def pace(text: str) -> float:
    """How many times faster than life, within what a machine can follow."""
    found = float(text)
    if not 0.1 <= found <= 500:
        raise argparse.ArgumentTypeError(f"{text} is not from 0.1 to 500")
    return found
