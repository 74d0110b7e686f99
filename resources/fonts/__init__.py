"""The bundled font: Noto Sans SC in three weights, as files (cut by script/make-fonts; licence in OFL.txt)."""

from pathlib import Path

FAMILY = "Noto Sans SC"
WEIGHTS = (400, 500, 700)
SPARES = (1, 2, 3)
"""Rarer hanzi, those of Japan alone, and emoji: for paper, where none of the weights has a glyph."""
_FILES = {
    400: "NotoSansSC-Regular.otf",
    500: "NotoSansSC-Medium.ttf",
    700: "NotoSansSC-Bold.ttf",
    1: "NotoSansSC-Rare.otf",
    2: "NotoSansJP-Rare.ttf",
    3: "NotoEmoji.ttf",
}


def path(weight: int) -> Path:
    """The font file of this weight or spare. 400 has every hanzi of GBK, 500 and 700 those of GB 2312."""
    return Path(__file__).with_name(_FILES[weight])
