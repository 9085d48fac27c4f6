"""Did it happen, and is it today's news: what a word of violence needs to be believed."""

from __future__ import annotations

import pytest
from sentencecases import read

# what says by itself that violence happened, and its likeness that does not
PAIRS = [
    ("Gunmen attacked a school in Kut, wounding one.", "Gunmen may attack a school in Kut."),
    ("Gunmen opened fire on a bus in Kut.", "Gunmen threatened to open fire on buses in Kut."),
    ("A bomb exploded in Kut.", "A bomb was found in Kut."),
    ("Police were fighting gunmen in Kut.", "Police will be fighting crime in Kut."),
    ("Clashes broke out in Kut on Monday.", "Clashes are feared in Kut."),
    ("A blast shook Kut.", "The blast frightened people in Kut."),
    ("Gunmen carried out a bombing in Kut on Monday.", "There was no bombing in Kut on Monday."),
    ("Rockets landed in Kut.", "Rockets are kept in Kut."),
    ("Militants fired mortars at Kut.", "Militants own two mortars in Kut."),
    ("Troops killed two men planting a bomb in Kut.", "Troops held two men planting a bomb in Kut."),
    ("Jets bombed Kut.", "Jets flew over Kut."),
    ("A bomb killed two men in Kut.", "A bomb could kill two men in Kut."),
    ("Two men were kidnapped in Kut.", "Two men denied that they were kidnapped in Kut."),
    ("Two men were killed by a bomb in Kut.", "Two men were killed by a flood in Kut."),
    ("A car bomb killed two men in Kut.", "Police defused a car bomb in Kut."),
]


@pytest.mark.parametrize("text", [pair[0] for pair in PAIRS])
def test_it_happened(text):
    assert len([incident for incident in read(text) if not incident.background]) == 1


@pytest.mark.parametrize("text", [pair[1] for pair in PAIRS])
def test_it_did_not(text):
    assert [incident for incident in read(text) if not incident.background] == []


DESPITE = [
    ("A bomb killed two men in Kut and police defused another.", 2),
    ("Gunmen killed two men in Kut; no group claimed responsibility.", 2),
    ("Gunmen killed two guards in Kut as they tried to kidnap a banker.", 2),
    ("A bomb killed two men in Kut, police said, warning of more attacks.", 2),
]


@pytest.mark.parametrize(("text", "killed"), DESPITE)
def test_the_dead_stand_beside_what_cancels(text, killed):
    (incident,) = read(text)
    assert incident.killed is not None
    assert incident.killed.low == killed


HISTORY = [
    "A judge was killed in Kut two years ago.",
    "The mosque in Kut was the scene of a bombing that killed two men last year.",
    "Men marched in Kut after the killing of two clerics last month.",
    "They condemned the killing of two men in Kut.",
]


@pytest.mark.parametrize("text", HISTORY)
def test_history(text):
    assert all(incident.background for incident in read(text))


NEWS = [
    "A judge was killed in Kut on Monday.",
    "Gunmen killed a man who was leaving a mosque in Kut.",
    "Gunmen killed a man whose brother sells bread in Kut.",
    "A bomb killed two men in Kut last night.",
    "A bomb killed two men in Kut, the second blast there this month.",
]


@pytest.mark.parametrize("text", NEWS)
def test_news(text):
    (incident,) = read(text)
    assert not incident.background


TOPICS = [
    ("", "A new museum in Kut shows what an attack did to the town.", 0),
    ("Kut win the championship", "The striker shot from 20 metres as Kut attacked.", 0),
    ("Bomb near museum kills two", "A bomb near a museum in Kut killed two men.", 1),
    ("", "A car bomb outside a soccer ground in Kut killed two men.", 1),
]


@pytest.mark.parametrize(("title", "text", "many"), TOPICS)
def test_a_report_about_something_else(title, text, many):
    assert len(read(text, title)) == many


@pytest.mark.parametrize(
    ("text", "disputed"),
    [
        ("The army said it killed 12 militants in Hawija, a claim that villagers denied.", True),
        ("The army said an air strike killed nine rebels near Qaim, an account disputed by residents.", True),
        ("Islamic State said it killed 20 soldiers in Baiji, an assertion the army rejected.", True),
        ("Rebels said they had killed 30 soldiers near Rutba; the ministry dismissed the claim.", True),
        ("Despite denials by the army, residents said an air strike killed five people in Baaj.", True),
        ("The ministry said its troops killed seven gunmen in Tarmiya. Residents disputed this.", True),
        ("Police said gunmen shot dead a farmer in Khalis. His family questioned that account.", True),
        ("A blast killed nine in Baiji. Nobody disputed the toll.", False),
        ("A bomb killed four in Hilla. The militia denied involvement.", False),
        ("A bomb killed two people in Kut. The governor denied that he had been warned.", False),
        ("Shelling killed a girl in Zakho. Officials could not deny it.", False),
        ("A car bomb killed a candidate in Basra who had contested the election.", False),
    ],
)
def test_what_somebody_denies_is_told_with_a_doubt(text, disputed):
    found = read(text)
    assert found
    assert all(("claim_disputed" in incident.doubts) is disputed for incident in found)
