"""Events by role: an armed agent or a weapon meets somebody or something, whatever the verb.

::

    clash   := armed people + verb of fighting + armed people of the other side
             | armed people + verb of advancing + "into" a place + fire of any kind
             | armed people + verb of meeting + "resistance"
    capture := armed people + verb of taking + a place
    assault := armed people + verb of harm + people, a house, a vehicle
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Literal

from conflictmap.extraction.people import FORCES
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.extraction.violence.means import is_gun
from conflictmap.extraction.violence.recaptures import was_lost
from conflictmap.language import Entry, Hit, Language

__all__ = [
    "SUBJECTLESS",
    "Side",
    "armed_subject",
    "fights",
    "head_end",
    "headed_by",
    "is_by_role",
    "is_verb_of",
    "names_militants",
    "object_span",
    "role_hits",
    "side",
    "subject_span",
]

Side = Literal["militant", "forces", "people", ""]
"""Of armed men, of soldiers or police, of others; of nobody."""


# What a clause tells by its roles ranks as the verbs of its kind do.
_CLASH = Entry("kind", "role.clash", "armed_clash", "verb", 47)
_CAPTURE = Entry("kind", "role.capture", "raid", "verb", 41, "", frozenset({"slight"}))
_HARM = Entry("kind", "role.harm", "other", "verb", 19, "", frozenset({"general", "slight"}))
_DEEDS = frozenset({_CLASH, _CAPTURE, _HARM})


@dataclass(frozen=True, slots=True)
class DeedWords:
    """See ``rules/<language>/reading/events.toml`` [roles]."""

    clashing: frozenset[str]
    capturing: frozenset[str]
    holding: frozenset[str]
    held_over: frozenset[str]
    harming: frozenset[str]
    forces: frozenset[str]
    material: frozenset[str]
    fighters: frozenset[str]
    advancing: frozenset[str]
    into: frozenset[str]
    meeting: frozenset[str]
    resistance: frozenset[str]
    elements: frozenset[str]
    parted: frozenset[str]
    repelling: frozenset[str]
    exchanging: frozenset[str]
    exchanged: frozenset[str]


@lru_cache(maxsize=8)
def deed_words(language: Language) -> DeedWords:
    """Return the words of deeds told by role, from ``reading/events.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    return DeedWords(**language.lists("events").sets("roles", [field.name for field in fields(DeedWords)]))


def side(scan: Scan, start: int, end: int) -> Side:
    """Return whose side the people among tokens are on: ``"militant"``, ``"forces"``, ``"people"`` or nobody's.

    Parameters
    ----------
    scan : Scan
    start, end : int
    """
    words = deed_words(scan.language)
    end = head_end(scan, start, end)
    groups = [hit.entry.value for hit in scan.inside("people", start, end)]
    guns = any(is_gun(hit.entry) for hit in scan.inside("kind", start, end))
    if "militant" in groups or guns or not words.fighters.isdisjoint(scan.lows[start:end]):
        return "militant"
    if not words.forces.isdisjoint(scan.lows[start:end]) or not FORCES.isdisjoint(groups):
        return "forces"
    return "people" if groups else ""


def head_end(scan: Scan, start: int, end: int) -> int:
    """Return where the head of a noun phrase ends: "men | in police uniforms", "soldiers of the 4th brigade".

    Parameters
    ----------
    scan : Scan
    start, end : int
    """
    tags, noun = scan.syntax.tags, False
    for i in range(start, end):
        noun = noun or tags[i] in NOUNS
        if noun and tags[i] is Tag.PREPOSITION and not scan.plays(i, "genitive"):
            return i
    return end


def is_verb_of(scan: Scan, clause: Clause, verbs: Set[str]) -> bool:
    """Whether the verb of a clause is one of some, by its base form or as it stands: no ending tells "took" and "left".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    verbs : set of str
    """
    return not verbs.isdisjoint((scan.word(clause.verb.head), scan.syntax.lemma(clause)))


SUBJECTLESS = frozenset({"participial", "shared"})
"""Links of clauses whose subject stands in another."""


def headed_by(scan: Scan, clause: Clause, words: Set[str]) -> bool:
    """Whether the subject of an active clause has one of these words as its head: "a bolt of | lightning struck".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    words : set of str
    """
    if clause.verb.passive or clause.link in SUBJECTLESS:
        return False
    start, end = clause.subject
    heads = scan.lows[start : head_end(scan, start, min(end, clause.verb.start))]
    return bool(heads) and heads[-1] in words


