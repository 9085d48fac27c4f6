"""The constructions in which casualties are told: which fires, on how many people, and what is not one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentencecases import scanned, span

from conflictmap.extraction.attacks.happenings import deed_happens
from conflictmap.extraction.casualties import Mention, find_mentions

NOUGHT = [
    ("No one was hurt.", {"killed 0", "wounded 0"}),
    ("Nobody was killed.", {"killed 0"}),
    ("No civilians were killed or wounded.", {"killed 0", "wounded 0"}),
    ("It caused no injuries.", {"killed 0", "wounded 0"}),
    ("The bomb harmed nobody.", {"killed 0", "wounded 0"}),
    ("It did not hurt anyone.", {"killed 0", "wounded 0"}),
    ("Casualties: none", {"killed 0", "wounded 0"}),
    ("There was no loss of life.", {"killed 0"}),
    ("The bomb wounded three guards but killed no one.", {"wounded 3", "killed 0"}),
]


def told(mention: Mention) -> str:
    return f"{mention.outcome} {span(mention.low, mention.high)}"


def all_told(sentence: str) -> list[str]:
    """What happens to how many, each once and in order, what is only meant to happen left out."""
    scan = scanned(sentence)
    return list(dict.fromkeys(told(mention) for mention in find_mentions(scan) if deed_happens(scan, mention)))


# construction -> sentence, what is told in order of the verbs
CONSTRUCTIONS = {
    "result/active": [
        ("The raid left four men dead and two injured.", "killed 4, wounded 2"),
        ("They shot a tailor and his son dead.", "killed 2"),
        ("A mine left one cook dead and three bleeding.", "killed 1, wounded 3"),
        ("The shell tore two boys to pieces.", "killed 2"),
        ("A blast put three pupils in hospital.", "wounded 3"),
        ("The bomb ended the lives of nine men.", "killed 9"),
        ("The ambush cost a driver his life.", "killed 1"),
    ],
    "result/passive": [
        ("Four shepherds were blown to pieces.", "killed 4"),
        ("Two guards were tied up and clubbed to death.", "killed 2"),
    ],
    "active": [
        ("A bomb killed six people and wounded 15.", "killed 6, wounded 15"),
        ("A blast hit the market, killing nine.", "killed 9"),
        ("Gunmen killed his wife and their four children.", "killed 5"),
        ("Bomb kills four at market", "killed 4"),
        ("Strikes said to kill 44", "killed 44"),
        ("They shot dead a tailor.", "killed 1"),
        ("The shell left two boys dead.", "killed 2"),
        ("Armed men took 14 employees hostage.", "abducted 14"),
        ("Militants took hostage three drivers.", "abducted 3"),
        ("Gunmen abducted two of her sons.", "abducted 2"),
        ("The blast claimed seven lives.", "killed 7"),
        ("The blast claimed the lives of seven men.", "killed 7"),
        ("It led to the injury of three guards.", "wounded 3"),
    ],
    "passive": [
        ("Six people were killed.", "killed 6"),
        ("Six people have been killed and four were hurt.", "killed 6, wounded 4"),
        ("Six people were badly wounded, among them two girls.", "wounded 6"),
        ("Nine were killed by a shell.", "killed 9"),
        ("Two of them were hit by bullets.", "wounded 2"),
        ("The judge was kidnapped.", "abducted 1"),
        ("Two guards were abducted and killed.", "abducted 2, killed 2"),
        ("A sheikh was killed along with two guards.", "killed 3"),
    ],
    "reduced": [
        ("Two policemen killed, three wounded in Kut.", "killed 2, wounded 3"),
        ("At least 20 dead in blast", "killed 20+"),
        ("Two soldiers shot dead on bridge", "killed 2"),
    ],
    "intransitive": [
        ("Three people died.", "killed 3"),
        ("Eight of them perished in the fire.", "killed 8"),
        ("Two soldiers suffered minor wounds.", "wounded 2"),
        ("Four guards lost their lives.", "killed 4"),
    ],
    "nominal": [
        ("the killing of 12 workers", "killed 12"),
        ("The blast brought the death toll to 31.", "killed 31"),
        ("The dead numbered four.", "killed 4"),
        ("There were no casualties.", "killed 0, wounded 0"),
        ("It caused no deaths.", "killed 0"),
    ],
    "bodies": [
        ("Police found 27 bodies.", "killed 27"),
        ("27 bodies were found.", "killed 27"),
        ("The bodies of four men were dumped in a field.", "killed 4"),
        ("Fishermen pulled two corpses from the river.", "killed 2"),
        ("A mass grave holding 40 bodies was unearthed.", "killed 40"),
        ("A headless body turned up in a ditch.", "killed 1"),
        ("Police found bodies in a river.", "killed 2+"),
    ],
    "found_dead": [
        ("Four drivers were found dead.", "killed 4"),
        ("Two men were found with their throats cut.", "killed 2"),
    ],
    "gapped": [
        ("24 were killed in Yarmouk and 17 in Baladiyat.", "killed 24, killed 17"),
    ],
}
CASES = [
    pytest.param(name, *case, id=f"{name}: {case[0][:40]}") for name, cases in CONSTRUCTIONS.items() for case in cases
]


@pytest.mark.parametrize(("construction", "sentence", "wanted"), CASES)
def test_construction(construction, sentence, wanted):
    assert ", ".join(all_told(sentence)) == wanted
    assert any(construction in mention.rule for mention in find_mentions(scanned(sentence)))


@pytest.mark.parametrize(("sentence", "wanted"), NOUGHT)
def test_nobody(sentence, wanted):
    assert set(all_told(sentence)) == wanted


NONE_TOLD = [
    "They wanted to kill two guards.",
    "They could kill two guards.",
    "To wound a guard was their aim.",
    "Gunmen threatened to go to Kut.",
    "The wounded were taken to a clinic.",
    "A bomb destroyed five cars.",
    "Shells killed 100 sheep.",
    "The killers fled.",
    "The head of the council spoke in Kut.",
    "Farmers found a lost cow.",
    "Officials claimed success.",
    "Police took the road to Kut.",
    "",
]


@pytest.mark.parametrize("sentence", NONE_TOLD)
def test_nothing_told(sentence):
    assert all_told(sentence) == []


FLAGS = [
    ("The army said the toll had risen to 31.", "toll"),
    ("Two more soldiers were wounded.", "more"),
    ("Five others were wounded.", "more"),
    ("Police found nine bodies.", "bodies"),
    ("Several people were killed.", "vague"),
    ("A bomb killed two guards.", "active"),
]


@pytest.mark.parametrize(("sentence", "flag"), FLAGS)
def test_flag(sentence, flag):
    assert any(getattr(mention, flag) for mention in find_mentions(scanned(sentence)))


RIVALS = [
    ("Accounts vary; police counted 9 dead, a hospital 11.", "killed 9..11"),
    ("Figures for the wounded differed: 30 or 34.", "wounded 30..34"),
]


@pytest.mark.parametrize(("sentence", "wanted"), RIVALS)
def test_sources_that_differ_make_a_range(sentence, wanted):
    assert wanted in all_told(sentence)


FATAL = [
    ("A mine fatally wounded a guard.", "killed 1"),
    ("A guard was mortally wounded.", "killed 1"),
    ("A mine wounded a guard.", "wounded 1"),
]


@pytest.mark.parametrize(("sentence", "wanted"), FATAL)
def test_a_fatal_wound_kills(sentence, wanted):
    assert all_told(sentence) == [wanted]


def test_the_same_people_are_counted_once():
    assert all_told("A sailor wounded on Sunday has died.") == ["killed 1"]
    assert all_told("The bodies of two guards who had been shot dead were found.") == ["killed 2"]


WORDS = (
    "killed wounded dead died bodies found kidnapped shot and , were was six two people policemen the a of in Mosul with no one toll to 31 "
    "including them killing others by bomb ; hostage took"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=16))
def test_any_words_make_sound_mentions(words):
    scan = scanned(" ".join(words))
    for mention in find_mentions(scan):
        assert 0 <= mention.start <= mention.verb < len(scan)
        assert mention.start < mention.end <= len(scan)
        assert mention.outcome in {"killed", "wounded", "abducted"}
        assert mention.low is not None or mention.high is not None
