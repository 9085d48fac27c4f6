"""Which kind of violence: the words weighed against each other, and what no single word carries."""

from __future__ import annotations

import pytest
from sentencecases import scanned

from conflictmap import codebook
from conflictmap.extraction.attacks.classification import decide
from conflictmap.extraction.attacks.terms import find_terms
from conflictmap.extraction.casualties import find_mentions
from conflictmap.extraction.violence.kindwords import kind_hits


def decided(text: str) -> tuple[str, str]:
    """Return the kind of a sentence and the rule that told it."""
    scan = scanned(text)
    kind, _, rule = decide(scan, 0, len(scan), [t for t in find_terms(scan) if t.real], find_mentions(scan))
    return kind, rule


BY_WORD = [
    ("A suicide car bomb went off.", "suicide_car_bomb"),
    ("A suicide bomber struck.", "suicide_bombing"),
    ("A man blew himself up.", "suicide_bombing"),
    ("A car bomb went off.", "car_bomb"),
    ("A roadside bomb went off.", "roadside_bomb"),
    ("An IED wounded two men.", "roadside_bomb"),
    ("A sticky bomb killed a man.", "bombing"),
    ("Two blasts were heard.", "bombing"),
    ("Mortar rounds fell on the town.", "shelling"),
    ("Troops shelled the town.", "shelling"),
    ("Jets bombed the town.", "air_strike"),
    ("A drone strike killed a man.", "air_strike"),
    ("Clashes broke out.", "armed_clash"),
    ("They exchanged fire.", "armed_clash"),
    ("Gunmen killed a man.", "shooting"),
    ("They opened fire on a bus.", "shooting"),
    ("A judge was assassinated.", "assassination"),
    ("Police found nine bodies.", "body_found"),
    ("A mass grave was unearthed.", "body_found"),
    ("They kidnapped a man.", "abduction"),
    ("They beheaded two men.", "execution"),
    ("They set fire to a shop.", "arson_sabotage"),
    ("They stormed a bank.", "raid"),
    ("An attack killed a man.", "other"),
]


@pytest.mark.parametrize(("text", "kind"), BY_WORD)
def test_by_a_word(text, kind):
    assert decided(text)[0] == kind


STRONGER = [
    ("A car bomb and gunfire killed six.", "car_bomb"),
    ("Gunmen opened fire after a bomb blast.", "bombing"),
    ("The attack, a suicide bombing, killed six.", "suicide_bombing"),
    ("Gunmen attacked a bus.", "shooting"),
    ("A rocket attack by insurgents killed a man.", "shelling"),
    ("Gunmen assassinated a judge.", "assassination"),
    ("Gunmen beheaded a driver.", "execution"),
    ("Two shots were heard before the car bomb went off.", "car_bomb"),
]


@pytest.mark.parametrize(("text", "kind"), STRONGER)
def test_the_word_that_says_most_decides(text, kind):
    assert decided(text)[0] == kind


TOGETHER = [
    ("A suicide bomber drove a lorry into a wall.", "suicide_car_bomb"),
    ("A suicide attacker rammed a car into a gate.", "suicide_car_bomb"),
    ("A suicide bomber in a minibus struck.", "suicide_car_bomb"),
    ("A suicide bomber on foot struck.", "suicide_bombing"),
    ("A parked car exploded.", "car_bomb"),
    ("A taxi blew up.", "car_bomb"),
    ("A bomb exploded near a car.", "bombing"),
    ("A bomb planted by the side of the road exploded.", "roadside_bomb"),
    ("A bomb exploded under a pipeline.", "arson_sabotage"),
    ("A bomb killed two men at a pipeline.", "bombing"),
    ("Gunmen killed the hostage.", "execution"),
    ("A video showed gunmen killing a man.", "execution"),
]


@pytest.mark.parametrize(("text", "kind"), TOGETHER)
def test_by_several_words_together(text, kind):
    assert decided(text)[0] == kind


WITHOUT_A_WORD = [
    ("Three men were killed.", "other"),
    ("Police killed two men.", "shooting"),
    ("Two soldiers and three militants were killed.", "armed_clash"),
    ("Four drivers were found dead.", "body_found"),
    ("The hostages were killed.", "execution"),
    ("Kidnappers seized two engineers.", "abduction"),
]


@pytest.mark.parametrize(("text", "kind"), WITHOUT_A_WORD)
def test_by_what_befell_them(text, kind):
    assert decided(text)[0] == kind


@pytest.mark.parametrize("text", [case[0] for case in (*BY_WORD, *STRONGER, *TOGETHER, *WITHOUT_A_WORD)])
def test_the_rule_has_a_name(text):
    kind, rule = decided(text)
    assert kind in codebook.kinds()
    assert rule == rule.strip() != ""


INNER = [
    ("a suicide car bomb", ["suicide car bomb"]),
    ("a car bomb and a mortar round", ["car bomb", "mortar round"]),
    ("a bomb attack", ["bomb attack"]),
    ("the second bomb", ["bomb"]),
    ("weather", []),
]


@pytest.mark.parametrize(("text", "words"), INNER)
def test_a_word_inside_a_longer_one_is_left_out(text, words):
    scan = scanned(text)
    assert [" ".join(scan.lows[hit.start : hit.end]) for hit in kind_hits(scan)] == words
