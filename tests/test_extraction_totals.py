"""Totals and their parts, history and news, people told before, figures of several sources, reports that are too long."""

from __future__ import annotations

from datetime import date

import pytest

from conflictmap.defaults import extract, load_language
from conflictmap.extraction import read_report
from conflictmap.model import Report

DAY = date(2007, 3, 5)


def read(text, title="", published=DAY):
    return extract(Report("r", text, title, published))


def figures(incident, outcome="killed"):
    count = getattr(incident, outcome)
    return None if count is None else (count.low, count.high)


PARTS = [
    ("means", "A mortar attack and a car bomb killed nine people in Kut.", 2, (9, 9)),
    ("places", "Car bombs in Hilla and Amara killed eleven people.", 2, (11, 11)),
    ("including", "Four blasts in Baghdad, including a car bomb near the zoo, killed 16 people.", 1, (16, 16)),
    ("a separate attack", "Seven people were killed by a car bomb in Kut and a separate attack in Numaniya.", 2, (7, 7)),
    ("a total of", "Gunmen fired on a post in Dujail and a bomber struck a market in Balad, killing a total of 14.", 2, (14, 14)),
    ("in all", "Mortars hit a school in Kut and later a car bomb went off at a bank. In all, 12 people were killed.", 2, (12, 12)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts", "killed"), [case[1:] for case in PARTS], ids=[case[0] for case in PARTS])
def test_parts_name_their_total(text, parts, killed):
    found = read(text)
    totals = [incident for incident in found if incident.aggregate]
    assert [figures(total) for total in totals] == [killed]
    told = [incident for incident in found if not incident.aggregate]
    assert len(told) == parts
    assert {incident.total_id for incident in told} == {totals[0].id}
    assert all(incident.killed is None for incident in told)
    assert totals[0].total_id is None


def test_counted_parts_name_the_total_before_them():
    text = "At least 25 people were killed in attacks around Iraq on Monday. A bomb killed 15 in Hilla. Gunmen shot ten dead in Mosul."
    total, *parts = read(text)
    assert total.aggregate
    assert [part.total_id for part in parts] == [total.id, total.id]


def test_the_worst_of_several_makes_a_total_of_the_rest():
    total, worst = read(
        "Ten bombs in Baghdad killed 31 people. The deadliest was in Karrada, where a car bomb killed 16."
    )
    assert (total.aggregate, figures(total)) == (True, (31, 31))
    assert (worst.aggregate, figures(worst), worst.total_id) == (False, (16, 16), total.id)


NO_TOTAL = [
    "Gunmen have killed four officers in Mosul in the past 24 hours.",
    "A car bomb killed six people in Kirkuk on Monday, the fifth attack this week in the city.",
    "Two car bombs killed eight people in Kut on Sunday.",
    "Police found 14 bodies in Baghdad last week.",
]


@pytest.mark.parametrize("text", NO_TOTAL)
def test_what_is_no_total(text):
    assert [(i.aggregate, i.background) for i in read(text)] == [(False, False)]


HISTORY = [
    ("a year", "In 2003 a bombing in Najaf killed 85 people.", [True]),
    ("a full date", "On 2 March 2004 a suicide bomber killed 50 people in Karbala.", [True]),
    ("pluperfect", "Snipers killed a notary in Amara on Friday. A mine had wounded him in 2005.", [False, True]),
    ("last month", "A bomb killed two people in Kut on Sunday. Last month a car bomb killed nine there.", [False, True]),
    ("where", "The market in Hilla where a bomber killed 47 people in 2005 is open again.", [True]),
    ("the story itself", "Soldiers found 18 bodies near Amara last week.", [False]),
    ("old but the story", "A baker was shot dead on Feb. 9 in Amara. Three porters were kidnapped on Feb. 24 near Taji.", [False, False]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "background"), [case[1:] for case in HISTORY], ids=[case[0] for case in HISTORY])
def test_history_and_news(text, background):
    assert [incident.background for incident in read(text)] == background


def test_history_keeps_its_own_date():
    (incident,) = read("In 2003 a bombing in Najaf killed 85 people.")
    assert incident.when is not None
    assert (incident.when.start.year, incident.when.end.year) == (2003, 2003)


STATISTICS = [
    "Almost 600 people were killed over months of violent protests.",
    "Since the invasion 3,400 soldiers have been killed in Iraq.",
]


@pytest.mark.parametrize("text", STATISTICS)
def test_statistics_are_no_incident(text):
    assert read(text) == []


KNOWN = [
    ("the captives", "Militants abducted six porters near Taji. The hostages were executed a day later.", (6, 6), (6, 6)),
    ("them", "Gunmen abducted six drivers near Kut and shot them dead.", (6, 6), (6, 6)),
    ("some of them", "Gunmen abducted six drivers near Kut. Two of the hostages were executed.", (2, 2), (6, 6)),
    ("the rest", "Gunmen abducted six drivers near Kut. Two were freed and the remaining four were killed.", (4, 4), (6, 6)),
    ("his body", "Gunmen kidnapped a dentist in Kut and dumped his body a day later.", (1, 1), (1, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "killed", "abducted"), [c[1:] for c in KNOWN], ids=[c[0] for c in KNOWN])
def test_people_told_before(text, killed, abducted):
    (incident,) = read(text)
    assert (figures(incident), figures(incident, "abducted")) == (killed, abducted)


def test_who_dies_later_leaves_the_wounded():
    (incident,) = read("A bomb wounded five people in Hilla. Two of the wounded died later.")
    assert (figures(incident), figures(incident, "wounded")) == ((2, 2), (3, 3))
    (incident,) = read("A mine wounded a notary near Amara. He died in hospital.")
    assert (figures(incident), figures(incident, "wounded")) == ((1, 1), None)


SOURCES = [
    ("put at", "A bomb killed three porters in Amara. The governor put the number at five.", (3, 5)),
    ("spoke of", "Officers gave six dead for the bombing in Amara; the governor spoke of eight.", (6, 8)),
    ("counted", "The bombing in Amara killed six, soldiers said; the morgue counted ten bodies.", (6, 10)),
    ("rose", "A bomb killed three people in Kut. The death toll later rose to five.", (5, 5)),
    ("overtaken", "A mine killed 16 people in Amara. An earlier report put the toll at nine.", (16, 16)),
]


@pytest.mark.parametrize(("text", "killed"), [case[1:] for case in SOURCES], ids=[case[0] for case in SOURCES])
def test_figures_of_several_sources(text, killed):
    (incident,) = read(text)
    assert figures(incident) == killed


def test_flags_carry_their_words():
    text = "In 2003 a bombing in Najaf killed 85 people. At least 40 people were killed across Iraq on Sunday."
    old, total = read(text)
    flagged = {item.role: text[item.span.start : item.span.end] for i in (old, total) for item in i.evidence}
    assert flagged["background"] == "2003"
    assert flagged["aggregate"] == "across Iraq"


def test_a_report_that_is_too_long_is_read_in_part(monkeypatch):
    sentence = "A bomb killed two people in Kut. "
    monkeypatch.setattr("conflictmap.extraction.reader._BUDGET", 2_000)
    assert read_report(Report("r", sentence * 3), load_language()).stopped_at is None
    reading = read_report(Report("r", sentence * 600), load_language())
    assert reading.incidents
    assert reading.stopped_at is not None
    assert reading.stopped_at % len(sentence) == 0


def test_the_dead_of_days_of_fighting_are_a_total():
    text = "Clashes between militiamen and troops in Basra went on. A police officer put the dead at 60 since Tuesday."
    assert [(i.aggregate, i.killed.low) for i in read(text, published=date(2006, 9, 14))] == [(True, 60)]
