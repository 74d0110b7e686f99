"""What each face is wired to before it has a window: this machine's file, the bank's marks, the way to the lobby."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QApplication

from lobby.api import open_lobby
from lobby.config import Config, database_url, load
from resources import brand
from resources.theme import Mode
from uikit.app import Options
from uikit.link import Link
from uikit.look import Look, look
from uikit.names import renaming


@dataclass(frozen=True, slots=True)
class Wiring:
    """`url` names the record; `bank` is the wiring file's own brand, or the sample bank's."""

    config: Config
    url: str
    bank: brand.Brand
    theme: Mode | None

    def link(self, app: QApplication) -> Link:
        """A link to the lobby that ends with the program."""
        made = Link(renaming(partial(open_lobby, self.url), self.config.brand))
        app.aboutToQuit.connect(made.close)
        return made

    def look(self, usual: Mode) -> Look:
        """The bank's look as the command line wants it, else the face's usual one. Raises ColourError."""
        return look(self.theme or usual, self.bank)


def wired(chosen: Options) -> Wiring:
    """The wiring that the command line means. Raises Trouble and BrandError for a file that can't be used."""
    found = load(chosen.config)
    bank = brand.from_table(found.brand, found.source) if found.brand else brand.load()
    return Wiring(found, database_url(chosen.database, found), bank, chosen.theme)
