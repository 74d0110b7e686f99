"""Counts what a PostgreSQL dump holds from its own text, so that a copy is known to be whole without any server."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lobby.backup.manifest import Contents
from lobby.tables import EPOCH, MICROSECOND

COPY = re.compile(rb'COPY public\."?(\w+)"? \((.*)\) FROM stdin;\n')
END = b"\\.\n"


def contents_of(lines: Iterable[bytes]) -> Contents | None:
    """What the dump's text holds; None where no lobby is in it."""
    rows: dict[str, int] = {}
    schema, newest = "", (0, b"", b"")
    table = ""
    columns: list[str] = []
    for line in lines:
        if not table:
            if begun := COPY.fullmatch(line):
                table, columns = begun[1].decode(), begun[2].decode().replace('"', "").split(", ")
                rows[table] = 0
        elif line == END:
            table = ""
        else:
            rows[table] += 1
            if table == "alembic_version":
                schema = line.decode().strip()
            elif table == "journal":
                newest = max(newest, _line(line, columns))
    if table or not {"journal", "alembic_version"} <= rows.keys():
        return None
    number, branch, at = newest
    return Contents(
        schema=schema,
        branch=branch.decode() if number else None,
        head=number,
        head_at=EPOCH + int(at) * MICROSECOND if number else None,
        rows=dict(sorted(rows.items())),
    )


def _line(line: bytes, columns: list[str]) -> tuple[int, bytes, bytes]:
    fields = dict(zip(columns, line.rstrip(b"\n").split(b"\t"), strict=True))
    return int(fields["id"]), fields["branch"], fields["at"]
