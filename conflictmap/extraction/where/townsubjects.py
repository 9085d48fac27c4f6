"""A town as the subject of a sentence: "Kut was shelled", "Hilla came under fire", "Balad buried its dead".

::

    subject := time? Name apposition? verb          the verb tells what befell it, or any other that no government does
             | a kind "," Name "," verb             "Another city, Samawa, was hit"
    town    := Name noun of people                  "Baiji residents said"
             | site "of" Name                       "damaged the courthouse of Kut"

Whether the name is a town's is for the geocoder to say: men are shelled and bury their dead as well.
"""

from __future__ import annotations

from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import VERBS, Clause, Tag, VerbGroup
from conflictmap.extraction.violence.means import is_verb
from conflictmap.extraction.where.placehits import Standing
from conflictmap.extraction.where.placenames import inside_name, is_name, small_words, whole_name

__all__ = ["follows_name", "may_open", "name_end", "stands_as_subject"]

_BEFORE_OBJECT = VERBS | {Tag.PARTICLE, Tag.PREPOSITION}
_OF_OFFICE = frozenset({Tag.NOUN, Tag.PLURAL, Tag.ADJECTIVE})
_OFFICE = 3
"""Words of an office or of people at most."""
_BEFORE_CLAUSE = frozenset({Tag.TIME, Tag.COORDINATOR, Tag.SUBORDINATOR})
_ASIDE = frozenset({Tag.ADVERB, Tag.TIME})
_OPENS = frozenset({"", ":", "-", ";", '"'})
_KIND_BEFORE = 2
"""Tokens from a kind of place to the name that follows it behind a comma."""
_SITE = 4
"""Tokens from the first word of a site to the name behind "of"."""
_SCENE = 3
"""Tokens behind the verb within which stands what the town was: "was once again the | scene | of"."""


def may_open(scan: Scan, i: int) -> bool:
    """Whether a name that may be a town's begins at token `i`: "Hilla", "Sadr City", "Abu Ghraib".

    Parameters
    ----------
    scan : Scan
    i : int
    """
    if follows_name(scan, i) or scan.word(i) in small_words(scan, "articles")["all"]:
        return False
    return is_name(scan, i) or whole_name(scan, i, i + 2) or (scan.tokens[i].capital and inside_name(scan, i))


def follows_name(scan: Scan, i: int) -> bool:
    """Whether a name stands right before token `i`.

    Parameters
    ----------
    scan : Scan
    i : int
    """
    return i > 0 and is_name(scan, i - 1)


def name_end(scan: Scan, start: int, end: int) -> int:
    """Return where the bare name ends: what follows is who is called after it, or where a man of this name was.

    Parameters
    ----------
    scan : Scan
    start, end : int
        Tokens of the name, with what is joined to it: "Tikrit | hospital", "Hamid |, mayor of Kut".
    """
    return next((i for i in range(start + 1, end) if not (scan.tokens[i].capital or inside_name(scan, i))), end)


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
    if _is_object(scan, start) or _has_site(scan, start):
        return "town"
    return _subject(scan, start, end) if _opens(scan, start, end) else None


def _subject(scan: Scan, start: int, end: int) -> Standing | None:
    clause = next((c for c in scan.syntax.clauses if _is_subject_of(scan, start, end, c)), None)
    if clause is None:
        return "town" if _are_named(scan, start, end) else None
    return "subject" if _befalls(scan, clause) else _doer(scan, clause)


def _doer(scan: Scan, clause: Clause) -> Standing | None:
    """Return how a town stands that does something; ``None`` where those are meant who govern there."""
    return None if scan.syntax.lemma(clause) in _governing(scan) else "town"


def _is_word(scan: Scan, i: int) -> bool:
    """Whether a word has its capital from the sentence it opens: "Shelling killed two", "Hospitals were attacked"."""
    return (not i or scan.word(i - 1) in _OPENS) and (_tells(scan, i) or (_is_thing(scan, i) and not _goes_on(scan, i)))


def _tells(scan: Scan, i: int) -> bool:
    """Whether a word tells of violence or people, and is no name that only looks so ("Hit was shelled")."""
    kind = scan.at("kind", i)
    named = kind is not None and is_verb(kind.entry) and scan.syntax.tags[i] is Tag.NOUN
    return scan.at("people", i) is not None or (kind is not None and not named)


def _is_thing(scan: Scan, i: int) -> bool:
    kinds = scan.at("place_sites", i) or scan.at("place_kinds", i)
    return kinds is not None or scan.syntax.tags[i] is Tag.PLURAL


def _goes_on(scan: Scan, i: int) -> bool:
    """Whether a name goes on behind the word: "Camp | Speicher"."""
    return i + 1 < len(scan) and is_name(scan, i + 1)


