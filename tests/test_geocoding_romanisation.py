"""Spellings of names: the table brings together what its rows show, and a place is told by spelling only where it must."""

from __future__ import annotations

import copy

import pytest

from conflictmap.codebook import shipped_rules
from conflictmap.defaults import load_language
from conflictmap.gazetteer import load_gazetteer
from conflictmap.geocoding import place, resolver_for
from conflictmap.geocoding.names.romanisation import compile_romanisation, consonants, load_romanisation
from conflictmap.model import BadInputError

TABLE = shipped_rules("romanisation.toml")[0]
ROWS = [(part, row) for part in ("letters", "class", "like", "vowel") for row in TABLE[part]]
RULES = load_romanisation()


def apart(one, other):
    """Return the least cost between two spellings, ``None`` if their consonants differ."""
    pairs = [(a, b) for a in RULES.readings(one.lower()) for b in RULES.readings(other.lower())]
    return min((RULES.apart(a, b) for a, b in pairs if RULES.skeleton(a) == RULES.skeleton(b)), default=None)


@pytest.mark.parametrize(("part", "row"), ROWS, ids=[f"{p}-{r.get('letters', r.get('sounds'))}" for p, r in ROWS])
def test_a_row_brings_its_spellings_together(part, row):
    cost = apart(*row["example"])
    assert cost is not None
    assert cost <= row.get("cost", 0.5) + 0.11


@pytest.mark.parametrize("row", [r for p, r in ROWS if p == "letters" and r["example"][0] != r["example"][1]])
def test_a_row_of_letters_is_needed(row):
    """Without the row its two spellings are further apart, or no spellings of each other."""
    table = copy.deepcopy(dict(TABLE))
    table["letters"] = [r for r in TABLE["letters"] if r["letters"] != row["letters"]]
    less = compile_romanisation(table)
    one, other = (less.readings(name.lower()) for name in row["example"])
    costs = [less.apart(a, b) for a in one for b in other if less.skeleton(a) == less.skeleton(b)]
    assert min(costs, default=9.0) > (apart(*row["example"]) or 0.0)


@pytest.mark.parametrize(
    ("one", "other"), [("Hilla", "Halabja"), ("Basra", "Bashiqa"), ("Kut", "Hit"), ("Balad", "Badra")]
)
def test_other_names_are_no_spellings(one, other):
    assert apart(one, other) is None


def test_what_has_no_sound_has_no_reading():
    assert RULES.readings("17july") == ()
    assert RULES.readings("بغداد") == ()
    assert consonants(RULES.skeleton("AnbAr")) == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.pop("vowels"),
        lambda t: t["vowel"].pop(),
        lambda t: t["letters"][0].update(why=""),
        lambda t: t["letters"][0].update(letters="("),
        lambda t: t["class"][0].update(cost="much"),
    ],
)
def test_a_broken_table_is_told(change):
    table = copy.deepcopy(dict(TABLE))
    change(table)
    with pytest.raises(BadInputError, match="rules of romanisation"):
        compile_romanisation(table)


SPELLED = [
    ("Sufeiheh village, Karbala province", "iq-wof-1327210935"),
    ("Jewad Abas village, near Balad", "iq-wof-1226205643"),
    ("Kukhi Benwan, Sulaymaniyah province", "iq-wof-1327230635"),
    ("Numeileh, near Sinjar", "iq-wof-1293083905"),
    ("Al-Anberiyeen, near Mahmudiyah", "iq-anbariyin-baghdad"),
    ("Hasan Shebaneh village, Babil province", "iq-wof-1309801345"),
    ("Abdul Mukhief village, Babil", "iq-wof-1260275699"),
    ("Khaliel Shihab, Baghdad province", "iq-wof-1360176317"),
    ("Nevkendel village, Duhok province", "iq-wof-1293609083"),
    ("Jamaat Meskhul, Dhi Qar province", "iq-wof-1293573817"),
    ("Tazeh Shaar, Chamchamal district", "iq-wof-1327139209"),
    ("Sar Hawez, Erbil province", "iq-wof-1360063415"),
    ("Jebir al-Qiyada village, Babil province", "iq-wof-1343354191"),
    ("Al-Jemiliyeh, Wasit province", "iq-wof-1243524219"),
]


@pytest.mark.parametrize(("text", "place_id"), SPELLED, ids=[s[0] for s in SPELLED])
def test_a_spelling_that_nobody_lists_is_told_by_its_container(text, place_id):
    found = place(text)
    assert (found.place_id, found.match) == (place_id, "fuzzy")
    reading = resolver_for(load_gazetteer(), load_language()).read(text)
    assert "fuzzy_place" in reading.doubts
    assert found.score <= 0.5


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Sufeiheh village, Basra province", "iq-province-basra"),  # its bearer lies elsewhere
        ("Arab Hamed, Babil province", "iq-province-babil"),  # Hamid or Hamad or Ahmad
        ("Sharmen, near Kut", "iq-kut"),
        ("Hilla, Babil", "iq-hilla"),  # a curated row bears it
        ("Perth, Anbar province", "iq-province-anbar"),  # a city abroad
        ("Zurich, Nineveh province", "iq-province-nineveh"),
    ],
)
def test_a_poor_spelling_is_none(text, place_id):
    assert place(text).place_id == place_id


@pytest.mark.parametrize("text", ["Sufeiheh", "Nevkendel", "Kukhi Benwan", "village of Sufeiheh"])
def test_a_spelling_alone_is_no_place(text):
    assert place(text) is None
