"""Short reports and what must be read of them, case by case (data/sentences.toml)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sentencecases import load, parse, read, unsound, write

from conflictmap import codebook

CASES = load()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['shows']}: {case['text'][:40]}")
def test_sentence(case):
    found = read(case["text"], case.get("title", ""))
    wanted = [parse(line) for line in case["read"]]
    pairs = [*zip(found, wanted, strict=False), *((incident, None) for incident in found[len(wanted) :])]
    assert [write(*pair) for pair in pairs] == case["read"]
    assert [unsound(incident) for incident in found] == [[] for _ in found]


def test_every_case_is_asked_once():
    texts = [(case.get("title", ""), case["text"]) for case in CASES]
    assert len(set(texts)) == len(texts) >= 200


def test_every_kind_is_asked_for():
    assert {kind for case in CASES for line in case["read"] for kind in parse(line).kinds} == set(codebook.kinds())


ROOT = Path(__file__).resolve().parents[1]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def table(heading):
    """Rows of the table under a heading of CONTRIBUTING.md, each a list of its cells."""
    section = CONTRIBUTING.split(f"### {heading}\n")[1].split("\n#")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


@pytest.mark.parametrize(("construction", "text", "told"), table("Constructions, each with an example"))
def test_the_examples_of_contributing_are_read_as_it_says(construction, text, told):
    wanted = [line.strip().replace(", ", " | ") for line in told.split(";")]
    assert [re.sub(r" \| at [^|]*", "", write(incident)) for incident in read(text)] == wanted


def test_contributing_explains_every_doubt():
    explained = {row[0].strip("`") for row in table("What the doubts mean")}
    lines = [line for path in (ROOT / "conflictmap").rglob("*.py") for line in path.read_text("utf-8").splitlines()]
    added = {
        code
        for line in lines
        if re.search(r"doubts\b.*(append\(|=|\[)", line)
        for code in re.findall(r'"([a-z]+_[a-z]+)"', line)
    }
    assert added == explained


def test_contributing_names_every_room_of_extraction():
    section = CONTRIBUTING.split("## How a report is read\n")[1].split("\n### ")[0]
    rooms = {path.stem for path in (ROOT / "conflictmap" / "extraction").iterdir() if not path.name.startswith("_")}
    assert not {room for room in rooms if f"`{room}`" not in section}, "say there what the room does"
