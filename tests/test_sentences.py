"""Short reports and what must be read of them, case by case (data/sentences.toml)."""

from __future__ import annotations

import pytest
from sentencecases import load, parse, read, write

from conflictmap.model import KINDS

CASES = load()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['shows']}: {case['text'][:40]}")
def test_sentence(case):
    found = read(case["text"], case.get("title", ""))
    wanted = [parse(line) for line in case["read"]]
    pairs = [*zip(found, wanted, strict=False), *((incident, None) for incident in found[len(wanted) :])]
    assert [write(*pair) for pair in pairs] == case["read"]


def test_every_case_is_asked_once():
    texts = [(case.get("title", ""), case["text"]) for case in CASES]
    assert len(set(texts)) == len(texts) >= 200


def test_every_kind_is_asked_for():
    assert {kind for case in CASES for line in case["read"] for kind in parse(line).kinds} == set(KINDS)
