"""HTML put together from values: whatever is not markup already is escaped, so no word can become a tag."""

from __future__ import annotations

from html import escape

VOID = frozenset({"input", "meta", "link", "br"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def el(name: str, /, *inside: str | None, **attributes: str | int | bool | None) -> Markup:
    """One element. `class_` and `aria_live` stand for `class` and `aria-live`; None and False leave a thing out."""
    head = name + "".join(_attribute(key, value) for key, value in attributes.items())
    return Markup(f"<{head}>") if name in VOID else Markup(f"<{head}>{joined(*inside)}</{name}>")


def joined(*parts: str | None) -> Markup:
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts if part is not None))


def _attribute(key: str, value: str | int | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
