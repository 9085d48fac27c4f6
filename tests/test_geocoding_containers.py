"""Containers of all eras, the long tail and its vouchers, namesakes, and distances that lead out of the country."""

from __future__ import annotations

import pytest

from conflictmap.gazetteer import load_gazetteer
from conflictmap.gazetteer.facts import facts_of
from conflictmap.geocoding import place, resolver_for
from conflictmap.geocoding.choosing.weights import SCALES, SOURCES, WEIGHTS, compile_weights
from conflictmap.geocoding.placing.precision import load_precision
from conflictmap.geometry import distance_km
from conflictmap.language import load_language
from conflictmap.model import BadInputError

CLAIMED = [
    # text, place_id, province of the row, province on the map
    ("Tarmiyah, Saladin", "iq-tarmiyah", "Salah al-Din", "Baghdad"),
    ("a checkpoint in Mushahidah, Saladin, Iraq", "iq-mashahda", "Salah al-Din", "Baghdad"),
    ("Saba al-Bor, Saladin", "iq-saba-al-bour", "Salah al-Din", "Baghdad"),
    ("Mahmudiyah, Babil", "iq-mahmudiyah", "Babil", "Baghdad"),
    ("Yusufiyah, Babil governorate, Iraq", "iq-yusufiyah", "Babil", "Baghdad"),
    ("Husseiniyah, Diyala", "iq-husseiniya-baghdad", "Diyala", "Baghdad"),
    ("the Husseiniyah area, Diyala governorate, Iraq", "iq-husseiniya-baghdad", "Diyala", "Baghdad"),
    ("Makhmur, Nineveh", "iq-makhmur", "Nineveh", "Erbil"),
]


@pytest.fixture(scope="module")
def resolver():
    gazetteer = load_gazetteer()
    return resolver_for(gazetteer, load_language("en", country=facts_of(gazetteer)))


@pytest.mark.parametrize(("text", "place_id", "province", "mapped"), CLAIMED)
def test_a_province_as_others_draw_it_keeps_the_place(resolver, text, place_id, province, mapped):
    reading = resolver.read(text)
    found = resolver.geocode(reading)
    assert (found.place_id, found.province) == (place_id, province)
    assert (found.province_reported, found.province_mapped) == (province, mapped)
    assert found.all_provinces == {province, mapped}
    assert "province_differs" in reading.doubts


@pytest.mark.parametrize("text", ["Fallujah, Basra", "Tikrit, Basra governorate, Iraq"])
def test_a_city_stands_whatever_province_is_named(resolver, text):
    reading = resolver.read(text)
    found = resolver.geocode(reading)
    assert found.name == text.split(",")[0]
    assert found.province != "Basra"
    assert (found.province_reported, found.province_mapped) == ("Basra", None)
    assert "province_differs" in reading.doubts


@pytest.mark.parametrize("text", ["Zanjili, Saladin", "Gogjali, Babil", "Karrada, Diyala province"])
def test_the_name_of_a_province_is_read_as_nothing_else(text):
    """What cannot lie there is unknown; the answer is the province, and no town or quarter that is called like it."""
    found = place(text)
    assert (found.kind, found.match) == ("province", "container")


def test_a_province_in_front_of_a_town_is_only_a_name():
    assert place("Wasit, Mosul").place_id == "iq-mosul"


def test_a_city_does_not_count_across_the_border_to_the_next_province():
    assert place("Baghdad, Diyala province").province != "Diyala"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Zirqubbah village, Kirkuk", "province"),
        ("Zirqubbah, Kirkuk, Iraq", "province"),
        ("Zirqubbah district, Kirkuk, Iraq", "province"),
        ("Zirqubbah neighborhood, Kirkuk, Iraq", "city"),
        ("Zirqubbah mosque, Kirkuk", "city"),
    ],
)
def test_an_unknown_village_lies_in_the_province_and_not_in_its_seat(text, kind):
    found = place(text)
    assert (found.kind, found.match) == (kind, "container")


def test_the_name_of_a_seat_behind_another_town_is_the_province():
    assert place("10 km south of Hawija, Kirkuk").place_id == "iq-hawija@S10"
    assert place("near Abbasi, Kirkuk, Iraq").place_id == "iq-abbasi-kirkuk"


# the long tail


def test_the_long_tail_needs_a_voucher():
    assert place("Abtayshah") is None
    found = place("Abtayshah, Nineveh, Iraq")
    assert (found.match, found.province, found.where_prec) == ("tail", "Nineveh", 2)
    assert found.place_id.startswith("iq-wof-")
    assert found.radius_km > 20
    assert load_gazetteer().get(found.place_id).name == found.name


def test_the_long_tail_gives_none_that_contradicts_its_voucher():
    assert place("Abtayshah, Basra, Iraq").place_id == "iq-province-basra"


