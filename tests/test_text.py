"""Folding, tokens and sentences: every offset must hold in the text as it was."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.language import load_language
from conflictmap.text import entity_end, fold, is_capital, sentences, tokenize

WRITTEN = load_language().orthography
ODD = st.text(
    alphabet=st.sampled_from("ab Z9.,;!?'\"-*\n\t&#x27amp;lt\u2019\u201c\u2014\u00a0\u200b\u2022\u0644\u00e9$%()…_")
)
TEXTS = st.one_of(st.text(), ODD)


@given(TEXTS)
def test_fold_keeps_length_and_is_done_once(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded or "&" in folded  # "&amp;lt;" is folded only once, as it was escaped


@given(TEXTS)
def test_fold_moves_no_plain_word(text):
    for i, (before, after) in enumerate(zip(text, fold(text), strict=True)):
        letter = before.isalnum() and unicodedata.category(before) != "Lm"  # the ayn of scholars is an apostrophe
        if letter and "&" not in text[:i]:
            assert after == before


FOLDED = [
    ("Ba\u2019quba", "Ba'quba"),
    ("Ba\u02bfquba", "Ba'quba"),
    ("\u201ca blast\u201d", '"a blast"'),
    ("\u00aba blast\u00bb", '"a blast"'),
    ("MOSUL \u2014 Two", "MOSUL - Two"),
    ("10\u201312 men", "10-12 men"),
    ("six\u00a0men", "six men"),
    ("six\u200bmen", "six men"),
    ("\u2022 BAGHDAD", "* BAGHDAD"),
    ("a\tb\r\nc", "a b \nc"),
    ("Ba&#39;quba", "Ba'    quba"),
    ("Ba&#x27;quba", "Ba'     quba"),
    ("cars &amp; trucks", "cars &     trucks"),
    ("five&nbsp;men", "five      men"),
    ("&ldquo;blast", '"      blast'),
    ("&bogus; &; & co", "&bogus; &; & co"),
    ("&#0; &#999999999;", "\ufffd    &#999999999;"),
    ("''no'' ``one''", '" no"  " one" '),
    ("the men's car", "the men's car"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "plain"), FOLDED)
def test_fold(text, plain):
    assert fold(text) == plain


@given(TEXTS, st.integers(0, 50))
def test_tokens_stand_where_they_say(text, base):
    folded = fold(text)
    tokens = tokenize(folded, WRITTEN, base)
    at = base
    for token in tokens:
        assert folded[token.start - base : token.end - base] == token.text
        assert token.low in {token.text.lower(), "'s"}
        assert at <= token.start < token.end
        assert folded[at - base : token.start - base].strip() == ""  # nothing but space is passed over
        at = token.end
    assert folded[at - base :].strip() == ""


TOKENS = [
    ("killed 1,200 people", "killed 1,200 people"),
    ("1,200,000 but 12,34", "1,200,000 but 12 , 34"),
    ("at 9:15, 3.5 km", "at 9:15 , 3.5 km"),
    ("a 120mm round", "a 120mm round"),
    ("the 21st", "the 21st"),
    ("9 a.m. in the U.S. zone", "9 a.m. in the U.S. zone"),
    ("Lt. Col. Ali fell.", "Lt. Col. Ali fell ."),
    ("Ba'quba, al-Amil", "Ba'quba , al-Amil"),
    ("off-duty policemen", "off-duty policemen"),
    ("Baghdad's west", "Baghdad 's west"),
    ("the soldiers' base", "the soldiers ' base"),
    ("wait... now", "wait ... now"),
    ("(six dead)", "( six dead )"),
    ("AK-47 fire", "AK - 47 fire"),
    ("$5 and 10%", "$ 5 and 10 %"),
    ("Zafraniyé", "Zafraniyé"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "tokens"), TOKENS)
def test_tokens(text, tokens):
    assert " ".join(token.text for token in tokenize(text, WRITTEN)) == tokens


@pytest.mark.parametrize(
    ("text", "low"), [("Baghdad's", ["baghdad", "'s"]), ("soldiers' base", ["soldiers", "'s", "base"])]
)
def test_a_possessive_is_a_token_of_its_own(text, low):
    assert [token.low for token in tokenize(text, WRITTEN)] == low


CAPITALS = [
    ("Mosul", True),
    ("al-Amil", True),
    ("off-duty", False),
    ("al-amil", False),
    ("al-", False),
    ("9th", False),
    ("\u0633\u0627\u0645\u0631\u0627\u0621", True),
]


@pytest.mark.parametrize(("word", "capital"), CAPITALS)
def test_capital(word, capital):
    assert is_capital(word) is capital


@given(TEXTS)
def test_sentences_are_in_order_and_lose_nothing(text):
    folded = fold(text)
    at, paragraph = 0, 0
    for sentence in sentences(folded, WRITTEN):
        assert at <= sentence.start < sentence.end
        assert folded[at : sentence.start].strip() == ""
        assert folded[sentence.start : sentence.end].strip() == folded[sentence.start : sentence.end]
        assert sentence.paragraph >= paragraph
        at, paragraph = sentence.end, sentence.paragraph
    assert folded[at:].strip() == ""


WRAPPED = "A bomb hidden in a sack of flour went off at a bakery in\nMosul, police said.\nNobody was hurt."
SENTENCES = [
    ("Two men died. Six were hurt.", ["Two men died.", "Six were hurt."]),
    ("Who fired? Nobody knows! Police are looking.", ["Who fired?", "Nobody knows!", "Police are looking."]),
    ("Lt. Col. Adnan Karim was killed.", ["Lt. Col. Adnan Karim was killed."]),
    ("Dr. S. Hamid of St. Mary's was shot.", ["Dr. S. Hamid of St. Mary's was shot."]),
    ("J. R. Naji was killed. Two guards died.", ["J. R. Naji was killed.", "Two guards died."]),
    ("A U.S. soldier died.", ["A U.S. soldier died."]),
    ("He blamed the U.S. The army said no.", ["He blamed the U.S.", "The army said no."]),
    ("It went off at 9 a.m. Two people died.", ["It went off at 9 a.m.", "Two people died."]),
    ("It went off at 9 a.m. Baghdad time.", ["It went off at 9 a.m. Baghdad time."]),
    ("It fell on Sept. 12 in Kut.", ["It fell on Sept. 12 in Kut."]),
    ("About 3.5 km away a mine went off.", ["About 3.5 km away a mine went off."]),
    ('"They fired at us." He ran.', ['"They fired at us."', "He ran."]),
    ("Six died (two of them police). Others fled.", ["Six died (two of them police).", "Others fled."]),
    ("Rockets fell on Kut. al-Amil was hit too.", ["Rockets fell on Kut.", "al-Amil was hit too."]),
    ("The blast was heard ... and then another.", ["The blast was heard ... and then another."]),
    (
        "KUT - A bomb killed two.\nHILLA - Gunmen shot a guard.",
        ["KUT - A bomb killed two.", "HILLA - Gunmen shot a guard."],
    ),
    ("* KUT - A bomb\n* HILLA - Gunfire", ["* KUT - A bomb", "* HILLA - Gunfire"]),
    (WRAPPED, ["A bomb hidden in a sack of flour went off at a bakery in\nMosul, police said.", "Nobody was hurt."]),
    ("a short line\nthen it goes on", ["a short line\nthen it goes on"]),
    ("a first paragraph\n\nthen a second", ["a first paragraph", "then a second"]),
    ("  \n \n", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "parts"), SENTENCES)
def test_sentences(text, parts):
    assert [text[sentence.start : sentence.end] for sentence in sentences(text, WRITTEN)] == parts


def test_paragraphs_are_numbered():
    text = "One died. Two fled.\n\nThree were hurt."
    assert [sentence.paragraph for sentence in sentences(text, WRITTEN)] == [0, 0, 1]


def test_an_entity_ends_where_its_last_letter_does():
    text = "They fled the army&#x2026; Nobody knows."
    assert entity_end(text, text.index("&") + 1) == text.index(";") + 1
    assert [entity_end(text, at) for at in (0, 4, len(text))] == [0, 4, len(text)]
