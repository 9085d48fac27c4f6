"""What makes of a clause an accident, an illness, a verdict, a match or a price: its subject, its object, its cause.

::

    collision := vehicle + "hit", "struck", "rammed" + thing, where nobody armed and no weapon is told of
    leaving   := vehicle + verb + "off", "into" + road or what lies beside it | vehicle + verb + "over"
    falling   := part of a building + "came down", "fell in"
    fire      := "a fire", "the fire" + verb, where nobody armed is told of
    meal      := "after eating", "after drinking" + what is not said to be poisoned
    dying     := "died of", "died from" + what nobody did
    verdict   := judge or court + "jailed", "cleared" + whom, and all that hangs on it
    force     := "the" force + "fighting", "battling" + whom
    figure    := verb of attack + goal or its keeper | price + verb of attack | verb of attack + "up 60 percent"
"""

from __future__ import annotations

from collections.abc import Set

from conflictmap.extraction.nonevents.scopewords import scope_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, VERBS, Clause, Tag
from conflictmap.extraction.violence.deeds import SUBJECTLESS, headed_by, is_verb_of, names_militants, object_span, side
from conflictmap.extraction.violence.means import is_verb
from conflictmap.language import Hit

__all__ = [
    "breaks_down",
    "burns",
    "dies_of",
    "gives_way",
    "is_figure",
    "is_toll",
    "judges",
    "says_enough",
    "says_which",
    "unmeant",
]


def _collides(scan: Scan, clause: Clause) -> bool:
    """Whether a vehicle runs into something, and nothing says that somebody meant it: "a lorry struck a pillar"."""
    words = scan.language.lists("mishaps")["collision"]
    if scan.syntax.lemma(clause) not in words["verbs"] or not _is_of(scan, clause, words["vehicles"]):
        return False
    met = range(clause.verb.end, clause.end)
    return not (_aimed(scan, met) or _armed(scan)) and words["aims"].isdisjoint(scan.lows[met.start : met.stop])


def _aimed(scan: Scan, met: range) -> bool:
    """Whether what is met bears arms, or the sentence names militants."""
    return side(scan, met.start, met.stop) in {"militant", "forces"} or names_militants(scan)


def _armed(scan: Scan) -> bool:
    """Whether a sentence names a weapon or an attack, or something goes off in it."""
    kinds = [hit for hit in scan.all("kind") if not (is_verb(hit.entry) and scan.syntax.tags[hit.start] is Tag.NAME)]
    return any(scan.syntax.tags[hit.start] not in VERBS or "blast" in hit.entry.traits for hit in kinds)  # no town Hit


def _is_of(scan: Scan, clause: Clause, words: Set[str]) -> bool:
    """Whether the subject is one of some things, whatever it is full or made of: "a van | full of workers"."""
    if clause.verb.passive or clause.link in SUBJECTLESS:
        return False
    start, end = clause.subject
    tags = scan.syntax.tags
    first = next((i for i in range(start, end) if tags[i] in NOUNS), end)
    last = next((i for i in range(first, end) if tags[i] not in NOUNS), end)
    last -= scan.word(last - 1) in scan.language.lists("mishaps")["collision"]["filled"]
    return not words.isdisjoint(scan.lows[first:last][-1:])


def _leaves_road(scan: Scan, clause: Clause) -> bool:
    """Whether a vehicle comes off its way or turns over, by whatever verb: "slid into a canal", "tipped over"."""
    driven = not clause.verb.passive and clause.link not in SUBJECTLESS
    if not driven or not scan.has("vehicle", clause.subject[0], clause.verb.start):
        return False
    return _off_its_way(scan, clause) and not (_armed(scan) or names_militants(scan))


def _off_its_way(scan: Scan, clause: Clause) -> bool:
    """Whether a clause tells of a road left, of what lies beside one, or of turning over."""
    words, lemma, i = scan.language.lists("mishaps")["leaving"], scan.syntax.lemma(clause), clause.verb.end
    near = scan.lows[i : min(clause.end, i + _BESIDE_ROAD)]
    if not words["grounds"].isdisjoint(near) and (lemma in words["verbs"] or scan.word(i) in words["ways"]):
        return True
    return lemma in words["turning"] and (scan.word(i) in words["over"] or _on_its_side(scan, i, words["on"]))


def _on_its_side(scan: Scan, i: int, on: frozenset[str]) -> bool:
    """Whether what turns comes to lie "on | its side", and does not turn "on a side road"."""
    return scan.word(i) in on and scan.syntax.tags[i + 1] is Tag.POSSESSIVE


_BESIDE_ROAD = 6
"""Tokens behind the verb within which stands what a vehicle left or fell into."""


def gives_way(scan: Scan, clause: Clause) -> bool:
    """Whether the verb of a clause alone says that nobody did it: "overturned", "gave way".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    words, lemma = scope_words(scan.language), scan.syntax.lemma(clause)
    after = words.particles.get(lemma)
    return lemma in words.verbs and (after is None or scan.word(clause.verb.end) in after)


def says_enough(scan: Scan, clause: Clause) -> bool:
    """Whether a verb needs no other word to tell an accident: "toppled", not "fell on".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    return scan.syntax.lemma(clause) not in scope_words(scan.language).particles


def unmeant(scan: Scan, clause: Clause, verb: int) -> bool:
    """Whether what a clause tells is meant by nobody.

    Parameters
    ----------
    scan : Scan
    clause : Clause
    verb : int
        What it did to people.
    """
    told = gives_way(scan, clause) or _collides(scan, clause) or _leaves_road(scan, clause)
    return told or _comes_down(scan, clause) or _sickens(scan, clause, verb)


