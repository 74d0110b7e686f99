"""This machine's wiring, from a TOML file: where the record is, which printer hangs here. No policy."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

import platformdirs

from lobby.errors import Trouble
from lobby.model import Text
from lobby.toml_file import Misfit, fit, read_toml

FILE = "lobby.toml"
ON_SCREEN = "screen"
"""Instead of a printer's port: the paper is shown on the screen."""
NARROWEST, WIDEST = 384, 2000
"""Dots of a print head."""
LONGEST_NAME = 34
"""Characters of a kiosk's name: a call for help says `kiosk-` and the name as its place."""
KEYBOARD = "keyboard"
"""Instead of a reader's port: the reader types what it read, as a keyboard does."""


class Mode(StrEnum):
    """How tickets are rendered; `auto` sends text to serial printers and pictures to all others."""

    AUTO = "auto"
    RASTER = "raster"
    TEXT = "text"


class Slot(StrEnum):
    """Where the ticket comes out, seen from the screen."""

    BOTTOM = "bottom"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Database:
    url: str | None = None


PIN_LEAST, PIN_MOST = 6, 12
"""Digits."""
PIN_KIND = "$argon2id$"


TALL = 32.0
"""Inches of diagonal from which an upright panel's upper controls are out of a seated person's reach (EN 301 549)."""


@dataclass(frozen=True, slots=True)
class Kiosk:
    name: str = "1"
    """What tickets and help calls say where they come from."""
    printer: str = ON_SCREEN
    """A port: `tcp://host:9100`, any pyserial URL, `usb://vendor:product`, `file:path`, or `screen`."""
    device: str = "printer-1"
    """The printer's code in the branch."""
    dots: int | None = None
    """Printable width, where it is another than the printer's profile says."""
    mode: Mode = Mode.AUTO
    card_reader: str = KEYBOARD
    """`keyboard` or a serial port."""
    slot: Slot = Slot.BOTTOM
    panel: float = 0.0
    """The screen's diagonal in inches, if it is known: `lobby doctor` holds letters and buttons to it."""
    pixels: tuple[int, int] = (1080, 1920)
    """The screen's width and height as it stands, for the same."""
    low: bool = False
    """Whether controls stand within a seated person's reach from the start, as they do on panels from 32 inches on."""
    language: str = "zh"
    promotion: Text = Text()
    """The bank's own line at the foot of each ticket (N9)."""
    link_base: str = "http://lobby.local/v"
    """The address under which customers' phones reach their visit; with an empty one tickets carry no QR code."""
    pin: str = field(default="", repr=False)
    """What `lobby kiosk-pin` made of the PIN that opens the staff page; without it there is none."""

    @property
    def stands_low(self) -> bool:
        return self.low or self.panel >= TALL


class Cutter(StrEnum):
    """How a paper is parted from the next one."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Printer:
    """What kind of printer the kiosk's is, and what it is set up to do otherwise than its profile says."""

    profile: str = "generic-80"
    """One of docs/printers.md, or a file of the same form, ending in `.toml`."""
    cutter: Cutter | None = None
    feed_lines: int | None = None
    """Lines fed before the cut, or up to the tear bar."""
    present: str | None = None
    """Bytes in hex that hand the paper out after the cut; "" for none."""
    roll: int = 0
    """Metres of paper on a new roll; with 0 nobody counts how much is left."""
    warn: int = 60
    """With so many tickets left staff are told to have a roll at hand."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Whose panel runs on this machine, and for which counter."""

    counter: str | None = None
    staff: str | None = None
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Console:
    staff: str | None = None
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Display:
    chime: bool = True


@dataclass(frozen=True, slots=True)
class Host:
    """Where this machine listens for the branch's other machines, if `lobby-host` runs here."""

    bind: str = "0.0.0.0"
    port: int = 8443
    certificate: str | None = None
    """Its key lies beside it, ending in `.key`. Without one named: `host.crt` in the user's data folder."""
    names: tuple[str, ...] = ()
    """Further names and addresses by which guests call this machine, for its certificate."""


@dataclass(frozen=True, slots=True)
class Phone:
    """Where this machine serves the pages of the customers' phones, if `lobby-phone` runs here."""

    bind: str = "0.0.0.0"
    port: int = 8480
    certificate: str | None = None
    """One that phones trust, its key beside it, ending in `.key`; without one HTTP, for a proxy that speaks HTTPS."""
    proxies: tuple[str, ...] = ()
    """Addresses of proxies whose word is taken for who asks (`X-Forwarded-For`)."""


