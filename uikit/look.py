"""The look on glass: fonts, colours and the brand's marks as Qt wants them, from one Theme and one Brand."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from resources import fonts
from resources.brand import Brand
from resources.brand import load as load_brand
from resources.theme import Mode, Role, Theme, theme

_PALETTE: dict[QPalette.ColorRole, Role] = {
    QPalette.ColorRole.Window: "canvas",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.PlaceholderText: "ink3",
    QPalette.ColorRole.Highlight: "brand_fill",
    QPalette.ColorRole.HighlightedText: "on_brand",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "control",
}


class Look:
    """One theme for one bank. Painted widgets take their colours and fonts from here and nowhere else."""

    def __init__(self, theme: Theme, brand: Brand) -> None:
        self.theme = theme
        self.brand = brand
        self._colours = {role: QColor(value) for role, value in theme.colours.items()}

    def colour(self, role: Role, opacity: float = 1.0) -> QColor:
        colour = QColor(self._colours[role])
        colour.setAlphaF(opacity)
        return colour

    def font(self, size: int | float | str, weight: int = 400) -> QFont:
        """The font of a weight in logical pixels, or by the name of a size such as `console.body`."""
        return font(self.theme.px(size) if isinstance(size, str) else size, weight)

    def palette(self) -> QPalette:
        palette = QPalette()
        for place, role in _PALETTE.items():
            palette.setColor(place, self.colour(role))
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, self.colour("ink3"))
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text, self.colour("ink3"))
        return palette


def look(mode: Mode, brand: Brand | None = None) -> Look:
    """The look in light or dark; of the sample bank where no brand is given. Raises ColourError, BrandError."""
    brand = brand or load_brand()
    return Look(theme(mode, brand.primary), brand)


def font(px: float, weight: int = 400) -> QFont:
    """The bundled face in logical pixels; rare characters of a heavy weight fall back to Regular."""
    made = QFont(fonts.FAMILY)
    made.setPixelSize(max(1, round(px)))
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@cache
def load_fonts() -> None:
    """Registers the bundled font files with Qt, once per process. Needs a QApplication."""
    for weight in fonts.WEIGHTS:
        if QFontDatabase.addApplicationFont(str(fonts.path(weight))) < 0:
            raise RuntimeError(f"The font file {fonts.path(weight)} can't be loaded. Install Lobby again.")
