"""Sentences cut into incidents and joined to one: by place, by means, by words that point back."""

from __future__ import annotations

import pytest
from sentencecases import ends, read, scanned

from conflictmap import codebook
from conflictmap.extraction.attacks.terms import find_terms
from conflictmap.extraction.casualties import find_mentions
from conflictmap.extraction.tellings.tellingcuts import find_tellings
from conflictmap.extraction.violence.means import family
from conflictmap.extraction.where.placephrases import find_places


def brief(title: str, text: str) -> list[str]:
    """Return killed, wounded, abducted of each incident, "-" for what is not told."""
    rows = []
    for incident in read(text, title):
        counts = " ".join(ends(count) or "-" for count in (incident.killed, incident.wounded, incident.abducted))
        rows.append(f"{counts}{' total' if incident.aggregate else ''}{' history' if incident.background else ''}")
    return rows


CUTS = [
    ("A bomb killed two in Kut; gunmen killed three in Amara.", 2),
    ("A bomb killed two in Kut while gunmen killed three in Amara.", 2),
    ("A bomb killed two in Kut, and gunmen killed three in Amara.", 2),
    ("A bomb killed two in Kut and three in Amara.", 2),
    ("A bomb killed two and wounded three in Kut.", 1),
    ("A bomb killed two in Kut and the blast wounded three.", 1),
    ("A bomb killed two in Kut and six others were wounded.", 1),
    ("Gunmen attacked a bus in Kut and killed two.", 1),
    ("Nothing happened in Kut, and Amara was quiet.", 1),
]


@pytest.mark.parametrize(("text", "parts"), CUTS)
def test_cut(text, parts):
    scan = scanned(text)
    segments = find_tellings(scan, find_mentions(scan), find_terms(scan), find_places(scan))
    assert len(segments) == parts
    assert segments[0].start == 0
    assert segments[-1].end == len(scan)


def test_every_kind_has_a_family():
    assert {family(kind) for kind in codebook.kinds()} >= {"bomb", "gun", "body", "abduction"}


BOMB = "A car bomb killed four people in Kut. "
ONE = [
    ("what it cost", "A car bomb went off in Kut. Four people were killed and nine wounded.", "4 9 -"),
    ("the blast", BOMB + "The blast wounded nine.", "4 9 -"),
    ("more", BOMB + "Nine others were wounded.", "4 9 -"),
    ("the same again", BOMB + "The four dead were all shopkeepers.", "4 - -"),
    ("parts", BOMB + "Two of them were children.", "4 - -"),
    ("toll", BOMB + "The death toll later rose to six.", "6 - -"),
    ("another source", BOMB + "A doctor said six people were killed.", "4..6 - -"),
    ("a claim", BOMB + "No group claimed the attack.", "4 - -"),
    ("no more hurt", BOMB + "No one else was hurt, police said.", "4 0 -"),
    ("what stood near", BOMB + "The car was parked near a school.", "4 - -"),
    ("body of the kidnapped", "Gunmen kidnapped a clerk in Kut. His body was found in a ditch.", "1 - 1"),
    ("nobody killed, then hurt", "A bomb exploded in Kut. No one was killed, but two people were wounded.", "0 2 -"),
]


@pytest.mark.parametrize(("text", "counts"), [case[1:] for case in ONE], ids=[case[0] for case in ONE])
def test_one_incident(text, counts):
    assert brief("", text) == [counts]


TWO = [
    ("another place", BOMB + "Gunmen killed two men in Amara.", ["4 - -", "2 - -"]),
    ("another car bomb", BOMB + "Another car bomb killed two.", ["4 - -", "2 - -"]),
    ("elsewhere", BOMB + "Elsewhere, gunmen wounded a guard.", ["4 - -", "- 1 -"]),
    ("other means", BOMB + "Gunmen also kidnapped two men in Kut.", ["4 - -", "- - 2"]),
    ("history", BOMB + "A bomb killed nine people in the town last year.", ["4 - -", "9 - - history"]),
    ("a total", BOMB + "Attacks across the country killed 30 people.", ["4 - -", "30 - - total"]),
    ("items", "KUT - A bomb killed two.\n\nKUT - Gunmen killed three.", ["2 - -", "3 - -"]),
]


@pytest.mark.parametrize(("text", "counts"), [case[1:] for case in TWO], ids=[case[0] for case in TWO])
def test_two_incidents(text, counts):
    assert brief("", text) == counts


HEADLINES = [
    ("told again", "Car bomb kills four in Kut", BOMB, ["4 - -"]),
    ("less exact", "Several killed in Kut", BOMB, ["4 - -"]),
    ("the body wins", "Car bomb in Kut kills five", BOMB, ["4 - -"]),
    ("fills a gap", "Car bomb wounds nine in Kut", BOMB, ["4 9 -"]),
    ("nothing in the body", "Car bomb kills four in Kut", "Police gave no details.", ["4 - -"]),
    ("no body", "Car bomb kills four in Kut", "", ["4 - -"]),
    ("nothing new", "Kut in mourning", BOMB, ["4 - -"]),
    ("not about violence", "Premier visits Kut", "He spoke of water.", []),
]


@pytest.mark.parametrize(("title", "text", "counts"), [case[1:] for case in HEADLINES], ids=[c[0] for c in HEADLINES])
def test_headline_and_body(title, text, counts):
    assert brief(title, text) == counts


def test_a_total_told_with_its_parts_is_marked():
    text = "Two car bombs killed nine people in Baghdad. The first killed five people in Dora. The second killed four in Amil."
    assert "9 - - total" in brief("", text)


def test_incidents_are_numbered_in_order():
    found = read(BOMB + "Elsewhere, gunmen wounded a guard in Amara.")
    assert [(incident.number, incident.id) for incident in found] == [(0, "r-1"), (1, "r-2")]
