"""Number phrases: the number, its two ends, the words it takes up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentencecases import scanned, span

from conflictmap.extraction.numbers.numerals import parse_number
from conflictmap.extraction.numbers.quantities import parse_quantity

# the phrase, a bar where it ends -> its ends, how it was put
QUANTITIES = [
    ("six| men", "6", ""),
    ("15| men", "15", ""),
    ("1,200| men", "1200", ""),
    ("2 thousand| men", "2000", ""),
    ("twenty-three| men", "23", ""),
    ("twenty three| men", "23", ""),
    ("forty| men", "40", ""),
    ("a hundred| men", "100", ""),
    ("one hundred and four| men", "104", ""),
    ("two hundred fifty| men", "250", ""),
    ("three thousand two hundred| men", "3200", ""),
    ("a dozen| men", "12", ""),
    ("two dozen| men", "24", ""),
    ("half a dozen| men", "6", ""),
    ("a couple of| men", "2", ""),
    ("several| men", "2+", "vague"),
    ("a few| men", "2+", "vague"),
    ("a number of| men", "2+", "vague"),
    ("an unknown number of| men", "2+", "vague"),
    ("dozens of| men", "24+", "vague"),
    ("scores of| men", "40+", "vague"),
    ("hundreds of| men", "200+", "vague"),
    ("several dozen| men", "24+", "vague"),
    ("at least six| men", "6+", ""),
    ("more than 30| men", "30+", ""),
    ("no fewer than nine| men", "9+", ""),
    ("over a hundred| men", "100+", ""),
    ("up to 15| men", "..15", ""),
    ("as many as 40| men", "..40", ""),
    ("nearly 50| men", "..50", ""),
    ("fewer than ten| men", "..10", ""),
    ("about 25| men", "25", ""),
    ("some 40| men", "40", ""),
    ("an estimated 300| men", "300", ""),
    ("at least a dozen| men", "12+", ""),
    ("up to several| men", "..2", "vague"),
    ("20 or more| men", "20+", ""),
    ("30+| men", "30+", ""),
    ("between six and eight| men", "6..8", ""),
    ("from 10 to 12| men", "10..12", ""),
    ("10 to 12| men", "10..12", ""),
    ("7-9| men", "7..9", ""),
    ("four or five| men", "4..5", ""),
    ("a| man", "1", "article"),
    ("one| man", "1", "article"),
    ("another| man", "1", "article"),
    ("at least one| man", "1+", ""),
]


@pytest.mark.parametrize(("marked", "wanted", "put"), QUANTITIES, ids=[case[0] for case in QUANTITIES])
def test_quantity(marked, wanted, put):
    phrase, _, rest = marked.partition("|")
    scan = scanned(phrase + rest)
    found = parse_quantity(scan, 0)
    assert found is not None
    assert span(found.low, found.high) == wanted
    assert scan.stop(found.end) == len(phrase)
    assert {name for name in ("vague", "article") if getattr(found, name)} == ({put} - {""})


NO_QUANTITIES = ["men", "the men", "his wife", "policemen", "", "and 15", "between men"]


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_no_quantity(text):
    assert parse_quantity(scanned(text), 0) is None


RANGES_THAT_ARE_NONE = [("12 to 3 men", "12"), ("2 to 300 men", "2"), ("eight and five men", "8")]


@pytest.mark.parametrize(("text", "wanted"), RANGES_THAT_ARE_NONE)
def test_two_numbers_are_not_always_a_range(text, wanted):
    found = parse_quantity(scanned(text), 0)
    assert found is not None
    assert span(found.low, found.high) == wanted


WORDS = "at least up to between and or more than dozen hundred six 15 1,200 a several no fewer - + few".split()


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_ends_are_in_order_and_words_are_there(words):
    scan = scanned(" ".join(words))
    for i in range(len(scan)):
        found = parse_quantity(scan, i)
        if found is not None:
            assert i == found.start < found.end <= len(scan)
            assert found.low is not None or found.high is not None
            assert None in {found.low, found.high} or found.low <= found.high
        number = parse_number(scan, i)
        if number is not None:
            assert number[0] > 0
            assert i < number[1] <= len(scan)