def _comes_down(scan: Scan, clause: Clause) -> bool:
    """Whether a part of a building falls, and nothing struck it: "a ceiling came down"."""
    words = scan.language.lists("mishaps")["falling"]
    falls = scan.syntax.lemma(clause) in words["verbs"] and scan.word(clause.verb.end) in words["ways"]
    return falls and _is_of(scan, clause, words["things"]) and not (_armed(scan) or names_militants(scan))


def breaks_down(scan: Scan, clause: Clause) -> bool:
    """Whether what gives way is no thing: "talks collapsed", "the truce fell apart".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    return _is_of(scan, clause, scan.language.lists("mishaps")["leaving"]["figures"])


def burns(scan: Scan, clause: Clause) -> bool:
    """Whether a fire that nobody is said to have set does something: "a fire swept a hotel", not "fire from rooftops".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    words = scan.language.lists("mishaps")["fire"]
    fires = [i for i in range(clause.subject[0], clause.verb.start) if scan.word(i) in words["nouns"]]
    if not fires or clause.verb.passive or clause.link in SUBJECTLESS:
        return False
    alone = scan.plays(fires[0] - 1, "definite", "indefinite") and scan.syntax.tags[fires[0] + 1] not in NOUNS
    return alone and not (_armed(scan) or names_militants(scan))


def dies_of(scan: Scan, clause: Clause, natural: Set[str]) -> bool:
    """Whether people die of what nobody did: "died | of the cold", "perished | from thirst".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    natural : set of str
        What kills and nobody did it.
    """
    words, i = scan.language.lists("mishaps")["dying"], clause.verb.end
    if scan.syntax.lemma(clause) not in words["verbs"] or scan.word(i) not in words["of"]:
        return False
    return scan.word(_head(scan, i + 1)) in natural


def _head(scan: Scan, start: int) -> int:
    """Return the last token of the noun phrase that begins at a token."""
    return next((k for k in range(start, len(scan)) if scan.syntax.tags[k] not in _PHRASE), len(scan)) - 1


_PHRASE = NOUNS | {Tag.ADJECTIVE, Tag.DETERMINER}


def _sickens(scan: Scan, clause: Clause, verb: int) -> bool:
    """Whether a clause tells what made people ill: "fell ill | after eating bad fish"."""
    words = scan.language.lists("mishaps")["meal"]
    if clause.link != "adverbial" or scan.syntax.lemma(clause) not in words["verbs"]:
        return False
    start, end = object_span(scan, clause)
    harmed = scan.syntax.words.lemma(scan.word(verb)) in words["other"]
    return start < end and not harmed and words["meant"].isdisjoint(scan.lows)


def judges(scan: Scan, clause: Clause) -> bool:
    """Whether a court does to somebody what courts do, so that the deed is why: "a judge jailed two for a murder".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    words = scan.language.lists("mishaps")["verdict"]
    return is_verb_of(scan, clause, words["verbs"]) and headed_by(scan, clause, words["judges"])


def says_which(scan: Scan, clause: Clause | None, hit: Hit) -> bool:
    """Whether a word only says which force is meant, by its war: "the coalition | fighting militants in Kut".

    Parameters
    ----------
    scan : Scan
    clause : Clause or None
        Of the word.
    hit : Hit
        The word.
    """
    if clause is None or clause.link not in _BESIDE or clause.verb.start != clause.start or clause.start == 0:
        return False
    before = clause.start - 1
    definite = scan.syntax.context(before).determiner in scan.grammar.definite and scan.syntax.tags[before] in NOUNS
    return definite and hit.start == clause.start and hit.entry.value == "armed_clash"


_BESIDE = frozenset({"reduced", "participial"})


def is_figure(scan: Scan, clause: Clause | None, at: int) -> bool:
    """Whether a verb of attack is said of play, of prices or of traffic.

    Parameters
    ----------
    scan : Scan
    clause : Clause or None
        Of the word.
    at : int
        The word.
    """
    if clause is None or not clause.verb.start <= at < clause.verb.end:
        return False
    return _collides(scan, clause) or _by_measure(scan, clause) or _plays(scan, clause)


def _plays(scan: Scan, clause: Clause) -> bool:
    """Whether the subject is no doer or the object no target: "rents exploded", "bombarded the goal"."""
    lists = scan.language.lists("mishaps")
    if _is_of(scan, clause, lists["market"]["figures"]):
        return True
    start, end = object_span(scan, clause)
    return start < end and scan.word(end - 1) in lists["match"]["goals"]


def _by_measure(scan: Scan, clause: Clause) -> bool:
    """Whether the verb only tells how much more or less: "shot up | 60 percent"."""
    words, i = scan.language.lists("mishaps")["market"], clause.verb.end
    i += scan.word(i) in words["ways"]
    number = i < len(scan) and scan.syntax.tags[i] is Tag.NUMBER
    return number and not words["measures"].isdisjoint(scan.lows[i + 1 : i + 3])


def is_toll(scan: Scan, clause: Clause, parent: Clause | None) -> bool:
    """Whether a clause only goes on with what another left behind: "leaving six dead | and 11 hurt".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    parent : Clause or None
        On which it hangs.
    """
    if parent is None or clause.link != "coordinate" or parent.link != "participial" or clause.verb.passive:
        return False
    start, end = object_span(scan, clause)
    return start >= end and scan.syntax.lemma(parent) in scan.language.lists("mishaps")["toll"]["verbs"]
