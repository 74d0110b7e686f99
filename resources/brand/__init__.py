"""The bank's own face: names, one colour, logo, motif, hotline, read from a `[brand]` block and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from resources.theme import colour

DEFAULT = Path(__file__).with_name("brand.toml")
MOTIFS = ("rings", "none")
_NAMES = ("name_zh", "name_en", "branch_zh", "branch_en", "hotline")
_KEYS = (*_NAMES, "primary", "logo", "logo_mono", "motif", "vip")
_LETTERS = (
    "Letters are the branch's, alike on all machines: write `series` at its services and segments and "
    "`green_series` under [settings] in the branch's file (lobby init --from)."
)


class BrandError(ValueError):
    """A `[brand]` block that can't be used; the message names file, key and reason."""


@dataclass(frozen=True, slots=True)
class Brand:
    name_zh: str
    name_en: str
    branch_zh: str
    branch_en: str
    primary: str
    logo: Path
    logo_mono: Path
    motif: str | Path
    hotline: str
    vip_discreet: bool

    def name(self, language: str) -> str:
        return self.name_zh if language == "zh" else self.name_en

    def branch(self, language: str) -> str:
        return self.branch_zh if language == "zh" else self.branch_en


def load(file: Path | None = None) -> Brand:
    """The brand in this file's `[brand]` block over the default brand; the default alone without a file or block."""
    default = _table(DEFAULT)
    if file is None or (own := _table(file)) is None:
        return from_table(default or {}, DEFAULT)
    return from_table(own, file)


def from_table(table: Mapping[str, object], file: Path | None = None) -> Brand:
    """The brand that a block of this file says; keys it leaves out are the default brand's. Raises BrandError."""
    file = file or DEFAULT
    _check(table, file)
    default = _table(DEFAULT) or {}
    value = {**default, **table}

    def picture(key: str) -> Path:
        path = (file if key in table else DEFAULT).parent / str(value[key])
        if not path.is_file():
            raise BrandError(f"{file}: brand.{key}: there is no file {path}. Give one beside this file.")
        return path

    return Brand(
        **{key: str(value[key]) for key in _NAMES},
        primary=str(value["primary"]).upper(),
        logo=picture("logo"),
        logo_mono=picture("logo_mono"),
        motif=str(value["motif"]) if value["motif"] in MOTIFS else picture("motif"),
        vip_discreet=bool(_mapping(value["vip"])["discreet"]),
    )


def _table(file: Path) -> Mapping[str, object] | None:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrandError(f"{file}: can't be read as UTF-8 TOML ({error}). Correct the file.") from error
    table = content.get("brand")
    if table is not None and not isinstance(table, dict):
        raise BrandError(f"{file}: brand: must be a table, [brand].")
    return table


def _check(table: Mapping[str, object], file: Path) -> None:
    def wrong(key: str, reason: str) -> BrandError:
        return BrandError(f"{file}: brand.{key}: {reason}")

    for key, value in table.items():
        if key == "letters":
            raise wrong(key, f"a machine's file can't say them. {_LETTERS}")
        if key not in _KEYS:
            raise wrong(key, f"there is no such key. Known keys: {', '.join(_KEYS)}.")
        if key != "vip" and (not isinstance(value, str) or not value.strip()):
            raise wrong(key, "must be a text that is not empty.")
    primary = table.get("primary")
    if isinstance(primary, str) and not colour.is_colour(primary):
        raise wrong("primary", f"{primary!r} is not a colour. Write it like #0E5A6D.")
    vip = table.get("vip", {"discreet": False})
    if not isinstance(vip, dict) or set(vip) != {"discreet"} or not isinstance(vip["discreet"], bool):
        raise wrong("vip", "write it as { discreet = true } or { discreet = false }.")


def _mapping(value: object) -> Mapping[str, object]:
    assert isinstance(value, Mapping)
    return value
