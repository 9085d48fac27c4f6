"""Who did it and whom it was aimed at."""

from __future__ import annotations

import pytest
from sentencecases import read

DOERS = [
    ("Gunmen killed two men in Kut.", "Gunmen", "militant"),
    ("Two men were shot dead by masked gunmen in Kut.", "masked gunmen", "militant"),
    ("Masked gunmen killed two men in Kut.", "Masked gunmen", "militant"),
    ("Police opened fire on a crowd in Kut.", "Police", "police"),
    ("U.S. soldiers shot dead a driver in Kut.", "U.S. soldiers", "foreign_forces"),
    ("A bomb killed two men in Kut.", None, None),
    ("Two policemen were killed in an explosion in Kut.", None, None),
    ("A bomb killed two men in Kut, police said.", None, None),
]


@pytest.mark.parametrize(("text", "words", "group"), DOERS)
def test_perpetrator(text, words, group):
    (incident,) = read(text)
    actor = incident.perpetrator
    assert (actor.text if actor else None, actor.group if actor else None) == (words, group)


TARGETS = [
    ("A bomb targeting a police patrol killed two men in Kut.", "a police patrol", "police"),
    ("Gunmen attacked a church in Kut, killing two.", "a church", "religious_site"),
    ("An attack on an army convoy near Kut killed two men.", "an army convoy", "state_forces"),
    ("A bomb aimed at the mayor killed two guards in Kut.", "the mayor", "official"),
    ("A bomb killed two men in Kut.", None, None),
]


@pytest.mark.parametrize(("text", "words", "group"), TARGETS)
def test_target(text, words, group):
    (incident,) = read(text)
    actor = incident.target
    assert (actor.text if actor else None, actor.group if actor else None) == (words, group)