def _is_stressed(scan: Scan, start: int, end: int) -> bool:
    """Whether a name is picked out: "It was | Hilla | that suffered most"."""
    tags = scan.syntax.tags
    return tags[max(0, start - 2) : start] == (Tag.PRONOUN, Tag.BE) and tags[end : end + 1] == (Tag.RELATIVE,)


def _is_object(scan: Scan, start: int) -> bool:
    """Whether a name stands right behind a verb that harms nobody: "sealed off | Tal Afar", "reached | Hilla"."""
    if not start or scan.syntax.tags[start - 1] not in _BEFORE_OBJECT:
        return False
    return any(_harms_nobody(scan, c.verb) for c in scan.syntax.clauses if c.verb.end in {start, start - 1})


def _has_site(scan: Scan, start: int) -> bool:
    """Whether a building or a site is told to be of a name: "a rocket struck the courthouse of | Kut"."""
    if not start or not scan.plays(start - 1, "genitive"):
        return False
    before = max(0, start - _SITE)
    sites = (*scan.inside("place_sites", before, start - 1), *scan.inside("place_kinds", before, start - 1))
    return any(hit.end == start - 1 for hit in sites)


def _harms_nobody(scan: Scan, verb: VerbGroup) -> bool:
    return not verb.copula and scan.at("outcome", verb.end - 1) is None


def _are_named(scan: Scan, start: int, end: int) -> bool:
    """Whether people or an office are called after a name: "Baiji residents said", "Tikrit hospital officials"."""
    verb = next((c.verb.start for c in scan.syntax.clauses if c.subject == (start, c.verb.start)), end)
    tags = scan.syntax.tags[end:verb]
    return 0 < len(tags) <= _OFFICE and _OF_OFFICE.issuperset(tags) and not scan.tokens[end].capital


def _governing(scan: Scan) -> frozenset[str]:
    """Return verbs whose subject, if it is a town, stands for those who govern there: "Baghdad denied it"."""
    return scan.syntax.words.saying | small_words(scan, "verbs")["governing"]


def _opens(scan: Scan, start: int, end: int) -> bool:
    """Whether nothing before a name makes it part of something else: it opens its clause, or a kind introduces it."""
    before, led = scan.word(start - 1) if start else "", small_words(scan, "articles")
    if before == ",":
        return _is_introduced(scan, start, end) or _opens_subject(scan, start)
    if before in led["both"] | led["all"]:
        return _opens(scan, start - 1, end)
    return before in _OPENS or scan.syntax.tags[start - 1] in _BEFORE_CLAUSE


def _opens_subject(scan: Scan, i: int) -> bool:
    return any(clause.subject[0] == i for clause in scan.syntax.clauses)


def _is_introduced(scan: Scan, start: int, end: int) -> bool:
    """Whether the kind of place stands before a name that commas set off: "Another city, | Samawa |,"."""
    return scan.word(end) == "," and scan.at("place_kinds", start - _KIND_BEFORE) is not None


def _is_subject_of(scan: Scan, start: int, end: int, clause: Clause) -> bool:
    """Whether a clause tells of a name; between them stands nothing but adverbs, or what two commas set off."""
    verb = clause.verb.start
    if clause.link == "participial" or not clause.subject[0] <= start < end <= clause.subject[1] <= verb:
        return False
    apart = scan.word(end) == "," and ":" not in scan.lows[end:verb]
    return (apart and scan.word(verb - 1) == ",") or _ASIDE.issuperset(scan.syntax.tags[end + apart : verb])


def _befalls(scan: Scan, clause: Clause) -> bool:
    """Whether a clause tells what befell its subject: it was struck, it saw or suffered it, it was its scene."""
    verbs, lemma = small_words(scan, "verbs"), scan.syntax.lemma(clause)
    if clause.verb.passive:
        last = clause.verb.end - 1
        return scan.at("place_targets", last) is not None or scan.word(last) in verbs["undergone"]
    return lemma in verbs["seeing"] or _comes_to(scan, clause, lemma)


def _comes_to(scan: Scan, clause: Clause, lemma: str) -> bool:
    """Whether a town comes under fire, or is or becomes the scene of something."""
    verbs, behind = small_words(scan, "verbs"), scan.lows[clause.verb.end : clause.verb.end + _SCENE]
    if lemma in verbs["coming"]:
        return not small_words(scan, "prepositions")["under"].isdisjoint(behind[:1])
    scene = clause.verb.copula or lemma in verbs["becoming"]
    return scene and not small_words(scan, "nouns")["scenes"].isdisjoint(behind)
