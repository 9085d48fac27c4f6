"""Home by default: what is placed without the country's name, and what is not because it lies abroad."""

from __future__ import annotations

import csv
import importlib.util
import json
from pathlib import Path

import pytest
from instructions import instructions

from conflictmap import pipeline
from conflictmap.defaults import extract, load_language
from conflictmap.gazetteer import facts_of, load_gazetteer
from conflictmap.geocoding import geocode, place, resolver_for
from conflictmap.geocoding.locating.foreignsigns import ForeignSigns
from conflictmap.geocoding.locating.locator import _elsewhere
from conflictmap.geocoding.parsing.locationwords import Splitter
from conflictmap.model import Incident, PlacePhrase, Report, Span

ROOT = Path(__file__).parents[1]
ABROAD = [json.loads(line) for line in (ROOT / "tests/data/abroad.jsonl").read_text(encoding="utf-8").splitlines()]


def outcome(text, title=""):
    """Return the names of the places of a report as the command places them, or why each is left out."""
    result = pipeline.run([Report("r", text, title=title)])
    return [f.geocode.name if f.geocode else None for f in result.located] or sorted(result.left_out)


@pytest.mark.parametrize("row", ABROAD, ids=[row["id"] for row in ABROAD])
def test_a_namesake_abroad_is_not_mapped(row):
    report = Report(row["id"], row["text"], title=row["title"])
    incidents = extract(report)
    assert incidents, "a report that tells nothing shows nothing"
    assert [f.geocode.name for f in geocode(incidents) if f.left_out is None] == []


@pytest.mark.slow
def test_no_well_known_name_is_lost():
    spec = importlib.util.spec_from_file_location("home_names", ROOT / "benchmarks/home_names.py")
    home_names = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(home_names)
    with home_names.NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [text for row in rows for text in home_names.sentences(row["name"])]
    result = pipeline.run(Report(str(i), text) for i, text in enumerate(texts))
    found = {f.incident.report.id for f in result.located}
    assert [text for i, text in enumerate(texts) if str(i) not in found] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A rocket hit Kut and hurt a baker.", "Kut"),
        ("HIT - A bomb killed a baker.", "Hit"),
        ("KUT, Iraq - A bomb killed a baker.", "Kut"),
        ("A bomb killed a soldier in Jurf as-Sakhar.", "Jurf al-Sakhar"),
        ("A US soldier was killed by a bomb in Sadr City.", "Sadr City"),
        ("WASHINGTON - Four U.S. soldiers were killed in Sadr City on Monday.", "Sadr City"),
        ("A soldier from Ohio was killed in Ghazaliya.", "Ghazaliya"),
        ("A bomb near the Syrian border at Rabia killed two guards.", "Rabia"),
        ("Iran-backed militiamen killed two men in Jurf al-Sakhar.", "Jurf al-Sakhar"),
        ("A bomb in Dora killed three people. Iran condemned the attack.", "Dora"),
        ("A bomb went off in Palestine Street and killed a vendor.", "Palestine Street"),
        ("A bomb killed a nurse at the Ibn al-Nafis hospital.", "Ibn al-Nafis hospital"),
        ("Tikrit hospital officials said a bomb killed four people on Monday.", "Tikrit"),
        ("Police sealed off Tal Afar after a suicide bomber killed eight.", "Tal Afar"),
    ],
)
def test_a_known_name_is_at_home_by_itself(text, place):
    assert outcome(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "A bomb went off in the interior ministry, killing two.",
        "Gunmen robbed the Central Bank and killed a guard.",
        "A bomb went off in Heneyda, killing two.",
    ],
)
def test_what_every_country_has_ties_no_report(text):
    assert outcome(text) in (["elsewhere"], ["no_place"])


