"""The names in a machine's [brand] block stand before the record's, on phones as on the faces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lobby.model import Branch, Text


def named(branch: Branch, block: Mapping[str, object]) -> Branch:
    def words(key: str, own: Text) -> Text:
        return Text(str(block.get(f"{key}_zh", own.zh)), str(block.get(f"{key}_en", own.en)))

    return replace(branch, bank=words("name", branch.bank), name=words("branch", branch.name))
