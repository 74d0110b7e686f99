"""What the `lobby` command prints: JSON for machines, readable lines for people."""

from __future__ import annotations

import datetime as dt
import json
import sys

from lobby import wire
from lobby.cli.readable import lines
from lobby.errors import Refused, Trouble


class Say:
    """One voice for answers, refusals and troubles."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def answer(self, value: object, zone: dt.tzinfo | None = None) -> None:
        """An answer of the lobby, whole; people read its times as the clocks of `zone` show them."""
        if self.as_json:
            print(wire.to_json(value), flush=True)
        else:
            print("\n".join(lines(value, zone)), flush=True)

    def done(self, sentence: str, **facts: object) -> None:
        """Something that has no answer of its own: a sentence for people, its facts for machines."""
        print(json.dumps(facts, ensure_ascii=False) if self.as_json else sentence, flush=True)

    def aside(self, sentence: str) -> None:
        """Something worth knowing beside the answer."""
        print(sentence, file=sys.stderr, flush=True)

    def refused(self, refused: Refused) -> None:
        self._failed(f"refused ({refused.reason}): {refused}", refused=refused.reason, message=str(refused))

    def trouble(self, trouble: Trouble) -> None:
        self._failed(str(trouble), trouble=trouble.kind, message=str(trouble), **trouble.facts)

    def wrong(self, message: str) -> None:
        self._failed(message, usage=message)

    def _failed(self, sentence: str, **facts: object) -> None:
        if self.as_json:
            print(json.dumps(facts, ensure_ascii=False), flush=True)
        else:
            print(f"lobby: {sentence}", file=sys.stderr, flush=True)
