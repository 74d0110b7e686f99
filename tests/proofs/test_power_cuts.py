"""The proof itself finds what a careless setting loses."""

from pathlib import Path

from proofs.power_cuts import cut_up
from proofs.promise import Findings, Setting
from proofs.ways import SQLITE, places


def test_a_database_that_does_not_sync_each_commit_is_found_out(tmp_path: Path) -> None:
    findings = Findings()
    with places(SQLITE, tmp_path) as place:
        cut_up(Setting(tmp_path, long=False, seed=1, rounds=20, way=SQLITE, place=place), findings, "NORMAL", "WAL")
    assert any("lost" in words for words in findings.broken)
