"""The codes and their labels: each id once, each with its label, and a slip is an error in one line."""

from __future__ import annotations

import ast
import copy
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from conflictmap import codebook
from conflictmap.codebook import compile_codebook, compile_labels
from conflictmap.codebook.definitions import FLAGS, STAGES
from conflictmap.model import BadInputError

PACKAGE = Path(codebook.__file__).parents[1]
RULES = files("conflictmap") / "rules"
BOOK = tomllib.loads((RULES / "codebook.toml").read_text(encoding="utf-8"))
LABELS = tomllib.loads((RULES / "en" / "labels.toml").read_text(encoding="utf-8"))


def test_the_codes_of_other_data_sets():
    assert codebook.codes("abduction").sub_event_type == "Abduction/forced disappearance"
    assert codebook.codes("suicide_car_bomb").plover_mode == "suicide-attack"
    found = [codebook.codes(kind) for kind in codebook.kinds()]
    assert all(1 <= codes.gtd_attack <= 9 and 1 <= codes.gtd_weapon <= 13 for codes in found)


def test_kinds_of_one_means_may_be_the_same():
    assert codebook.kind("car_bomb").means == codebook.kind("bombing").means == "bomb"
    assert codebook.kind("assassination").means == ""


def test_kinds_by_flag():
    assert codebook.kinds_with("suicide") == {"suicide_bombing", "suicide_car_bomb"}
    for flag in FLAGS:
        assert codebook.kinds_with(flag), "a flag that no kind has is dead"
    with pytest.raises(KeyError, match="no flag 'loud'"):
        codebook.kinds_with("loud")


def test_the_vocabulary_of_the_page():
    words = codebook.vocabulary()
    assert [row["id"] for row in words["kinds"]] == list(codebook.kinds())
    assert {row["family"] for row in words["kinds"]} == {row["id"] for row in words["families"]}
    assert words["kinds"][0] == {"id": "car_bomb", "label": "Car bomb", "family": "bomb"}
    assert words["families"][0] == {"id": "bomb", "label": "Bombings", "shape": "circle"}
    assert words["groups"]["child"] == ["child", "children"]
    assert words["doubts"]["vague_number"] == "The number is vague in the text"
    assert words["where_prec"]["3"] == "Somewhere in a district"
    assert list(words["date_prec"]) == ["1", "2", "3", "4", "5"]
    assert set(words) == {
        "kinds",
        "families",
        "groups",
        "actors",
        "doubts",
        "reasons",
        "roles",
        "where_prec",
        "date_prec",
    }


def test_a_doubt_is_one_of_the_book():
    assert codebook.doubt("vague_number") in codebook.doubts()
    with pytest.raises(KeyError, match="no doubt 'vague'"):
        codebook.doubt("vague")


