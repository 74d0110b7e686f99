"""The branch's set-up as it was, version by version."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from lobby import wire
from lobby.errors import Refused
from lobby.model import Branch, SetupVersion
from lobby.queries import PastSetup
from lobby.tables import SetupRow

MOST = 100


def past(session: Session, query: PastSetup) -> Branch:
    row = session.get(SetupRow, query.version) if 0 < query.version < 2**31 else None
    if row is None:
        raise Refused("unknown-version", version=query.version)
    branch: Branch = wire.from_json(row.document, Branch)
    return branch


def versions(session: Session) -> tuple[SetupVersion, ...]:
    rows = session.execute(select(SetupRow.version, SetupRow.at).order_by(SetupRow.version.desc()).limit(MOST))
    return tuple(SetupVersion(*row) for row in rows)
