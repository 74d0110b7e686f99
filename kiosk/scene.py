"""What a page is composed from: the state, the words of its language and the time on the branch's wall."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kiosk.state import Door, State
from lobby.model import Branch, Hall, Text
from resources.language import Words, catalogue, companion


@dataclass(frozen=True, slots=True)
class Scene:
    """`link_base` begins the address that a ticket's QR leads to; `slot` says where this kiosk's paper comes out."""

    state: State
    t: Words
    now: dt.datetime
    link_base: str = ""
    slot: str = "bottom"

    @property
    def language(self) -> str:
        return self.state.visit.language

    @property
    def branch(self) -> Branch | None:
        return self.state.branch

    @property
    def hall(self) -> Hall | None:
        """The snapshot, unless it is not to be trusted any more."""
        return self.state.hall if self.state.door is Door.UP else None

    @property
    def companion(self) -> Words:
        """The other language, for what has to be understood by everybody."""
        return catalogue("kiosk", companion(self.language))

    def of(self, text: Text) -> str:
        return text.of(self.language)

    def local(self, moment: dt.datetime) -> dt.datetime:
        return moment.astimezone(self.now.tzinfo)
