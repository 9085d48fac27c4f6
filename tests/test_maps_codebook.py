"""The words of the page: all of them come from the codebook, and every code that a stage can give has some."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from factory import make_frame

from conflictmap import read, to_geodataframe
from conflictmap.codebook import vocabulary
from conflictmap.codebook.definitions import STAGES
from conflictmap.maps import bundle, webmap
from conflictmap.pipeline import run

HOUSE = Path(bundle.__file__).parents[1]
REPORTS = Path(__file__).parent / "data" / "reports" / "rounds_a.reports.jsonl"
WORDS = vocabulary()


def test_they_come_with_the_page():
    html = webmap(make_frame(5)).get_root().render()
    block = re.search(r'<script type="application/json" id="cm-codebook">(.*?)</script>', html)[1]
    assert json.loads(block) == WORDS


@pytest.mark.parametrize("path", sorted((HOUSE / "web").rglob("*.mjs")), ids=lambda path: path.name)
def test_no_module_of_the_page_has_words_for_a_code(path):
    ids = [row["id"] for row in WORDS["kinds"]] + [*WORDS["doubts"], *WORDS["groups"]]
    labels = [row["label"] for row in WORDS["kinds"]] + [*WORDS["doubts"].values(), *WORDS["where_prec"].values()]
    source = path.read_text(encoding="utf-8")
    assert [word for word in ids + labels if f'"{word}"' in source] == []


def raised(node):
    """The expressions that a piece of code makes doubts of."""
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func)
        return node.args if called.endswith("doubts.append") or called.split(".")[-1] == "doubt" else []
    if isinstance(node, ast.keyword) and node.arg == "doubts":
        return getattr(node.value, "elts", [])
    if isinstance(node, ast.List | ast.Tuple):
        beside = any(isinstance(part, ast.Starred) and "doubts" in ast.unparse(part) for part in node.elts)
        return node.elts if beside else []
    return []


def texts(tree):
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_doubt_that_code_raises_has_words_and_no_other_has():
    found: set[str] = set()
    for room in STAGES:
        for path in (HOUSE / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                found |= {text for part in raised(node) for text in texts(part)}
    assert found == set(WORDS["doubts"])


def test_every_code_that_reading_gives_has_words():
    frame = to_geodataframe(run(read(REPORTS)).located)
    assert len(frame) > 20
    known = {
        "kind": {row["id"] for row in WORDS["kinds"]},
        "where_prec": set(map(int, WORDS["where_prec"])),
        "date_prec": set(map(int, WORDS["date_prec"])),
    }
    for column, codes in known.items():
        assert set(frame[column].dropna()) <= codes, column
    assert {entry["group"] for entry in frame["victims"].explode().dropna()} <= set(WORDS["groups"])
    assert {entry["role"] for entry in frame["rules"].explode().dropna()} <= set(WORDS["roles"])
    assert set(frame["doubts"].explode().dropna()) <= set(WORDS["doubts"])
