"""The test print of a printer: what its profile says of it, beside what comes out."""

from datetime import datetime

from devices.paper import TestPaper
from devices.printer import Printer
from devices.profile import Profile
from resources.language import catalogue


def trial(printer: Printer, issued: datetime, language: str = "zh", large: bool = False) -> TestPaper:
    """What `printer` is to print; staff compare the facts on it with the paper."""
    profile = printer.profile
    return TestPaper(
        printer=profile.name,
        facts=_facts(profile, printer.mode, language),
        dpi=profile.dpi,
        issued=issued,
        language=language,
        large=large,
    )


def _facts(profile: Profile, mode: str, language: str) -> tuple[tuple[str, str], ...]:
    t = catalogue("ticket", language)
    presenter = t("test.presenter") if profile.present else ""
    return (
        (t("test.profile.width"), t("test.profile.width.value", paper=profile.paper_mm, dots=profile.dots)),
        (t("test.profile.mode"), t(f"test.mode.{mode}")),
        (t("test.profile.characters"), t(f"test.characters.{profile.characters}")),
        (t("test.profile.code"), t("test.code.own") if profile.qr else t("test.code.drawn")),
        (t("test.profile.cutter"), t(f"test.cutter.{profile.cutter}") + presenter),
    )
