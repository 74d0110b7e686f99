"""What a line of the list says and where: texts, badge, tags and buttons, laid out before anything is painted."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from lobby.model import Branch, Ticket, TicketState
from lobby_console import wording
from lobby_console.columns import Column, Span, columns
from lobby_console.rows import Act, Row
from lobby_console.times import clock
from resources import phrases
from resources.language import Words, later
from resources.theme import Role
from uikit import amounts, codes, fit
from uikit.look import Look
from uikit.widgets.pill import Pill, green_pill, self_service_pill, tag_pill, vip_pill, wait_pill

ACTS = {Act.DIVERT: later("Divert"), Act.READMIT: later("Readmit"), Act.OPEN: "…"}
TAG_PX = 13
BADGE_PX = 14
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(slots=True)
class Pieces:
    texts: list[tuple[fit.TextBox, Role]] = field(default_factory=list)
    pills: list[tuple[Pill, float, QRectF]] = field(default_factory=list)
    buttons: list[tuple[Act, fit.TextBox, QRectF]] = field(default_factory=list)

    def act_at(self, point: QPointF) -> Act | None:
        return next((act for act, _, box in self.buttons if box.contains(point)), None)


def pieces(row: Row, branch: Branch, look: Look, t: Words, rect: QRectF) -> Pieces:
    """The line laid out in its box."""
    spans = {c: Span(s.left + rect.left(), s.width) for c, s in columns(rect.width()).items()}
    made = Pieces()
    for column, text, role in _words(row, branch, t):
        if column in spans:
            font = look.font("console.ticket", 700) if column is Column.NUMBER else look.font("console.body")
            align = _RIGHT if column in (Column.AHEAD, Column.LEFT) else _LEFT
            box = spans[column].box(rect.top(), rect.height())
            if column is Column.SERVICE:
                text = _with_amount(text, row.ticket, branch, t, fit.least(font), box)
            made.texts.append((fit.boxed(text, font, box, align), role))
    left = spans[Column.TAGS].left - 4
    for tag in tags(row, branch, t):
        box = QRectF(left, rect.center().y() - 11, tag.width(look, TAG_PX), 22)
        made.pills.append((tag, TAG_PX, box))
        left = box.right() + 6
    if row.ticket.state is not TicketState.HELD:
        badge = wait_pill(row.level, row.waited.total_seconds())
        around = QRectF(spans[Column.WAITED].left - 6, rect.center().y() - 12, badge.width(look, BADGE_PX), 24)
        made.pills.append((badge, BADGE_PX, around))
    made.buttons = _buttons(row, look, t, spans[Column.ACTS], rect)
    return made


def _with_amount(service: str, ticket: Ticket, branch: Branch, t: Words, least: QFont, box: QRectF) -> str:
    """The amount where there is room for it; the drawer says it in any case."""
    amount = amounts.said(branch, ticket.service, ticket.amount, t.language)
    whole = f"{service} · {amount}"
    return whole if amount and fit.fits(whole, least, box) else service


def _words(row: Row, branch: Branch, t: Words) -> list[tuple[Column, str, Role]]:
    ticket, outlook = row.ticket, row.outlook
    service = wording.service(ticket.service, branch, t)
    return [
        (Column.NUMBER, ticket.number, "ink"),
        (Column.SERVICE, service, "ink"),
        (Column.ISSUED, clock(ticket.issued_at, branch.timezone), "ink2"),
        (Column.CHANNEL, wording.named(wording.CHANNELS, ticket.channel, t), "ink2"),
        (Column.AHEAD, "" if outlook is None else str(outlook.ahead), "ink2"),
        (Column.LEFT, "" if outlook is None else _left(outlook.minutes, t), "ink2"),
    ]


def _left(minutes: int, t: Words) -> str:
    return t("now") if minutes < 1 else phrases.minutes(minutes, t.language)


def tags(row: Row, branch: Branch, t: Words) -> list[Pill]:
    """At most two: who he is, then what is possible."""
    found: list[Pill] = []
    ticket = row.ticket
    if row.vip:
        found.append(vip_pill(ticket.customer or branch.segment(ticket.segment).name.of(t.language)))
    if ticket.green is not None:
        found.append(green_pill(codes.said(codes.GREEN, ticket.green, t.language)))
    if ticket.state is TicketState.MISSED:
        found.append(tag_pill("user-x", t("missed"), "ink2", "sunken"))
    if ticket.state is TicketState.HELD:
        found.append(tag_pill("circle-pause", codes.said(codes.HOLDS, ticket.hold_kind, t.language), "ink2", "sunken"))
    if row.asked:
        found.append(tag_pill("message-square", t("asked, stays"), "ink2", "sunken"))
    elif row.device is not None:
        found.append(self_service_pill(t("self-service")))
    if ticket.note and len(found) < 2:
        found.append(tag_pill("file-text", t("note"), "ink2", "sunken"))
    return found[:2]


def _buttons(row: Row, look: Look, t: Words, span: Span, rect: QRectF) -> list[tuple[Act, fit.TextBox, QRectF]]:
    """From the right: the drawer's three dots, then the row's own acts."""
    made = []
    right = span.left + span.width
    font = look.font("console.min", 500)
    for act in reversed(row.acts):
        text = t(ACTS[act]) if act is not Act.OPEN else ACTS[act]
        width = 30.0 if act is Act.OPEN else QFontMetricsF(font).horizontalAdvance(text) + 26
        box = QRectF(right - width, rect.center().y() - 14, width, 28)
        made.append((act, fit.TextBox(text, font, box, Qt.AlignmentFlag.AlignCenter), box))
        right = box.left() - 4
    return made