def calls_of_doubt(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "doubt":
            yield node.args[0]


def texts_beside_doubts(tree):
    """Bare text in a list, a tuple or a call that has to do with doubts: ``doubts.append("x")``, ``doubts=["x"]``."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Call, ast.keyword, ast.Assign, ast.AugAssign, ast.AnnAssign)):
            about = (
                [node.func] if isinstance(node, ast.Call) else getattr(node, "targets", [getattr(node, "target", node)])
            )
            named = getattr(node, "arg", None) == "doubts" or any(
                getattr(part, "id", getattr(part, "attr", "")) == "doubts" for one in about for part in ast.walk(one)
            )
            if named:
                yield from (
                    part for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)
                )


@pytest.mark.parametrize("stage", STAGES)
def test_code_raises_the_doubts_of_the_book_and_no_others(stage):
    """Each is written ``doubt("id")``, so that a slip is found here and not by the reader of a map."""
    raised = set()
    for path in sorted((PACKAGE / stage).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        asked = list(calls_of_doubt(tree))
        assert all(isinstance(node, ast.Constant) for node in asked), f"{path}: write the id itself"
        raised |= {node.value for node in asked}
        bare = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and node.value in codebook.doubts() and node not in asked
        }
        bare |= {node.value for node in texts_beside_doubts(tree) if node not in asked}
        assert not bare, f"{path}: write doubt(...) round {sorted(bare)}"
    stages = codebook.load_codebook().doubts
    own = {name for name in codebook.doubts() if stages[name] == stage}
    earlier = {name for name in codebook.doubts() if STAGES.index(stages[name]) < STAGES.index(stage)}
    assert (
        own <= raised <= own | (earlier if stage in {"linking", "modelreader"} else set())
    )  # these weigh or raise what others do


@pytest.mark.parametrize(
    "slip", ['doubts.append("new")', 'a = f(doubts=["new"])', 'doubts = [*doubts, "new"]', 'doubts += ["new"]']
)
def test_a_doubt_that_is_written_plainly_is_found(slip):
    assert [node.value for node in texts_beside_doubts(ast.parse(slip))] == ["new"]


def changed(tree, *path, to):
    """A deep copy in which what stands at `path` is another value, or nothing where `to` is None."""
    new = copy.deepcopy(tree)
    at = new
    for step in path[:-1]:
        at = at[step]
    if to is None:
        del at[path[-1]]
    else:
        at[path[-1]] = to
    return new


SLIPS = [
    (changed(BOOK, "kinds", to=[]), "book: unknown section 'kinds'"),
    (changed(BOOK, "role", to=None), "book: the section 'role' is missing"),
    (changed(BOOK, "kind", 0, "colour", to="red"), r"book: \[\[kind\]\] car_bomb: unknown key 'colour'"),
    (changed(BOOK, "kind", 0, "acled", to=None), r"\[\[kind\]\] car_bomb: the key 'acled' is missing"),
    (changed(BOOK, "kind", 0, "id", to=None), r"\[\[kind\]\] \?: the key 'id' is missing"),
    (changed(BOOK, "kind", 1, "id", to="car_bomb"), r"\[\[kind\]\] car_bomb: two rows have this id"),
    (changed(BOOK, "kind", 0, "family", to="bom"), r"\[\[kind\]\] car_bomb: unknown family 'bom'; known are bomb, "),
    (changed(BOOK, "kind", 0, "flags", to=["loud"]), r"\[\[kind\]\] car_bomb: unknown flag 'loud'"),
    (changed(BOOK, "kind", 0, "gtd", to={"attack": 3}), r"car_bomb, gtd: the key 'weapon' is missing"),
    (changed(BOOK, "family", 0, "shape", to="star"), r"\[\[family\]\] bomb: unknown shape 'star'; known are circle"),
    (changed(BOOK, "doubt", 0, "stage", to="maps"), r"\[\[doubt\]\] place_inherited: unknown stage 'maps'"),
]


@pytest.mark.parametrize(("raw", "message"), SLIPS)
def test_a_slip_in_the_codebook_is_named(raw, message):
    with pytest.raises(BadInputError, match=message) as caught:
        compile_codebook(raw, "book")
    assert "\n" not in str(caught.value)


LABEL_SLIPS = [
    (changed(LABELS, "colours", to={}), "words: unknown table 'colours'"),
    (changed(LABELS, "roles", to=None), "words: the table 'roles' is missing"),
    (changed(LABELS, "kinds", "raid", to=None), r"words: \[kinds\]: the label 'raid' is missing"),
    (changed(LABELS, "kinds", "flood", to="Flood"), r"words: \[kinds\]: unknown label 'flood'"),
    (changed(LABELS, "kinds", "raid", to=" "), r"words: \[kinds\] raid: a label is text"),
    (changed(LABELS, "groups", "child", to="child"), r"words: \[groups\] child: expected"),
    (changed(LABELS, "doubts", "two_places", "check", to=None), r"words: \[doubts\] two_places: expected"),
]


@pytest.mark.parametrize(("raw", "message"), LABEL_SLIPS)
def test_a_slip_in_the_labels_is_named(raw, message):
    with pytest.raises(BadInputError, match=message) as caught:
        compile_labels(raw, compile_codebook(BOOK), "words")
    assert "\n" not in str(caught.value)


def test_a_language_without_labels_is_an_error():
    with pytest.raises(BadInputError, match=r"no file .*labels\.toml"):
        codebook.labels("xx")
