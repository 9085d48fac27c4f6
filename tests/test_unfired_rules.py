"""The list of rules that fire on no text: a word fires in any of its forms, an example beside a row does not count."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REPORTS = sorted((ROOT / "tests" / "data" / "reports").glob("*.reports.jsonl"))
sys.path.append(str(ROOT / "benchmarks"))

import unfired_rules  # noqa: E402

from conflictmap.extraction import extract  # noqa: E402
from conflictmap.language import compile_language  # noqa: E402
from conflictmap.model import Report  # noqa: E402

RULES = {
    "outcomes": {
        "outcome": [
            {"id": "killed.kill", "outcome": "killed", "verbs": ["slay"], "words": ["dead"], "example": "He is dead."},
            {"id": "wounded.hurt", "outcome": "wounded", "verbs": ["hurt"], "example": "He was hurt."},
        ]
    },
    "numbers": {"bounds": {"at_least": ["at least"], "at_most": ["up to"]}},
}


@pytest.fixture
def listening():
    return unfired_rules.listening(compile_language(RULES, "xx"))


def known(language):
    return {word.text: word for word in unfired_rules.words(RULES, language)}


def test_every_word_is_listed_with_its_row(listening):
    assert {(word.file, text, *word.rows) for text, word in known(listening).items()} == {
        ("outcomes", "slay", "killed.kill"),
        ("outcomes", "dead", "killed.kill"),
        ("outcomes", "hurt", "wounded.hurt"),
        ("numbers", "at least", "numbers.at_least"),
        ("numbers", "up to", "numbers.at_most"),
    }


def test_what_the_reader_meets_is_heard_and_the_rest_told(listening, capsys):
    extract(Report("r", "At least two men were dead.", published=date(2006, 9, 12)), listening)
    assert listening.heard == {("numbers.at_least", ("at", "least")), ("killed.kill", ("dead",))}
    unfired_rules.report(list(known(listening).values()), listening.heard, phrases=True)
    assert capsys.readouterr().out.splitlines() == [
        "outcomes.toml: 1 of 2 rows and 2 of 3 words never fire",
        "  killed.kill: slay",
        "  wounded.hurt: none of 1 words",
        "  wounded.hurt: hurt",
        "numbers.toml: 1 of 2 rows and 1 of 2 words never fire",
        "  numbers.at_most: none of 1 words",
        "  numbers.at_most: up to",
    ]


def test_an_inflected_form_is_the_word():
    rules = {**RULES, "morphology": {"irregular": {"slay": ["slays", "slew", "slain", "slaying"]}}}
    language = unfired_rules.listening(compile_language(rules, "xx"))
    (slay,) = [word for word in unfired_rules.words(rules, language) if word.text == "slay"]
    language.hits(["was", "slain"])
    assert slay.forms & language.heard


def test_all_texts_of_the_project_are_read():
    ids = {report.id for report in unfired_rules.texts(None)}
    sets = [json.loads(path.read_text(encoding="utf-8").splitlines()[0])["id"] for path in REPORTS]
    assert {*sets, "sentence-0", "roundup-2006-09-12"} <= ids
