"""500 customers watch their visits on the phone while the branch works: what it costs, and whether tellers feel it.

    .venv/bin/python -m benchmarks.phones [--phones 500] [--seconds 60] [--pace 0.2]

The usual pace, 0.2, is that of eight counters with a customer every two minutes: called, arrived, finished.
One host and one `lobby-phone` on the same record, each a process. A teller presses `--pace` times a second through the
host, first with nobody watching, then with all phones on their streams. Linux: processor time is read
from /proc, and each phone has an address of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.branch import host
from benchmarks.guests import SERVICE, Guest, Rounds, invited
from benchmarks.sample import new_record
from benchmarks.timing import Timing, ordered, row
from lobby import certificate
from lobby.access import Badge
from lobby.api import open_lobby
from lobby.commands import Arrive, CallNext, ChangeSetting, Finish, TakeTicket
from lobby.remote import RemoteLobby

SETTLING = 3.0
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def processor(pid: int) -> float:
    """Seconds of processor time that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class Phones:
    """So many open streams, each of a visit of its own, in one event loop of this process."""

    def __init__(self, port: int, tokens: list[str]) -> None:
        self._port, self._tokens = port, tokens
        self.open = self.messages = 0

    async def watch(self) -> None:
        await asyncio.gather(*(self._one(number, token) for number, token in enumerate(self._tokens)))

    async def _one(self, number: int, token: str) -> None:
        """Each from an address of its own, as phones have them."""
        own = (f"127.1.{number // 250}.{number % 250 + 1}", 0)
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, local_addr=own)
        writer.write(f"GET /v/{token}/events?lang=zh HTTP/1.1\r\nHost: phones\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        assert b" 200 " in head.split(b"\r\n", 1)[0], head
        self.open += 1
        try:
            while line := await reader.readline():
                self.messages += line.startswith(b"data:")
        finally:
            writer.close()


async def pressed(address: str, pin: str, guest: Guest, seconds: float, pace: float) -> Timing:
    """How long a teller's presses take, at his pace."""
    door, counter = RemoteLobby(address, Badge(guest.token, guest.session), pin), str(guest.counter)
    times: list[float] = []
    until = time.monotonic() + seconds
    presses = [CallNext(counter), Arrive(counter), Finish(counter)]
    while time.monotonic() < until:
        began = time.perf_counter()
        await asyncio.to_thread(door.do, presses[len(times) % 3])
        times.append(time.perf_counter() - began)
        await asyncio.sleep(max(0.0, 1 / pace - times[-1]))
    door.close()
    return ordered(times)


async def measure(folder: Path, phones: int, seconds: float, pace: float) -> int:
    url = new_record(folder / "branch.db", counters=0)
    door = open_lobby(url)
    door.do(ChangeSetting("never_close", True))
    guests = invited(url, 0, 0)
    tokens = [door.do(TakeTicket(SERVICE)).token for _ in range(phones + round(seconds * pace))][-phones:]
    door.close()
    certificate_file = folder / "host.crt"
    certificate.make(certificate_file, ["127.0.0.1"])
    pin, ready = certificate.fingerprint(certificate_file), Rounds(1)
    serving = multiprocessing.get_context("spawn").Process(target=host, args=(url, certificate_file, ready))
    serving.start()
    address = f"https://127.0.0.1:{ready.get()}"
    page = subprocess.Popen(
        [sys.executable, "-m", "gateway.phone.app", "--database", url, "--host", "127.0.0.1", "--port", "0"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert page.stdout is not None
        said = re.search(r":(\d+)/", page.stdout.readline())
        assert said is not None
        watching = Phones(int(said[1]), tokens)
        alone = await pressed(address, pin, guests["counter"][0], seconds, pace)
        streams = asyncio.create_task(watching.watch())
        while watching.open < phones and not streams.done():
            await asyncio.sleep(0.1)
        if streams.done():
            streams.result()
        await asyncio.sleep(SETTLING)
        assert serving.pid is not None
        before, began = (processor(serving.pid), processor(page.pid)), time.monotonic()
        heard = watching.messages
        watched = await pressed(address, pin, guests["counter"][1], seconds, pace)
        whole = time.monotonic() - began
        after = (processor(serving.pid), processor(page.pid))
        streams.cancel()
    finally:
        page.terminate()
        ready.ended.set()
        serving.join()
        page.wait()
    own, theirs = (100 * (last - first) / whole for first, last in zip(before, after, strict=True))
    print(f"{watching.open} phones on their streams, {pace:g} presses a second, {watching.messages - heard} messages")
    print(row("a teller's press, nobody watches", alone))
    print(row("a teller's press, all phones watch", watched))
    print(f"the host's processor time          {own:5.1f} % of a core")
    print(f"the phone page's processor time    {theirs:5.1f} % of a core   target: < 10 %")
    return 0


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--phones", type=int, default=500)
    arguments.add_argument("--seconds", type=float, default=60.0)
    arguments.add_argument("--pace", type=float, default=0.2)
    given = arguments.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="lobby-benchmark-"))
    try:
        return asyncio.run(measure(folder, given.phones, given.seconds, given.pace))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
