"""forces.toml: what a country's folder tells a language, and what is said of a wrong file."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from conflictmap.codebook import fact_keys, groups
from conflictmap.gazetteer import country_facts, facts_of, import_geonames, load_country_facts, load_gazetteer
from conflictmap.gazetteer.facts import FORCES_FILE, read_forces
from conflictmap.model import BadInputError
from tests import smallland
from tests.test_gazetteer_import import dump, line


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path / "data"))


def write(tmp_path, text):
    path = tmp_path / FORCES_FILE
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_country_tells_its_facts():
    facts = load_country_facts()
    assert (facts.name, facts.iso2) == ("Iraq", "IQ")
    assert "Iraqi" in facts.demonyms
    assert {"Syria", "Turkey", "Iran"} <= set(facts.neighbours)
    assert "U.S." in facts.attributive
    words = dict(facts.words)
    assert set(words) <= set(fact_keys())
    assert "peshmerga:peshmerga" in words["people.regional_forces"]
    assert ("Gulf War", 1990, 1991) in facts.periods
    assert hash(facts) == hash(load_country_facts("IQ"))


def test_a_gazetteer_knows_its_facts():
    assert facts_of(load_gazetteer()) is load_country_facts()
    assert facts_of(smallland.GAZETTEER) == country_facts(smallland.COUNTRY)


def test_each_nation_is_told_once_and_home_first():
    facts = load_country_facts()
    codes = [code for code, _ in facts.nations]
    assert codes[0] == "IQ"
    assert len(codes) == len(set(codes)) > 150
    assert dict(facts.nations)["FR"][:2] == ("French", "Frenchman:Frenchmen")


def test_a_country_without_the_file_has_names_and_demonyms():
    facts = country_facts(smallland.COUNTRY)
    assert facts.demonyms == smallland.COUNTRY.demonyms
    assert facts.names == ("Smallland",)
    assert facts.words == facts.neighbours == facts.days == facts.periods == ()


def test_another_language_is_told_no_english(tmp_path):
    path = write(tmp_path, '[en.people]\nmilitant = ["Raider"]\n[xx.people]\nmilitant = ["Rad"]\n')
    assert read_forces(path, "en")["people.militant"] == ("Raider",)
    assert read_forces(path, "xx")["people.militant"] == ("Rad",)
    assert "people.militant" not in read_forces(path, "yy")


def test_days_and_periods(tmp_path):
    path = write(tmp_path, '[en.history.days]\n"Flag Day" = "04-17"\n[en.history.periods]\n"Sea war" = [1901, 1903]\n')
    facts = country_facts(smallland.COUNTRY, [read_forces(path, "en")])
    assert facts.days == (("Flag Day", "04-17"),)
    assert facts.periods == (("Sea war", 1901, 1903),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[en.people]\nmilitants = []", "unknown key en.people.militants; known are people.civilian"),
        ("[en.forces]\nhome = []", "unknown key en.forces.home; known are people, allegiance"),
        ("[en]\npeople = 3", "unknown key en.people"),
        ("neighbors = []", "unknown key 'neighbors'"),
        ('neighbours = ["XQ"]', "'XQ' is no country's two-letter code"),
        ('neighbours = "IR"', "neighbours must be a list of words"),
        ('[en.people]\nmilitant = "x"', "en.people.militant must be a list of words"),
        ('[en.people]\nmilitant = [""]', "en.people.militant must be a list of words"),
        ("[en.history]\ndays = []", "en.history.days must be a table"),
        ('[en.history.days]\n"Flag Day" = 3', "'Flag Day' must be a day such as"),
        ('[en.history.periods]\n"Sea war" = [1901]', "'Sea war' must be a first and a last year"),
        ("[en.people", "unusable"),
    ],
)
def test_a_wrong_file_is_told_in_one_line(tmp_path, text, message):
    with pytest.raises(BadInputError, match=re.escape(message)) as caught:
        read_forces(write(tmp_path, text), "en")
    assert FORCES_FILE in str(caught.value)


def test_the_wrong_key_of_another_language_is_told_too(tmp_path):
    with pytest.raises(BadInputError, match=r"unknown key xx\.people\.nobody"):
        read_forces(write(tmp_path, "[xx.people]\nnobody = []"), "en")


def template():
    return (files("conflictmap.gazetteer") / "forces_template.toml").read_text(encoding="utf-8")


def test_the_template_names_every_key(tmp_path):
    filled = re.sub(r"(?m)^# (\w+ = \[)\]", r'\1"Word"]', template())
    told = read_forces(write(tmp_path, filled), "en")
    assert {key for key in fact_keys() if told.get(key) == ("Word",)} == set(fact_keys())
    assert {"history.days", "history.periods"} <= set(told)
    assert {f"people.{group}" for group in groups()} <= set(told)


def test_the_shipped_file_says_no_word_twice():
    """A noun belongs to one group of people; no list says a word twice."""
    table = tomllib.loads((files("conflictmap") / "../gazetteer/iraq" / FORCES_FILE).read_text(encoding="utf-8"))
    nouns = [noun for group in table["en"]["people"].values() for noun in group]
    for words in (nouns, *table["en"]["allegiance"].values(), *(table["en"]["names"].values())):
        assert len(words) == len(set(words)), sorted(word for word in words if words.count(word) > 1)


LINES = [line(1, "Aleppo", 36.2, 37.16, "P.PPLA", "SY", "09", 2_000_000)]


def test_an_import_writes_the_template_once(tmp_path):
    done = import_geonames(dump(tmp_path / "SY.zip", LINES, "SY.txt"))
    path = done.folder / FORCES_FILE
    assert path.read_text(encoding="utf-8") == template()
    assert dict(load_country_facts("syria").words) == {}
    path.write_text('neighbours = ["TR"]\n[en.people]\nmilitant = ["Raider"]\n', encoding="utf-8")
    import_geonames(dump(tmp_path / "SY.zip", LINES, "SY.txt"))
    facts = load_country_facts("syria")
    assert facts.words == (("people.militant", ("Raider",)),)
    assert facts.neighbours == ("Turkey", "Turkiye")


def test_a_file_in_the_own_folder_adds_to_the_shipped_one(tmp_path):
    folder = tmp_path / "data" / "gazetteer" / "iraq"
    folder.mkdir(parents=True)
    (folder / FORCES_FILE).write_text('[en.people]\nmilitant = ["Raider"]\n', encoding="utf-8")
    words = dict(load_country_facts().words)
    assert "Raider" in words["people.militant"]
    assert "Daesh militant" in words["people.militant"]
