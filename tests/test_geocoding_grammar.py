"""The grammar of location strings: which mentions, meant how."""

from __future__ import annotations

import pytest
from smallland import GAZETTEER

from conflictmap.defaults import load_language
from conflictmap.geocoding import resolver_for


def said(text):
    """One short line for each mention: name, relation, point, km."""
    lines = []
    for m in resolver_for(GAZETTEER, load_language()).mentions(text):
        parts = [m.text, m.relation, m.point, f"{m.km:.0f}" if m.km is not None else ""]
        if m.other is not None:
            parts.append(m.other.text)
        parts += ["listed"] * m.listed + ["border"] * m.border + [f"<{m.anaphor}>"] * bool(m.anaphor)
        lines.append(" ".join(p for p in parts if p))
    return lines


CASES = [
    ("Salam, Madina", ["Salam at", "Madina at"]),
    ("western Madina", ["Madina sector W"]),
    ("west Madina", ["Madina sector W"]),
    ("the north of Madina", ["Madina sector N"]),
    ("in the south-east of Madina", ["Madina sector SE"]),
    ("central Madina", ["Madina sector C"]),
    ("the heart of Madina", ["Madina sector C"]),
    ("downtown Madina", ["Madina sector C"]),
    ("Madina's western Karama district", ["Madina sector W", "Karama at"]),
    ("south of Kufran", ["Kufran outside S"]),
    ("to the north of Kufran", ["Kufran outside N"]),
    ("a village north-east of Kufran", ["Kufran outside NE"]),
    ("south of the volatile city of Kufran", ["Kufran outside S"]),
    ("30 miles south of Kufran", ["Kufran outside S 48"]),
    ("about 20 km (12 miles) north-east of Kufran", ["Kufran outside NE 20"]),
    ("Dunya, some 20km SW of Kufran", ["Dunya at", "Kufran outside SW 20"]),
    ("twenty kilometres west of Kufran", ["Kufran outside W 20"]),
    ("15 km from Kufran", ["Kufran near 15"]),
    ("12 km from the centre of Kufran", ["Kufran near 12"]),
    ("near Kufran", ["Kufran near"]),
    ("the outskirts of the holy city of Kufran", ["Kufran near"]),
    ("outside a mosque in Kufran", ["Kufran at"]),
    ("near a checkpoint, Kufran", ["Kufran at"]),
    ("a bridge north of the river in Kufran", ["Kufran at"]),
    ("the northern city of Kufran", ["Kufran at"]),
    ("the southern Smalllander city of Sahel", ["Sahel at"]),
    ("between Tall Zar and Kufran", ["Tall Zar between Kufran"]),
    ("between the towns of Tall Zar and Kufran, in Hadaba", ["Tall Zar between Kufran", "Hadaba at"]),
    ("road linking Tall Zar and Kufran", ["Tall Zar between Kufran"]),
    ("the Kufran-Sahel highway", ["Kufran between Sahel"]),
    ("Kufran - Sahel road", ["Kufran between Sahel"]),
    ("main road from Kufran to Sahel", ["Kufran between Sahel"]),
    ("markets from Kufran to Sahel", ["Kufran between Sahel"]),
    ("Kufran to Sahel", ["Kufran between Sahel"]),
    ("highway to Madina", ["Madina toward"]),
    ("Kufran and Sahel", ["Kufran at", "Sahel at listed"]),
    ("Salam/Karama, Madina", ["Salam at", "Karama at listed", "Madina at"]),
    ("Kufran Province", ["Kufran at"]),
    ("near the border with Syria", ["Syria near border"]),
    ("the west of the city", ["city sector W <city>"]),
    ("north of the city", ["city outside N <city>"]),
    ("Salam quarter of the same city", ["Salam at", "city at <city>"]),
    ("there", ["there at <any>"]),
    ("nearby", ["nearby near <any>"]),
    ("the provincial capital", ["provincial capital at <seat>"]),
    ("the town", ["town at <town>"]),
    ("a market", []),
    ("bodies found in Kufran", ["Kufran at"]),
    ("17th of July, Kufran", ["17th of July at", "Kufran at"]),
    ("the Kufran-based group", []),
    ("", []),
    (" , / - ()", []),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[c[0] for c in CASES])
def test_mentions(text, wanted):
    assert said(text) == wanted


def test_the_capital_needs_no_context():
    (mention,) = resolver_for(GAZETTEER, load_language()).mentions("the Smalllander capital")
    assert GAZETTEER.places[mention.matches[0].number].place_id == "xx-madina"


PERSONS = [
    "Ali al-Kufrani",
    "Moqtada al-Salam",
    "Sheikh Ahmed al-Karama",
    "Gen. Hassan Zahra",
    "Abdul Rahman al-Rashad",
]


@pytest.mark.parametrize("text", PERSONS)
def test_a_persons_name_is_no_place(text):
    assert resolver_for(GAZETTEER, load_language()).read(text) is None


@pytest.mark.parametrize(
    ("text", "place_id"), [("house of Ali al-Zahra, Kufran", "xx-kufran"), ("Kufran police chief", "xx-kufran")]
)
def test_what_stands_beside_a_person_is_kept(text, place_id):
    resolver = resolver_for(GAZETTEER, load_language())
    assert resolver.geocode(resolver.read(text)).place_id == place_id
