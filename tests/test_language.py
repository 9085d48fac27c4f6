"""The rule file: every row fires on its own example, and a slip in it is an error with a name."""

from __future__ import annotations

import copy
import tomllib
from importlib.resources import files

import pytest

from conflictmap import codebook
from conflictmap.extraction import extract
from conflictmap.language import compile_lexicon, load_lexicon, plural, verb_forms
from conflictmap.model import BadInputError, Report
from conflictmap.text import fold, sentences, tokenize

RAW = tomllib.loads((files("conflictmap") / "rules" / "en.toml").read_text(encoding="utf-8"))
ROWS = ("people", "outcome", "kind", "cancel")
EXAMPLES = [pytest.param(section, row, id=row["id"]) for section in ROWS for row in RAW[section]]


def rows(section):
    return [pytest.param(row, id=row["id"]) for row in RAW[section]]


def fired(text):
    """Ids of the rows that fire in a text."""
    folded = fold(text)
    lows = [[token.low for token in tokenize(folded[s.start : s.end])] for s in sentences(folded)]
    return {hit.entry.rule for words in lows for hit in load_lexicon().hits(words)}


def read(text):
    return extract(Report("r", text))


@pytest.mark.parametrize(("section", "row"), EXAMPLES)
def test_a_row_fires_on_its_example(section, row):
    assert row["id"] in fired(row["example"])
    assert (row["id"], row["example"]) in load_lexicon().examples


@pytest.mark.parametrize("row", rows("kind"))
def test_the_example_of_a_kind_is_an_incident(row):
    assert [incident for incident in read(row["example"]) if not incident.background]


@pytest.mark.parametrize("row", rows("outcome"))
def test_the_example_of_an_outcome_counts_it(row):
    assert any(getattr(incident, row["outcome"]) is not None for incident in read(row["example"]))


@pytest.mark.parametrize("row", rows("people"))
def test_the_example_of_people_names_their_group(row):
    assert row["group"] in {victim.group for incident in read(row["example"]) for victim in incident.victims}


@pytest.mark.parametrize("row", rows("cancel"))
def test_what_is_cancelled_is_no_incident(row):
    assert [incident for incident in read(row["example"]) if not incident.background] == []


@pytest.mark.parametrize("table", ["weapon_verbs", "bodies"])
def test_the_example_of_a_table_is_an_incident(table):
    assert read(RAW[table]["example"])


def test_every_kind_has_a_row():
    assert {row["kind"] for row in RAW["kind"]} == set(codebook.kinds())


