"""The geopy geocoder, also as a provider of geopandas."""

from __future__ import annotations

import pytest
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point
from smallland import GAZETTEER

from conflictmap.gazetteer import load_gazetteer
from conflictmap.geocoding import GazetteerGeocoder


@pytest.fixture(scope="module")
def shipped():
    return GazetteerGeocoder(country="iraq")


def test_it_is_a_geopy_geocoder(shipped):
    assert isinstance(shipped, Geocoder)
    found = shipped.geocode("western Baghdad")
    assert isinstance(found, Location)
    assert found.address == "Baghdad (west), Baghdad, Iraq"
    wanted = {"place_id": "iq-baghdad@in-W", "province": "Baghdad", "where_prec": 2}
    assert {k: found.raw[k] for k in wanted} == wanted
    assert found.raw["radius_km"] > 0
    assert "district" in found.raw
    assert found.longitude < shipped.geocode("Baghdad").longitude


def test_no_result_is_none(shipped):
    assert shipped.geocode("nowhere at all") is None
    assert shipped.geocode("Kabul") is None
    assert shipped.geocode("") is None


def test_several_results_are_a_list(shipped):
    found = shipped.geocode("Salam", exactly_one=False)
    assert len(found) > 1
    assert len({f.raw["place_id"] for f in found}) == len(found)
    assert len(shipped.geocode("Salam", exactly_one=False, limit=2)) == 2


def test_a_country_gets_its_middle_and_says_so(shipped):
    found = shipped.geocode("Iraq")
    country = load_gazetteer().country
    assert (found.latitude, found.longitude) == (country.lat, country.lon)
    assert found.raw["lat"] is None
    assert found.raw["where_prec"] == 6


@pytest.mark.parametrize("query", [(33.3, 44.4), "33.3, 44.4", Point(33.3, 44.4), [33.3, 44.4]])
def test_reverse_takes_what_geopy_takes(shipped, query):
    found = shipped.reverse(query)
    assert found.raw["province"] == "Baghdad"
    assert found.raw["distance_km"] < 5
    assert found.raw["place_id"]


def test_reverse_gives_the_province_of_the_point(shipped):
    gazetteer = load_gazetteer()
    for lat, lon in ((36.34, 43.13), (30.5, 47.8), (33.75, 44.64)):
        found = shipped.reverse((lat, lon))
        assert found.raw["province"] == gazetteer.province_of(lat, lon)
        assert found.raw["district"] == gazetteer.district_of(lat, lon)


def test_reverse_lists_the_nearest(shipped):
    found = shipped.reverse((33.3, 44.4), exactly_one=False, limit=3)
    assert len(found) == 3


def test_reverse_outside_of_the_country_is_none(shipped):
    assert shipped.reverse((10.0, 10.0)) is None
    assert shipped.reverse((35.69, 51.42)) is None


@pytest.mark.parametrize("query", [None, 12, ["Baghdad"]])
def test_a_query_must_be_a_string(shipped, query):
    with pytest.raises(GeocoderQueryError, match="string"):
        shipped.geocode(query)


def test_a_point_must_be_a_point(shipped):
    with pytest.raises(GeocoderQueryError, match="latitude before longitude"):
        shipped.reverse("somewhere")


def test_options_of_geopy_are_taken():
    geocoder = GazetteerGeocoder(user_agent="x", timeout=3)
    assert geocoder.geocode("Mosul", timeout=3, language="en").raw["province"] == "Nineveh"


def test_another_gazetteer_can_be_given():
    geocoder = GazetteerGeocoder(gazetteer=GAZETTEER)
    assert geocoder.geocode("Salam, Kufran").address == "Salam, Kufran, Hadaba, Smallland"
    assert geocoder.reverse((35.0, 43.0)).raw["name"] == "Kufran"


def test_as_provider_of_geopandas():
    tools = pytest.importorskip("geopandas.tools")
    frame = tools.geocode(
        ["western Baghdad", "20 km north of Baquba", "nowhere"], provider=GazetteerGeocoder, country="iraq"
    )
    assert list(frame.geometry.is_empty) == [False, False, True]
    assert frame.crs.to_epsg() == 4326
    assert 43.9 < frame.geometry.iloc[0].x < 44.4
    back = tools.reverse_geocode(frame.geometry.iloc[:2], provider=GazetteerGeocoder, country="iraq")
    assert back["address"].str.endswith("Iraq").all()
