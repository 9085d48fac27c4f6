"""What the desk is made of: agreement, urgency, the list, the near ones, places by name."""

from __future__ import annotations

import math

import pytest
from deskwork import TEXTS, reading

from conflictmap import codebook
from conflictmap.desk import agreements, kappa, urgency
from conflictmap.desk.items import item_of, ordered
from conflictmap.desk.nearness import nearest
from conflictmap.desk.placesearch import PlaceSearch
from conflictmap.desk.urgency import Weights, desk_fields, desk_weights
from conflictmap.gazetteer import load_gazetteer
from conflictmap.model import BadInputError


def test_kappa_is_cohens():
    # Of fifty grants two readers said: 20 yes of both, 15 no of both, 5 and 10 of one only.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("a", "b"), ("b", "a")]) == pytest.approx(-1.0)
    assert kappa([("a", "a"), ("b", "b"), ("c", "c")]) == 1.0


def test_kappa_says_nothing_where_there_is_nothing_to_say():
    assert kappa([]) is None
    assert kappa([("a", "a")] * 9) is None
    assert kappa([("a", "b")] * 9) == 0.0


def test_agreement_counts_what_both_have_checked():
    answers = {
        "B": {"1": {"kind": "raid"}, "2": {"kind": "raid"}, "3": {"incident": False}},
        "A": {
            "1": {"kind": "raid"},
            "2": {"kind": "bombing"},
            "3": {"incident": True, "kind": "raid"},
            "4": {"kind": "raid"},
        },
        "C": {"9": {"kind": "raid"}},
    }
    (kind,) = agreements(answers, ["kind"])
    assert (kind.one, kind.other, kind.both, kind.same) == ("A", "B", 2, 1)
    assert [one.field for one in agreements(answers, ["incident", "kind"])] == ["incident", "kind"]


def row_of(**cells):
    (row,) = reading(TEXTS[1], 1).rows
    return {**row, **cells}


def test_the_doubtful_and_deadly_come_first():
    plain = urgency(row_of(killed_low=0, killed_high=0, doubts=[]))
    assert plain == desk_weights().unasked
    deadly = urgency(row_of(killed_low=40, killed_high=None, doubts=[]))
    doubtful = urgency(row_of(killed_low=0, killed_high=0, doubts=["ambiguous_place"]))
    both = urgency(row_of(killed_low=40, killed_high=None, doubts=["ambiguous_place"]))
    assert plain < min(deadly, doubtful) < max(deadly, doubtful) < both
    assert urgency(row_of(doubts=[]), marked=True) > urgency(row_of(doubts=[]))
    assert urgency(row_of(killed_low=None, killed_high=None, doubts=None)) > 0


def test_weights_are_data():
    by = Weights(unasked=2, killed=0, hurt=0, marked=0, spread=0, doubt=5, doubts={"fuzzy_place": 7})
    assert urgency(row_of(doubts=["fuzzy_place", "one that is new"]), weights=by) == 14
    assert set(desk_weights().doubts) <= set(codebook.doubts())
    loud = Weights(unasked=1, killed=1, hurt=1, marked=0, spread=0, doubt=0, doubts={})
    row = row_of(doubts=[], killed_low=1, killed_high=1, wounded_low=3, wounded_high=3)
    assert urgency(row, weights=loud) == pytest.approx(1 + math.log2(2) + math.log2(4))


def test_a_wide_range_that_no_doubt_explains_is_doubtful():
    """As tables of others have it: three figures, and no doubts."""
    range_ = {"killed_low": 3, "killed_high": 15, "doubts": []}
    sure, wide = urgency(row_of(killed_low=3, killed_high=3, doubts=[])), urgency(row_of(**range_))
    assert wide == pytest.approx(sure * (1 + 2 * desk_weights().spread))
    told = {"doubts": ["conflicting_tolls"]}
    assert urgency(row_of(**range_ | told)) == urgency(row_of(killed_low=3, killed_high=3, **told))
    assert urgency(row_of(killed_low=3, killed_high=None, doubts=[])) == sure  # an end that is open has no width
    assert urgency(row_of(**range_, killed_best=12)) > wide  # the best figure is the one that counts
    assert item_of(row_of(**range_, killed_best=12), 0.0).cells["killed_best"] == 12


def test_every_doubt_stands_beside_one_field_at_most():
    told = [doubt for field in desk_fields() for doubt in field.doubts]
    assert len(told) == len(set(told))


def test_rules_of_the_desk_are_checked(monkeypatch):
    good, _ = codebook.shipped_rules("desk.toml")

    def given(**changes):
        desk_fields.cache_clear()
        desk_weights.cache_clear()
        monkeypatch.setattr(codebook, "shipped_rules", lambda *_: ({**good, **changes}, "desk.toml"))

    weights = good["urgency"]
    for bad in ({**weights, "killed": -1}, {**weights, "killed": True}, {**weights, "kiled": 1}, {"killed": 1}):
        given(urgency=bad)
        with pytest.raises(BadInputError, match=r"desk\.toml"):
            desk_weights()
    given(urgency={**weights, "doubts": {"no_such": 1}})
    with pytest.raises(BadInputError, match="no_such"):
        desk_weights()
    for bad in (
        {"columns": ["no_such"]},
        {"columns": [], "doubts": ["no_such"]},
        {"columns": [], "roles": ["no_such"]},
    ):
        given(field=[{"id": "x", **bad}])
        with pytest.raises(BadInputError, match="field x: there is no no_such"):
            desk_fields()
    monkeypatch.undo()
    desk_fields.cache_clear()
    desk_weights.cache_clear()
    assert desk_fields()


def items_of(*texts):
    rows = [row for number, text in enumerate(texts, 1) for row in reading(text, number).rows]
    return [item_of(row, urgency(row)) for row in rows]


def test_orders():
    items = items_of(*TEXTS)
    worst = [next(item for item in items if item.id == name) for name in ordered(items, "worst")]
    assert [item.urgency for item in worst] == sorted((item.urgency for item in items), reverse=True)
    together = ordered(items, "report")
    at = together.index("r1-1")
    assert together[at + 1] == "r1-2"
    assert sorted(together) == sorted(item.id for item in items)


def test_near_are_others_reports_of_those_days_and_that_place():
    items = items_of(*TEXTS)
    own = next(item for item in items if item.id == "r1-1")
    assert [item.id for item in nearest(own, items, 5)] == ["r7-1"]  # Kut on that Tuesday as well
    own.cells["date_start"] = None
    assert nearest(own, items, 5) == []


def test_places_by_name():
    search = PlaceSearch(load_gazetteer())
    assert search.find("baquba")[0].place_id == "iq-baquba"
    assert "iq-baquba" in [place.place_id for place in search.find("Bakubah")]
    assert search.find("mosul")[0].name == "Mosul"
    assert search.find(" ") == search.find("?") == []
    assert len(search.find("al", 7)) == 7