def subject_span(scan: Scan, clause: Clause) -> tuple[int, int]:
    """Return the tokens of the subject; that of the reporting clause for "it" and "they".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    start, end = clause.subject
    parent = scan.syntax.parent(clause)
    points = end == start + 1 and scan.word(start) in scan.grammar.pointing_subjects
    if points and clause.link == "complement" and parent is not None:
        return parent.subject
    return start, end


def armed_subject(scan: Scan, clause: Clause) -> Side:
    """Return the side of those who act in a clause: the subject, or the agent of a passive.

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    if clause.verb.passive:
        after = range(clause.verb.end, min(len(scan), clause.end))
        at = next((i for i in after if scan.plays(i, "agent")), None)
        return side(scan, at + 1, min(clause.end, at + 8)) if at is not None else ""
    return side(scan, *subject_span(scan, clause))


def object_span(scan: Scan, clause: Clause) -> tuple[int, int]:
    """Return the tokens of the noun phrase after an active verb, or of the subject of a passive one.

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    if clause.verb.passive:
        return clause.subject
    tags, i = scan.syntax.tags, clause.verb.end
    i += i < len(scan) and scan.word(i) in deed_words(scan.language).parted  # "mopped | up"
    while i < len(scan) and tags[i] in {Tag.ADVERB, Tag.PARTICLE, Tag.TIME}:
        i += 1
    start = i
    while i < min(len(scan), max(clause.end, start + 1)) and tags[i] in _IN_PHRASE:
        i += 1
    return start, i


_IN_PHRASE = NOUNS | {Tag.DETERMINER, Tag.POSSESSIVE, Tag.GENITIVE, Tag.NUMBER, Tag.ADJECTIVE, Tag.COORDINATOR}


def role_hits(scan: Scan, taken: frozenset[int]) -> Iterator[tuple[Hit, Clause]]:
    """Yield a hit for each clause that tells an attack by its roles alone.

    Parameters
    ----------
    scan : Scan
    taken : frozenset of int
        Tokens that words of violence cover already.
    """
    for clause in scan.syntax.clauses:
        if clause.verb.head in taken:
            continue
        made = _by_roles(scan, clause)
        if made is not None:
            yield Hit(clause.verb.head, clause.verb.head + 1, made), clause


def is_by_role(hit: Hit) -> bool:
    """Whether no word of the language tells the deed, only the roles of a clause.

    Parameters
    ----------
    hit : Hit
    """
    return hit.entry in _DEEDS


def _by_roles(scan: Scan, clause: Clause) -> Entry | None:
    words, lemma = deed_words(scan.language), scan.syntax.lemma(clause)
    if was_lost(scan, clause):
        return _CAPTURE
    if lemma in words.exchanging and _exchanged(scan, clause, words):
        return _CLASH
    tells = next((tells for verbs, tells in _tables(words) if lemma in verbs), None)
    agent = armed_subject(scan, clause) if tells is not None else ""
    return tells(scan, clause, agent) if tells is not None and agent in {"militant", "forces"} else None


def _exchanged(scan: Scan, clause: Clause, words: DeedWords) -> bool:
    """Whether fire is what two sides give each other: "shots had been exchanged"."""
    start, end = clause.subject
    return clause.verb.passive and end > start and scan.word(head_end(scan, start, end) - 1) in words.exchanged


_Tells = Callable[[Scan, Clause, Side], Entry | None]


@lru_cache(maxsize=8)
def _tables(words: DeedWords) -> tuple[tuple[frozenset[str], _Tells], ...]:
    """Return the verbs of deeds, each with what it tells of whom."""
    return (
        (words.clashing | words.capturing | words.harming, _of_object),
        (words.advancing, _advance),
        (words.meeting, _resisted),
    )


def _of_object(scan: Scan, clause: Clause, agent: Side) -> Entry | None:
    span = object_span(scan, clause)
    if span[0] >= span[1]:
        return None
    patient = side(scan, *_with_genitive(scan, *span))
    return (
        _by_patient(scan, clause, agent, patient) or _seized(scan, clause, span) or _harmed(scan, clause, span, agent)
    )


def _by_patient(scan: Scan, clause: Clause, agent: Side, patient: Side) -> Entry | None:
    words, lemma = deed_words(scan.language), scan.syntax.lemma(clause)
    if lemma in words.clashing and {agent, patient} == {"militant", "forces"}:
        return _CLASH
    if lemma in words.repelling and any(scan.at("kind", i) is not None for i in range(*object_span(scan, clause))):
        return _CLASH
    return _HARM if lemma in words.harming and (agent, patient) == ("militant", "people") else None


def _seized(scan: Scan, clause: Clause, span: tuple[int, int]) -> Entry | None:
    capturing = scan.syntax.lemma(clause) in deed_words(scan.language).capturing
    return _CAPTURE if capturing and _is_place(scan, *_held(scan, *span)) else None


def _held(scan: Scan, start: int, end: int) -> tuple[int, int]:
    """Return what somebody takes control of: "full control of | the refinery"; else the phrase itself."""
    words = deed_words(scan.language)
    if scan.word(end - 1) not in words.holding or scan.word(end) not in words.held_over:
        return start, end
    stop = end + 1
    while stop < len(scan) and scan.syntax.tags[stop] in _IN_PHRASE:
        stop += 1
    return end + 1, stop


def _harmed(scan: Scan, clause: Clause, span: tuple[int, int], agent: Side) -> Entry | None:
    harming = agent == "militant" and scan.syntax.lemma(clause) in deed_words(scan.language).harming
    return _HARM if harming and _has_material(scan, *span) else None


def _with_genitive(scan: Scan, start: int, end: int) -> tuple[int, int]:
    """Return the tokens of a noun phrase with what "of" joins to it: "pockets of rebels"."""
    if not scan.plays(end, "genitive"):
        return start, end
    stop = end + 1
    while stop < len(scan) and scan.syntax.tags[stop] in _IN_PHRASE:
        stop += 1
    return start, stop


def _advance(scan: Scan, clause: Clause, _: Side) -> Entry | None:
    """Read forces that come in under fire: "rolled into the town amid a hail of gunfire"."""
    after = range(clause.verb.end, min(clause.verb.end + 3, len(scan)))
    into = any(scan.word(i) in deed_words(scan.language).into for i in after)
    fire = (hit for hit in scan.inside("kind", clause.verb.end, clause.end) if scan.syntax.tags[hit.start] in NOUNS)
    return _CLASH if into and any(hit.entry.value in _FIRE for hit in fire) else None


_FIRE = frozenset({"shooting", "shelling", "bombing", "armed_clash", "air_strike"})


def _resisted(scan: Scan, clause: Clause, _: Side) -> Entry | None:
    """Read forces that meet with resistance."""
    start, end = _with_genitive(scan, *object_span(scan, clause))
    return _CLASH if not deed_words(scan.language).resistance.isdisjoint(scan.lows[start:end]) else None


def fights(scan: Scan, hit: Hit, clause: Clause) -> bool:
    """Whether a verb of fighting is meant so: somebody armed, or against whom; nobody fights a fire with arms.

    Parameters
    ----------
    scan : Scan
    hit : Hit
        The verb.
    clause : Clause
        Whose verb it is.
    """
    if clause.verb.passive or not clause.verb.start <= hit.start < clause.verb.end:
        return True
    armed = armed_subject(scan, clause) in {"militant", "forces"}
    if scan.syntax.lemma(clause) in deed_words(scan.language).advancing:
        return armed or _may_bear_arms(scan, *clause.subject)
    if hit.end > hit.start + 1:  # "exchanged fire"
        return True
    return _is_foe(scan, *_fought(scan, clause), armed=armed)


def _is_foe(scan: Scan, start: int, end: int, *, armed: bool) -> bool:
    """Whether an object, if there is one, is what armed people fight, or somebody armed or named."""
    if not deed_words(scan.language).elements.isdisjoint(scan.lows[start:end]):
        return False
    return armed or _may_bear_arms(scan, start, end) or bool(side(scan, *_with_genitive(scan, start, end)))


def _may_bear_arms(scan: Scan, start: int, end: int) -> bool:
    """Whether a name, or a word of violence, stands in a phrase."""
    named = any(scan.syntax.tags[i] is Tag.NAME for i in range(max(start, 1), end))
    return named or start >= end or any(True for _ in scan.inside("kind", start, end))  # "tanks", "an offensive"


def _fought(scan: Scan, clause: Clause) -> tuple[int, int]:
    """Return the object of a verb of fighting, or of the infinitive after it: "battled to douse the flames"."""
    following = scan.syntax.clauses[clause.number + 1 : clause.number + 2]
    led = following and following[0].verb.infinitive and following[0].start == clause.verb.end
    return object_span(scan, following[0] if led else clause)


def _has_material(scan: Scan, start: int, end: int) -> bool:
    """Whether a house or a vehicle is in a phrase."""
    return not deed_words(scan.language).material.isdisjoint(scan.lows[start:end])


def _is_place(scan: Scan, start: int, end: int) -> bool:
    """Whether the head of a phrase is a place: a name alone, a town, a building."""
    while end > start and scan.at("place_directions", end - 1) is not None:
        end -= 1  # "three villages | south of the river"
    if side(scan, start, end):
        return False
    whole = scan.word(start) not in scan.grammar.articles  # not "captured an Islamic Movement leader"
    if whole and all(scan.syntax.tags[i] in {Tag.NAME, Tag.DETERMINER} for i in range(start, end)):
        return True
    return any(hit.end == end for key in ("place_kinds", "place_sites") for hit in scan.inside(key, start, end))


def names_militants(scan: Scan) -> bool:
    """Whether a sentence names people who bear arms and are of no force of the state, wherever in it.

    Parameters
    ----------
    scan : Scan
    """
    return any(hit.entry.value == "militant" for hit in scan.all("people"))
