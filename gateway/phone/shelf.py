"""The page's sheet, script, icon and worker, made once from the bank's colour and named by what is in them."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from string import Template

from gateway.phone.markup import Markup
from resources import phone
from resources.brand import Brand
from resources.language import LANGUAGES
from resources.theme import theme


@dataclass(frozen=True, slots=True)
class Shelf:
    css: bytes
    js: bytes
    icon: bytes
    version: str
    colour: str
    mark: Markup
    """The bank's mark for the page's head."""

    def worker(self, prefix: str) -> bytes:
        """What keeps the page's shell for when there is no connection; never a visit."""
        kept = [f"{prefix}/_/{name}?v={self.version}" for name in ("phone.css", "phone.js", "icon.svg")]
        shells = {language: f"{prefix}/_/shell-{language}.html" for language in LANGUAGES}
        facts = {"version": json.dumps(self.version), "kept": json.dumps(kept), "shells": json.dumps(shells)}
        return Template(phone.text("sw.js")).substitute(facts).encode()


def shelf(bank: Brand) -> Shelf:
    look = theme("light", bank.primary)
    colours = {str(role): value for role, value in look.colours.items()}
    rings = "url(rings.svg)" if bank.motif == "rings" else "none"
    css = Template(phone.text("phone.css")).substitute(colours, rings=rings).encode()
    js, drawing = phone.text("phone.js").encode(), bank.logo.read_text(encoding="utf-8")
    fill = look.colours["brand_fill"]
    version = hashlib.sha256(css + js + drawing.encode()).hexdigest()[:12]
    return Shelf(css, js, _icon(drawing, fill), version, fill, _mark(drawing))


def _mark(drawing: str) -> Markup:
    return Markup(_svg(drawing).replace("<svg ", '<svg class="mark" aria-hidden="true" focusable="false" ', 1))


def _icon(drawing: str, fill: str) -> bytes:
    """The mark in white on the bank's colour, as launchers show it."""
    inside = _svg(drawing).replace("<svg ", '<svg x="0" y="0" width="48" height="48" color="#fff" ', 1)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">'
        f'<rect width="48" height="48" rx="10" fill="{fill}"/>{inside}</svg>'
    ).encode()


def _svg(drawing: str) -> str:
    """Without prologue and remarks, which may not stand inside a page."""
    return re.sub(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE.*?>", "", drawing, flags=re.DOTALL).strip()
