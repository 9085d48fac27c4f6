"""The incidents of a report: order of origins, context, words that point back, what is left out."""

from __future__ import annotations

import pytest
from smallland import GAZETTEER

from conflictmap.geocoding import geocode
from conflictmap.model import Geocode, Incident, PlacePhrase, Report, Span

TEXT = "A bomb went off, Smalllander police said."


def phrase(spec):
    """``"clause: the city < Kufran; Salam"``: origin, words, antecedents."""
    origin, _, words = spec.partition(": ")
    words, _, back = words.partition(" < ")
    return PlacePhrase(words, None, origin, tuple(b.strip() for b in back.split(";") if b.strip()))


def incident(*specs, number=0, text=TEXT, title="", doubts=()):
    report = Report("r1", text, title=title)
    return Incident(
        report,
        number,
        "bombing",
        1,
        None,
        None,
        None,
        Span(0, len(text)),
        places=tuple(map(phrase, specs)),
        doubts=doubts,
    )


def located(*specs, **more):
    (found,) = geocode([incident(*specs, **more)], GAZETTEER)
    return found


def spot(*specs, **more):
    found = located(*specs, **more)
    return found.left_out or (found.geocode.place_id if found.geocode else None)


CASES = [
    # nearer origins win
    (["clause: Kufran", "title: Madina", "dateline: MADINA"], "xx-kufran"),
    (["clause: a market", "header: KUFRAN"], "xx-kufran"),
    (["sentence: a market", "carried: Kufran", "dateline: MADINA"], "xx-kufran"),
    # of one sentence the more specific wins if it lies in the other
    (["clause: Kufran", "clause: the Salam district"], "xx-salam-kufran"),
    (["clause: Madina", "clause: Kufran"], "xx-madina"),
    (["clause: Smallland", "clause: central Kufran"], "xx-kufran@in-C"),
    (["clause: the highway to Madina", "header: KUFRAN"], "xx-kufran"),
    (["clause: the highway to Kufran"], "xx-kufran"),
    # namesakes
    (["clause: Salam", "header: KUFRAN"], "xx-salam-kufran"),
    (["clause: the Salam quarter", "carried: Kufran"], "xx-salam-kufran"),
    (["clause: Salam", "dateline: KUFRAN"], "xx-salam-kufran"),
    # a quarter that cannot lie where the head of the item says is a namesake that the gazetteer lacks
    (["clause: Karama", "header: KUFRAN"], "xx-kufran"),
    (["clause: Tall Zar", "header: MADINA"], "xx-tall-zar"),
    # a capital's dateline says where the reporter sits, another town's where it happened
    (["dateline: MADINA"], "xx"),
    (["dateline: KUFRAN"], "xx-kufran"),
    # words that point back
    (["clause: west of the city < Topchi; Kufran", "carried: Kufran"], "xx-madina@W"),
    (["clause: the west of the city < Kufran; Madina"], "xx-kufran@in-W"),
    (["clause: the east of the city < the Salam district, Madina", "header: KUFRAN"], "xx-kufran@in-E"),
    (["clause: there < a market; Tall Zar"], "xx-tall-zar"),
    (["clause: nearby < Tall Zar"], "xx-tall-zar"),
    (["clause: the provincial capital < Tall Zar"], "xx-kufran"),
    (["clause: the province < Tall Zar"], "xx-province-hadaba"),
    (["clause: the town < Kufran; Tall Zar"], "xx-kufran"),
    (["clause: the village < Kufran; Dunya"], "xx-dunya"),
    (["clause: the capital"], "xx-madina"),
    (["clause: the Salam quarter of the same city < Kufran"], "xx-salam-kufran"),
    (["clause: the city", "dateline: KUFRAN"], "xx-kufran"),
    # abroad
    (["clause: Kabul", "dateline: MADINA"], "abroad"),
    (["clause: a mosque in Aleppo", "carried: Kufran"], "abroad"),
    (["clause: Kufran", "clause: Damascus"], "xx-kufran"),
    (["clause: near the Syrian border", "carried: Hit"], "xx-hit"),
    (["clause: a market", "dateline: DAMASCUS"], "xx"),
    # a namesake of a foreign capital
    (["clause: Riyadh"], "abroad"),
    (["clause: Riyadh", "carried: Kufran"], "xx-riyadh"),
    (["clause: Riyadh, near Kufran"], "xx-riyadh"),
    (["clause: Burgas airport", "title: Bulgaria"], "abroad"),
    (["clause: near Raqqa", "carried: Kufran"], "abroad"),
    # only the country
    (["country: Smallland"], "xx"),
    ([], "xx"),
    (["clause: Ali al-Kufrani"], "xx"),
]


