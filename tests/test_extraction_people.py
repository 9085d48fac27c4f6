"""Noun phrases that count people: how many of whom, what adds and what only describes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sentencecases import scanned, span

from conflictmap import codebook
from conflictmap.extraction.people import parse_group, parse_list, total

# text -> how many, group, head
GROUPS = [
    ("six policemen", "6", "police", "policemen"),
    ("six off-duty Iraqi policemen", "6", "police", "policemen"),
    ("an army colonel", "1", "state_forces", "army colonel"),
    ("two U.S. soldiers", "2", "foreign_forces", "soldiers"),
    ("two British soldiers", "2", "foreign_forces", None),
    ("seven Kurdish Peshmerga", "7", "regional_forces", "peshmerga"),
    ("four Sahwa fighters", "4", "volunteer_forces", None),
    ("five unarmed men", "5", "civilian", "men"),
    ("a dozen masked gunmen", "12", "militant", "gunmen"),
    ("three bus drivers", "3", None, None),
    ("a judge", "1", "official", "judge"),
    ("two young girls", "2", "child", "girls"),
    ("11 Iranian pilgrims", "11", "pilgrim", None),
    ("at least four engineers", "4+", "worker", "engineers"),
    ("policemen", "2+", "police", "policemen"),
    ("his wife", "1", "civilian", "wife"),
    ("their four children", "4", "child", "children"),
    ("the mayor", "1", "official", "mayor"),
    ("himself", "1", "militant", "himself"),
    ("a couple", "2", "unknown", "couple"),
    ("a family of five", "5", "unknown", "family"),
    ("two couples", "4", "unknown", "couples"),
    ("five others", "5", "unknown", "others"),
    ("15", "15", "unknown", ""),
    ("no one", "0", "unknown", None),
    ("one of his guards", "1", "state_forces", "guards"),
    ("dozens of villagers", "24+", "civilian", "villagers"),
    ("eight of them", "8", "unknown", "them"),
    ("six weavers", "6", "unknown", "weavers"),
]


@pytest.mark.parametrize(("text", "many", "group", "head"), GROUPS, ids=[case[0] for case in GROUPS])
def test_group(text, many, group, head):
    found = parse_group(scanned(text), 0)
    assert found is not None
    assert span(found.low, found.high) == many
    assert group is None or found.group == group
    assert head is None or found.head == head


NO_PEOPLE = [
    "100 sheep",
    "five cars",
    "three houses",
    "a checkpoint",
    "30 km",
    "2004",
    "40 percent",
    "the blast",
    "two minutes",
    "a truck",
    "two bodies",
    "",
]


@pytest.mark.parametrize("text", NO_PEOPLE)
def test_things_are_no_people(text):
    assert parse_group(scanned(text), 0) is None


FORMS = [
    ("two more soldiers", "more"),
    ("another soldier", "more"),
    ("a second soldier", "more"),
    ("three of the dead", "part"),
    ("several guards", "vague"),
    ("policemen", "vague"),
    ("six guards", ""),
]


@pytest.mark.parametrize(("text", "flag"), FORMS)
def test_flags_of_a_group(text, flag):
    found = parse_group(scanned(text), 0)
    assert found is not None
    assert {name for name in ("more", "part", "vague") if getattr(found, name)} == ({flag} - {""})


# text -> how many in all, and the parts that are named
LISTS = [
    ("two policemen and a boy", "3", []),
    ("two policemen, a boy and four passers-by", "7", []),
    ("two policemen, a boy, and four passers-by", "7", []),
    ("three guards as well as two clerks", "5", []),
    ("three guards along with two clerks", "5", []),
    ("a farmer and his two sons", "3", []),
    ("at least four soldiers and two civilians", "6+", []),
    ("eleven soldiers and as many as 30 gunmen", "11..41", []),
    ("10 people, including three women and two children", "10", ["3", "2"]),
    ("16 people, among them seven children", "16", ["7"]),
    ("five people, three guards and two cooks", "5", ["3", "2"]),
    ("20 people, mostly recruits", "20", ["2+"]),
    ("18 employees and visitors", "18", []),
    ("a council member, his driver and a bodyguard", "3", []),
]


@pytest.mark.parametrize(("text", "many", "parts"), LISTS, ids=[case[0] for case in LISTS])
def test_list(text, many, parts):
    found = parse_list(scanned(text), 0)
    assert found is not None
    assert span(*total(found.groups)) == many
    assert [span(part.low, part.high) for part in found.parts] == parts


ENDS_OF_LISTS = [
    ("two guards and three others were wounded", "2"),
    ("a policeman, and two men were wounded", "1"),
    ("four people, a doctor at the hospital said", "4"),
    ("six people and a car", "6"),
    ("five people in Mosul and three in Hawija", "5"),
]


@pytest.mark.parametrize(("text", "many"), ENDS_OF_LISTS)
def test_a_list_ends_where_another_clause_begins(text, many):
    found = parse_list(scanned(text), 0)
    assert found is not None
    assert span(*total(found.groups)) == many


NAMES = [("Hamid Najm", 1), ("Dr. Najm", 1), ("Sheikh Abbas al-Tahir was shot.", 1), ("Mosul", None), ("Monday", None)]


@pytest.mark.parametrize(("text", "many"), NAMES)
def test_a_name_is_a_person_only_where_people_stand(text, many):
    found = parse_group(scanned(text), 0, names=True)
    assert (found.low if found else None) == many


PIECES = "two six policemen a guard and , including his wife sons of them the dead at least dozens Mosul others".split()


@given(st.lists(st.sampled_from(PIECES), max_size=10))
@example(["two", "Mosul", ","])
def test_any_words_make_sound_groups(words):
    scan = scanned(" ".join(words))
    for i in range(len(scan)):
        found = parse_list(scan, i, names=True)
        if found is None:
            continue
        assert i <= found.start < found.end <= len(scan)
        low, high = total(found.groups)
        assert None in {low, high} or low <= high
        assert all(group.group in codebook.groups() for group in (*found.groups, *found.parts))
