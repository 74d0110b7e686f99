"""Which of the services behind one tile?"""

from __future__ import annotations

from PySide6.QtCore import QRectF

from kiosk import wording
from kiosk.inputs import ServiceChosen
from kiosk.layout import grid
from kiosk.page import PageWidget
from kiosk.pages.home import drawing
from kiosk.parts import back_and_help, header, tile, title
from kiosk.scene import Scene
from kiosk.sheet import Sheet

FEW = 5
"""So many stand in one column, larger."""


class SubNeedPage(PageWidget):
    lowers = True

    def compose(self, sheet: Sheet, scene: Scene) -> None:
        header(sheet, scene)
        need, branch, layout = scene.state.tile, scene.branch, sheet.layout
        if need is None or branch is None:
            return
        top = title(sheet, scene.of(need.name), scene.t("Please choose what it is about."))
        room = layout.foot - layout.gap - top
        few = layout.portrait and (len(need.services) <= FEW or (layout.large and len(need.services) * 120 <= room))
        across = 1 if few else 3 if layout.shape == "wide" else 2
        down = max(-(-len(need.services) // across), 1 if layout.large else 4)
        height = min(layout.foot - layout.gap - top - 10, down * (210 if layout.portrait else 156))
        cells = grid(QRectF(layout.margin, top + 10 * (not layout.low), layout.inner, height), across, down, layout.gap)
        for cell, code in zip(cells, need.services, strict=False):
            line = wording.tile_line(scene, (code,)) if across == 1 or not layout.large else ""
            enabled = wording.is_open(scene, (code,))
            tile(sheet, cell, ServiceChosen(code), scene.of(branch.service(code).name), drawing(need), line, enabled)
        back_and_help(sheet, scene)
