"""Phrases that may name a place: how far they go, how they stand, and what is none."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentencecases import read, scanned

from conflictmap.extraction.where.placehits import Standing
from conflictmap.extraction.where.placephrases import find_places


def phrases(text: str) -> list[tuple[str, str]]:
    scan = scanned(text)
    return [(text[scan.offset(hit.start) : scan.stop(hit.end)], hit.how) for hit in find_places(scan)]


PLACES = [
    ("A bomb killed two men in Kut.", "Kut", "in"),
    ("A bomb killed two men in Tuz Khurmatu.", "Tuz Khurmatu", "in"),
    ("A bomb killed two men in Hay al-Amil.", "Hay al-Amil", "in"),
    ("A bomb killed two men in al-Amil.", "al-Amil", "in"),
    ("A bomb killed two men near Kut.", "near Kut", "in"),
    ("A bomb killed two men outside a bank in Kut.", "outside a bank in Kut", "in"),
    ("A bomb killed two men in the Jamia district of west Baghdad.", "the Jamia district of west Baghdad", "in"),
    ("A bomb killed two men in Dora, southern Baghdad.", "Dora, southern Baghdad", "in"),
    ("A bomb killed two men in Dora, a suburb of Baghdad.", "Dora, a suburb of Baghdad", "in"),
    ("A bomb killed two men in Karma, near Fallujah.", "Karma, near Fallujah", "in"),
    ("A bomb killed two men in Hit (Anbar).", "Hit (Anbar)", "in"),
    ("A bomb killed two men 30 km south of Kirkuk.", "30 km south of Kirkuk", "in"),
    ("A bomb killed two men about 30 km (20 miles) south of Kirkuk.", "about 30 km (20 miles) south of Kirkuk", "in"),
    ("A bomb killed two men south of Kirkuk.", "south of Kirkuk", "in"),
    ("A bomb killed two men in Baghdad's Dora district.", "Baghdad's Dora district", "in"),
    ("A bomb killed two men between Balad and Dujail.", "between Balad and Dujail", "in"),
    ("A bomb killed two men on the road to Rutba.", "the road to Rutba", "in"),
    ("A bomb killed two men in the village of Albu Ajil.", "the village of Albu Ajil", "in"),
    ("A bomb killed two men at a market.", "a market", "in"),
    ("Rockets hit Kut.", "Kut", "target"),
    ("Jets struck the border village of Zharawa.", "the border village of Zharawa", "target"),
    ("The blast at a Kirkuk hotel was loud.", "a Kirkuk hotel", "in"),
    ("The Kirkuk bombing was the worst.", "Kirkuk", "name"),
    ("Gunmen from Kut fled.", "Kut", "weak"),
    ("A bomb killed two men there.", "there", "points"),
    ("A bomb killed two men nearby.", "nearby", "points"),
]


@pytest.mark.parametrize(("text", "words", "how"), PLACES)
def test_place(text, words, how):
    assert (words, how) in phrases(text)


NO_PLACES = [
    "A bomb killed two men on Monday.",
    "A bomb killed two men in May.",
    "A bomb killed Hamid Najm.",
    "They went off in a hurry.",
    "Police said so.",
    "It was one of the worst attacks in years.",
    "A bomb was found by Reuters.",
    "",
]


@pytest.mark.parametrize("text", NO_PLACES)
def test_no_place(text):
    assert [words for words, how in phrases(text) if how != "weak"] == []


SEVERAL = [
    ("A mortar in Kut and a mine near Badra killed two.", ["Kut", "near Badra"]),
    ("In Kut, police found a body.", ["Kut"]),
    ("Gunmen killed two in Mosul, three in Hawija.", ["Mosul", "Hawija"]),
]


@pytest.mark.parametrize(("text", "words"), SEVERAL)
def test_each_place_by_itself(text, words):
    assert [found for found, _ in phrases(text)] == words


BEST = [
    ("Police in Ramadi said a bomb killed two people in Hit.", "Hit"),
    ("A bomb killed two people in Hit, police in Ramadi said.", "Hit"),
    ("In Kut a bomb killed two people from Amara.", "Kut"),
    ("Soldiers from Tikrit were killed by a mine near Baiji.", "near Baiji"),
    ("Rockets hit Kut, killing an engineer from Basra.", "Kut"),
]


@pytest.mark.parametrize(("text", "words"), BEST)
def test_the_place_of_the_attack_comes_first(text, words):
    (incident,) = read(text)
    assert incident.places[0].text == words
    span = incident.places[0].span
    assert span is not None
    assert span.of(incident.report) == words


ORIGINS = [
    ("A bomb killed two people in Kut.", "", "clause", "Kut"),
    ("The Kut bombing killed two people.", "", "sentence", "Kut"),
    ("There was panic in Kut. A bomb killed two people.", "", "carried", "Kut"),
    ("KUT - A bomb killed two people.\n\nAMARA - A bomb killed three.", "", "header", "KUT"),
    ("KUT, Iraq (XYZ) - A bomb killed two people.", "", "dateline", "KUT"),
    ("A bomb killed two people on Sunday.", "Two killed in Kut", "title", "Kut"),
]


@pytest.mark.parametrize(("text", "title", "origin", "words"), ORIGINS, ids=[case[2] for case in ORIGINS])
def test_where_a_place_was_found(text, title, origin, words):
    first = read(text, title)[0]
    assert (words, origin) in [(phrase.text, phrase.origin) for phrase in first.places]


def test_what_points_back_knows_what_it_may_mean():
    (incident,) = read("Police closed the roads into Amara. A bomb exploded there, killing two.")
    there = incident.places[0]
    assert there.text == "there"
    assert any("Amara" in name for name in there.antecedents)


WORDS = "in near a the Kut Mosul district of south 30 km , and road between to ( ) 's al-Amil city there from".split()


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_any_words_make_sound_phrases(words):
    scan = scanned(" ".join(words))
    at = 0
    for hit in find_places(scan):
        assert at <= hit.start < hit.end <= len(scan)
        assert hit.how in get_args(Standing)
        at = hit.end
