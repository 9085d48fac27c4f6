"""A town as the subject of a sentence: "Kut was shelled", "Hilla came under fire", "Balad buried its dead".

::

    subject := time? Name apposition? verb          the verb tells what befell it, or any other that no government does
             | a kind "," Name "," verb             "Another city, Samawa, was hit"
    town    := Name noun of people                  "Baiji residents said"

Whether the name is a town's is for the geocoder to say: men are shelled and bury their dead as well.
"""

from __future__ import annotations

from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, VERBS, Clause, Tag
from conflictmap.extraction.violence.means import is_verb
from conflictmap.extraction.where.placehits import Standing
from conflictmap.extraction.where.placenames import is_name, small_words

__all__ = ["stands_as_subject"]

_BEFORE_OBJECT = VERBS | {Tag.PARTICLE, Tag.PREPOSITION}
_OF_OFFICE = frozenset({Tag.NOUN, Tag.PLURAL, Tag.ADJECTIVE})
_OFFICE = 3
"""Words of an office or of people at most."""
_ASIDE = frozenset({Tag.ADVERB, Tag.TIME})
_OPENS = frozenset({"", ":", "-", ";", '"'})
_KIND_BEFORE = 2
"""Tokens from a kind of place to the name that follows it behind a comma."""
_SCENE = 3
"""Tokens behind the verb within which stands what the town was: "was once again the | scene | of"."""


def stands_as_subject(scan: Scan, start: int, end: int) -> Standing | None:
    """Return how a name stands that may be a town's and that no preposition leads; ``None`` where it is no subject.

    Parameters
    ----------
    scan : Scan
    start, end : int
        Tokens of the name, with what says where it lies.
    """
    if scan.without_capitals or _is_word(scan, start):
        return None
    if _is_stressed(scan, start, end):
        return "subject"
    if _is_object(scan, start):
        return "town"
    if not _opens(scan, start, end):
        return None
    clause = next((c for c in scan.syntax.clauses if _is_subject_of(scan, start, end, c)), None)
    if clause is None:
        return "town" if _are_named(scan, start, end) else None
    if _befalls(scan, clause):
        return "subject"
    return None if scan.syntax.lemma(clause) in _governing(scan) else "town"


def _is_word(scan: Scan, i: int) -> bool:
    """Whether a word has its capital from the sentence it opens: "Shelling killed two", "Hospitals were attacked"."""
    if i and scan.word(i - 1) not in _OPENS:
        return False
    kind, noun = scan.at("kind", i), scan.syntax.tags[i] is Tag.NOUN
    if scan.at("people", i) is not None or (kind is not None and not (noun and is_verb(kind.entry))):
        return True  # but not "Hit was shelled"
    place = scan.at("place_sites", i) is not None or scan.at("place_kinds", i) is not None
    ends = i + 1 == len(scan) or not is_name(scan, i + 1)  # "Camp Speicher" goes on
    return ends and (place or scan.syntax.tags[i] is Tag.PLURAL)


def _is_stressed(scan: Scan, start: int, end: int) -> bool:
    """Whether a name is picked out: "It was | Hilla | that suffered most"."""
    tags, led = scan.syntax.tags, start > 1 and scan.syntax.tags[start - 1] is Tag.BE
    return led and tags[start - 2] is Tag.PRONOUN and end < len(scan) and tags[end] is Tag.RELATIVE


def _is_object(scan: Scan, start: int) -> bool:
    """Whether a name stands right behind a verb: "sealed off | Tal Afar", "reached | Hilla"."""
    if not start or scan.syntax.tags[start - 1] not in _BEFORE_OBJECT:
        return False
    clause = next((c for c in scan.syntax.clauses if c.verb.end in {start, start - 1}), None)
    return clause is not None and not clause.verb.copula and scan.at("outcome", clause.verb.end - 1) is None


def _are_named(scan: Scan, start: int, end: int) -> bool:
    """Whether people or an office are called after a name: "Baiji residents said", "Tikrit hospital officials"."""
    clause = next((c for c in scan.syntax.clauses if c.subject[0] == start and c.subject[1] == c.verb.start), None)
    if clause is None or not end < clause.verb.start <= end + _OFFICE:
        return False
    tags = scan.syntax.tags[end : clause.verb.start]
    return tags[-1] in NOUNS and all(tag in _OF_OFFICE for tag in tags) and not scan.tokens[end].capital


def _governing(scan: Scan) -> frozenset[str]:
    """Return verbs whose subject, if it is a town, stands for those who govern there: "Baghdad denied it"."""
    return scan.syntax.words.saying | small_words(scan, "verbs")["governing"]


def _opens(scan: Scan, start: int, end: int) -> bool:
    """Whether nothing before a name makes it part of something else: it opens its clause, or a kind introduces it."""
    before = scan.word(start - 1) if start else ""
    if before in _OPENS or scan.syntax.tags[start - 1] in {Tag.TIME, Tag.COORDINATOR, Tag.SUBORDINATOR}:
        return True
    if before != ",":
        led = small_words(scan, "articles")
        return before in led["both"] | led["all"] and _opens(scan, start - 1, end)
    kind = scan.at("place_kinds", start - _KIND_BEFORE)
    return (kind is not None and scan.word(end) == ",") or _opens_subject(scan, start)


def _opens_subject(scan: Scan, i: int) -> bool:
    return any(clause.subject[0] == i for clause in scan.syntax.clauses)


def _is_subject_of(scan: Scan, start: int, end: int, clause: Clause) -> bool:
    """Whether a clause tells of a name; between them stands nothing but adverbs, or what two commas set off."""
    verb = clause.verb.start
    if clause.link == "participial" or not (clause.subject[0] <= start and end <= clause.subject[1] <= verb):
        return False
    if all(scan.syntax.tags[i] in _ASIDE for i in range(end, verb)):
        return True
    if scan.word(end) != "," or ":" in scan.lows[end:verb]:
        return False
    return scan.word(verb - 1) == "," or all(scan.syntax.tags[i] in _ASIDE for i in range(end + 1, verb))


def _befalls(scan: Scan, clause: Clause) -> bool:
    """Whether a clause tells what befell its subject: it was struck, it saw or suffered it, it was its scene."""
    verbs, verb = small_words(scan, "verbs"), clause.verb
    if verb.passive:
        last = verb.end - 1
        return scan.at("place_targets", last) is not None or scan.word(last) in verbs["undergone"]
    lemma = scan.syntax.lemma(clause)
    if lemma in verbs["coming"]:
        return scan.word(verb.end) in small_words(scan, "prepositions")["under"]
    if verb.copula or lemma in verbs["becoming"]:
        return not small_words(scan, "nouns")["scenes"].isdisjoint(scan.lows[verb.end : verb.end + _SCENE])
    return lemma in verbs["seeing"]
