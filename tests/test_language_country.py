"""One language, several countries: whose soldiers, whose parties, whose wars are meant."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from conflictmap.codebook import fact_keys
from conflictmap.extraction import extract
from conflictmap.gazetteer import country_facts, load_country_facts
from conflictmap.gazetteer.facts import read_forces
from conflictmap.language import load_language
from conflictmap.model import BadInputError, Report
from tests import smallland

FORCES = """
neighbours = ["IQ"]
[en.people]
militant = ["Son of the Reef:Sons of the Reef"]
regional_forces = ["Dunewatch:Dunewatch"]
foreign_forces = ["marine"]
[en.allegiance]
regional_forces = ["Dunewatch"]
volunteer_forces = ["Lantern"]
[en.names]
peoples = ["Danish"]
no_places = ["Tidal"]
agencies = ["Smallland Wire Desk"]
[en.history]
since = ["1999"]
campaigns = ["Harvest"]
[en.history.days]
"Flag Day" = "04-17"
[en.history.periods]
"Reef war" = [1901, 1903]
"""


def land(name, iso2, *demonyms):
    return country_facts(replace(smallland.COUNTRY, name=name, iso2=iso2, names=(), demonyms=demonyms))


@pytest.fixture(scope="module")
def languages(tmp_path_factory):
    path = tmp_path_factory.mktemp("smallland") / "forces.toml"
    path.write_text(FORCES, encoding="utf-8")
    facts = {
        "Iraq": load_country_facts("iraq"),
        "Syria": land("Syria", "SY", "Syrian", "Syrians"),
        "America": land("United States", "US", "American", "Americans"),
        "Smallland": country_facts(smallland.COUNTRY, [read_forces(path, "en")]),
    }
    return {name: load_language("en", country=told) for name, told in facts.items()}


WHOSE = [
    ("six soldiers", {"Iraq": "state", "Syria": "state", "America": "state", "Smallland": "state"}),
    ("six Syrian soldiers", {"Iraq": "foreign", "Syria": "state", "America": "foreign", "Smallland": "foreign"}),
    ("six Iraqi soldiers", {"Iraq": "state", "Syria": "foreign", "America": "foreign", "Smallland": "foreign"}),
    ("six Iraqi army soldiers", {"Iraq": "state", "Syria": "foreign"}),
    ("six Smalllander soldiers", {"Smallland": "state"}),
    ("six U.S. soldiers", {"Iraq": "foreign", "Syria": "foreign", "Smallland": "foreign"}),
    ("six US troops", {"Iraq": "foreign", "Syria": "foreign", "Smallland": "foreign"}),
    ("six American soldiers", {"Iraq": "foreign", "Syria": "foreign", "America": "state"}),
    ("six Polish soldiers", {"Iraq": "foreign", "Syria": "foreign", "America": "foreign"}),
    ("six Danish soldiers", {"Iraq": "foreign", "Smallland": "state"}),
    ("six South Korean soldiers", {"Iraq": "foreign", "Syria": "foreign"}),
    ("six coalition soldiers", {"Iraq": "foreign", "Syria": "foreign"}),
    ("six marines", {"Iraq": "foreign", "Syria": "state", "America": "state", "Smallland": "foreign"}),
    ("six Syrian paratroopers", {"Iraq": "foreign", "Syria": "state"}),
    ("six Iraqi paratroopers", {"Iraq": "state", "Syria": "foreign"}),
    ("six peshmerga", {"Iraq": "regional"}),
    ("six Dunewatch", {"Smallland": "regional"}),
    ("six Dunewatch soldiers", {"Smallland": "regional"}),
    ("six Lantern soldiers", {"Smallland": "volunteer"}),
]


@pytest.mark.parametrize(
    ("people", "country", "group"),
    [(people, country, group) for people, whose in WHOSE for country, group in whose.items()],
)
def test_whose_forces(languages, people, country, group):
    (incident,) = extract(Report("r", f"A car bomb killed {people} at a checkpoint on Sunday."), languages[country])
    assert [(v.group, v.count.low) for v in incident.victims] == [(f"{group}_forces", 6)]


@pytest.mark.parametrize("country", ["Iraq", "Syria", "Smallland"])
@pytest.mark.parametrize("people", ["six Syrians", "six Iraqis", "six Frenchmen", "six Chinese", "six Turks"])
def test_people_of_any_nation_are_counted(languages, country, people):
    (incident,) = extract(Report("r", f"A car bomb killed {people} at a checkpoint on Sunday."), languages[country])
    assert incident.killed.low == incident.killed.high == 6


def test_the_names_of_armed_groups_are_the_countrys(languages):
    text = "Police killed six Sons of the Reef in a clash at a checkpoint on Sunday."
    (incident,) = extract(Report("r", text), languages["Smallland"])
    assert [v.group for v in incident.victims] == ["militant"]


@pytest.mark.parametrize(
    ("country", "phrase", "total"),
    [
        ("Iraq", "across Iraq", True),
        ("Iraq", "across Syria", False),
        ("Syria", "across Syria", True),
        ("Smallland", "throughout Smallland", True),
    ],
)
def test_a_total_of_the_whole_country(languages, country, phrase, total):
    lows = phrase.lower().split()
    assert any(hit.entry.category == "country_words" for hit in languages[country].hits(lows)) is total


def test_a_sum_of_the_war(languages):
    def cancelled(country, phrase):
        return any(hit.entry.rule == "cancel.statistics" for hit in languages[country].hits(phrase.split()))

    assert cancelled("Iraq", "since 2003")
    assert cancelled("Smallland", "since 1999")
    assert not cancelled("Smallland", "since 2003")


def test_names_and_times_reach_every_reader(languages):
    iraq, small = languages["Iraq"], languages["Smallland"]
    for word in ("tidal", "smalllander", "syrian", "iraqi"):
        assert word in small.not_names, word
    assert "tidal" in small.places.stop
    assert "tidal" not in iraq.not_names | iraq.places.stop
    assert "sahwa" in iraq.not_names & iraq.places.stop
    assert "sahwa" not in small.not_names | small.places.stop
    assert small.dates.periods["Reef war"] == (1901, 1903)
    assert "Gulf War" in iraq.dates.periods
    assert "Gulf War" not in small.dates.periods
    assert small.dates.named_days["Flag Day"] == (None, 4, 17)
    assert "Smallland Wire Desk" in small.dates.lists["dateline.agencies"]
    assert "Harvest" in small.dates.lists["words.after_year"]
    assert small.places.tags["syrian"].text == "SY"


def test_every_key_of_forces_toml_is_asked_for():
    """A list that no rule of English asks for would be filled in for nothing."""
    words = {key: re.sub(r"[^a-z]", "", key) for key in fact_keys()}
    facts = replace(load_country_facts(), words=tuple((key, (word,)) for key, word in words.items()))
    told = load_language("en", country=facts)
    known = {
        *told.index,
        *told.not_names,
        *told.places.stop,
        *told.places.surnames,
        *(word for words in told.forces.values() for word in words),
        *(word for words in told.dates.lists.values() for word in words),
        *(words[-1] for rows in told.index.values() for words, _ in rows),
    }
    assert [key for key, word in words.items() if word not in known] == []


def test_a_language_alone_knows_no_country():
    alone = load_language("en")
    assert "iraqi" not in alone.not_names
    assert not any("{" in word for word in (*alone.not_names, *alone.index, *alone.places.stop))
    (incident,) = extract(Report("r", "A car bomb killed six soldiers at a checkpoint on Sunday."), alone)
    assert [v.group for v in incident.victims] == ["state_forces"]


def test_a_language_is_compiled_once_for_a_country():
    assert load_language("en", country=load_country_facts()) is load_language("en", country=load_country_facts("IQ"))


def test_an_unknown_placeholder_is_told(tmp_path):
    (tmp_path / "discourse.toml").write_text('[aggregate]\nwords = ["across {land}"]\n', encoding="utf-8")
    with pytest.raises(BadInputError, match=r"unknown placeholder \{land\} in 'across \{land\}'; known are allegiance"):
        load_language(tmp_path, country=load_country_facts())
