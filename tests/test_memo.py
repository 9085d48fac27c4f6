"""A memo works each value out once, and never holds more than its bound."""

from __future__ import annotations

import pickle

from conflictmap.memo import Memo


def test_a_value_is_worked_out_once():
    asked = []
    memo = Memo(lambda word: asked.append(word) or word.upper())
    assert [memo["a"], memo["b"], memo["a"]] == ["A", "B", "A"]
    assert asked == ["a", "b"]


def test_it_never_holds_more_than_its_bound():
    memo = Memo(str, most=3)
    for number in range(100):
        assert memo[number] == str(number)
        assert len(memo) <= 3


def test_it_travels_empty():
    memo = Memo(len)
    assert memo["four"] == 4
    there = pickle.loads(pickle.dumps(memo))
    assert len(there) == 0
    assert there["four"] == 4
