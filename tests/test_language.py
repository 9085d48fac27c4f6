"""The rules of a language: every row fires on its own example, and a slip in them is an error with a name."""

from __future__ import annotations

import copy
import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from conflictmap import codebook
from conflictmap.defaults import extract, load_language
from conflictmap.language import compile_language, read_rules
from conflictmap.model import BadInputError, Report
from conflictmap.text import fold, sentences, tokenize

FOLDER = Path(str(files("conflictmap") / "rules" / "en"))
RAW = read_rules(FOLDER)
WRITTEN = load_language().orthography
ROWS = {"people": "people", "outcome": "outcomes", "kind": "kinds", "cancel": "factuality"}
EXAMPLES = [
    pytest.param(row, id=row["id"])
    for tables in RAW.values()
    for rows in tables.values()
    if isinstance(rows, list)
    for row in rows
    if isinstance(row, dict) and "example" in row
]


def rows(section):
    return [pytest.param(row, id=row["id"]) for row in RAW[ROWS[section]][section]]


def fired(text):
    """Ids of the rows that fire in a text."""
    folded = fold(text)
    lows = [[token.low for token in tokenize(folded[s.start : s.end], WRITTEN)] for s in sentences(folded, WRITTEN)]
    return {hit.entry.rule for words in lows for hit in load_language().hits(words)}


def read(text):
    return extract(Report("r", text))


@pytest.mark.parametrize("row", EXAMPLES)
def test_a_row_fires_on_its_example(row):
    assert row["id"] in fired(row["example"])
    assert (row["id"], row["example"]) in load_language().examples


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


@pytest.mark.parametrize(
    ("file", "table"), [("kinds", "weapon_verbs"), ("kinds", "infrastructure"), ("outcomes", "bodies")]
)
def test_the_example_of_a_table_is_an_incident(file, table):
    assert read(RAW[file][table]["example"])


def test_every_kind_has_a_row():
    assert {row["kind"] for row in RAW["kinds"]["kind"]} == set(codebook.kinds())