def lists(value, at=""):
    """Every list of words in the rule file, with where it stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from lists(inner, f"{at}.{key}")
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for inner in value:
            yield from lists(inner, f"{at}[{inner['id']}]")
    elif isinstance(value, list):
        yield at, value


@pytest.mark.parametrize(("at", "words"), [pytest.param(*pair, id=pair[0]) for pair in lists(RAW)])
def test_words_are_written_as_they_are_looked_up(at, words):
    assert all(isinstance(word, str) and word == word.strip() and word for word in words)
    assert not [word for word in words if word.count(":") not in {0, 1, 4}], "base, singular:plural or five forms"


def broken(section, **changes):
    raw = copy.deepcopy(RAW)
    raw[section][0].update(changes)
    return raw


def without(section, key):
    raw = copy.deepcopy(RAW)
    del raw[section][0][key]
    return raw


def doubled(section):
    raw = copy.deepcopy(RAW)
    raw[section].append(copy.deepcopy(raw[section][0]))
    return raw


def extended(**sections):
    raw = copy.deepcopy(RAW)
    for name, table in sections.items():
        raw[name] = {**raw.get(name, {}), **table}
    return raw


BROKEN = [
    ("a key that no row has", broken("people", noun=["cook"]), "unknown key 'noun'"),
    ("a key of another section", broken("cancel", verbs=["halt"]), "unknown key 'verbs'"),
    ("a section that there is not", extended(persons={"nouns": ["cook"]}), r"unknown section \[persons\]"),
    ("a key that a table has not", extended(numbers={"word": {"one": 1}}), "unknown key 'word'"),
    ("a key that places have not", extended(places={"towns": ["Kut"]}), "unknown key 'towns'"),
    ("a kind that there is not", broken("kind", kind="carbomb"), "kind must be one of"),
    ("a form that there is not", broken("kind", form="noun"), "form one of"),
    ("a group that there is not", broken("people", group="clergy"), "group must be one of"),
    ("a scope that there is not", broken("cancel", scope="paragraph"), "scope must be one of"),
    ("two rows of one id", doubled("kind"), "id of its own"),
    ("no id", without("outcome", "id"), "id of its own"),
    ("no example", without("people", "example"), "an example"),
    ("an empty example", broken("cancel", example=""), "an example"),
]


@pytest.mark.parametrize(("raw", "message"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_slip_is_an_error(raw, message):
    with pytest.raises(BadInputError, match=message) as caught:
        compile_lexicon(raw, "mine.toml")
    assert str(caught.value).startswith("mine.toml")
    assert "\n" not in str(caught.value)


def test_ids_are_unique_across_sections():
    raw = copy.deepcopy(RAW)
    raw["cancel"][0]["id"] = raw["people"][0]["id"]
    with pytest.raises(BadInputError, match="id of its own"):
        compile_lexicon(raw)


def test_an_unknown_language_is_an_error():
    with pytest.raises(BadInputError, match="no rules for language 'xx'"):
        load_lexicon("xx")


def test_the_lexicon_is_compiled_once():
    assert load_lexicon() is load_lexicon()


VERBS = {
    "kill": "kill kills killed killed killing",
    "injure": "injure injures injured injured injuring",
    "stab": "stab stabs stabbed stabbed stabbing",
    "bomb": "bomb bombs bombed bombed bombing",
    "storm": "storm storms stormed stormed storming",
    "crush": "crush crushes crushed crushed crushing",
    "carry": "carry carries carried carried carrying",
    "deploy": "deploy deploys deployed deployed deploying",
    "execute": "execute executes executed executed executing",
    "gun down": "gun down|guns down|gunned down|gunned down|gunning down",
    "shoot dead": "shoot dead|shoots dead|shot dead|shot dead|shooting dead",
    "beat to death": "beat to death|beats to death|beat to death|beaten to death|beating to death",
    "blow up": "blow up|blows up|blew up|blown up|blowing up",
    "slay:slays:slew:slain:slaying": "slay slays slew slain slaying",
}


@pytest.mark.parametrize("spec", VERBS)
def test_verb_forms(spec):
    forms = VERBS[spec]
    assert verb_forms(spec) == tuple(forms.split("|") if "|" in forms else forms.split())


PLURALS = [
    ("soldier", "soldiers"),
    ("boss", "bosses"),
    ("clash", "clashes"),
    ("corpse", "corpses"),
    ("deputy", "deputies"),
    ("boy", "boys"),
    ("tax", "taxes"),
    ("taxi driver", "taxi drivers"),
]


@pytest.mark.parametrize(("noun", "many"), PLURALS)
def test_plural(noun, many):
    assert plural(noun) == many


def hits_of(text, category):
    lows = [token.low for token in tokenize(fold(text))]
    return [" ".join(lows[hit.start : hit.end]) for hit in load_lexicon().hits(lows) if hit.entry.category == category]


LONGEST = [
    ("two suicide car bombs", "kind", "suicide car bombs"),
    ("a police officer", "people", "police officer"),
    ("he was shot dead", "outcome", "shot dead"),
    ("an oil pipeline", "infrastructure", "oil pipeline"),
    ("no fewer than six", "bound", "no fewer than"),
]


@pytest.mark.parametrize(("text", "category", "phrase"), LONGEST)
def test_the_longest_phrase_comes_first(text, category, phrase):
    assert hits_of(text, category)[0] == phrase


SLIPS = [("klled", "killed"), ("wuonded", "wounded"), ("kidnaped", None), ("killed", None), ("explosin", "explosion")]


@pytest.mark.parametrize(("slip", "meant"), SLIPS)
def test_slips_of_the_pen(slip, meant):
    assert load_lexicon().typos.get(slip) == meant


def test_a_text_without_words_of_violence_is_passed_over():
    stems = load_lexicon().stems
    assert {"killed", "bomb", "kidnapped", "corpse"} <= stems
    assert not {"the", "strike", "hit", "new", "election", "football"} & stems
