"""From drafts to incidents: who, when, what to doubt, and the words behind each fact."""

from __future__ import annotations

from datetime import date

import pytest
from sentencecases import ends, read

from conflictmap.defaults import extract
from conflictmap.model import Report

VICTIMS = [
    ("A bomb killed two policemen and a boy in Kut.", ["police killed 2", "child killed 1"]),
    (
        "A bomb killed 10 people, including three women and two children, in Kut.",
        ["child killed 2", "civilian killed 3", "unknown killed 5"],
    ),
    ("A bomb wounded six pilgrims in Kut.", ["pilgrim wounded 6"]),
    ("Gunmen kidnapped two journalists in Kut.", ["journalist abducted 2"]),
    ("A mine killed four people in Kut.", ["unknown killed 4"]),
    ("Two U.S. soldiers were killed by a mine in Kut.", ["foreign_forces killed 2"]),
    ("A bomb exploded in Kut but no one was hurt.", []),
    ("Rockets landed in Kut.", []),
]


@pytest.mark.parametrize(("text", "victims"), VICTIMS)
def test_victims_by_group(text, victims):
    (incident,) = read(text)
    assert sorted(f"{v.group} {v.outcome} {ends(v.count)}" for v in incident.victims) == sorted(victims)


TUESDAY = date(2006, 9, 12)
WHEN = [
    ("A bomb killed two men in Kut on Monday.", TUESDAY, "2006-09-11", "2006-09-11", 1, None),
    ("A bomb killed two men in Kut yesterday.", TUESDAY, "2006-09-11", "2006-09-11", 1, None),
    ("A bomb killed two men in Kut.", TUESDAY, "2006-09-06", "2006-09-12", 3, "date_assumed"),
    ("A bomb killed two men in Kut.", None, None, None, None, "date_unknown"),
    ("A bomb killed two men in Kut on Sept. 9, 2006.", None, "2006-09-09", "2006-09-09", 1, None),
    ("A bomb killed two men in Kut last week.", TUESDAY, "2006-09-04", "2006-09-10", 3, "date_imprecise"),
]


@pytest.mark.parametrize(("text", "published", "start", "end", "prec", "doubt"), WHEN)
def test_when(text, published, start, end, prec, doubt):
    (incident,) = extract(Report("r", text, published=published))
    when = incident.when
    told = (when.start.isoformat(), when.end.isoformat(), when.prec) if when else (None, None, None)
    assert told == (start, end, prec)
    assert {code for code in incident.doubts if code.startswith("date_")} == ({doubt} - {None})


DOUBTS = [
    ("place_inherited", "There was panic in Kut. A bomb killed two men.", "A bomb killed two men in Kut."),
    ("vague_number", "A bomb killed several men in Kut.", "A bomb killed six men in Kut."),
    ("conflicting_tolls", "A bomb killed six people in Kut, police said. A doctor said eight people were killed.", "A bomb killed six people in Kut, police said."),
    ("kind_guessed", "Two men were killed in Kut.", "A bomb killed two men in Kut."),
    ("date_unknown", "A bomb killed two men in Kut.", "A bomb killed two men in Kut on Sept. 9, 2006."),
    ("date_imprecise", "A bomb killed two men in Kut in May 2006.", "A bomb killed two men in Kut on May 9, 2006."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "doubtful", "sure"), DOUBTS)
def test_doubt(code, doubtful, sure):
    assert code in read(doubtful)[0].doubts
    assert code not in read(sure)[0].doubts


def test_history_without_a_day_has_no_day():
    (incident,) = extract(Report("r", "They condemned the killing of two men in Kut.", published=TUESDAY))
    assert incident.background
    assert incident.when is None


EVIDENCE = [
    ("kind", "A car bomb killed six people in Kut.", "car bomb"),
    ("killed", "A car bomb killed six people in Kut.", "killed six people"),
    ("wounded", "A car bomb killed six people and wounded 15 in Kut.", "wounded 15"),
    ("abducted", "Gunmen kidnapped two engineers in Kut.", "kidnapped two engineers"),
    ("place", "A car bomb killed six people in Kut.", "Kut"),
    ("killed", "Six people in a market were killed by a car bomb in Kut.", "Six people in a market were killed"),
]


@pytest.mark.parametrize(("role", "text", "words"), EVIDENCE)
def test_evidence(role, text, words):
    (incident,) = read(text)
    assert words in [item.span.of(incident.report) for item in incident.evidence if item.role == role]
