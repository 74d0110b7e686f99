"""A PostgreSQL server that is full, stopped, read-only, a standby or without its record is named clearly, and mended.

    python -m proofs.server_faults [--long] [--rounds N]

A server on a small disk of its own (Linux, as root); a kiosk and a teller work on one door. The disk is filled at a
random command, the server is killed, starts on a disk that can't be written, comes up as a standby, the record is
renamed. Each time the next ticket is refused with a sentence that says what happened; what was answered stays, what was
refused never was, nothing is printed without a row, and the same door works on as soon as the cause is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import psycopg

from lobby.errors import Refused, Trouble
from proofs.branch import new_branch
from proofs.disk import Kiosk, agree
from proofs.promise import Findings, Setting, main
from proofs.small_disk import NotHere, SmallDisk, small_disk
from proofs.ways import POSTGRESQL
from tests.postgres_server import ADMIN, Server, why_not

SHORT, LONG = 1, 50
MOST_BEFORE, MEGABYTES = 20, 320
RECORD, ASIDE = "record", "aside"


def prove(setting: Setting, findings: Findings) -> None:
    if reason := why_not():
        print(f"not tried here: {reason}")
        return
    setting.folder.chmod(0o711)  # the server has a user of its own
    random, rounds, found = setting.random, setting.count(SHORT, LONG), set[str]()
    try:
        with small_disk(setting.folder / "disk", MEGABYTES) as disk:
            server = _server(disk)
            key = setting.folder / "record.key"
            kiosk = Kiosk(new_branch(f"{server.url(RECORD)}?identity_key={key}"))
            for number in range(rounds):
                for case in (_full, _killed, _read_only, _standby, _renamed):
                    where = f"{case.__name__.strip('_')} {number}"
                    _play(case, kiosk, server, disk, random, findings, found, where)
            kiosk.door.close()
            server.stop()
    except NotHere as error:
        print(f"not tried here: {error}")
        return
    findings.figures |= {"rounds of 5 faults": rounds, "tickets": len(kiosk.answered), "said": ", ".join(sorted(found))}
    findings.figures |= {"broken": len(findings.broken), "way": POSTGRESQL}


def _server(disk: SmallDisk) -> Server:
    folder = disk.folder / "server"
    folder.mkdir()
    server = Server.make(folder, durable=True)
    server.start()
    return server


Case = Callable[[Kiosk, Server, SmallDisk], tuple[str, tuple[str, ...]]]
"""Makes the fault and mends it; what was said, and what may be."""


def _play(
    case: Case, kiosk: Kiosk, server: Server, disk: SmallDisk, random: Random, findings: Findings, found: set[str],
    where: str,
) -> None:  # fmt: skip
    for _ in range(random.randrange(1, MOST_BEFORE)):
        kiosk.serve()
    said, may = case(kiosk, server, disk)
    found.add(said)
    findings.hold(said in may, f"{where}: said {said!r}")
    try:
        kiosk.serve()
        agree(kiosk, findings, where)
    except (Trouble, Refused) as error:
        findings.hold(False, f"{where}: does not go on when it is over: {error}")


def _full(kiosk: Kiosk, server: Server, disk: SmallDisk) -> tuple[str, tuple[str, ...]]:
    """A server that can't write its log either ends; then it is started again once there is room."""
    disk.fill()
    said = kiosk.refused()
    disk.make_room()
    _up(server)
    return said, ("database-full", "database-away")


def _killed(kiosk: Kiosk, server: Server, _: SmallDisk) -> tuple[str, tuple[str, ...]]:
    server.stop("immediate")
    said = kiosk.refused()
    server.start()
    return said, ("database-away",)


def _read_only(kiosk: Kiosk, server: Server, disk: SmallDisk) -> tuple[str, tuple[str, ...]]:
    """A disk is only made read-only while nobody writes on it; the server does not come up on it."""
    server.stop("immediate")
    disk.read_only(True)
    try:
        server.start()
    except (RuntimeError, OSError):
        said = kiosk.refused()
    else:
        said = "a server on a read-only disk"
    disk.read_only(False)
    _up(server)
    return said, ("database-away",)


def _standby(kiosk: Kiosk, server: Server, _: SmallDisk) -> tuple[str, tuple[str, ...]]:
    server.stop()
    mark = server.data / "standby.signal"
    mark.touch()
    server.start()
    said = kiosk.refused()
    server.stop()
    mark.unlink()
    server.start()
    return said, ("database-readonly",)


def _renamed(kiosk: Kiosk, server: Server, _: SmallDisk) -> tuple[str, tuple[str, ...]]:
    _rename(server, RECORD, ASIDE)
    said = kiosk.refused()
    _rename(server, ASIDE, RECORD)
    return said, ("database-missing",)


def _rename(server: Server, one: str, other: str) -> None:
    with psycopg.connect(host="127.0.0.1", port=server.port, user=ADMIN, dbname=ADMIN, autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (one,))
        admin.execute(f"ALTER DATABASE {one} RENAME TO {other}".encode())


def _up(server: Server) -> None:
    """Running, whether it ended or not."""
    try:
        psycopg.connect(host="127.0.0.1", port=server.port, user=ADMIN, dbname=ADMIN).close()
    except psycopg.OperationalError:
        (server.data / "postmaster.pid").unlink(missing_ok=True)
        server.start()


if __name__ == "__main__":
    main(prove, __doc__)
