"""docs/rules.md tells the truth: what it names exists, and each rule's tests begin with its id."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "rules.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| [A-Z]\d+ \|", line)
]


def test_no_rule_stands_there_twice() -> None:
    ids = [row[0] for row in ROWS]
    assert len(ids) == len(set(ids)) > 50


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row[0]))
def test_a_rule_lives_where_the_page_says_and_is_shown_by_its_tests(row: list[str]) -> None:
    rule, _, places, shown = row
    for place in re.findall(r"`([^`]+)`", places):
        assert (ROOT / place).exists(), place
    tests = re.findall(r"`(tests/[^`]+)` `(test_\w+)`", shown)
    assert tests
    for file, name in tests:
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file} has no {name}"
        assert rule.lower() in name.split("_")