@pytest.fixture(scope="module")
def signs():
    gazetteer, language = load_gazetteer(), load_language()
    resolver = resolver_for(gazetteer, language)
    splitter = Splitter(resolver.words, resolver.folder)
    return ForeignSigns(resolver.world, resolver.index, splitter, resolver.words, facts_of(gazetteer))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Syria condemned it.", [("SY", False)]),
        ("It happened in Syria.", [("SY", True)]),
        ("Syrian troops fired.", [("SY", False)]),
        ("It happened near the Syrian border.", []),
        ("It happened at the border with Syria.", []),
        ("It happened near the city of Raqqa.", [("SY", True)]),
        ("Raqqa province was quiet.", [("SY", True)]),
        ("RAQQA - All was quiet.", [("SY", True)]),
        ("Nice weather was forecast.", []),
        ("A man from Pakistan.", []),
        ("American soldiers fired.", []),
        ("Two died in the United States.", [("US", True)]),
        ("Washington condemned it.", []),
        ("A shop in Babylon, N.Y., burned.", [("US", True)]),
        ("Taliban gunmen fired.", [("AF", False)]),
        ("Bab al-Sharqi was quiet.", []),
        ("Iraqi soldiers fired.", []),
    ],
)
def test_what_is_foreign_in_a_sentence(signs, text, wanted):
    assert [(s.code, s.placed) for s in signs.of(text)] == wanted


def test_a_word_that_only_describes_is_no_place():
    report = Report("r", "The Cairo-based channel said 35 were wounded.", title="Bomb at Yusufiya market")
    assert [f.geocode.name for f in geocode(extract(report)) if f.geocode] == ["Yusufiyah"]


@pytest.mark.parametrize("word", ["Cairo", "Baghdad", "Mosul", "Sadr City"])
def test_no_describing_word_breaks_the_reader(word):
    text = f"A {word}-based group and the {word}-born man said a bomb in the Salam quarter wounded 35."
    geocode(extract(Report("r", text, title="Bomb in the Salam quarter of Mosul")))


def test_what_other_incidents_name():
    assert _elsewhere([[1, 2], [2, 3], [], [1]]) == [[2, 3, 1], [1, 2], [1, 2, 3], [1, 2, 3]]
    assert _elsewhere([[1], [1]]) == [[1], [1]]
    assert _elsewhere([[1]]) == [[]]
    assert _elsewhere([[n] for n in range(20)])[0] == [1, 2, 3, 4, 5, 6]


def slow_elsewhere(named):
    found = []
    for i in range(len(named)):
        others = [row for j, rows in enumerate(named) if j != i for row in rows]
        found.append(list(dict.fromkeys(others))[:6])
    return found


def test_the_quick_way_and_the_plain_way_agree():
    for seed in range(200):
        named = [[(seed * 7 + i * i * 5 + j * 11) % 13 for j in range((seed + i) % 4)] for i in range(seed % 9)]
        assert _elsewhere(named) == slow_elsewhere(named)


def test_work_grows_with_the_incidents_not_their_pairs():
    text = "A bomb went off in Mosul. "

    def placed(count):
        report = Report("r", text * count, title="Iraq")
        incidents = [
            Incident(
                report, i, "bombing", 1, None, None, None, Span(i * len(text), i * len(text) + 25),
                places=(PlacePhrase("Mosul" if i % 2 else "Tikrit", None, "clause"),),
            )
            for i in range(count)
        ]  # fmt: skip
        return instructions(geocode, incidents)

    few, many = placed(50), placed(400)
    assert many < 10 * few


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Dura, near Baquba", "iq-baquba"),
        ("Alexandria, near Iskandariyah", "iq-iskandariya"),
        ("Abu Kamal, near Qaim", None),
        ("Damascus, west of Baghdad", None),
        ("Iran, near Khanaqin", None),
    ],
)
def test_a_town_at_home_tells_where_a_name_from_far_away_lies(text, place_id):
    """A town of a neighbour may lie near one at home; one of another continent is a namesake that is not known."""
    found = place(text)
    assert (found and found.place_id) == place_id
