"""A language of ten words and a country of twenty places: nothing else is needed to read a report and map it."""

from __future__ import annotations

from datetime import date

import pytest
from smallland import GAZETTEER

import conflictmap as cm
from conflictmap.language import load_language
from conflictmap.model import Report
from conflictmap.pipeline import process, run

RULES = {
    "numbers": "[words]\ndu = 2\ntri = 3\n",
    "people": '[[people]]\nid = "p"\ngroup = "civilian"\nnouns = ["lan:lanu"]\nexample = "Boru vag du lanu en Kufran."\n',
    "outcomes": (
        '[[outcome]]\nid = "o"\noutcome = "killed"\nverbs = ["vag"]\nexample = "Boru vag du lanu en Kufran."\n'
    ),
    "kinds": (
        '[[kind]]\nid = "k"\nkind = "bombing"\nform = "event"\nrank = 60\nwords = ["boru"]\n'
        'example = "Boru vag du lanu en Kufran."\n'
    ),
    "places": (
        '[[place]]\nid = "l.in"\nrole = "inside"\n[place.words]\nen = "preposition"\n'
        '[[place]]\nid = "l.near"\nrole = "near"\n[place.words]\napu = "preposition"\n'
        '[[place]]\nid = "l.town"\nrole = "kind"\nfit = { town = 1.6 }\nanaphor = true\n[place.words]\nvilo = "kind"\n'
    ),
    "grammar": 'kept_prepositions = ["apu"]\n',
    "dates": '[deictic]\nhodi = 0\n[weekdays]\nmonday = ["Lundo"]\n',
}
PUBLISHED = date(2006, 9, 13)  # a Wednesday
ENGLISH = "A bomb killed two people in Kufran on Monday."


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "zz"
    made.mkdir()
    for name, text in RULES.items():
        (made / f"{name}.toml").write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def language(folder):
    return load_language(folder)


def report(text):
    return Report("r", text, published=PUBLISHED)


@pytest.mark.parametrize(
    ("text", "killed", "place_id", "day"),
    [
        ("Boru vag du lanu en Kufran hodi.", 2, "xx-kufran", date(2006, 9, 13)),
        ("Boru vag tri lanu en Muqattam Lundo.", 3, "xx-muqattam", date(2006, 9, 11)),
        ("Lundo en vilo Rashad boru vag lan.", 1, "xx-rashad", date(2006, 9, 11)),
    ],
)
def test_kind_count_place_and_day_come_out(language, text, killed, place_id, day):
    (found,) = cm.geocode(cm.extract(report(text), language), GAZETTEER, language=language)
    incident = found.incident
    assert incident.kind == "bombing"
    assert (incident.killed.low, incident.killed.high) == (killed, killed)
    assert [victim.group for victim in incident.victims] == ["civilian"]
    assert found.geocode.place_id == place_id
    assert (incident.when.start, incident.when.end) == (day, day)


def test_a_relation_in_that_language(language):
    (near,) = cm.geocode(cm.extract(report("Boru vag du lanu apu Kufran."), language), GAZETTEER, language=language)
    assert (near.geocode.place_id, near.geocode.where_prec) == ("xx-kufran", 2)
    assert near.geocode.province == "Hadaba"


def test_it_is_mapped(language, tmp_path):
    texts = ["Boru vag du lanu en Kufran hodi.", "Lundo boru vag tri lanu en Muqattam."]
    reports = [Report(f"r{n}", text, published=PUBLISHED) for n, text in enumerate(texts)]
    found = run(reports, language=language, gazetteer=GAZETTEER)
    assert not found.problems
    frame = cm.to_geodataframe(found.located)
    assert list(frame["killed"]) == [2, 3]
    assert list(frame["place"]) == ["Kufran", "Muqattam"]
    page = tmp_path / "map.html"
    cm.webmap(frame).save(page)
    assert "Boru vag du lanu" in page.read_text(encoding="utf-8")


def test_no_english_is_understood(language):
    assert cm.extract(report(ENGLISH), language) == []
    assert process(report(ENGLISH), language, GAZETTEER).located == ()
    (mixed,) = cm.extract(report("Boru vag two lanu in Kufran on Monday."), language)
    assert (mixed.killed.low, mixed.killed.high) == (2, None), "a plural, and no number that anybody wrote"
    assert not [phrase for phrase in mixed.places if phrase.origin == "clause"]
    assert mixed.when.prec == 3, "the week up to the report: no word dates it"


def test_english_understands_none_of_it():
    assert cm.extract(report("Boru vag du lanu en Kufran hodi.")) == []


def test_a_language_of_one_word(tmp_path):
    (tmp_path / "kinds.toml").write_text(RULES["kinds"], encoding="utf-8")
    bare = load_language(tmp_path)
    assert [hit.entry.value for hit in bare.hits(["boru"])] == ["bombing"]
    assert cm.extract(report("Boru."), bare) == []


def test_two_languages_do_not_disturb_each_other(language):
    here = cm.extract(report("Boru vag du lanu en Kufran hodi."), language)
    there = cm.extract(report(ENGLISH))
    assert [incident.killed.low for incident in (*here, *there)] == [2, 2]
    assert cm.extract(report("Boru vag du lanu en Kufran hodi."), language) == here
