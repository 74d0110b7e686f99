"""The look on glass: the bundled face in its weights, colours by role, icons in any colour, no lost references."""

import sys

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lobby.model import WaitLevel
from resources import icons as drawings
from resources.theme import ROLES
from uikit import icons, rings
from uikit.look import Look, font, load_fonts, look
from uikit.tones import Tone
from uikit.widgets.banner import Banner, BannerWidget
from uikit.widgets.pill import PillWidget, vip_pill, wait_pill


@pytest.fixture
def light(qapp: QApplication) -> Look:
    load_fonts()
    return look("light")


def drawn(width: int = 48, height: int = 48) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image


def colours(image: QImage) -> set[str]:
    every = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {colour.name() for colour in every if colour.alpha() == 255}


@pytest.mark.parametrize("weight", [400, 500, 700])
def test_text_is_set_in_the_bundled_face(light: Look, weight: int) -> None:
    info = QFontInfo(font(40, weight))
    assert (info.family(), info.weight(), info.pixelSize()) == ("Noto Sans SC", weight, 40)


@pytest.mark.parametrize(("weight", "em"), [(400, 0.555), (500, 0.570), (700, 0.590)])
def test_digits_stand_in_columns(light: Look, weight: int, em: float) -> None:
    metrics = QFontMetricsF(font(100, weight))
    (advance,) = {metrics.horizontalAdvance(digit) for digit in "0123456789"}
    assert advance == pytest.approx(em * 100, abs=1)


def test_a_rare_character_of_a_name_is_drawn_and_an_unknown_one_is_a_box_not_a_gap(light: Look) -> None:
    for char in "彧𠮷":
        image = drawn()
        painter = QPainter(image)
        painter.setFont(font(40, 700))
        painter.drawText(QPointF(2, 40), char)
        painter.end()
        assert colours(image), char


def test_colours_come_by_role(light: Look) -> None:
    assert {role: light.colour(role).name().upper() for role in ROLES} == light.theme.colours
    assert light.colour("ink", 0.5).alphaF() == pytest.approx(0.5, abs=0.01)
    assert light.font("console.kpi", 700).pixelSize() == 30


def test_a_face_is_dressed_in_the_colours_and_the_font_of_the_house(light: Look) -> None:
    assert light.font(14).family() == "Noto Sans SC"
    assert light.palette().window().color().name() == light.theme.colours["canvas"].lower()


@pytest.mark.parametrize("name", drawings.names())
def test_every_icon_paints_in_the_colour_asked_for(light: Look, name: str) -> None:
    image = drawn()
    painter = QPainter(image)
    icons.paint(painter, name, QRectF(0, 0, 48, 48), QColor("#C8102E"))
    painter.end()
    assert colours(image) == {"#c8102e"}


def test_icons_for_buttons_are_sharp_on_dense_screens(light: Look) -> None:
    assert icons.pixmap("printer", 24, light.colour("ink"), 2.0).width() == 48
    assert not icons.icon("printer", light.colour("ink")).isNull()


def test_the_banks_marks_are_painted(light: Look) -> None:
    for file in (light.brand.logo, light.brand.logo_mono):
        image = drawn()
        painter = QPainter(image)
        icons.paint_drawing(painter, file, QRectF(0, 0, 48, 48), QColor("#0E5A6D"))
        rings.paint(painter, light.brand, QPointF(24, 24), 24, light.colour("brand"))
        painter.end()
        assert colours(image)


def test_c5_the_three_wait_levels_differ_by_shape_and_not_only_by_colour(light: Look) -> None:
    def grey(level: WaitLevel) -> QImage:
        image = drawn(160, 40)
        image.fill(light.colour("surface"))
        painter = QPainter(image)
        wait_pill(level, 464).paint(painter, light, 28, QRectF(0, 0, 160, 40))
        painter.end()
        # Only the mark, in two tones: what somebody who sees no colours gets.
        return image.copy(0, 0, 44, 40).convertToFormat(QImage.Format.Format_Mono)

    normal, near, over = map(grey, WaitLevel)
    assert normal != near
    assert near != over
    assert normal != over


def test_pills_and_banners_say_their_words_to_screen_readers(light: Look, qtbot: QtBot) -> None:
    pill, banner = PillWidget(light), BannerWidget(light)
    qtbot.addWidget(pill)
    qtbot.addWidget(banner)
    pill.show_pill(wait_pill(WaitLevel.NEAR, 552, "已等 {time}"))
    assert pill.accessibleName() == "已等 9:12"
    banner.say(Banner(Tone.OVER, "wifi-off", "网络中断", "仍可取号"))
    assert banner.accessibleName() == "网络中断 仍可取号"
    assert not banner.isHidden()
    banner.say(None)
    assert banner.isHidden()


def test_m5_a_thousand_repaints_lose_no_reference_to_none(light: Look, qtbot: QtBot) -> None:
    """Qt bindings that lose one per repaint abort after some hundred of them (docs/dependencies.md)."""
    pill = PillWidget(light, 28)
    qtbot.addWidget(pill)
    pill.show_pill(vip_pill("贵宾"))
    pill.grab()
    before = sys.getrefcount(None)
    for _ in range(1000):
        pill.grab()
    assert abs(sys.getrefcount(None) - before) < 200