@dataclass(frozen=True, slots=True)
class Backup:
    """Where the host puts its backups; without a folder it makes none."""

    folder: str | None = None
    """On another disk, or shared by a guest."""
    every: int = 60
    """Seconds from one to the next; a large record rests longer."""
    days: int = 30
    """For so many days one of each is kept."""
    passphrase: str | None = None
    """The file with the passphrase that seals them; only then the keys go in."""


@dataclass(frozen=True, slots=True)
class Config:
    database: Database = Database()
    kiosk: Kiosk = Kiosk()
    printer: Printer = Printer()
    counter: Panel = Panel()
    console: Console = Console()
    display: Display = Display()
    host: Host = Host()
    phone: Phone = Phone()
    backup: Backup = Backup()
    brand: Mapping[str, object] = field(default_factory=dict)
    """The [brand] block as it stands; `resources.brand` reads it."""
    source: Path | None = None
    """The file that this came from; paths in the brand block are meant from its folder."""


def load(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """The wiring of `path`, else of $LOBBY_CONFIG, else of the user's or the system's `lobby.toml`, else defaults."""
    named = path or (Path(environ["LOBBY_CONFIG"]) if environ.get("LOBBY_CONFIG") else None)
    source = named or next((p for p in usual_places() if p.is_file()), None)
    if source is None:
        return Config()
    try:
        tables = read_toml(source)
        if "source" in tables:
            raise Misfit("source", "unknown key")
        config: Config = fit(tables, Config)
        _check(config)
    except Misfit as misfit:
        raise Trouble(
            "bad-config",
            f"The configuration {source} can't be used: {misfit.sentence} Nothing was started. "
            "Correct the file and try again.",
        ) from misfit
    return replace(config, source=source)


def usual_places() -> tuple[Path, ...]:
    """Where the file is looked for when nobody names one."""
    return (
        platformdirs.user_config_path("lobby", appauthor=False) / FILE,
        platformdirs.site_config_path("lobby", appauthor=False) / FILE,
    )


def database_url(option: str | None, config: Config, environ: Mapping[str, str] = os.environ) -> str:
    """The record: as said on the command line, else by $LOBBY_DATABASE, else by the file, else in the user's data."""
    return as_url(option or environ.get("LOBBY_DATABASE") or config.database.url or str(own_database()))


def paper_count(device: str) -> Path:
    """Where this machine counts the paper of its printer."""
    name = "".join(char if char.isalnum() or char in "-_" else "_" for char in device)
    return platformdirs.user_data_path("lobby", appauthor=False) / "paper" / f"{name}.json"


def own_database() -> Path:
    return platformdirs.user_data_path("lobby", appauthor=False) / "lobby.db"


def as_url(place: str) -> str:
    """A record may be named by its URL or simply by its file."""
    return place if "://" in place or place.startswith("sqlite:") else f"sqlite:///{Path(place).absolute().as_posix()}"


def _check(config: Config) -> None:
    _check_kiosk(config.kiosk)
    _check_printer(config.printer)
    for key, language in (
        ("kiosk.language", config.kiosk.language),
        ("counter.language", config.counter.language),
        ("console.language", config.console.language),
    ):
        if language not in ("zh", "en"):
            raise Misfit(key, f"can't be {language!r}; there are: zh, en")
    for key, number, least in (("backup.every", config.backup.every, 10), ("backup.days", config.backup.days, 1)):
        if number < least:
            raise Misfit(key, f"can't be {number}; {least} or more")
    for key, port in (("host.port", config.host.port), ("phone.port", config.phone.port)):
        if not 0 < port < 65536:
            raise Misfit(key, f"can't be {port}; 1 to 65535")


def _check_kiosk(kiosk: Kiosk) -> None:
    if not 0 < len(kiosk.name) <= LONGEST_NAME:
        raise Misfit("kiosk.name", f"can't be {kiosk.name!r}; 1 to {LONGEST_NAME} characters")
    if kiosk.dots is not None and not NARROWEST <= kiosk.dots <= WIDEST:
        raise Misfit("kiosk.dots", f"can't be {kiosk.dots}; 576 for 80 mm paper, 384 for 58 mm")
    if kiosk.pin and not kiosk.pin.startswith(PIN_KIND):
        raise Misfit("kiosk.pin", "isn't a PIN as it is kept; 'lobby kiosk-pin' makes the line")
    base = kiosk.link_base
    if base and not base.startswith(("https://", "http://")):
        raise Misfit("kiosk.link_base", "has to begin with https:// or http://")


def _check_printer(printer: Printer) -> None:
    for key, number, most in (
        ("feed_lines", printer.feed_lines or 0, 255),
        ("roll", printer.roll, 300),
        ("warn", printer.warn, 1000),
    ):
        if not 0 <= number <= most:
            raise Misfit(f"printer.{key}", f"can't be {number}; 0 to {most}")
