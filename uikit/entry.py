"""Signing in on a face: asked when the lobby asks for it, over whatever stands there, which stays as it was."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lobby.commands import SetPassword, SignIn, SignOut
from lobby.errors import Refused
from lobby.model import Session
from resources.language import catalogue
from uikit import refusals
from uikit.link import Link
from uikit.look import Look
from uikit.widgets.sign_in import SignInSheet


class Entry(QObject):
    """Who is signed in on this face. On the record's own machine nobody is ever asked."""

    opened = Signal()
    """The sheet is about to cover the window."""
    signed_in = Signal(str)
    """The code of whoever works here from now on."""

    def __init__(self, link: Link, window: QWidget, look: Look, language: str) -> None:
        super().__init__(window)
        self.staff: str | None = None
        self.sheet: SignInSheet | None = None
        self._link, self._window, self._look = link, window, look
        self.t = catalogue("common", language)
        self._worked: str | None = None
        """Who was signed in when something was left waiting."""
        link.locked.connect(self._ask)

    def leave(self) -> None:
        """Sign out. What is on the screen belongs to whoever leaves, so nothing of it waits for the next."""
        if self.staff is not None:
            self._link.do(SignOut(), lambda _: self._left(), lambda _: self._left(), waits=False)

    def _left(self) -> None:
        self.staff = self._worked = None
        self._ask("sign-in-required")

    def _ask(self, reason: str) -> None:
        self._worked = self.staff or self._worked
        self.staff = None
        if self.sheet is not None:
            return
        self.opened.emit()
        self.sheet = sheet = SignInSheet(self._window, self._look, self.t, self._worked or "")
        sheet.named.connect(self._sign_in)
        sheet.chosen.connect(self._set_password)
        if reason == "session-ended":
            sheet.say(self.t("The sign-in has ended. What you had before you is kept."))
        sheet.open()

    def _sign_in(self, staff: str, password: str) -> None:
        wish = SignIn(staff, password)
        self._link.do(wish, lambda s: self._entered(s, password), self._refused, self._in_trouble, waits=False)

    def _entered(self, session: Session, password: str) -> None:
        if self.sheet is not None and session.must_set_password:
            self.sheet.ask_password(session.staff, password)
        else:
            self._done(session.staff)

    def _set_password(self, staff: str, old: str, new: str) -> None:
        wish = SetPassword(old, new)
        self._link.do(wish, lambda _: self._done(staff), self._not_set, self._in_trouble, waits=False)

    def _not_set(self, refusal: Refused) -> None:
        """A sign-in that ended meanwhile begins anew."""
        if refusal.reason == "session-ended" and self.sheet is not None:
            self.sheet.ask_name()
        self._refused(refusal)

    def _done(self, staff: str) -> None:
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            sheet.leave()
        same, self.staff = staff == self._worked or self._worked is None, staff
        self.signed_in.emit(staff)
        self._link.unlock(same=same)

    def _refused(self, refusal: Refused) -> None:
        self._in_trouble(refusals.sentence(refusal, self.t.language))

    def _in_trouble(self, message: str) -> None:
        if self.sheet is not None:
            self.sheet.refuse(message)
