"""Namesakes told apart by the report's other sentences, lists of places, the seat of a region: of the shipped gazetteer."""

from __future__ import annotations

import pytest

import conflictmap as cm
from conflictmap.geocoding import geocode, place
from conflictmap.model import Report


def first(text):
    """Return where the first incident of a report lies."""
    return geocode(cm.extract(Report(id="r", text=text)))[0].geocode


BESIDE = [
    ("A bomb killed five people in Amiriya on Sunday. Baghdad police said the device was under a stall.", "Baghdad"),
    ("A bomb killed a tailor in Amiriya. In Mansour, also in Baghdad, gunmen shot a lawyer dead.", "Baghdad"),
    ("Soldiers killed five militants in Amiriya on Sunday. Fallujah hospital received two of the bodies.", "Anbar"),
    ("Troops killed a sniper in Amiriya. The Anbar operations command said a tunnel was found.", "Anbar"),
    ("Two shepherds were killed by a mine in Rashidiya. Mosul police said it was left by militants.", "Nineveh"),
    ("A mine killed two shepherds in Rashidiya. The governor of Nineveh visited the families.", "Nineveh"),
    ("Gunmen killed a teacher in Wahda. Kirkuk police said nobody was held.", "Kirkuk"),
    ("Police in Kirkuk imposed a curfew. Gunmen had killed a teacher in Wahda.", "Kirkuk"),
    ("A sniper killed a grocer in Nasr. Officials in Nasiriya confirmed it.", "Dhi Qar"),
    ("Mosul police raised the alarm. A mortar shell killed a cook in Rashidiya.", "Nineveh"),
    ("A car bomb killed nine people in Qadisiya. The hospital in Mosul was full.", "Nineveh"),
    ("A bomb wounded four in Mansour. Baquba police closed the road.", "Baghdad"),  # one is much better known
]


@pytest.mark.parametrize(("text", "province"), BESIDE, ids=[b[0][:60] for b in BESIDE])
def test_a_namesake_is_told_by_the_sentences_beside(text, province):
    assert first(text).province == province


SEATS = [
    "the capital of Iraq's usually peaceful Kurdistan region",
    "the capital of Iraq's Kurdistan region",
    "the capital of the mostly calm Kurdistan region",
    "a hotel in the capital of the semi-autonomous Kurdistan Region of Iraq",
    "the capital of the autonomous Kurdish region",
    "the capital of the Kurdish region of northern Iraq",
    "the capital of Kurdistan",
    "the capital of northern Iraq's Kurdish region",
    "capital of the Kurdistan autonomous region",
    "the capital of the oil-rich Kurdistan region",
]


@pytest.mark.parametrize("text", SEATS)
def test_a_region_has_a_seat(text):
    assert place(text).place_id == "iq-erbil"


LISTS = [
    ("Dora, Saydiya and Bayaa districts of Baghdad", "Baghdad", ("dora", "saydiya", "bayaa")),
    ("the Karrada, Zayouna and Ghazaliya neighbourhoods of Baghdad", "Baghdad", ("zayouna", "ghazaliya")),
    ("Karrada, Jadriya, Zayouna and Mansour, Baghdad", "Baghdad", ("zayouna", "mansour")),
    ("Zanjili, Shifa and Rifai, Mosul", "Nineveh", ("zanjili", "rifai", "shifa")),
    ("Baiji, Tikrit and Samarra", "Salah al-Din", ("baiji", "samarra")),
    ("Baquba, Khalis and Muqdadiya, Diyala province", "Diyala", ("khalis", "muqdadiya")),
    ("the towns of Hit, Haditha and Rawa", "Anbar", ("hit", "rawa")),
    ("Kut, Amara and Nasiriya", None, ("kut", "nasiriya", "amara")),
    ("Sadr City, Shaab and Ur in eastern Baghdad", "Baghdad", ("sadr", "ur", "shaab")),
    ("Taza, Dibis and Hawija, Kirkuk province", "Kirkuk", ("taza", "dibis", "hawija")),
]


@pytest.mark.parametrize(("text", "province", "ends"), LISTS, ids=[x[0] for x in LISTS])
def test_a_list_of_places_lies_between_those_farthest_apart(text, province, ends):
    found = place(text)
    assert found.province == province
    assert found.kind == "both"
    assert sum(end in found.place_id for end in ends) == 2, found.place_id


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Adhamiya, Waziriya, Baghdad", "iq-adhamiya-baghdad"),  # nothing joins them
        ("Dora, Baghdad and Mosul", "iq-baghdad~iq-mosul"),  # one lies in the next
    ],
)
def test_what_is_no_list(text, place_id):
    assert place(text).place_id == place_id
