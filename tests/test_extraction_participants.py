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
    ("Danish jets struck militants near Kut, killing four.", "Danish jets", "foreign_forces"),
    ("Army mortars hit a farm in Kut, killing two.", "Army mortars", "state_forces"),
    ("Coalition forces raided a house in Kut and killed two men.", "Coalition forces", "foreign_forces"),
    ("An attack by rebels on a border post near Kut left two dead.", "rebels", "militant"),
    ("Police blamed a feud for the killing of a clerk in Kut.", None, None),
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
    ("A suicide bomber killed a judge in Kut.", None, None),
    ("A suicide bomber blew himself up in Kut, killing two soldiers.", None, None),
]


@pytest.mark.parametrize(("text", "words", "group"), TARGETS)
def test_target(text, words, group):
    (incident,) = read(text)
    actor = incident.target
    assert (actor.text if actor else None, actor.group if actor else None) == (words, group)


STATUS = [
    ("Gunmen killed two men in Kut.", "Gunmen", "stated"),
    ("A bomb killed two men in Kut. Islamic State claimed responsibility for the attack.", "Islamic State", "claimed"),
    ("A bomb killed two men in Kut. The attack was claimed by al-Qaida.", "al-Qaida", "claimed"),
    ("A bomb killed two men in Kut. Officials blamed the attack on insurgents.", "insurgents", "alleged"),
    ("A bomb killed two men in Kut. Al-Qaida in Iraq claimed responsibility.", "Al-Qaida in Iraq", "claimed"),
    ("A bomb killed two men in Kut. The Naqshbandi Army claimed responsibility.", "Naqshbandi Army", "claimed"),
    ("Suspected militants killed two men in Kut.", "Suspected militants", "alleged"),
    ("A bomb killed two men in Kut. No group claimed responsibility.", None, None),
]


@pytest.mark.parametrize(("text", "words", "status"), STATUS)
def test_told_claimed_or_alleged(text, words, status):
    (incident,) = read(text)
    actor = incident.perpetrator
    assert (actor.text if actor else None, actor.status if actor else None) == (words, status)


MORE_TARGETS = [
    ("Gunmen opened fire on a police patrol in Kut, killing two.", "a police patrol", "police"),
    ("A church was bombed in Kut on Sunday, killing two.", "A church", "religious_site"),
    ("A bomb exploded near an army base in Kut, killing two.", "an army base", "state_forces"),
    ("Jets destroyed a bridge in Kut.", "a bridge", "infrastructure"),
    ("Gunmen shot and killed a judge in Kut.", "a judge", "official"),
    ("Gunmen attacked the Imam Rida mosque in Kut.", "the Imam Rida mosque", "religious_site"),
    ("A bomb exploded at a bus station in Kut, killing two.", "a bus station", "civilian"),
    ("Gunmen attacked an army headquarters in Kut.", "an army headquarters", "state_forces"),
    ("Gunmen attacked volunteer fighters in Kut.", "volunteer fighters", "volunteer_forces"),
    ("A bomb exploded at the entrance to a military base in Kut.", "a military base", "state_forces"),
]


@pytest.mark.parametrize(("text", "words", "group"), MORE_TARGETS)
def test_target_by_role(text, words, group):
    (incident,) = read(text)
    assert incident.target is not None
    assert (incident.target.text, incident.target.group) == (words, group)


@pytest.mark.parametrize(
    "text", ["Gunmen attacked a church in Kut, killing two.", "Two men were shot by gunmen in Kut."]
)
def test_the_evidence_of_a_participant_is_its_words(text):
    (incident,) = read(text)
    for role, actor in (("perpetrator", incident.perpetrator), ("target", incident.target)):
        spans = [evidence.span for evidence in incident.evidence if evidence.role == role]
        assert [text[span.start : span.end] for span in spans] == ([actor.text] if actor else [])


@pytest.mark.parametrize(
    "text",
    [
        "Police found the corpse of a trader in Dora.",
        "Two soldiers died when their convoy came under mortar fire near Baiji.",
        "A guard lost his life in Kut when a bomb went off.",
        "Two soldiers lost their lives in an ambush in Hit.",
    ],
)
def test_who_is_hurt_and_who_finds_is_no_perpetrator(text):
    (incident,) = read(text)
    assert incident.perpetrator is None
