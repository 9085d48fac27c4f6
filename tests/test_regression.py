"""The reader as a whole on labelled reports: a change that makes it worse fails here.

The floors are two hundredths below what was measured when they were set. Raise them when the reader gets better.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from scoring import Facts, Score, pair, score

REPORTS = Path(__file__).parent / "data" / "reports"
FLOORS = {
    "gtd_a": {"f1": 0.954, "whole": 0.831, "killed": 0.948, "wounded": 0.938},
    "gtd_b": {"f1": 0.777, "whole": 0.536, "killed": 0.886, "wounded": 0.848},
    "gtd_c": {"f1": 0.973, "whole": 0.973, "killed": 0.980, "wounded": 0.980},
    "rounds_a": {"f1": 0.836, "whole": 0.650, "killed": 0.860, "wounded": 0.947},
    "rounds_b": {"f1": 0.831, "whole": 0.495, "killed": 0.840, "wounded": 0.864},
    "wire_a": {"f1": 0.902, "whole": 0.693, "killed": 0.923, "wounded": 0.942},
    "wire_b": {"f1": 0.776, "whole": 0.449, "killed": 0.826, "wounded": 0.903},
    "wire_c": {"f1": 0.963, "whole": 0.895, "killed": 0.980, "wounded": 0.980},
}


def test_every_set_has_floors():
    assert {path.name.removesuffix(".gold.json") for path in REPORTS.glob("*.gold.json")} == set(FLOORS)


@pytest.mark.parametrize("name", FLOORS)
def test_no_worse_than_before(name):
    figures = score(REPORTS, name).figures
    below = {key: round(figures[key], 3) for key, floor in FLOORS[name].items() if figures[key] < floor}
    assert not below, f"{name}: {below} under {FLOORS[name]}"


def facts(kind="bombing", province="Mosul", killed=None, *, background=False):
    return Facts(frozenset({kind}), province, killed, None, None, aggregate=False, background=background)


SIX, TWO = (6, 6), (2, 2)
PAIRINGS = [
    ("the same", [facts(killed=SIX)], [facts(killed=SIX)], [(0, 0)]),
    ("another kind", [facts(killed=SIX)], [facts("shooting", killed=SIX)], [(0, 0)]),
    ("only the province", [facts(killed=SIX)], [facts("shooting", killed=TWO)], []),
    ("no dead told: both must agree in kind and province", [facts()], [facts("shooting")], []),
    ("each only once", [facts(killed=SIX)], [facts(killed=SIX), facts(killed=SIX)], [(0, 0)]),
    (
        "the better first",
        [facts(killed=TWO), facts(killed=SIX)],
        [facts(killed=SIX), facts(killed=TWO)],
        [(0, 1), (1, 0)],
    ),
    ("history with history only", [facts(killed=SIX)], [facts(killed=SIX, background=True)], []),
    ("history found", [facts(killed=SIX, background=True)], [facts(killed=SIX, background=True)], [(0, 0)]),
]


@pytest.mark.parametrize(
    ("golds", "reads", "pairs"), [case[1:] for case in PAIRINGS], ids=[case[0] for case in PAIRINGS]
)
def test_pairing(golds, reads, pairs):
    assert sorted(pair(golds, reads)) == pairs


def test_figures():
    made = Score()
    made.add([facts(killed=SIX), facts("raid", "Basra")], [facts(killed=SIX), facts("shelling", "Kirkuk")])
    made.add([facts(background=True)], [])
    made.add([], [facts(background=True)])
    assert (made.reports, made.found, made.missed, made.invented, made.whole) == (3, 1, 1, 1, 1)
    assert made.figures["f1"] == pytest.approx(0.5)
    assert made.figures["kind"] == 1.0
