"""What PostgreSQL's errors mean for the lobby, and what to do: one sentence of each."""

from __future__ import annotations

import psycopg

from lobby.errors import Trouble


def trouble(place: str, error: psycopg.Error) -> Trouble:
    """By the error's class (SQLSTATE); what never reached the server has none, only words."""
    words = str(error).strip()
    state = error.sqlstate or ""
    for marks, kind, message in _TROUBLES:
        if any(state.startswith(mark) if mark[0].isdigit() else mark in words for mark in marks if mark):
            return Trouble(kind, message.format(place=place))
    first = words.splitlines()[0] if words else type(error).__name__
    return Trouble(
        "database-trouble",
        f"The record {place} could not be used: {first}. Nothing was changed. Try again; if it stays so, tell IT.",
    )


_TROUBLES = (
    (
        ("55P03", "57014"),
        "database-busy",
        "The record {place} is kept busy by another program. Nothing was changed. "
        "Try again in a moment; if it stays so, look on the server for what holds it.",
    ),
    (
        ("53100", "53200"),
        "database-full",
        "The disk or memory of the server of {place} is full. Nothing was changed; earlier tickets are safe. "
        "Make room on the server.",
    ),
    (
        ("25006",),
        "database-readonly",
        "The record {place} can only be read: the server is a standby. Nothing was changed. "
        "Name the server that may be written, or promote this one.",
    ),
)
