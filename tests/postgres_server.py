"""A private PostgreSQL on a free port: started once for all workers of a test run, gone when the last of them is.

The first user starts this file as a program of its own. It keeps the server until nobody holds the users' lock any
more; the operating system lets go of a lock however its holder ends, so that no server is left behind.
"""

from __future__ import annotations

import fcntl
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL

ADMIN = "postgres"
PASSWORD = "only in tests"
LOCKED = "locked"
"""A database that lets nobody in without a password; all others trust this machine."""
PATIENCE = 60.0

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "dynamic_shared_memory_type": "mmap",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
    "log_min_messages": "fatal",
    "lc_messages": "C",
}
CARELESS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
"""Quick, and worth nothing after a power cut: for rules, never for proofs of durability."""


def why_not() -> str:
    """Why no server can be started here, or an empty text."""
    if sys.platform == "win32":
        return "PostgreSQL is tried on Linux only"
    if programs() is None:
        return "PostgreSQL is not installed (Debian: apt-get install postgresql)"
    return ""


def programs() -> Path | None:
    """The folder of the newest installed server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    plain = shutil.which("initdb")
    return found[-1].parent if found else Path(plain).resolve().parent if plain else None


@dataclass(frozen=True)
class Server:
    folder: Path
    port: int
    durable: bool

    @classmethod
    def make(cls, folder: Path, *, durable: bool) -> Server:
        """A new cluster, not running yet. PostgreSQL refuses root: its own user has it then."""
        bin = programs()
        assert bin is not None, why_not()
        if os.geteuid() == 0:
            owner = pwd.getpwnam(ADMIN)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        server = cls(folder, _free_port(), durable)
        secret = folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        server._run("initdb", "--username", ADMIN, "--pwfile", secret, "--auth", "scram-sha-256", "--encoding", "UTF8",
                    "--locale", "C.UTF-8", "--no-sync")  # fmt: skip
        rules = f"host {LOCKED} all 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n"
        (server.data / "pg_hba.conf").write_text(rules, encoding="utf-8")
        return server

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, database: str = ADMIN, user: str = ADMIN) -> str:
        return f"postgresql+psycopg://{user}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        settings = {**SETTINGS, "port": str(self.port), "unix_socket_directories": str(self.folder)}
        if not self.durable:
            settings.update(CARELESS)
        words = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._run("pg_ctl", "start", "--wait", "--log", self.folder / "log", "--options", words)

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "stop", "--wait", "--mode", mode)

    def _run(self, program: str, *words: object) -> None:
        bin = programs()
        assert bin is not None
        who: dict[str, Any] = {}
        if os.geteuid() == 0:
            who = {"user": ADMIN, "group": ADMIN, "extra_groups": []}
        with (self.folder / "said").open("a", encoding="utf-8") as said:  # a pipe would be held open by the server
            done = subprocess.run(
                [bin / program, "--pgdata", self.data, *map(str, words)],
                stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/", check=False, timeout=PATIENCE, **who,
            )  # fmt: skip
        if done.returncode:
            logs = [
                path.read_text(encoding="utf-8")
                for path in (self.folder / "said", self.folder / "log")
                if path.exists()
            ]
            raise RuntimeError(f"{program} failed: " + "\n".join(logs)[-2000:])


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextmanager
def own_server(*, durable: bool = True) -> Iterator[Server]:
    """A server for one's own use: to be stopped, killed and started again."""
    place = None if durable else _memory()
    with tempfile.TemporaryDirectory(prefix="lobby-postgres-", dir=place, ignore_cleanup_errors=True) as folder:
        server = Server.make(Path(folder), durable=durable)
        server.start()
        try:
            yield server
        finally:
            if (server.data / "postmaster.pid").exists():
                server.stop()


def _memory() -> Path | None:
    """Where files are kept in memory: a copy of a database takes a tenth of the time there."""
    memory = Path("/dev/shm")
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30
    return memory if roomy else None


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Nobody else is in here at the same time, in no process."""
    with file.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def shared_server(folder: Path) -> Iterator[Server]:
    """The server of all who name the same folder."""
    with (folder / "users").open("a") as users:
        with alone(folder / "starting"):
            fcntl.flock(users, fcntl.LOCK_SH)
            known = folder / "server.json"
            if not known.exists():
                _start_keeper(folder, known)
            told = json.loads(known.read_text(encoding="utf-8"))
        yield Server(Path(told["folder"]), told["port"], durable=False)


def _start_keeper(folder: Path, known: Path) -> None:
    keeper = subprocess.Popen([sys.executable, __file__, str(folder)], start_new_session=True)
    deadline = time.monotonic() + PATIENCE
    while not known.exists():
        if keeper.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the tests' PostgreSQL did not start")
        time.sleep(0.02)
    keeper.returncode = 0  # it outlives us, and nobody has to be warned of that


def keep(folder: Path) -> None:
    """Start the server, tell where it is, and stop it when the last user is gone, or when told to end."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with own_server(durable=False) as server:
        told = folder / "server.new"
        told.write_text(json.dumps({"folder": str(server.folder), "port": server.port}), encoding="utf-8")
        told.rename(folder / "server.json")
        with (folder / "users").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_EX)
            (folder / "server.json").unlink(missing_ok=True)


class Copies:
    """Databases copied from a founded one, which nobody may be connected to: a tenth of a second each."""

    def __init__(self, server: Server, template: str, prefix: str) -> None:
        self.server = server
        self._template = template
        self._names = (f"{template}_{prefix}_{number}" for number in count())

    def __enter__(self) -> Copies:
        self._admin = psycopg.connect(
            host="127.0.0.1", port=self.server.port, user=ADMIN, dbname=ADMIN, autocommit=True
        )
        return self

    def __exit__(self, *error: object) -> None:
        self._admin.close()

    @contextmanager
    def another(self) -> Iterator[str]:
        """The copy's name. Its roles are those of the founded one."""
        name = next(self._names)
        self._say(f"CREATE DATABASE {name} OWNER {self._template}_owner TEMPLATE {self._template} STRATEGY file_copy")
        self._say(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")  # a copy has its template's rights in it, not on it
        self._say(f"GRANT CONNECT ON DATABASE {name} TO {self._template}_run")
        try:
            yield name
        finally:
            self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def _say(self, statement: str) -> None:
        self._admin.execute(SQL(statement))


def main(words: Sequence[str]) -> None:
    keep(Path(words[1]))


if __name__ == "__main__":
    main(sys.argv)