def test_a_village_of_the_long_tail_is_vouched_for_by_its_kind_word():
    found = place("the village of Abtayshah")
    assert found.match == "tail"
    assert found.score < 0.5


def test_no_row_of_the_long_tail_stands_against_a_curated_one():
    tail = load_gazetteer().long_tail
    for place_id in ("iq-hit", "iq-samarra", "iq-dora-baghdad"):
        row = load_gazetteer().by_id[place_id]
        for name in row.names[:2]:
            found = place(f"{name}, {row.province}")
            assert tail.get(found.place_id) is None


# namesakes


@pytest.mark.parametrize("name", ["Albu Alwan", "Haswa", "Salam", "Zuwiya", "Riyadh", "Rashad", "Gara"])
def test_a_bare_name_of_many_says_so(resolver, name):
    reading = resolver.read(name)
    found = resolver.geocode(reading)
    assert "ambiguous_place" in reading.doubts
    assert any(distance_km(found.lat, found.lon, a.lat, a.lon) > 25 for a in found.alternatives)
    assert found.score < 0.7


def test_what_stands_beside_it_settles_a_namesake(resolver):
    reading = resolver.read("Rashad, Kirkuk")
    assert reading.doubts == ()
    assert reading.score > 0.8


@pytest.mark.parametrize(
    "text", ["the industrial quarter of Mahmudiya", "near the court in Al Mahmudiyah district, Iraq"]
)
def test_a_quarter_of_a_town_is_no_quarter_of_that_name_elsewhere(text):
    assert place(text).province == "Baghdad"


def test_a_suburb_is_the_place_behind_its_of():
    assert place("the northern Baghdad suburb of Taji").place_id == "iq-taji"
    assert place("a suburb of Baghdad").where_prec == 2


@pytest.mark.parametrize("text", ["Hayy al-Muallimin, Hit, Anbar", "Sikak neighborhood, Baiji district, Saladin, Iraq"])
def test_a_quarter_lies_where_its_town_does(text):
    assert place(text).kind != "neighbourhood"


# distances


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Samawa neighborhood, Baquba city, Diyala", "iq-baquba"),
        ("the Hamrin Mountains, Kirkuk, Iraq", "iq-hamrin-mountains"),
        ("a boat on the Tigris River, Samarra district", "iq-district-samarra"),
        ("Tharthar, Anbar, Iraq", "iq-tharthar-area"),
        ("Khalidiya, Suwayra", "iq-suwayra"),
    ],
)
def test_what_cannot_hold_the_other_is_not_meant(text, place_id):
    """A city is no quarter of another, mountains lie in no city, a river in many districts; a steppe is no province."""
    found = place(text)
    assert found is not None
    assert found.place_id == place_id


def test_two_towns_of_a_province_go_with_it():
    found = place("a checkpoint between Ramadi and Fallujah cities in Anbar province")
    assert found is not None
    assert (found.kind, found.province, found.match) == ("between", "Anbar", "exact")


def test_what_lies_near_two_places_lies_near_both():
    found = place("near Shaima village, near Khan Bani Saad")
    assert found is not None
    assert found.province == "Diyala"


@pytest.mark.parametrize(
    "text",
    ["5000 km north of Baghdad", "900 km south of Basra", "2006140 kilometers west of Baghdad", "30 km south of Faw"],
)
def test_no_distance_leads_out_of_the_country(resolver, text):
    reading = resolver.read(text)
    found = resolver.geocode(reading)
    assert "leads_abroad" in reading.doubts
    assert load_gazetteer().province_of(found.lat, found.lon) is not None
    assert found.radius_km < 40
    assert "@" not in found.place_id


def test_a_district_is_placed_at_the_town_it_is_called_after():
    district, town = place("Rutba district"), place("Rutba town")
    assert (district.lat, district.lon) == (town.lat, town.lon)
    assert district.where_prec == 3
    assert district.radius_km > 100


# the figures


def test_every_figure_says_where_it_comes_from():
    assert 0 < WEIGHTS.border_km < WEIGHTS.border_town_km
    assert SCALES.town.at(0) > SCALES.town.at(30) > SCALES.town.at(500)
    assert load_precision().by_kind["village"].add > load_precision().by_kind["city"].add


@pytest.mark.parametrize(
    "row",
    [
        {"id": "no_such", "value": 1, "source": "fitted", "about": "x"},
        {"id": "firm", "value": 1, "source": "guessed", "about": "x"},
        {"id": "firm", "value": 1, "source": "fitted", "about": ""},
    ],
)
def test_a_figure_that_nobody_knows_is_refused(row):
    assert row["source"] not in SOURCES or not row["about"] or row["id"] == "no_such"
    with pytest.raises(BadInputError, match="rules of geocoding"):
        compile_weights({"weight": [row], "scale": []})
