"""What each face is wired to before it has a window: this machine's file, the bank's marks, the way to the lobby."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from lobby.access import Badge
from lobby.api import Lobby, is_host, open_lobby
from lobby.config import Config, database_url, load
from lobby.guest import Doors, Guest
from lobby.model import StationRole
from resources import brand
from resources.theme import Mode
from uikit.app import BUILD_AGAIN, Options
from uikit.link import Link
from uikit.look import Look, look
from uikit.names import renaming

if TYPE_CHECKING:
    from lobby.outbox import Outbox


@dataclass(frozen=True, slots=True)
class Wiring:
    """`url` names the record; `bank` is the wiring file's own brand, or the sample bank's."""

    config: Config
    url: str
    bank: brand.Brand
    theme: Mode | None

    def link(
        self, app: QApplication, role: StationRole, counter: str | None = None,
        alone: Callable[[Outbox], Guest] | None = None,
    ) -> Link:  # fmt: skip
        """A link to the lobby that ends with the program. Its doors share one badge: who is signed in is so in both.
        Where the host dismisses this machine, the face makes room for the page on which it asks to join again.

        Where the lobby is another machine's, `alone` makes what goes on here while that one is away.
        """
        badge = _badge(self.url, role, counter)
        doors: Callable[[], Lobby] = partial(open_lobby, self.url, badge=badge)
        if alone is not None and is_host(self.url):
            doors = _going_on(doors, alone, self.url, role, counter)
        made = Link(renaming(doors, self.config.brand))
        app.aboutToQuit.connect(made.close)
        made.dismissed.connect(partial(app.exit, BUILD_AGAIN))
        return made

    def joining(self, role: StationRole, language: str, counter: str | None = None) -> QWidget | None:
        """The page to show instead of the face while its host does not know this machine as such a station."""
        if not is_host(self.url):
            return None
        from uikit.joining import JoiningPage, is_station  # load what only a guest needs

        known = is_station(self.url, role, counter)
        return None if known else JoiningPage(self.look("light"), language, self.url, role, counter)

    def look(self, usual: Mode) -> Look:
        """The bank's look as the command line wants it, else the face's usual one. Raises ColourError."""
        return look(self.theme or usual, self.bank)


def _badge(url: str, role: StationRole, counter: str | None) -> Badge:
    """Which station this face is at another machine's record; at one's own nobody asks."""
    if not is_host(url):
        return Badge()
    from lobby import paired  # loads what only a guest needs

    return paired.badge(url, role, counter) or Badge()


def _going_on(
    doors: Callable[[], Lobby], alone: Callable[[Outbox], Guest], url: str, role: StationRole, counter: str | None
) -> Callable[[], Lobby]:
    from lobby import paired

    return Doors(doors, alone, paired.own_file(url, role, counter))


def wired(chosen: Options) -> Wiring:
    """The wiring that the command line means. Raises Trouble and BrandError for a file that can't be used."""
    found = load(chosen.config)
    bank = brand.from_table(found.brand, found.source) if found.brand else brand.load()
    return Wiring(found, database_url(chosen.database, found), bank, chosen.theme)
