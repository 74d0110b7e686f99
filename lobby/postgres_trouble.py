"""What PostgreSQL's errors mean for the lobby, and what to do: one sentence of each."""

from __future__ import annotations

import psycopg

from lobby.errors import Trouble


def trouble(place: str, error: psycopg.Error) -> Trouble:
    """By the error's class (SQLSTATE); what failed before anybody was let in has none, only the server's words."""
    said = next(iter(str(error).split("FATAL:")[-1].strip().splitlines()), type(error).__name__)
    kind = _by_class(error.sqlstate) if error.sqlstate else _by_words(error, said)
    message = _MESSAGES[kind]
    return Trouble(kind, message.format(place=place, said=said.rstrip(".")))


def _by_class(state: str) -> str:
    return next((kind for marks, kind in _CLASSES if state.startswith(marks)), "database-trouble")


def _by_words(error: psycopg.Error, said: str) -> str:
    for marks, kind in _WORDS:
        if any(mark in said for mark in marks):
            return kind
    return "database-away" if isinstance(error, psycopg.OperationalError) else "database-trouble"


_CLASSES = (
    (("55P03", "57014", "40", "53300"), "database-busy"),
    (("53",), "database-full"),
    (("25006",), "database-readonly"),
    (("25P03", "57P", "08"), "database-away"),
    (("28", "42501"), "database-rights"),
    (("3D000",), "database-missing"),
    (("58030",), "database-disk"),
    (("XX001", "XX002"), "database-damaged"),
)
_WORDS = (
    (("too many", "remaining connection slots"), "database-busy"),
    (("authentication failed", "no password supplied", "pg_hba.conf", 'role "'), "database-rights"),
    (('database "',), "database-missing"),
)

_MESSAGES = {
    "database-busy": "The record {place} is kept busy ({said}). Nothing was changed. "
    "Try again in a moment; if it stays so, look on the server for what holds it.",
    "database-full": "The server of the record {place} has no room left ({said}). Nothing was changed; earlier "
    "tickets are safe. Make room on the server.",
    "database-readonly": "The record {place} can only be read here: its server is a standby. Nothing was changed. "
    "Name the server that may be written, or promote this one.",
    "database-away": "The server of the record {place} does not answer ({said}). What was answered is safe; what was "
    "not may have been done, and trying it again under its key does it once. Look at the server and the network.",
    "database-rights": "The server of the record {place} does not allow it ({said}). Nothing was changed. Look at the "
    "URL's user, its password file and pg_hba.conf; 'lobby upgrade' and 'lobby init' need an administrator's URL.",
    "database-missing": "There is no record {place} ({said}). Nothing can be issued or called. "
    "Make one with 'lobby init', or name the right database with --database.",
    "database-disk": "The disk of the record {place} failed to read or write ({said}). What was answered before is "
    "safe. Check the server's disk.",
    "database-damaged": "The record {place} is damaged ({said}). Stop using it and restore the newest backup.",
    "database-trouble": "The record {place} could not be used: {said}. Nothing was changed. "
    "Try again; if it stays so, tell who looks after the server.",
}
