"""By-names, seats, names that every town has, and what distances and things near say of namesakes."""

from __future__ import annotations

from datetime import date

import pytest

import conflictmap as cm
from conflictmap.gazetteer import load_gazetteer
from conflictmap.gazetteer.facts import facts_of
from conflictmap.geocoding import place, resolver_for
from conflictmap.language import load_language
from conflictmap.model import Report


@pytest.fixture(scope="module")
def resolver():
    gazetteer = load_gazetteer()
    return resolver_for(gazetteer, load_language("en", country=facts_of(gazetteer)))


LED = [
    # text, place_id, match
    # what everybody calls a place, in small letters
    ("the northern oil city", "iq-kirkuk", "exact"),
    ("Iraq's northern oil city", "iq-kirkuk", "exact"),
    ("a bus station in Iraq's southern port city", "iq-basra", "exact"),
    ("the Iraqi capital's sprawling Shia slum", "iq-sadr-city-baghdad", "exact"),
    ("Baghdad's popular bird market", "iq-ghazil-market-baghdad", "exact"),
    ("the Kurdish regional capital", "iq-erbil", "exact"),
    # the same words of others: an indefinite article, or their name behind
    ("the southern port city of Umm Qasr", "iq-umm-qasr", "exact"),
    ("a bird market in Mosul", "iq-mosul", "exact"),
    ("a mainly Shiite slum of Baquba", "iq-baquba", "container"),
    # the seat of an area
    ("the capital of Diyala province", "iq-baquba", "exact"),
    ("the capital of Nineveh, Iraq", "iq-mosul", "exact"),
    ("the capital of the largely peaceful province of Dhi Qar", "iq-nasiriya", "exact"),
    ("the capital of Iraq's southern Maysan province", "iq-amara", "exact"),
    ("the southern Maysan province", "iq-province-maysan@in-S", "exact"),
    ("Anbar's capital", "iq-ramadi", "exact"),
    ("the Maysan provincial capital", "iq-amara", "exact"),
    ("the provincial capital of Ramadi", "iq-ramadi", "exact"),
    ("Dhi Qar's provincial capital, Nasiriya", "iq-nasiriya", "exact"),
    ("the capital of Iraq", "iq-baghdad", "exact"),
    # a name that many towns have a quarter of: the town behind it stands
    ("Hay al-Nasr, Nasiriya", "iq-nasiriya", "container"),
    ("Jamiya quarter, Amara", "iq-amara", "container"),
    ("al-Wahda, Hilla", "iq-hilla", "container"),
    ("the Wahda quarter of Fallujah", "iq-wahda-fallujah", "exact"),
    ("Zuhour, Shuhada, Mosul", "iq-zuhur-mosul", "exact"),
    ("Muthanna, east Mosul", "iq-muthanna-mosul", "exact"),
    # what is near a thing that is said to be in another town
    ("near Abu Hanifa Mosque, Mishraq, east Mosul", "iq-mosul-east-bank", "exact"),
    ("near al-Mustafa petrol station, north of Kut", "iq-kut@N", "container"),
    # a distance tells a town from a quarter of the same name
    ("Amiriya, 40 km west of Baghdad", "iq-amiriyat-al-fallujah", "exact"),
    ("Amiriya, western Baghdad", "iq-amiriya-baghdad", "exact"),
    ("Dora, 10 km south of Baghdad", "iq-dora-baghdad", "exact"),
    # a way lies where either of its ends does
    ("highway between Baghdad and Hilla, Babil", "iq-baghdad~iq-hilla", "exact"),
    # what somebody's town owns lies in it; a word for a kind may be all of a name
    ("Abu Ghraib's Khandari area", "iq-khan-dhari", "exact"),
    ("a river bank in Hay, Wasit", "iq-hayy", "exact"),
    # a small region tells more than a direction
    ("Wadi al-Shay, south of Kirkuk", "iq-wadi-al-shay", "exact"),
    # spellings of German reports
    ("Dschalaula", "iq-jalawla", "folded"),
]


@pytest.mark.parametrize(("text", "place_id", "match"), LED, ids=[case[0] for case in LED])
def test_words_lead_to_the_place_that_is_meant(resolver, text, place_id, match):
    reading = resolver.read(text)
    found = resolver.geocode(reading)
    assert (found.place_id, found.match) == (place_id, match)


def test_an_area_without_a_seat_stays_what_it_is(resolver):
    assert resolver.geocode(resolver.read("the capital of northern Iraq")).place_id == "iq-northern-iraq"


REPORTED = [
    ("A bomb wounded five at the Trebil crossing with Jordan.", "Anbar"),
    ("Gunmen killed two soldiers in \u0627\u0644\u0631\u0637\u0628\u0629.", "Anbar"),
    ("Militants killed four policemen in Tall 'Afar.", "Nineveh"),
    ("A suicide bomber blew himself up in Kasra wa Atash, killing 10.", "Baghdad"),
    ("A rocket hit the southern port city, wounding two guards.", "Basra"),
    ("Shells fell on the Kornet checkpoint road near Garmat Ali, wounding two.", "Basra"),
]


@pytest.mark.parametrize(("text", "province"), REPORTED, ids=[case[0][:40] for case in REPORTED])
def test_a_sentence_is_placed(text, province):
    (found,) = cm.geocode(cm.extract(Report("r", text, published=date(2015, 6, 12))))
    assert found.left_out is None
    assert found.geocode.province == province


def test_a_checkpoint_in_another_country_lies_abroad():
    (found,) = cm.geocode(cm.extract(Report("r", "A bomb wounded five at a checkpoint in Jordan.")))
    assert found.left_out == "abroad"


def test_the_border_that_one_province_has_lies_in_it():
    assert place("near the Jordanian border").province == "Anbar"
