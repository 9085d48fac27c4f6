"""Linking on labelled reports: figures that may not fall. They are told in docs/linking.md."""

from __future__ import annotations

import pytest
from linkingcases import LinkingSet, score

FLOORS = [
    # rows, half nobody looks at, precision, recall
    ("by_hand", False, 0.98, 0.90),
    ("by_hand", True, 0.95, 0.90),
    ("load", False, 0.86, 0.52),
    ("load", True, 0.75, 0.47),
]


@pytest.fixture(scope="module")
def sets():
    return {"by_hand": LinkingSet.by_hand(), "load": LinkingSet.load()}


@pytest.mark.slow
@pytest.mark.parametrize(("rows", "unread", "precision", "recall"), FLOORS)
def test_linking_is_as_good_as_it_was(sets, rows, unread, precision, recall):
    found = score(sets[rows], unread=unread)
    assert found.precision >= precision
    assert found.recall >= recall
