"""The words of the house on paper, from the gettext domain `ticket`, in the language of the visit."""

import gettext
from functools import cache
from importlib.resources import as_file, files


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    with as_file(files("resources").joinpath("locale")) as folder:
        return gettext.translation("ticket", folder, languages=[language, "zh"])


def say(language: str, key: str, narrow: bool = False, **values: object) -> str:
    """What `key` says; its shorter form, where there is one, on narrow paper."""
    catalogue = _catalogue(language)
    short = f"{key}.narrow"
    text = catalogue.gettext(short) if narrow else short
    return (catalogue.gettext(key) if text == short else text).format(**values)
