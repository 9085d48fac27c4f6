"""Reports that are read wrong (data/limits.toml): each still is, and the docs count them by cause."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from sentencecases import load, parse, read, write

ROOT = Path(__file__).resolve().parents[1]
LIMITS = tomllib.loads((ROOT / "tests" / "data" / "limits.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", LIMITS, ids=lambda case: f"{case['cause']}: {case['text'][:40]}")
def test_it_is_still_read_wrong(case):
    found = read(case["text"], case.get("title", ""))
    wanted = [parse(line) for line in case["read"]]
    pairs = [*zip(found, wanted, strict=False), *((incident, None) for incident in found[len(wanted) :])]
    assert [write(*pair) for pair in pairs] != case["read"], "it is read now: move it to sentences.toml"


def test_none_stands_among_those_that_are_read():
    assert not {case["text"] for case in LIMITS} & {case["text"] for case in load()}


def test_the_docs_count_them_by_cause():
    text = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    table = text.split("<!-- limits -->\n")[1].split("<!-- /limits -->")[0]
    rows = re.findall(r"^\| ([^|]+?) \| (\d+) \|", table, re.MULTILINE)
    assert {cause: int(count) for cause, count in rows} == Counter(case["cause"] for case in LIMITS)
