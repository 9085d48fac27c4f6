"""Datelines and item heads. The openings are in data/datelines.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap.defaults import load_language
from conflictmap.extraction.dateline import Head, Words, item_heads, parse_dateline
from conflictmap.extraction.dateline.tickers import in_lines

DATA = Path(__file__).parent / "data" / "datelines.toml"
CASES = tomllib.loads(DATA.read_text(encoding="utf-8"))["case"]
WORDS = load_language().dates


def name(words: Words | None) -> str | None:
    return words.text if words else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50].replace("\n", " / "))
def test_opening(case: dict[str, Any]) -> None:
    text = case["text"]
    found = parse_dateline(text, WORDS)
    if "form" not in case:
        assert found is None
        return
    assert found is not None
    assert (found.form, [place.text for place in found.places]) == (case["form"], case.get("places", []))
    assert (name(found.qualifier), name(found.date)) == (case.get("qualifier"), case.get("date"))
    assert found.agency == case.get("agency")
    assert text[found.body :].startswith(case["body"])
    for words in (*found.places, found.qualifier, found.date):
        assert words is None or text[words.start : words.end] == words.text


def seen(text: str) -> list[tuple[str, str, str]]:
    return [
        (head.form, "/".join(p.text for p in head.places), text[head.body : head.until].strip())
        for head in item_heads(text, WORDS)
    ]


ROUND_UP = """Dec 10 - Security developments on Sunday.

* BAGHDAD - A bomb killed one.

NEAR KHALIS - A mine went off.
TIKRIT/BAIJI - Two depots burned.
"""


def test_heads_of_a_round_up() -> None:
    assert seen(ROUND_UP) == [
        ("caps", "BAGHDAD", "A bomb killed one."),
        ("caps", "NEAR KHALIS", "A mine went off."),
        ("caps", "TIKRIT/BAIJI", "Two depots burned."),
    ]
    assert [head.bullet for head in item_heads(ROUND_UP, WORDS)] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Kirkuk: A baker died.\n\nHe was 40.\n\nBa'quba: A cook died.", ["Kirkuk", "Ba'quba"]),
        ("• Mosul – A baker died.\n• Tal Afar – A cook died.", ["Mosul", "Tal Afar"]),
        ("- Baghdad: a baker died.\n- Basra: a cook died.", ["Baghdad", "Basra"]),
        ("**Mosul**: A baker died.\n**Basra**: A cook died.", ["Mosul", "Basra"]),
        ("1. DIYALA / Kanaan. 14 Sep, 0720 hrs. Bomb.\n2. KIRKUK / Dibis. 15 Sep. Raid.", ["Kanaan", "Dibis"]),
        ("BAGHDAD, May 25 - Details follow:\n\nBAIJI - A car blew up.", ["BAIJI"]),
        ("One died. MOSUL - A baker was shot. * BASRA - A cook was shot.", ["MOSUL", "BASRA"]),
        ("Mosul:\nA baker died.\n\nBasra:\nA cook died.", ["Mosul", "Basra"]),
        ("Strikes in Syria\nOne hit a well.\n\nStrikes in Iraq\n-- Near Hit, one hit a boat.", ["Syria", "Iraq"]),
    ],
)
def test_forms_of_heads(text: str, heads: list[str]) -> None:
    found = item_heads(text, WORDS)
    assert [head.places[0].text for head in found] == heads
    for head in found:
        assert head.line <= head.places[0].start < head.body <= head.until


@pytest.mark.parametrize(
    "text",
    [
        "BAGHDAD - A bomb killed one.\n\nThe blast was heard far away.",
        "FOR IMMEDIATE RELEASE\n\nCAMP LIBERTY, Iraq – Soldiers found a cache.",
        "Police: two dead.\nToll: 12.\nNote: provisional.",
        "A bomb killed one.\n\nBaghdad\n\nThe end.",
        "",
    ],
)
def test_a_story_has_no_heads(text: str) -> None:
    assert item_heads(text, WORDS) == []


def test_items_under_a_heading() -> None:
    text = "Baghdad\nKarkh: a judge was shot.\nSaidiya: 3 by bomb.\n\nMosul\nTwo guards were shot."
    found = item_heads(text, WORDS)
    assert [(head.places[0].text, [words.text for words in head.under]) for head in found] == [
        ("Baghdad", []),
        ("Karkh", ["Baghdad"]),
        ("Saidiya", ["Baghdad"]),
        ("Mosul", []),
    ]


def test_numbered_advisory_gives_container_and_date() -> None:
    text = "Period: two days.\n1. DIYALA / Kanaan. 14 Sep, 0720 hrs. Bomb against a patrol.\n"
    (head,) = item_heads(text, WORDS)
    assert isinstance(head, Head)
    assert (head.places[0].text, name(head.qualifier), name(head.date)) == ("Kanaan", "DIYALA", "14 Sep")
    assert text[head.body :].startswith("Bomb against")


PIECES = st.sampled_from(
    [
        "BAGHDAD",
        "Mosul",
        "al-",
        "(AP)",
        "(",
        ")",
        ",",
        "Iraq",
        "-",
        "--",
        "—",
        ":",
        "/",
        "//",
        "*",
        "\n",
        " ",
        "Sept. 12",
        "By",
        "NEAR",
        "A man",
        "1.",
        ".",
    ]
)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=16).map("".join)))
def test_no_text_breaks_it(text: str) -> None:
    found = parse_dateline(text, WORDS)
    if found:
        assert 0 <= found.start <= found.body <= len(text)
        for words in (*found.places, found.qualifier, found.date):
            assert words is None or text[words.start : words.end] == words.text
    end = 0
    for head in item_heads(text, WORDS):
        assert end <= head.line <= head.body <= head.until <= len(text)
        assert all(text[words.start : words.end] == words.text for words in head.places)
        end = head.until


def test_a_long_word_between_the_marks_of_a_ticker_is_tried_once():
    text = "KUT - two dead * " + "a" * 5000 + " * HIT - one dead"
    assert [len(line) for line in in_lines(text).splitlines()] == [14, 5002, 16]
