"""The bundled font: Noto Sans SC in three weights, as files (cut by script/make-fonts; licence in OFL.txt)."""

from pathlib import Path

FAMILY = "Noto Sans SC"
WEIGHTS = (400, 500, 700)
_FILES = {400: "NotoSansSC-Regular.otf", 500: "NotoSansSC-Medium.ttf", 700: "NotoSansSC-Bold.ttf"}


def path(weight: int) -> Path:
    """The font file of this weight. 400 has every hanzi of GBK, 500 and 700 those of GB 2312."""
    return Path(__file__).with_name(_FILES[weight])
