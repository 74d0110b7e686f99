"""What a line of the list says and where: texts, badge, tags and buttons, laid out before anything is painted."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from lobby.model import Branch, TicketState
from lobby_console import wording
from lobby_console.columns import Column, Span, columns
from lobby_console.rows import Act, Row
from lobby_console.shapes import tag_width
from lobby_console.times import clock
from resources import phrases
from resources.language import Words, later
from resources.theme import Role
from uikit import fit
from uikit.look import Look

ACTS = {Act.DIVERT: later("Divert"), Act.READMIT: later("Readmit"), Act.OPEN: "…"}
Tag = tuple[str, str, Role, Role]
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(slots=True)
class Pieces:
    texts: list[tuple[fit.TextBox, Role]] = field(default_factory=list)
    tags: list[tuple[Tag, QRectF]] = field(default_factory=list)
    buttons: list[tuple[Act, fit.TextBox, QRectF]] = field(default_factory=list)
    badge: QPointF = field(default_factory=QPointF)

    def act_at(self, point: QPointF) -> Act | None:
        return next((act for act, _, box in self.buttons if box.contains(point)), None)


def pieces(row: Row, branch: Branch, look: Look, t: Words, rect: QRectF) -> Pieces:
    """The line laid out in its box."""
    spans = {c: Span(s.left + rect.left(), s.width) for c, s in columns(rect.width()).items()}
    made = Pieces(badge=QPointF(spans[Column.WAITED].left - 4, rect.center().y()))
    for column, text, role in _words(row, branch, t):
        if column in spans:
            font = look.font("console.ticket", 700) if column is Column.NUMBER else look.font("console.body")
            align = _RIGHT if column in (Column.AHEAD, Column.LEFT) else _LEFT
            box = spans[column].box(rect.top(), rect.height())
            made.texts.append((fit.boxed(text, font, box, align), role))
    left = spans[Column.TAGS].left - 4
    for tag in tags(row, branch, t):
        box = QRectF(left, rect.center().y() - 11, tag_width(look, tag[0], tag[1]), 22)
        made.tags.append((tag, box))
        left = box.right() + 6
    made.buttons = _buttons(row, look, t, spans[Column.ACTS], rect)
    return made


def _words(row: Row, branch: Branch, t: Words) -> list[tuple[Column, str, Role]]:
    ticket, outlook = row.ticket, row.outlook
    service = wording.service(ticket.service, branch, t)
    if ticket.amount is not None:
        service = f"{service} · {phrases.yuan(ticket.amount)}"
    return [
        (Column.NUMBER, ticket.number, "ink"),
        (Column.SERVICE, service, "ink"),
        (Column.ISSUED, clock(ticket.issued_at, branch.timezone), "ink2"),
        (Column.CHANNEL, wording.named(wording.CHANNELS, ticket.channel, t), "ink2"),
        (Column.AHEAD, "" if outlook is None else str(outlook.ahead), "ink2"),
        (Column.LEFT, "" if outlook is None else _left(outlook.minutes, t), "ink2"),
    ]


def _left(minutes: int | None, t: Words) -> str:
    if minutes is None:
        return t("no counter")
    return t("now") if minutes < 1 else phrases.minutes(minutes, t.language)


def tags(row: Row, branch: Branch, t: Words) -> list[Tag]:
    """At most two: who he is, then what is possible."""
    found: list[Tag] = []
    ticket = row.ticket
    if row.vip:
        name = ticket.customer or branch.segment(ticket.segment).name.of(t.language)
        found.append((name, "diamond", "vip", "vip_tint"))
    if ticket.green is not None:
        found.append((wording.named(wording.GREEN, ticket.green, t), "hand-heart", "ok", "ok_tint"))
    if ticket.state is TicketState.MISSED:
        found.append((t("missed, {n} calls", n=ticket.calls), "user-x", "ink2", "sunken"))
    if ticket.state is TicketState.HELD:
        found.append((wording.named(wording.HOLDS, ticket.hold_kind, t), "circle-pause", "ink2", "sunken"))
    if row.asked:
        found.append((t("asked, stays"), "", "ink2", "sunken"))
    elif row.device is not None:
        found.append((t("self-service"), "atm", "info", "info_tint"))
    if ticket.note and len(found) < 2:
        found.append((t("note"), "message-square", "ink2", "sunken"))
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
