"""Dates: words to days, the anchor of "today", and what headings govern. The sentences are in data/dates.toml."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap.defaults import extract, load_language
from conflictmap.extraction.dateline import item_heads, parse_dateline
from conflictmap.extraction.dates import (
    Anchor,
    DateMention,
    anchor,
    find_dates,
    governing_at,
    governing_date,
    governing_dates,
)
from conflictmap.model import DateSpan, Report

DATA = Path(__file__).parent / "data" / "dates.toml"
TODAY = "2006-09-12"
CASES = tomllib.loads(DATA.read_text(encoding="utf-8"))["case"]
WORDS = load_language().dates


def written(mention: DateMention) -> str:
    span = mention.span
    if span is None:
        days = "none"
    elif span.prec == 1:
        days = str(span.start)
    else:
        days = f"{span.start}..{span.end}"
    flags = " ".join(name for name in ("of_next", "said") if getattr(mention, name))
    return " | ".join(part for part in (mention.text, days, mention.kind, flags) if part)


def full(entry: str) -> str:
    parts = [part.strip() for part in entry.split("|")]
    return " | ".join(parts if len(parts) > 2 else [*parts, "day"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_sentence(case: dict[str, Any]) -> None:
    today = case.get("today", TODAY)
    mark = Anchor(None if today == "none" else date.fromisoformat(today))
    found = find_dates(case["text"], mark, WORDS)
    assert [written(mention) for mention in found] == [full(entry) for entry in case["dates"]]
    for mention in found:
        assert case["text"][mention.start : mention.end] == mention.text


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 150


def test_offsets_carry_the_base() -> None:
    (mention,) = find_dates("A bomb on Sunday.", Anchor(date(2006, 9, 12)), WORDS, base=100)
    assert (mention.start, mention.end) == (110, 116)


def test_previous_day_is_what_relative_words_count_from() -> None:
    (mention,) = find_dates("A day earlier a mill burned.", Anchor(date(2006, 9, 12)), WORDS, previous=date(2006, 9, 5))
    assert mention.day == date(2006, 9, 4)


PIECES = (
    "Monday Sun. last next 3 12th 31 of in on the since May March Sept. 2006 1980-88 '06 days ago earlier before 24 hours "
    "two weeks year night overnight today tosday yesterday / - , ( ) . : and to between early 9/11 12JUL06 0 00 99999"
)
RUNS = st.lists(st.sampled_from(re.split(r"\s+", PIECES)), max_size=14).map(" ".join)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=80), RUNS), st.one_of(st.none(), st.dates()))
def test_no_text_breaks_it(text: str, day: date | None) -> None:
    end = 0
    for mention in find_dates(text, Anchor(day), WORDS):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.span is None or mention.span.start <= mention.span.end
        end = mention.end


# --- the anchor ---------------------------------------------------------------------------------------------------


def made(text: str, published: str | None = None, title: str = "", url: str | None = None) -> Report:
    return Report("r", text, title, date.fromisoformat(published) if published else None, url=url)


ANCHORS = [
    ("BAGHDAD, Sept. 11 - A bomb today killed six.", "2006-09-12", "", "2006-09-11", "dateline"),
    ("BAGHDAD, Dec. 31 - A bomb today killed six.", "2007-01-01", "", "2006-12-31", "dateline"),
    ("BAGHDAD, Sept. 13 - Clocks differ.", "2006-09-12", "", "2006-09-13", "dateline"),
    ("BAGHDAD, Sept. 11, 2006 - A bomb today killed six.", None, "", "2006-09-11", "dateline"),
    ("BAGHDAD, Monday - A bomb killed six.", "2006-09-12", "", "2006-09-11", "dateline"),
    (
        "http://example.org/2006/09/12/world/x.html\n\nLeader Speaks\n\nBAGHDAD, Sept. 11 - Six died.",
        None,
        "",
        "2006-09-11",
        "dateline",
    ),
    ("BAGHDAD (Reuters) - A bomb killed six.", "2006-09-12", "", "2006-09-12", "published"),
    ("07/19/2006: Gunmen fired on a bus.", "2006-07-21", "", "2006-07-19", "dateline"),
    ("On 19 July 2006, in a market, a bomb killed six.", None, "", "2006-07-19", "text"),
    ("On 19 July 2006, in a market, a bomb killed six.", "2006-07-21", "", "2006-07-21", "published"),
    ("July 19, 2006\n\nBAGHDAD - A bomb killed six.", None, "", "2006-07-19", "head"),
    (
        "Mosul\n- A grocer was shot today.",
        "2006-07-20",
        "Violence round-up, Wednesday 19 July 2006",
        "2006-07-19",
        "title",
    ),
    ("Mosul\n- A grocer was shot today.", "2006-09-20", "What happened on 19 July", "2006-09-20", "published"),
    ("A bomb killed six on Tuesday.", None, "", None, None),
    ("BAGHDAD, Sept. 11 - A bomb today killed six.", None, "", None, None),
]


@pytest.mark.parametrize(("text", "published", "title", "day", "basis"), ANCHORS)
def test_anchor(text: str, published: str | None, title: str, day: str | None, basis: str | None) -> None:
    report = made(text, published, title)
    found = anchor(report, parse_dateline(text, WORDS), WORDS)
    assert found == Anchor(date.fromisoformat(day) if day else None, basis)


def test_anchor_from_the_address() -> None:
    report = made("A bomb killed six.", url="https://example.org/world/2006/9/12/bomb")
    assert anchor(report, None, WORDS) == Anchor(date(2006, 9, 12), "url")


# --- what governs -------------------------------------------------------------------------------------------------

ROUND_UP = (
    "Sept 12 - Security developments in the country reported on Monday:\n\n"
    "MOSUL - Gunmen shot a baker.\n\nTIKRIT - A mine wounded two on Sunday.\n"
)


def ruled(report: Report, words: str) -> date | None:
    line = parse_dateline(report.text, WORDS)
    day = anchor(report, line, WORDS)
    rulings = governing_dates(report, line, day, load_language(), item_heads(report.text, WORDS))
    found = governing_at(rulings, report.text.index(words))
    return found.span.start if found else None


@pytest.mark.parametrize(
    ("text", "title", "words", "day"),
    [
        (ROUND_UP, "", "Gunmen shot", "2006-09-11"),
        (
            "Baghdad: A grocer was shot.\nKirkuk: A bus was hit.",
            "Attacks in two cities, 11 September",
            "A bus",
            "2006-09-11",
        ),
        (
            "Baghdad: A grocer was shot.\nKirkuk: A bus was hit.",
            "Monday 11 September: two killed",
            "A bus",
            "2006-09-11",
        ),
        (
            "A judge spoke.\n\nBloodshed persisted across the country on Monday. A boy died. Later a shop burned.",
            "",
            "a shop",
            "2006-09-11",
        ),
        ("A judge spoke.\n\nBloodshed persisted across the country on Monday. A boy died.", "", "A judge", None),
        ("Two bombs exploded on Monday, killing eight. The first went off near a shop.", "", "The first", "2006-09-11"),
        ("Two bombs killed eight, officials said Monday. The first went off near a shop.", "", "The first", None),
        ("Two men died of wounds from Sunday's blast. The first was a cook.", "", "The first", None),
        ("KIRKUK, Sept 9 - A bus was hit.\nMOSUL, Sept 10 - A van was hit.", "", "A van", "2006-09-10"),
        ("Sunday\n\nA bus was hit.\n\nMonday\n\nA van was hit.", "", "A van", "2006-09-11"),
        ("A bus was hit in the old town.", "", "A bus", None),
        (
            (
                "In his first state visit the leader on Sunday discussed the security situation with his hosts, asked them for help "
                "and laid a wreath at the tomb of a poet. On Monday he left.\n\nViolence flared across the country on Monday. A boy died."
            ),
            "",
            "A boy",
            "2006-09-11",
        ),
    ],
)
def test_governing(text: str, title: str, words: str, day: str | None) -> None:
    report = made(text, "2006-09-12", title)
    assert ruled(report, words) == (date.fromisoformat(day) if day else None)


def test_governing_date_of_a_round_up() -> None:
    report = made(ROUND_UP, "2006-09-12")
    line = parse_dateline(report.text, WORDS)
    day = date(2006, 9, 11)
    assert governing_date(report, line, anchor(report, line, WORDS), load_language()) == DateSpan(day, day, 1)
    story = made("A bus was hit on Monday.", "2006-09-12")
    assert governing_date(story, None, anchor(story, None, WORDS), load_language()) is None


# published on Thursday 14 September 2006: Tuesday was the 12th, Wednesday the 13th
OF_AN_ATTACK = [
    ("Traders swept up glass in Kut on Wednesday after the previous day's car bombing, in which ten people died.", 12),
    ("Families in Kut carried coffins on Wednesday, a day after a car bomb killed ten people at a bank.", 12),
    ("A day after a car bomb killed ten people in Kut, shops stayed shut on Wednesday.", 12),
    ("On Wednesday, a day after a car bomb killed ten people in Kut, shops stayed shut.", 12),
    ("The governor visited Kut on Wednesday. The night before, a car bomb had killed ten people there.", 12),
    ("The day before, gunmen had killed a baker in Kut, police said on Wednesday.", 12),
    ("Two days after gunmen killed a judge in Kut, his house was searched on Wednesday.", 11),
    ("A curfew was lifted in Kut on Wednesday, two days after a suicide bomber killed nine recruits.", 11),
    ("Police in Kut said on Wednesday that gunmen had killed a baker the previous evening.", 12),
    ("In revenge for Tuesday's shelling of a wake, mortars struck Kut on Wednesday, killing six people.", 13),
    ("Gunmen killed a baker in Kut on Wednesday, a day after killing his brother in Amara.", 13),
    ("A car bomb killed six in Kut on Wednesday, a day after a similar attack in Amara left four dead.", 13),
]


@pytest.mark.parametrize(("text", "day"), OF_AN_ATTACK)
def test_days_belong_to_what_they_stand_beside(text, day):
    first = extract(Report("r", text, published=date(2006, 9, 14)))[0]
    assert (first.when.start, first.when.end) == (date(2006, 9, day), date(2006, 9, day))


OF_THE_ATTACK_BEFORE = [
    ("A car bomb killed six in Kut on Wednesday, a day after a similar attack in Amara left four dead.", 12),
    ("A blast in Amara killed two on Sunday, three days after mortars killed five in Majar al-Kabir.", 7),
    ("On Wednesday a bomb killed three in Kut, two days after gunmen shot dead a judge in Amara.", 11),
    ("A bomb killed three in Kut, a day after gunmen shot dead a judge in Amara.", 13),
]


@pytest.mark.parametrize(("text", "day"), OF_THE_ATTACK_BEFORE)
def test_days_after_an_attack_date_that_attack(text, day):
    _, before = extract(Report("r", text, published=date(2006, 9, 14)))
    assert (before.when.start, before.when.end) == (date(2006, 9, day), date(2006, 9, day))


def test_what_is_years_ago_does_not_take_the_day_beside_it():
    text = "Three years after a truck bomb killed 90 people in Tuz Khurmatu, the market reopened on Saturday."
    (incident,) = extract(Report("r", text, published=date(2006, 9, 14)))
    assert incident.background
    assert incident.when is None or incident.when.end.year == 2003
