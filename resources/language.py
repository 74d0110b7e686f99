"""The words of one face in one language: gettext catalogues, and a pseudo-language for tests of layouts.

A face holds one `Words` per visit or screen, named `t`, so that `script/catalogues` finds its sentences:
`t("Take your ticket")`, `t("Opens at {time}", time="13:30")`, `t.n("{n} person", "{n} people", 3)`,
`t.c("button", "Open")`. `later("…")` marks a sentence that stands in a table and is translated when it is shown.
A message is the English sentence itself, or a key such as `display.calling` that both languages' catalogues translate.
"""

from __future__ import annotations

import gettext
import re
from functools import cache
from pathlib import Path

DOMAINS = ("kiosk", "counter", "display", "console", "ticket", "refusals", "common", "phone")
LANGUAGES = ("zh", "en")
NAMES = {"zh": "中文", "en": "English"}
"""What each language calls itself, for whoever looks for his own."""
PSEUDO = "xx"
FOLDER = Path(__file__).with_name("locale")

_ACCENTS = str.maketrans("aceinosuyACEINOSUY", "àçéîñöšüýÀÇÉÎÑÖŠÜÝ")
_PLACE = re.compile(r"(\{[^{}]*\}|<[^<>]*>)")


class Words:
    """Says English source sentences in one language; what has no translation stays English."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, message: str, /, **facts: object) -> str:
        return _filled(self._catalogue.gettext(message), facts)

    def n(self, one: str, many: str, n: int, /, **facts: object) -> str:
        """The sentence for `n` of something; `{n}` stands for the number."""
        return _filled(self._catalogue.ngettext(one, many, n), {"n": n, **facts})

    def c(self, context: str, message: str, /, **facts: object) -> str:
        """A word that needs its context to be translated right."""
        return _filled(self._catalogue.pgettext(context, message), facts)


def companion(language: str) -> str:
    """The language in which a public screen says the most important things a second time."""
    return "en" if language == "zh" else "zh"


def later(message: str) -> str:
    """Marks a source sentence for the catalogue where it is not shown yet."""
    return message


@cache
def catalogue(domain: str, language: str) -> Words:
    """The words of one face (a name of DOMAINS) in `zh`, `en` or the pseudo-language `xx`."""
    if domain not in DOMAINS:
        raise ValueError(f"There is no catalogue {domain!r}; choose one of {', '.join(DOMAINS)}.")
    pseudo = language == PSEUDO
    spoken = gettext.translation(domain, FOLDER, ["en" if pseudo else language], fallback=True)
    return Words(language, _Pseudo(spoken) if pseudo else spoken)


class _Pseudo(gettext.NullTranslations):
    """Says the English twice, accented and in brackets: what is clipped or was never translated is seen at once."""

    def __init__(self, english: gettext.NullTranslations) -> None:
        super().__init__()
        self._english = english

    def gettext(self, message: str) -> str:
        return _pseudo(self._english.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _pseudo(self._english.ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        return _pseudo(self._english.pgettext(context, message))


def _pseudo(message: str) -> str:
    accented = "".join(part if _PLACE.fullmatch(part) else part.translate(_ACCENTS) for part in _PLACE.split(message))
    return f"[{accented} {accented}]"


def _filled(text: str, facts: dict[str, object]) -> str:
    return text.format_map(facts) if facts else text
