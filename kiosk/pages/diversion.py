"""A machine can do this now: both ways side by side with their facts, and both buttons of one size (B2, B8)."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from kiosk import wording
from kiosk.inputs import CounterChosen, MachineChosen
from kiosk.layout import columns, rows
from kiosk.page import PageWidget
from kiosk.parts import back_and_help, button, header, title
from kiosk.scene import Scene
from kiosk.sheet import Align, Sheet, Type
from lobby.model import Device, Offer
from resources.phrases import wait_figures, yuan
from resources.theme import Role


class DiversionPage(PageWidget):
    def compose(self, sheet: Sheet, scene: Scene) -> None:
        header(sheet, scene)
        offer = scene.state.visit.offer
        machine = wording.device(scene, offer.devices[0]) if offer is not None and offer.devices else None
        if offer is None or machine is None:
            return
        layout = sheet.layout
        sub = scene.t("No number needed. Our staff can help you.")
        top = title(sheet, scene.t("A machine can do this now"), sub)
        high = layout.foot - 344 - top if layout.large else 630
        high = high if layout.portrait else layout.foot - top - 3 * layout.gap - 110
        left, right = columns(QRectF(layout.margin, top, layout.inner, high), 2, 24)
        _card(sheet, left, scene.of(machine.name), "atm", "brand", _at_machine(scene, offer, machine), True)
        _card(sheet, right, scene.t("Counter"), "users", "ink", _at_counter(scene, offer), False)
        if layout.large and layout.portrait:
            places = rows(QRectF(layout.margin, layout.foot - 20 - 300, layout.inner, 300), 2, layout.gap)
        elif layout.portrait:
            self._map(sheet, scene, QRectF(layout.margin, left.bottom() + 24, layout.inner, 230), machine)
            places = rows(QRectF(layout.margin, 1744 - 24 - 316, layout.inner, 316), 2, layout.gap)
        else:
            places = columns(QRectF(layout.margin, left.bottom() + layout.gap, layout.inner, 110), 2, 24)
        button(sheet, places[0], MachineChosen(), scene.t("Use the machine"), "atm", "primary", 48)
        button(sheet, places[1], CounterChosen(), scene.t("Take a number anyway"), "ticket", "equal", 48)
        back_and_help(sheet, scene, wanted=scene.t("Please help me"))

    def _map(self, sheet: Sheet, scene: Scene, box: QRectF, machine: Device) -> None:
        sheet.box(box, "surface", "line")
        sheet.picture(QRectF(box.x() + 50, box.center().y() - 54, 108, 108), "map-pin", "brand")
        words = QRectF(box.x() + 208, box.y() + 16, box.width() - 240, box.height() - 32)
        sheet.text(words, wording.where(scene, machine), Type(44, 700, lines=3))


def _at_machine(scene: Scene, offer: Offer, machine: Device) -> list[str]:
    free = sum(wording.works(scene, code) for code in offer.devices)
    facts = [
        f"{machine.minutes}",
        scene.t("min in all"),
        scene.t.n("{n} machine in service", "{n} machines in service", free),
        _fee(scene, offer.self_service_fee),
        wording.amount(scene) or wording.where(scene, machine),
    ]
    return [fact for fact in facts if fact]


def _at_counter(scene: Scene, offer: Offer) -> list[str]:
    wait, in_hours = wait_figures(offer.estimate.low, offer.estimate.high)
    facts = [
        wait,
        scene.t("h wait") if in_hours else scene.t("min wait"),
        scene.t.n("{n} person ahead", "{n} people ahead", offer.estimate.ahead),
        wording.counters(scene, offer.counters),
        _fee(scene, offer.counter_fee),
    ]
    return [fact for fact in facts if fact]


def _fee(scene: Scene, fen: int) -> str:
    return scene.t("Fee {fee}", fee=yuan(fen)) if fen else scene.t("No fee")


def _card(sheet: Sheet, box: QRectF, name: str, icon: str, ink: Role, facts: list[str], offered: bool) -> None:
    portrait = sheet.layout.portrait
    sheet.box(box, "surface", "brand" if offered else "control", 28, 4 if offered else 2)
    inner = box.adjusted(44, 40, -36, -24) if portrait else box.adjusted(32, 18, -28, -12)
    beside_icon = 0 if sheet.layout.large else 76
    if beside_icon:
        sheet.picture(QRectF(inner.x(), inner.y() + 2, 56, 56), icon, ink)
    sheet.text(
        QRectF(inner.x() + beside_icon, inner.y(), inner.width() - beside_icon, 60),
        name,
        Type(48, 700, ink, least=0.75),
    )
    wait, unit, *rest = facts
    first = QRectF(inner.x(), inner.y() + 68, inner.width(), (110 if sheet.layout.large else 150) if portrait else 90)
    sheet.text(first, wait, Type((88 if sheet.layout.large else 120) if portrait else 76, 700, least=0.7))
    beside = first.adjusted(0, first.height() - 10, 0, 54)
    if not portrait:
        taken = sheet.width(wait, Type(76, 700)) + 16
        beside = first.adjusted(taken, 16, 0, 0)
    sheet.text(beside, unit, Type(42, 700, "ink", least=0.86))
    top = beside.bottom() + 10
    below = QRectF(inner.x(), top, inner.width(), inner.bottom() - top)
    for place, fact in zip(rows(below, max(len(rest), 4), 2), rest, strict=False):
        if beside_icon:
            sheet.picture(QRectF(place.x(), place.center().y() - 18, 36, 36), "check", "brand")
        sheet.text(
            place.adjusted(54 if beside_icon else 0, 0, 0, 0),
            fact,
            Type(38, 400, "ink", Align.LEFT, lines=2, least=0.94),
        )
