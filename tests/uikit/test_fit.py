"""Text that fits its box, and the check that finds what does not."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from uikit import fit
from uikit.fit import TextBox
from uikit.look import font, load_fonts, look
from uikit.tones import Tone
from uikit.widgets.banner import Banner, BannerWidget


@pytest.fixture(autouse=True)
def bundled_face(qapp: QApplication) -> None:
    load_fonts()


def test_text_is_made_smaller_only_as_far_as_needed_and_15_percent_at_most() -> None:
    number = font(320, 700)
    assert fit.fitted("A026", number, QRectF(0, 0, 800, 400)).pixelSize() == 320
    assert fit.fitted("W888", number, QRectF(0, 0, 800, 400)).pixelSize() < 320
    assert fit.fitted("W888", number, QRectF(0, 0, 100, 400)).pixelSize() == 272


def test_the_designs_widest_number_fits_the_hero_as_the_design_measured() -> None:
    hero = QRectF(0, 0, 756, 400)
    fitted = fit.fitted("W888", font(320, 700), hero)
    assert 276 <= fitted.pixelSize() <= 284
    assert fit.fits("W888", fitted, hero)


def test_a_long_sentence_fits_when_it_may_wrap() -> None:
    box, face = QRectF(0, 0, 200, 120), font(30)
    assert not fit.fits("防诈提醒：不轻信陌生来电", face, box)
    assert fit.fits("防诈提醒：不轻信陌生来电", face, box, wrap=True)


def test_clipped_labels_and_buttons_are_found(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 300)
    label, button, fine = QLabel("Take your ticket", page), QPushButton("Use the machine", page), QLabel("3", page)
    for child, width in ((label, 60), (button, 70), (fine, 60)):
        child.setFont(font(20))
        child.resize(width, 40)
    hidden = QLabel("Hidden texts do not count", page)
    hidden.resize(5, 5)
    hidden.hide()
    assert fit.overflowing(page) == ["QLabel: 'Take your ticket'", "QPushButton: 'Use the machine'"]
    label.resize(300, 40)
    button.resize(300, 40)
    assert fit.overflowing(page) == []


def test_the_style_sheets_padding_and_markup_are_counted(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    button = QPushButton("Next", page)
    button.setFont(font(20))
    button.resize(60, 40)
    rich = QLabel("<b>Wait</b>", page)
    rich.setFont(font(20))
    rich.resize(60, 40)
    assert fit.overflowing(page) == []
    page.setStyleSheet("QPushButton { padding: 0 20px; border: 1px solid black; }")
    assert fit.overflowing(page) == ["QPushButton: 'Next'"]


def test_own_painted_widgets_are_asked_for_their_texts(qtbot: QtBot) -> None:
    banner = BannerWidget(look("light"))
    qtbot.addWidget(banner)
    banner.resize(900, 140)
    banner.say(Banner(Tone.NEAR, "printer", "The printer is not working", "You have your number."))
    assert fit.overflowing(banner) == []
    banner.resize(200, 140)
    assert len(fit.overflowing(banner)) == 2


def test_what_does_not_fit_is_painted_whole_over_its_box() -> None:
    image = QImage(200, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    fit.paint(painter, TextBox("MMMMMM", font(30), QRectF(0, 0, 20, 40), Qt.AlignmentFlag.AlignLeft))
    painter.end()
    assert any(image.pixelColor(x, y).alpha() for x in range(100, 150) for y in range(40))