@pytest.mark.parametrize(("specs", "wanted"), CASES, ids=[" | ".join(c[0]) or "nothing" for c in CASES])
def test_an_incident_is_placed(specs, wanted):
    assert spot(*specs) == wanted


def test_nothing_ties_it_to_the_country():
    assert spot("clause: a market", text="A bomb went off.") == "no_place"
    assert spot("dateline: DAMASCUS", text="A bomb went off.") == "abroad"
    assert spot("clause: Salam", text="A bomb went off in Salam.") == "xx-salam-madina"
    assert spot("clause: Riyadh", text="A bomb went off in Riyadh.") == "abroad"
    assert spot("clause: Tall Zar", text="A bomb went off in Tall Zar.") == "xx-tall-zar"
    assert spot("clause: a market", text="A bomb went off.", title="Smallland: blast") == "xx"
    assert spot(text="A bomb went off. The wounded were taken to Kufran.") == "xx"


def test_the_country_alone_has_no_point():
    found = located("country: Smallland").geocode
    assert (found.lat, found.province, found.where_prec, found.geo_precision) == (None, None, 6, 3)


def test_other_incidents_decide_between_namesakes():
    one = incident("clause: Kufran", number=0)
    other = incident("clause: Salam", number=1)
    found = geocode([one, other], GAZETTEER)
    assert [f.geocode.place_id for f in found] == ["xx-kufran", "xx-salam-kufran"]
    assert geocode([other], GAZETTEER)[0].geocode.place_id == "xx-salam-madina"


def test_towns_in_the_sentence_decide_between_namesakes():
    text = "Residents of Kufran said a raid hit the Salam quarter."
    assert spot("clause: the Salam quarter", text=text) == "xx-salam-kufran"


def test_doubts_and_phrase_are_carried():
    found = located("clause: Ghazwamiya", doubts=("vague_number",))
    assert found.doubts == ("vague_number", "fuzzy_place")
    assert found.phrase.text == "Ghazwamiya"
    assert found.geocode.match == "fuzzy"


def test_an_unknown_quarter_falls_back_to_its_town():
    found = located("clause: the Zarboq district", "header: KUFRAN").geocode
    assert (found.place_id, found.match) == ("xx-kufran", "container")


def test_order_is_kept_and_nothing_lost():
    several = [incident("clause: Kufran", number=i) for i in range(3)]
    assert [f.incident.number for f in geocode(several, GAZETTEER)] == [0, 1, 2]
    assert geocode([], GAZETTEER) == []


KNOWN = Geocode(35.01, 43.01, 3.0, 2, 2, None, "Zarboq", "suburb", "Hadaba", None, "X-Ha", None, "XX", "online", 0.5)


def test_the_online_geocoder_is_asked_for_unknown_names_only():
    asked = []

    def online(text):
        asked.append(text)
        return KNOWN

    known = incident("clause: Tall Zar")
    unknown = incident("clause: the Zarboq district", "header: KUFRAN", number=1)
    found = geocode([known, unknown], GAZETTEER, online=online)
    assert asked == ["Zarboq, Kufran"]
    assert [f.geocode.match for f in found] == ["exact", "online"]
    assert found[1].doubts == ("online_place",)


def test_an_online_answer_outside_the_container_is_not_taken():
    found = geocode([incident("clause: the Zarboq district", "header: MADINA")], GAZETTEER, online=lambda _: KNOWN)
    assert found[0].geocode.place_id == "xx-madina"


@pytest.mark.parametrize(
    ("text", "place_id"), [("Two died in al-Baghdadi.", "iq-baghdadi"), ("They hit al-Baghdadi.", "iq")]
)
def test_a_surname_is_a_place_only_where_a_place_is_told(text, place_id):
    at = text.index("al-")
    name = PlacePhrase("al-Baghdadi", Span(at, len(text) - 1), "clause")
    report = Report("r1", text, title="Iraq")
    item = Incident(report, 0, "bombing", 1, None, None, None, Span(0, len(text)), places=(name,))
    assert geocode([item])[0].geocode.place_id == place_id
