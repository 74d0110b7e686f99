"""What the checks read from this machine's own record, without a door: a door would make keys that are missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from lobby import wire
from lobby.checks.finding import Case
from lobby.errors import Trouble
from lobby.model import Branch
from lobby.store import Store
from lobby.tables import JournalRow, SetupRow


def branch(case: Case) -> Branch | None:
    """The branch as it is set up; None where it can't be read, which the record's own check says."""
    with _session(case) as session:
        document = session and session.scalar(select(SetupRow.document).order_by(SetupRow.version.desc()).limit(1))
    return wire.from_json(document, Branch) if document else None


def newest_line(case: Case) -> dt.datetime | None:
    """When the journal's newest line was written."""
    with _session(case) as session:
        return session.scalar(select(JournalRow.at).order_by(JournalRow.id.desc()).limit(1)) if session else None


@contextmanager
def _session(case: Case) -> Iterator[Session | None]:
    try:
        if case.is_guest:
            raise Trouble("guest", "The record is the host's.")
        store = Store(case.url)
    except Trouble:
        yield None
        return
    try:
        with store.read() as session:
            yield session
    finally:
        store.close()