def lists(value, at=""):
    """Every list of words in the rules, with where it stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from lists(inner, f"{at}.{key}")
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for inner in value:
            yield from lists(inner, f"{at}[{inner.get('id', '')}]")
    elif isinstance(value, list) and all(isinstance(word, str) for word in value):
        yield at, value


SORTED = [
    pytest.param(words, id=at)
    for at, words in lists(RAW)
    if at.split(".")[1] not in {"morphology", "dates", "dateline"} and ".words." not in at and "articles" not in at
]


@pytest.mark.parametrize("words", SORTED)
def test_words_stand_in_order(words):
    assert words == sorted(words, key=str.casefold)


def test_each_word_has_a_line_of_its_own():
    """A list of any length is written one word a line, so that a change shows as a line."""
    for path in FOLDER.glob("*.toml"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.match(r"\w+ = \[.*\]$", line) and "traits" not in line:
                assert line.count('", "') < 5, f"{path.name}:{number}"


def broken(change):
    raw = copy.deepcopy(RAW)
    change(raw)
    return raw


def row(raw, file, table, number=0):
    return raw[file][table][number]


BROKEN = [
    ("a file that there is not", lambda r: r.update(colours={}), "colours.toml: unknown file"),
    ("a table that there is not", lambda r: r["people"].update(persons={}), r"people.toml: unknown table \[persons\]"),
    (
        "a key that no row has",
        lambda r: row(r, "people", "people").update(noun=["cook"]),
        "civilian: unknown key 'noun'",
    ),
    ("a key of another row", lambda r: row(r, "factuality", "cancel").update(verbs=["halt"]), "unknown key 'verbs'"),
    (
        "a key that a table has not",
        lambda r: r["people"]["forces"].update(ours=["x"]),
        r"\[forces\]: unknown key 'ours'",
    ),
    ("a list that grammar has not", lambda r: r["grammar"].update(nouns=["x"]), "unknown list 'nouns'"),
    ("a kind that there is not", lambda r: row(r, "kinds", "kind").update(kind="carbomb"), "kind must be one of"),
    ("a form that there is not", lambda r: row(r, "kinds", "kind").update(form="noun"), "form must be one of"),
    ("a trait that there is not", lambda r: row(r, "kinds", "kind").update(traits=["loud"]), "unknown trait 'loud'"),
    ("a group that there is not", lambda r: row(r, "people", "people").update(group="clergy"), "group must be one of"),
    (
        "a scope that there is not",
        lambda r: row(r, "factuality", "cancel").update(scope="page"),
        "scope must be one of",
    ),
    (
        "two rows of one id",
        lambda r: row(r, "kinds", "kind").update(id=row(r, "kinds", "kind", 1)["id"]),
        "has this id",
    ),
    (
        "one id in two files",
        lambda r: row(r, "kinds", "kind").update(id=row(r, "people", "people")["id"]),
        "has this id",
    ),
    ("no id", lambda r: row(r, "outcomes", "outcome").pop("id"), "'id' is missing"),
    ("no example", lambda r: row(r, "people", "people").pop("example"), "'example' is missing"),
    ("an empty example", lambda r: row(r, "factuality", "cancel").update(example=""), "'example' is missing"),
    ("a word twice", lambda r: row(r, "people", "people")["nouns"].append("nurse"), "'nurse' stands twice"),
    (
        "a word in two rows",
        lambda r: row(r, "people", "people", 1)["nouns"].append("nurse"),
        "'nurse' stands in the row",
    ),
    ("two forms of a word", lambda r: row(r, "kinds", "kind")["words"].append("a:b:c"), "'a:b:c' is neither"),
    ("an empty word", lambda r: r["discourse"]["reference"]["new"].append(""), "none of them empty"),
    ("a number in words", lambda r: r["numbers"]["words"].update(two="2"), "a whole number is wanted"),
    ("a day twice", lambda r: r["dates"]["weekdays"]["monday"].append("Tuesday"), "'Tuesday' stands under"),
    ("a day that there is not", lambda r: r["dates"]["weekdays"].update(funday=["Funday"]), "unknown key 'funday'"),
    ("a date that there is not", lambda r: r["dates"]["named_days"].update(Doomsday="2006-02-30"), "Doomsday"),
    (
        "a period without an end",
        lambda r: r["dates"]["periods"].update({"Long War": [1914]}),
        "a pair of whole numbers",
    ),
    ("a role that there is not", lambda r: row(r, "places", "place").update(role="beyond"), "role must be one of"),
    (
        "a kind of place that there is not",
        lambda r: place(r, "kind").update(fit={"castle": 1.0}),
        "unknown kind 'castle'",
    ),
    ("a unit without a length", lambda r: place(r, "unit").pop("km"), "a unit needs 'km'"),
    (
        "a place word in two rows",
        lambda r: place(r, "near")["words"].update(north="direction"),
        "'north' stands in the row",
    ),
    ("a word read as nothing known", lambda r: place(r, "near")["words"].update(hard="verb"), "is read as 'verb'"),
    ("a verb with three forms", lambda r: r["morphology"]["irregular"].update(fly=["flies", "flew", "flown"]), "fly"),
]


def place(raw, role):
    return next(row for row in raw["places"]["place"] if row.get("role") == role)


@pytest.mark.parametrize(("change", "message"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_slip_is_an_error(change, message):
    with pytest.raises(BadInputError, match=message) as caught:
        compile_language(broken(change), "en", "mine")
    assert str(caught.value).startswith("mine/")
    assert ".toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_word_with_two_parts_to_play_is_an_error():
    with pytest.raises(BadInputError, match="'north' stands under direction and title"):
        compile_language(broken(lambda r: r["names"]["person"]["titles"].append("north")), "en")


def test_an_unknown_language_is_an_error():
    with pytest.raises(BadInputError, match="no rules for language 'xx'; there is en"):
        load_language("xx")


def test_a_language_that_ships_is_compiled_once():
    assert load_language() is load_language()


def test_a_folder_of_ones_own(tmp_path):
    with pytest.raises(BadInputError, match="no such folder"):
        load_language(tmp_path / "mine")
    with pytest.raises(BadInputError, match="holds no rules"):
        load_language(tmp_path)
    (tmp_path / "kinds.toml").write_text("[[kind]\n")
    with pytest.raises(BadInputError, match=r"kinds\.toml: cannot be read"):
        load_language(tmp_path)


def test_a_copy_of_the_folder_is_the_same_language(tmp_path):
    copied = Path(shutil.copytree(FOLDER, tmp_path / "en"))
    own, shipped = load_language(copied), load_language()
    assert (own.code, own.index, own.grammar) == ("en", shipped.index, shipped.grammar)


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
    assert load_language().inflection.verb_forms(spec) == tuple(forms.split("|") if "|" in forms else forms.split())


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
    assert load_language().inflection.plural(noun) == many


def hits_of(text, category):
    lows = [token.low for token in tokenize(fold(text), WRITTEN)]
    return [" ".join(lows[hit.start : hit.end]) for hit in load_language().hits(lows) if hit.entry.category == category]


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
    assert load_language().typos.get(slip) == meant


def test_a_text_without_words_of_violence_is_passed_over():
    stems = load_language().stems
    assert {"killed", "bomb", "kidnapped", "corpse"} <= stems
    assert not {"the", "strike", "hit", "new", "election", "football"} & stems


def test_the_language_is_the_same_in_every_run():
    code = (
        "from conflictmap.language import load_language\n"
        "rows = load_language('en').index\n"
        "print([(first, [(words, entry.rule, entry.value, entry.form) for words, entry in rows[first]]) for first in rows])"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


def folder_with(tmp_path, classes, verbs='["@hurt", "maim"]'):
    (tmp_path / "reading").mkdir()
    (tmp_path / "classes.toml").write_text(classes, encoding="utf-8")
    (tmp_path / "reading" / "made.toml").write_text(f"[harm]\nwords = {verbs}\n", encoding="utf-8")
    return tmp_path


def test_a_class_of_words_stands_in_each_list_that_takes_it_in(tmp_path):
    raw = read_rules(folder_with(tmp_path, '[classes]\nhurt = ["wounded", "injured"]\n'))
    assert raw == {"reading": {"made": {"harm": {"words": ["injured", "maim", "wounded"]}}}}


@pytest.mark.parametrize(
    ("classes", "verbs", "message"),
    [
        ('[classes]\nhurt = ["wounded"]\n', '["@hurts"]', "reading.toml: there is no class @hurts; known are hurt"),
        ('[classes]\nhurt = ["wounded"]\n', '["maim"]', "classes.toml: no list takes in @hurt"),
        ('[classes]\nhurt = ["@all"]\n', '["@hurt"]', "classes.toml: hurt: a class takes in no other"),
        ('[classes]\nhurt = "wounded"\n', '["@hurt"]', "classes.toml: hurt: a list of words is wanted"),
        ('[groups]\nhurt = ["wounded"]\n', '["maim"]', r"classes.toml: unknown table \[groups\]"),
    ],
)
def test_a_class_that_is_wrong_is_an_error_of_one_line(tmp_path, classes, verbs, message):
    with pytest.raises(BadInputError, match=message):
        read_rules(folder_with(tmp_path, classes, verbs))


def test_a_word_of_a_class_does_not_stand_beside_it_in_a_list(tmp_path):
    folder = folder_with(tmp_path, '[classes]\nhurt = ["wounded"]\n', '["@hurt", "wounded"]')
    with pytest.raises(BadInputError, match="'wounded' stands twice"):
        compile_language(read_rules(folder), "made", "made")
